"""Organs renamed, merged and split between two years: collated from real workbooks, held against a count by hand.

This year the i-th organ of the province has 2**i applications, last year three times as many: any sum tells who
is in it. Each had 5 rules in force last year, and has those of all that it has become: else a rule would ask why.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.collating.books import write_returns
from tests.collating.province import record, roster
from toolkit.editions import load_form
from toolkit.jobs import collate
from toolkit.records import Return
from toolkit.rollup import Summary, Values
from toolkit.roster import Roster, RosterLine, line_of_code, renamed, save_roster

FIELD = "t3.granted.natural"
DAY = "2024-05-01"
NORMS = 5
ORGANS = [line.code for line in roster().organs]
NOW = {code: 2**place for place, code in enumerate(ORGANS)}
THEN = {code: 3 * count for code, count in NOW.items()}
ALL_NOW, ALL_THEN = 255, 765
EDU, OFFICE = "52-02", "52-01"
FIRST, SECOND = "5202-01", "5202-02"  # of 戊市: 64 and 128 now, 192 and 384 then
HALVES = (
    RosterLine("52-03", "甲省高等教育厅", "", "", "", "", "", 0),
    RosterLine("52-04", "甲省基础教育厅", "", "", "", "", "", 0),
)


@dataclass(frozen=True)
class Done:
    summary: Summary
    folder: Path
    inbox: Path

    @property
    def status(self) -> dict[str, dict[str, str]]:
        with (self.folder / "status.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["agency_code"]: row for row in csv.DictReader(file)}

    def rules(self) -> set[str]:
        return {one.rule for item in self.summary.returns for one in item.findings}

    def general(self, rule: str) -> str:
        (told,) = [one.message for one in self.summary.general if one.rule == rule]
        return told


def sent(
    code: str, count: int, lines: Roster | None = None, *, year: int = 2024, name: str = "", file: str = ""
) -> Return:
    """A return without a fault, as far as its own year tells."""
    lines = lines or roster()
    line = line_of_code(code, lines)
    own = [one for one in lines.lines if line is not None and lines.heir(one) is line and {*one.codes} & {*ORGANS}]
    figures = {"t3.received.natural": count, FIELD: count, "t2.norms.valid": NORMS * len(own)}
    made = record(code, name or (line.name if line else "无名"), figures, year=year)
    return Return(file or f"{code}.xlsx", "ab" * 32, made, saved_at="2025-01-10T00:00:00")


def last_returns(folder: Path, then: Mapping[str, int], lines: Roster | None = None) -> Path:
    return write_returns([sent(code, count, lines, year=2023) for code, count in then.items()], folder)


def done(
    tmp_path: Path, lines: Roster, now: Mapping[str, int], prior: Path, *, more: Sequence[Return] = (), **asked: bool
) -> Done:  # fmt: skip
    """The collation of ``now`` and ``more`` along ``lines``, which an office keeps as csv, with the year before."""
    given = [sent(code, count, lines) for code, count in now.items()]
    inbox = write_returns([*given, *more], tmp_path / "in")
    save_roster(lines, tmp_path / "r.csv")
    summary = collate([inbox], tmp_path / "r.csv", tmp_path / "out", prior=prior, year=2024, **asked)  # type: ignore[arg-type]
    return Done(summary, tmp_path / "out", inbox)


def figure(values: Values | None, form_year: int = 2024) -> int | None:
    return None if values is None else values[load_form(form_year).by_code[FIELD].index]


def sums(made: Done, code: str = "52") -> tuple[int | None, int | None, int | None, int | None]:
    """Of a government: this year's and last year's whole, then what of both is compared."""
    node = made.summary.nodes[code]
    assert node.compared is not None
    return figure(node.values), figure(node.prior), *map(figure, node.compared)  # type: ignore[return-value]


def counts(made: Done, code: str = "52") -> tuple[int, ...]:
    row = made.status[code]
    return tuple(int(row[name]) for name in ("expected", "summed", "rejected", "missing"))


def without(*codes: str) -> dict[str, int]:
    return {code: count for code, count in NOW.items() if code not in codes}


def recoded(lines: Roster) -> Roster:
    return renamed(lines, EDU, "甲省教体厅", new_code="52-99", since=DAY)


def recoded_twice(lines: Roster) -> Roster:
    once = renamed(lines, EDU, "甲省教科厅", new_code="52-98", since="2024-02-01")
    return renamed(once, "52-98", "甲省教体厅", new_code="52-99", since=DAY)
