"""What of last year's figures each organ of now inherits: the cases that no collation need go through."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.collating.province import roster
from toolkit.editions import load_form
from toolkit.inherited import inherited
from toolkit.prior import Heritage, Prior
from toolkit.roster import Roster, RosterLine, merged, renamed, split

FORM = load_form(2023)
DAY = "2024-05-01"
WIDTH = len(FORM.fields)
HALVES = [RosterLine(f"52-0{n}", f"甲省教育{n}厅", "", "", "", "", "", 0) for n in (3, 4)]


def prior(figures: dict[str, int], year: int | None = 2023, **names: str) -> Prior:
    return Prior(FORM, year, {code: (count,) * WIDTH for code, count in figures.items()}, names=names)


def firsts(given: Prior) -> dict[str, int | None]:
    return {code: values[0] for code, values in given.figures.items()}


def beside(given: Prior) -> dict[str, list[int | None]]:
    return {code: [row[0] for row in rows] for code, rows in given.beside.items()}


def test_without_anything_told__the_figures_are_as_they_were() -> None:
    given = prior({"52": 9, "52-01": 1, "99": 5})
    done = inherited(given, roster())
    assert (done.figures, done.names, done.inherited, done.beside) == (given.figures, given.names, (), {})


def test_once_done__nothing_is_done_again() -> None:
    lines = merged(roster(), "52-02", "52-01", since=DAY)
    once = inherited(prior({"52-01": 1, "52-02": 2}), lines)
    assert firsts(once) == {"52-01": 3}
    assert inherited(once, lines) is once


def test_former_code__gives_way_to_that_of_now() -> None:
    lines = renamed(roster(), "52-02", "", new_code="52-99", since=DAY)
    assert firsts(inherited(prior({"52-02": 2, "52-99": 7}), lines)) == {"52-99": 7}
    assert firsts(inherited(prior({"52-02": 2}), lines)) == {"52-99": 2}


def test_former_code__with_the_name_of_then_is_the_organs_own() -> None:
    lines = renamed(roster(), "52-02", "甲省林业局", new_code="52-99", since=DAY)
    bare = replace(lines, lines=tuple(replace(line, former="") for line in lines.lines))
    given = replace(prior({"52-02": 2}), names={"52-02": "甲省教育厅"}).of_organs(bare.called)
    done = inherited(given, bare).of_organs(bare.called)
    assert (firsts(done), done.unlike) == ({"52-99": 2}, ())


def test_merged_in_a_chain__all_are_added_up_where_it_ends() -> None:
    lines = merged(merged(roster(), "5201-02", "5201-01", since=DAY), "5201-01", "52-01", since=DAY)
    done = inherited(prior({"5201-02": 1, "5201-01": 2, "52-01": 4}), lines)
    assert firsts(done) == {"52-01": 7}
    assert done.heritage_of("52-01").endswith("之和")


def test_merged__a_figure_that_one_of_them_lacks_is_lacking_in_the_sum() -> None:
    lines = merged(roster(), "52-02", "52-01", since=DAY)
    given = prior({"52-01": 1, "52-02": 2})
    holed = replace(given, figures={**given.figures, "52-02": (None, *given.figures["52-02"][1:])})
    assert inherited(holed, lines).figures["52-01"] == (None, *(3,) * (WIDTH - 1))


@pytest.mark.parametrize("year", [2023, None])
def test_merged__from_another_government_each_stays_in_the_sum_it_was_in(year: int | None) -> None:
    lines = merged(roster(), "5201-02", "52-01", since=DAY)
    done = inherited(prior({"5201-02": 2}, year), lines)
    assert (firsts(done), beside(done)) == ({}, {"5201": [2]})
    assert [one.kind for one in done.inherited or ()] == [Heritage.LACKING]


def test_merged_governments__are_added_up_or_summed_from_below() -> None:
    lines = roster().lines
    moved = tuple(replace(line, parent="5201") if line.parent == "5202" else line for line in lines)
    kept = tuple(line for line in moved if line.code != "5202-01")  # one office a government
    united = merged(Roster("r", kept), "5202", "5201", since=DAY)
    assert firsts(inherited(prior({"5201": 10, "5202": 5}), united)) == {"5201": 15}
    done = inherited(prior({"5202": 5, "5202-02": 5}), united)
    assert (firsts(done), beside(done), done.inherited) == ({"5202-02": 5}, {}, ())


def test_split__into_organs_of_two_governments_counts_in_that_above_both() -> None:
    away = replace(HALVES[1], parent="5201", level="市")
    done = inherited(prior({"52-02": 2}), split(roster(), "52-02", [HALVES[0], away], since=DAY))
    assert (firsts(done), beside(done)) == ({}, {"52": [2]})


def test_split__of_one_that_had_another_code_last_year() -> None:
    lines = split(renamed(roster(), "52-02", "", new_code="52-99", since=DAY), "52-99", HALVES, since=DAY)
    done = inherited(prior({"52-02": 2}), lines)
    assert (firsts(done), beside(done), [one.code for one in done.inherited or ()]) == (
        {}, {"52": [2]}, ["52-03", "52-04"]
    )  # fmt: skip


def test_split__of_one_that_is_known_by_a_former_code() -> None:
    own = RosterLine("52-02", "", "", "", "", "", "", 0)
    lines = renamed(split(roster(), "52-02", [own, HALVES[0]], since=DAY), "52-02", "", new_code="52-99", since=DAY)
    stale = tuple(replace(line, split_from="52-02") if line.split_from else line for line in lines.lines)
    for one in (lines, replace(lines, lines=stale)):
        done = inherited(prior({"52-02": 2}), one)
        assert (firsts(done), beside(done)) == ({}, {"52": [2]})
        assert {told.code for told in done.inherited or ()} == {"52-03", "52-99"}


@pytest.mark.parametrize(("since", "compared"), [("2022-12-31", True), ("2023-05-01", False), ("", False)])
def test_split__whose_parts_have_no_figures_is_past_by_its_day(since: str, compared: bool) -> None:
    own = RosterLine("52-02", "", "", "", "", "", "", 0)
    lines = split(roster(), "52-02", [own, HALVES[0]], since=DAY)
    lines = replace(lines, lines=tuple(replace(line, since=since if line.split_from else "") for line in lines.lines))
    assert (firsts(inherited(prior({"52-02": 2}), lines)) == {"52-02": 2}) is compared
