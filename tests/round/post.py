"""What comes in a round that is played: filled workbooks, copies, archives, what nobody can read."""

from __future__ import annotations

import hashlib
import random
import shutil
import zipfile
from collections.abc import Mapping
from contextlib import AbstractContextManager
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from tests.round.at_work import moment
from tests.round.county import (
    YEAR,
    Count,
    County,
    Figures,
    Version,
    issued_in,
    last_year,
    on,
    roster_lines,
    touch,
    write_roster,
)  # fmt: skip
from toolkit.editions import load_form
from toolkit.round import (
    Settings,
    start_round,
)  # fmt: skip
from toolkit.writing import fill_workbook, write_template

_FORM = load_form(YEAR)


class Post:
    """One round in ``home``, and what comes in it; ``local``: whether its disk is one of this machine."""

    def __init__(self, home: Path, *, local: bool = True, seed: int = 1) -> None:
        self.home, self.folder, self.local = home, home / "轮", local
        self.chance = random.Random(seed)
        self.day, self.clock = 0, timedelta()
        self.count = Count()
        self.sent: set[str] = set()  # hashes of all that ever lay in the inbox
        self.waiting: list[tuple[str, Version]] = []  # what came and is not taken in yet
        self.arrivals = self.steps = 0
        self._rows: list[tuple[Any, ...]] = []
        self._minute = 0
        write_roster(roster_lines(), home / "名录.csv")
        with self.now():
            settings = Settings(YEAR, "2026-01-31", "2026年1月31日", "张三", "清溪县人民政府办公室")
            start_round(self.folder, home / "名录.csv", settings, prior=last_year(roster_lines()), by="甲")
        self.county = County(issued_in(self.folder / "发放"))
        self.blank = home / "空白.xlsx"
        write_template(load_form(YEAR - 1), self.blank)

    @property
    def inbox(self) -> Path:
        return self.folder / "收件"

    @property
    def today(self) -> date:
        return on(self.day, 12).date()

    def moment(self) -> datetime:
        """The next moment of this day, by the clock of the machine."""
        self._minute += 1
        return on(self.day, 9, self._minute) + self.clock

    def now(self) -> AbstractContextManager[None]:
        return moment(self.moment(), local=self.local)

    def next_day(self) -> None:
        self.day, self._minute = self.day + 1, 0

    # What comes.

    def send(self, code: str, figures: Figures, *, saved: datetime | None = None, name: str = "") -> Path:
        """An organ fills in what it was handed out, and it lies in the inbox."""
        saved = saved or on(self.day, 8, self.arrivals % 60)
        path = self.county.fill(code, figures, self._free(name or f"{code}_{YEAR}.xlsx"), saved)
        self._lies(path)
        self._comes(code, path.relative_to(self.folder).as_posix(), figures, saved)
        return path

    def send_zipped(self, sent: Mapping[str, Figures]) -> Path:
        """Several organs in one archive."""
        saved = on(self.day, 8, self.arrivals % 60)
        path = self._free(f"第{self.arrivals}批.zip")
        with zipfile.ZipFile(path, "w") as archive:
            for code, figures in sent.items():
                filled = self.county.fill(code, figures, self.home / "暂存" / f"{code}.xlsx", saved)
                self.sent.add(hashlib.sha256(filled.read_bytes()).hexdigest())
                archive.write(filled, filled.name)
                self._comes(code, f"{path.relative_to(self.folder).as_posix()}/{filled.name}", figures, saved)
        touch(path, saved)
        return path

    def send_copy(self, path: Path, code: str) -> Path:
        """The same content comes again by another name."""
        (version,) = [one for _, one in self.all_sent() if one.name == path.relative_to(self.folder).as_posix()]
        target = self._free(f"再报 {path.name}")
        shutil.copy2(path, target)
        touch(target, version.saved)
        self._comes(code, target.relative_to(self.folder).as_posix(), version.figures, version.saved)
        return target

    def send_unreadable(self, name: str) -> Path:
        """A file that nobody can read."""
        path = self._free(name)
        path.write_bytes(b"PK\x03\x04" + self.chance.randbytes(500))
        touch(path, on(self.day, 8, self.arrivals % 60))
        self._lies(path)
        self.arrivals += 1
        return path

    def send_stranger(self) -> Path:
        """A return of nobody on the roster."""
        number = self.arrivals
        path = self._free(f"外县{number}.xlsx")
        blank = self.home / "外县.xlsx"
        if not blank.exists():
            write_template(_FORM, blank)
        given = {one.code: number for one in _FORM.inputs}
        cover = {"agency_code": f"88-{number}", "agency_name": f"外县第{number}局"}
        fill_workbook(blank, {"cover": cover, "fields": given}, path, now=on(self.day))
        touch(path, on(self.day))
        self._lies(path)
        self.arrivals += 1
        return path

    def send_last_year(self, code: str) -> Path:
        """A return of the year before."""
        path = self._free(f"上年 {code}.xlsx")
        line = next(line for line in self.county.lines if line.code == code)
        given = {one.code: 0 for one in load_form(YEAR - 1).inputs}
        cover = {"agency_code": code, "agency_name": line.name}
        fill_workbook(self.blank, {"cover": cover, "fields": given}, path, now=on(self.day))
        touch(path, on(self.day))
        self._lies(path)
        self.arrivals += 1
        return path

    def _comes(self, code: str, name: str, figures: Figures, saved: datetime) -> None:
        self.arrivals += 1
        self.waiting.append((code, Version(self.arrivals, name, dict(figures), saved)))

    def _lies(self, path: Path) -> None:
        self.sent.add(hashlib.sha256(path.read_bytes()).hexdigest())

    def all_sent(self) -> list[tuple[str, Version]]:
        return [*self.waiting, *((code, one) for code, sent in self.count.versions.items() for one in sent)]

    def _free(self, name: str) -> Path:
        folder = self.inbox / f"{self.today:%m%d}"
        folder.mkdir(exist_ok=True)
        path, number = folder / name, 1
        while path.exists():
            number += 1
            path = folder / f"{number} {name}"
        return path
