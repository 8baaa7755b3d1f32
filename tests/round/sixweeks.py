"""Six weeks of a county: what comes and what the office does on each day, the same for the same seed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

from tests.conftest import ROOT
from tests.round.county import Version, issued_in, more, on
from tests.round.play import Play
from toolkit.round import back_up, export_returns, forget_files

DAYS = 42
ANOTHER_YEAR = 25  # the day from which returns of last year come too: they are judged by themselves, which takes time
AHEAD, BACK = 10, 20  # days on which the clock is a year ahead, and back in the year 2000
CUT_OFF, SECOND = 27, 40  # days of the cut-off and of the close after it
ROSTER: Mapping[int, str] = {29: "renamed", 30: "merged", 31: "divided"}
MOVED: Mapping[int, str] = {7: "moved", 14: "copied", 22: "zipped_folder"}
WRITTEN = (0, 6, AHEAD - 1, 16, BACK - 1, CUT_OFF, 34)  # days of which a whole summary is written


class SixWeeks:
    """The script. ``of_day`` holds facts and status as they were at the end of each day, ``written`` the folders."""

    def __init__(self, play: Play) -> None:
        self.play, self.chance = play, play.chance
        organs = [line.code for line in play.county.organs]
        self.chance.shuffle(organs)
        self.organs, self.silent = organs[3:], organs[:3]
        self.due = list(self.organs)  # who has not sent anything yet
        self.of_day: dict[date, Mapping[str, bytes]] = {}
        self.written: dict[date, Path] = {}
        self.done: dict[str, int] = {}
        self.corrections: list[int] = []

    def play_all(self, days: int = DAYS) -> None:
        for _ in range(days):
            self.one_day()
            self.play.next_day()

    def one_day(self) -> None:
        play, day = self.play, self.play.day
        play.clock = {AHEAD: timedelta(days=365), BACK: on(-9502) - on(0)}.get(day, timedelta())
        if day in MOVED:
            getattr(self, MOVED[day])()
        self._post()
        if day % 6 == 3:
            self.by_command("take", "--quiet")
            play.taken()
        else:
            play.take()
        self._office()
        if day in ROSTER:
            self.did(ROSTER[day])
            getattr(self, ROSTER[day])()
        if day % 7 == 5:
            self.done["letters"] = self.done.get("letters", 0) + self.play.letters()
        if day in (CUT_OFF, SECOND):
            self.cut_off()
        self.of_day[play.today] = play.lists(play.home / "单" / f"{day}")
        if day in WRITTEN:
            self.written[play.today] = play.write_summary(play.home / "每日" / f"{day}")

    # What comes.

    def _post(self) -> None:
        """Up to five returns of organs that have not sent any, and three others."""
        for _ in range(min(len(self.due), self.chance.choice((0, 1, 2, 3)))):
            self._first(self.due.pop())
        kinds: list[Callable[[], None]] = [
            self.mended, self.mended, self.wrong, self.older, self.copied_content, self.same_file, self.tied,
            self.unreadable, self.stranger, self.of_last_year, self.zipped, self.doubtful,
        ]  # fmt: skip
        for kind in self.chance.sample(kinds, 3):
            if kind != self.of_last_year or self.play.day >= ANOTHER_YEAR:
                self.did(kind.__name__)
                kind()

    def _first(self, code: str) -> None:
        self.did("first")
        self.play.send(code, self.play.county.first(code))

    def mended(self) -> None:
        code, version = self._known()
        self.play.send(code, self.play.county.another(version.figures, self.chance))

    def wrong(self) -> None:
        """A version whose cases do not add up."""
        code, version = self._known()
        self.play.send(code, more(version.figures, 1, "t3.granted.natural"))

    def older(self) -> None:
        """One that was saved before the one that is there, and comes late."""
        code, version = self._known()
        other = self.play.county.another(version.figures, self.chance)
        self.play.send(code, other, saved=min(one.saved for one in self._sent(code)) - timedelta(days=1))

    def copied_content(self) -> None:
        code, version = self._known()
        path = self.play.folder / version.name
        if path.is_file():
            self.play.send_copy(path, code)

    def same_file(self) -> None:
        """The file that lies there already is saved again with the same content: nothing new."""
        code, version = self._known()
        path = self.play.folder / version.name
        if path.is_file() and version in self.play.count.versions.get(code, ()):
            os.utime(path, (version.saved.timestamp() + 5, version.saved.timestamp() + 5))

    def tied(self) -> None:
        """Two versions with other figures, saved at one moment."""
        code, version = self._known()
        saved = max(on(self.play.day, 8, 30), max(one.saved for one in self._sent(code)) + timedelta(minutes=1))
        for _ in range(2):
            self.play.send(code, self.play.county.another(version.figures, self.chance), saved=saved)

    def unreadable(self) -> None:
        code, _ = self._known()
        self.play.send_unreadable(f"{code}_损坏.xlsx")

    def stranger(self) -> None:
        self.play.send_stranger()

    def of_last_year(self) -> None:
        self.play.send_last_year(self.chance.choice([*self.organs, *self.silent]))

    def zipped(self) -> None:
        """Three in one archive: two new organs where there are any, and one that was there."""
        code, version = self._known()
        sent = {code: self.play.county.another(version.figures, self.chance)}
        while self.due and len(sent) < 3:
            one = self.due.pop()
            sent[one] = self.play.county.first(one)
        self.play.send_zipped(sent)

    def doubtful(self) -> None:
        """More was carried in than last year carried out."""
        code, version = self._known()
        self.play.send(code, more(version.figures, 3, "t3.carried_in.natural", "t3.granted.natural"))

    # What the office does.

    def _office(self) -> None:
        kinds: list[Callable[[], None]] = [
            self.corrects, self.corrects, self.corrects_money, self.accepts, self.chooses, self.undoes, self.extends,
        ]  # fmt: skip
        for kind in self.chance.sample(kinds, 2):
            self.did(kind.__name__)
            kind()

    def corrects(self) -> None:
        if standing := self._standing():
            code, version = standing
            name = "t2.licences.decisions"
            now = self.play.count.corrected(code, version)[name] or Decimal()
            self.corrections.append(self.play.correct(code, name, now + 1 + self.chance.randrange(5)))

    def corrects_money(self) -> None:
        if standing := self._standing():
            code, _ = standing
            value = Decimal(self.chance.randrange(1, 10_000_000)).scaleb(-6)
            self.corrections.append(self.play.correct(code, "t2.fees.amount", value))

    def accepts(self) -> None:
        doubtful = [one.line.code for one in self.play.summary().entries if one.state == "needs-explanation"]
        if doubtful:
            self.play.accept(self.chance.choice(doubtful))

    def chooses(self) -> None:
        """Which of several counts, where nobody can tell; else one that is there."""
        count = self.play.count
        tied = [code for code in self.organs if count.versions.get(code) and count.standing(code) is None]
        code = tied[0] if tied else self._known()[0]
        sent = self._sent(code)
        newest = max(one.saved for one in sent)
        self.corrections.append(self.play.choose(code, [one for one in sent if one.saved == newest][-1]))

    def undoes(self) -> None:
        open_ = [line for line in self.corrections if line not in self.play.count.back]
        if open_:
            line = self.chance.choice(open_[-6:])
            number = self.play.undo_decision(line)
            if self.chance.random() < 0.5:
                self.play.undo_undo(number, line)

    def extends(self) -> None:
        self.play.extend(self.chance.choice(self.silent), max(self.play.today, date(2026, 1, 31)) + timedelta(days=20))

    def cut_off(self) -> None:
        self.did("close")
        self.play.close()

    def forgets(self) -> None:
        with self.play.now():
            forget_files(self.play.folder, self.play.today, reason="保存期满", by="甲")

    # What becomes of organs.

    def renamed(self) -> None:
        code, _ = self._known()
        self.play.rename(code, "清溪县政务服务局", "990121-91")
        self.organs = [one if one != code else "990121-91" for one in self.organs]

    def merged(self) -> None:
        self.play.merge(self.silent.pop(), self._known()[0])

    def divided(self) -> None:
        self.play.split(self.silent.pop(), {"990121-92": "清溪县文物局", "990121-93": "清溪县旅游局"})
        self.organs += ["990121-92", "990121-93"]
        self.due += ["990121-92", "990121-93"]

    # What becomes of the folder.

    def moved(self) -> None:
        self._now_at(self.play.folder.rename(self.play.home / "搬到这里"))

    def copied(self) -> None:
        target = self.play.home / "备份"
        with self.play.now():
            back_up(self.play.folder, target)
        shutil.rmtree(self.play.folder)
        self._now_at(target)

    def zipped_folder(self) -> None:
        folder, packed = self.play.folder, self.play.home / "整个.zip"
        with zipfile.ZipFile(packed, "w") as archive:
            for path in sorted(folder.rglob("*")):
                archive.write(path, path.relative_to(folder))
        shutil.rmtree(folder)
        target = self.play.home / "解开"
        with zipfile.ZipFile(packed) as archive:
            archive.extractall(target)
        packed.unlink()
        self._now_at(target)

    def _now_at(self, folder: Path) -> None:
        self.play.folder = folder
        self.play.county.issued = issued_in(folder / "发放")
        self.play.prove()

    def by_command(self, verb: str, *arguments: str) -> str:
        """A step by the command itself, in a process of its own."""
        play = self.play
        disk = "local" if play.local else "network"
        words = [play.moment().isoformat(), disk, "round", verb, str(play.folder), *arguments]
        done = subprocess.run(
            [sys.executable, "-m", "tests.round.command", *words],
            cwd=ROOT, capture_output=True, encoding="utf-8", timeout=120, check=False,
        )  # fmt: skip
        assert done.returncode in (0, 1), done.stderr
        assert "Traceback" not in done.stderr, done.stderr
        return done.stdout

    def export(self, output: Path) -> Path:
        with self.play.now():
            export_returns(self.play.folder, output)
        return output

    def did(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    def _sent(self, code: str) -> list[Version]:
        return [one for other, one in self.play.all_sent() if other == code]

    def _known(self) -> tuple[str, Version]:
        """An organ that sent something sound, and its newest."""
        known = sorted({code for code, _ in self.play.all_sent()})
        code = self.chance.choice(known)
        return code, max(self._sent(code), key=lambda one: (one.saved, one.came))

    def _standing(self) -> tuple[str, Version] | None:
        count = self.play.count
        known = [code for code in self.organs if count.standing(code) is not None]
        if not known:
            return None
        code = self.chance.choice(known)
        version = count.standing(code)
        assert version is not None
        return code, version
