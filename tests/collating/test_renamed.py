"""Organs that were renamed or given another code since last year, collated from real workbooks."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.collating.province import roster
from tests.collating.succeeded import (
    ALL_NOW,
    ALL_THEN,
    DAY,
    EDU,
    NOW,
    THEN,
    counts,
    done,
    figure,
    recoded,
    recoded_twice,
    sent,
    sums,
    without,
)
from toolkit.rollup import State
from toolkit.roster import Roster, renamed


@pytest.mark.parametrize(("change", "source"), [(recoded, "returns"), (recoded_twice, "summary")])
def test_renamed__with_a_new_code_is_itself_under_the_old(
    tmp_path: Path, before: Path, change: Callable[[Roster], Roster], source: str
) -> None:
    old = sent(EDU, NOW[EDU], name="甲省教育厅", file="52-02_甲省教育厅.xlsx", lines=change(roster()))
    made = done(tmp_path, change(roster()), without(EDU), before / source, more=[old])
    assert sums(made) == (ALL_NOW, ALL_THEN, ALL_NOW, ALL_THEN)
    assert counts(made) == (8, 8, 0, 0)
    assert made.rules() == {"AGENCY-FORMER"}
    entry = made.summary.by_code["52-99"]
    assert (entry.state, entry.included, figure(made.summary.prior_of(entry))) == (State.ACCEPTED, True, THEN[EDU])
    assert made.summary.nodes["52"].remark == ""
    facts = (made.folder / "facts.csv").read_text(encoding="utf-8-sig")
    assert "52-99" in facts
    assert "52-02" not in facts
    assert (made.status["52-99"]["曾用名"].startswith("甲省教"), made.status["52-99"]["自"]) == (True, DAY)


def test_renamed__without_a_new_code_is_itself(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, renamed(roster(), EDU, "甲省教体厅", since=DAY), NOW, before / "returns")
    assert sums(made) == (ALL_NOW, ALL_THEN, ALL_NOW, ALL_THEN)
    assert made.rules() == set()


def test_renamed__of_two_returns_the_newer_counts_whatever_code_it_has(tmp_path: Path, before: Path) -> None:
    lines = recoded(roster())
    both = [sent(EDU, 500, name="甲省教育厅", file="旧.xlsx"), sent("52-99", 2, lines, file="新.xlsx")]
    made = done(tmp_path, lines, without(EDU), before / "returns", more=both)
    assert counts(made) == (8, 8, 0, 0)
    entry = made.summary.by_code["52-99"]
    assert len(entry.superseded) + len(entry.rivals[1:]) == 1
