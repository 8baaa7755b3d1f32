"""Organs that were split since last year, collated from real workbooks."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collating.books import write_returns
from tests.collating.province import roster
from tests.collating.succeeded import (
    ALL_NOW,
    ALL_THEN,
    DAY,
    EDU,
    HALVES,
    NOW,
    OFFICE,
    THEN,
    Done,
    counts,
    done,
    figure,
    last_returns,
    sent,
    sums,
    without,
)
from toolkit.jobs import collate
from toolkit.roster import RosterLine, merged, split


@pytest.mark.parametrize("source", ["returns", "summary"])
def test_split__in_two_neither_has_figures_of_last_year_and_the_sum_has(
    tmp_path: Path, before: Path, source: str
) -> None:
    lines = split(roster(), EDU, HALVES, since=DAY)
    made = done(tmp_path, lines, {**without(EDU), "52-03": 512, "52-04": 1024}, before / source)
    rest = ALL_NOW - NOW[EDU]
    assert sums(made) == (rest + 1536, ALL_THEN, rest, ALL_THEN - THEN[EDU])
    assert counts(made) == (9, 9, 0, 0)
    for code in ("52-03", "52-04"):
        assert made.summary.prior_of(made.summary.by_code[code]) is None
        assert made.status[code]["note"] == "分自上年的“甲省教育厅”，上年数不能拆分"
    assert "甲省高等教育厅分自上年的“甲省教育厅”" in made.general("PRIOR-SPLIT")
    assert made.summary.nodes["52"].remark == "本年 9 家、上年 8 家，只比两年都有的 7 家"
    assert made.summary.nodes["52"].base is not None
    assert "PRIOR-ABSENT" not in {one.rule for one in made.summary.general}


def test_split__whose_origin_goes_on_is_not_compared_either(tmp_path: Path, before: Path) -> None:
    own = RosterLine(EDU, "", "", "", "", "", "", 0)
    made = done(tmp_path, split(roster(), EDU, (own, HALVES[1]), since=DAY), {**NOW, "52-04": 1024}, before / "returns")
    assert sums(made) == (ALL_NOW + 1024, ALL_THEN, ALL_NOW - NOW[EDU], ALL_THEN - THEN[EDU])
    assert made.summary.prior_of(made.summary.by_code[EDU]) is None
    assert made.status[EDU]["note"] == "分出了甲省基础教育厅，上年数含分出的部分"


def test_split__that_had_happened_when_last_year_was_reported_is_compared(tmp_path: Path, before: Path) -> None:
    own = RosterLine(EDU, "", "", "", "", "", "", 0)
    lines = split(roster(), EDU, (own, HALVES[1]), since=DAY)
    last = last_returns(tmp_path / "l", {**THEN, "52-04": 9}, lines)
    given = [sent(code, count, lines) for code, count in {**NOW, "52-04": 1024}.items()]
    inbox = write_returns(given, tmp_path / "in")
    summary = collate([inbox], lines, tmp_path / "out", prior=last, year=2024)
    assert sums(Done(summary, tmp_path / "out", inbox)) == (ALL_NOW + 1024, ALL_THEN + 9, ALL_NOW + 1024, ALL_THEN + 9)
    assert figure(summary.prior_of(summary.by_code[EDU])) == THEN[EDU]


def test_split__whose_parts_then_merge_elsewhere_is_compared_nowhere(tmp_path: Path, before: Path) -> None:
    lines = merged(split(roster(), EDU, HALVES, since=DAY), "52-03", OFFICE, since=DAY)
    made = done(tmp_path, lines, {**without(EDU), "52-04": 1024}, before / "returns")
    lost = NOW[EDU] + NOW[OFFICE]
    assert sums(made) == (ALL_NOW - NOW[EDU] + 1024, ALL_THEN, ALL_NOW - lost, ALL_THEN - THEN[EDU] - THEN[OFFICE])


def test_split__what_comes_under_the_old_code_is_told_what_became_of_it(tmp_path: Path, before: Path) -> None:
    old = sent(EDU, 2, name="甲省教育厅", file="old.xlsx")
    made = done(tmp_path, split(roster(), EDU, HALVES, since=DAY), without(EDU), before / "returns", more=[old])
    assert counts(made) == (9, 7, 0, 2)
    assert {"AGENCY-SPLIT", "COVER-AGENCY"} <= made.rules()
