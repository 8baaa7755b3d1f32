"""A round that is played day by day: each step is done, told to the independent count, and proven."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from samples.province import Organ
from tests.round.at_work import moment
from tests.round.county import (
    YEAR,
    Choice,
    Correction,
    County,
    Version,
    issued_in,
)  # fmt: skip
from tests.round.post import Post
from toolkit.collating import write_facts, write_status
from toolkit.editions import load_form
from toolkit.rollup import Summary
from toolkit.round import (
    accept_doubt,
    choose_return,
    close_round,
    correct_figure,
    extend_leave,
    merge_organ,
    rename_organ,
    round_status,
    send_letters,
    split_organ,
    take_returns,
    undo_decision,
    write_round_summary,
)  # fmt: skip
from toolkit.round.ledger import open_ledger


class Play(Post):
    """A round with what an office does in it, and what is proven after each step."""

    def first(self, number: int = 0) -> str:
        """An organ sends its first return, which is taken in; its code."""
        code = self.county.organs[number].code
        self.send(code, self.county.first(code))
        self.take()
        return code

    # What the office does.

    def take(self) -> None:
        with self.now():
            take_returns(self.folder, by="甲")
        self.taken()

    def taken(self) -> None:
        """What waited in the inbox is in the ledger."""
        for code, version in self.waiting:
            self.count.came(code, version)
        self.waiting.clear()
        self.prove()

    def correct(self, code: str, name: str, value: Decimal) -> int:
        """A figure of the version that counts, by telephone; its line."""
        version = self.count.standing(code)
        assert version is not None
        with self.now():
            line = correct_figure(self.folder, code, name, str(value), reason="来电更正", by="甲").n
        self.corrected(line, code, name, value)
        self.prove()
        return line

    def corrected(self, line: int, code: str, name: str, value: Decimal) -> None:
        version = self.count.standing(code)
        assert version is not None
        told = Correction(line, name, version.figures[name], value, version.came)
        self.count.corrections.setdefault(code, []).append(told)

    def choose(self, code: str, version: Version) -> int:
        with self.now():
            line = choose_return(self.folder, code, version.name, reason="以此为准", by="甲").n
        newest = max(one.came for one in self.count.versions[code])
        self.count.choices.setdefault(code, []).append(Choice(line, version.name, newest))
        self.prove()
        return line

    def accept(self, code: str) -> int | None:
        """The first open doubt of an organ, where it has one."""
        chosen = self.summary().by_code[code].chosen
        doubts = [one for one in chosen.findings if one.severity == "explain" and not one.settled] if chosen else []
        if not doubts:
            return None
        with self.now():
            line = accept_doubt(self.folder, code, doubts[0].id, reason="上年口径有误，已发文更正", by="甲").n
        self.prove()
        return line

    def extend(self, code: str, until: date) -> None:
        with self.now():
            extend_leave(self.folder, code, until, reason="系统故障", by="甲")
        self.prove()

    def undo(self, line: int) -> int:
        with self.now():
            undo_decision(self.folder, line, reason="记错了", by="甲")
            with open_ledger(self.folder) as ledger:
                number = ledger.lines()[-1].n
        return number

    def undo_decision(self, line: int) -> int:
        """A correction or choice is taken back."""
        number = self.undo(line)
        self.count.back.add(line)
        self.prove()
        return number

    def undo_undo(self, line: int, undone: int) -> None:
        """The taking back, in ``line``, of ``undone`` is taken back."""
        self.undo(line)
        self.count.back.discard(undone)
        self.prove()

    def rename(self, code: str, name: str, new: str) -> None:
        """An organ has another name and code from today on; all that it sent, and what was decided, stays its own."""
        with self.now():
            rename_organ(self.folder, code, name, code=new, since=self.today, by="甲")
        self.count.recode(code, new)
        self._roster([replace(line, code=new, name=name) if line.code == code else line for line in self.county.lines])

    def merge(self, code: str, into: str) -> None:
        """An organ that has sent nothing is part of another from today on."""
        with self.now():
            merge_organ(self.folder, code, into, since=self.today, by="甲")
        self._roster([line for line in self.county.lines if line.code != code])

    def split(self, code: str, successors: Mapping[str, str]) -> None:
        """An organ that has sent nothing is several from today on, by code and name."""
        (origin,) = (line for line in self.county.lines if line.code == code)
        with self.now():
            split_organ(self.folder, code, list(successors.items()), since=self.today, by="甲")
        made = [replace(origin, code=new, name=name) for new, name in successors.items()]
        self._roster([*(line for line in self.county.lines if line.code != code), *made])

    def _roster(self, lines: list[Organ]) -> None:
        self.county = County(issued_in(self.folder / "发放"), lines)
        self.prove()

    def write_summary(self, output: Path | None = None, at: date | None = None) -> Path:
        with self.now():
            return write_round_summary(self.folder, output, at=at, by="甲").folder

    def close(self) -> Path:
        with self.now():
            done = close_round(self.folder, by="甲")
        self.prove()
        return done.folder

    def letters(self) -> int:
        """The letters that are due; how many went out. None goes out twice."""
        with self.now():
            done = send_letters(self.folder, by="甲")
            assert send_letters(self.folder, by="甲").number == 0
        self.prove()
        return len(done.sent)

    def summary(self, at: date | None = None) -> Summary:
        with self.now():
            return round_status(self.folder, at=at).summary

    def figure(self, code: str, name: str) -> Decimal:
        """One figure as it counts now."""
        return figures_of(self.summary())[code, name]

    def lists(self, output: Path, at: date | None = None) -> Mapping[str, bytes]:
        """The facts and the status of this moment, or of the end of a day."""
        summary = self.summary(at)
        output.mkdir(parents=True, exist_ok=True)
        write_facts(summary, output)
        write_status(summary, output / "status.csv")
        return {name: (output / name).read_bytes() for name in ("facts.csv", "status.csv")}

    # What is proven after each step.

    def prove(self) -> None:
        """The figures are those of the independent count, the ledger is whole, and nothing was lost or changed."""
        self.steps += 1
        self.prove_ledger()
        self.prove_files()
        self.prove_figures()

    def prove_figures(self) -> None:
        summary = self.summary()
        found, counted = figures_of(summary), self.count.all(self.county.lines)
        unlike = {key for key in found.keys() | counted.keys() if found.get(key) != counted.get(key)}
        codes = sorted({code for code, _ in unlike})
        told = {code: (summary.by_code[code].state, self._said_of(code, summary)) for code in codes}
        assert found == counted, f"day {self.day}, step {self.steps}: {told}"

    def _said_of(self, code: str, summary: Summary) -> str:
        chosen = summary.by_code[code].chosen
        standing = self.count.standing(code)
        errors = [one.id for one in chosen.findings if one.severity == "error"] if chosen else []
        return f"{chosen.file if chosen else None} {errors}, counted {standing.name if standing else None}"

    def prove_ledger(self) -> None:
        with moment(local=self.local), open_ledger(self.folder) as ledger:
            assert ledger.check() == ""
            rows = ledger.rows("SELECT n, at, by, verb, organ, data FROM line ORDER BY n")
        assert rows[: len(self._rows)] == self._rows, "a line was changed or removed"
        assert [row[0] for row in rows] == list(range(1, len(rows) + 1))
        self._rows = rows

    def prove_files(self, forgotten: frozenset[str] = frozenset()) -> None:
        with moment(local=self.local), open_ledger(self.folder) as ledger:
            versions = dict(ledger.rows("SELECT sha256, ending FROM version WHERE kept = 1"))
            arrived = {row[0] for row in ledger.rows("SELECT sha256 FROM arrival")}
        kept = {}
        for path in (self.folder / "件").rglob("*"):
            if path.is_file() and not path.name.startswith(".nianbao-"):
                sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
                assert path.name.startswith(sha256), f"{path} is not what it was"
                assert sha256 not in kept, f"{path} is there twice"
                kept[sha256] = path.suffix
        assert versions.items() <= kept.items()
        taken = self.sent - {hashlib.sha256(path.read_bytes()).hexdigest() for path in self._untaken()} - forgotten
        assert taken <= versions.keys(), "a version was lost"
        assert taken <= arrived

    def _untaken(self) -> list[Path]:
        return [self.folder / version.name for _, version in self.waiting if (self.folder / version.name).is_file()]


def figures_of(summary: Summary) -> dict[tuple[str, str], Decimal]:
    """Every figure that a summary sums, and the county's sums."""
    found: dict[tuple[str, str], Decimal] = {}
    for entry in summary.entries:
        if entry.included and entry.values is not None:
            found |= _named(entry.line.code, entry.values)
    for code, node in summary.nodes.items():
        if node.values is not None:
            found |= _named(code, node.values)
    return found


def _named(code: str, values: tuple[int | None, ...]) -> dict[tuple[str, str], Decimal]:
    pairs = zip(load_form(YEAR).fields, values, strict=True)
    return {(code, one.code): one.unit.decimal(steps) for one, steps in pairs if steps is not None}
