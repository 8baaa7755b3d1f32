"""What a change on last year is measured on: the same organs in both years, and what is said of the others."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.province import everyone, roster, sent
from toolkit.collating import load_prior, sum_up, write_facts
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Return
from toolkit.rollup import Node, Summary

FIELD = "t3.granted.natural"
ORGANS = [line.code for line in roster().organs]


def last_year(folder: Path, returns: Sequence[Return]) -> Prior:
    """The summary folder that a collation of ``returns`` left last year."""
    folder.mkdir()
    write_facts(sum_up(returns, Office(roster(), year=2023)), folder)
    return load_prior(folder)


def earlier(*, but: Sequence[str] = ()) -> list[Return]:
    """Everybody's of last year, each of 100."""
    return [sent(code, 100, year=2023) for code in ORGANS if code not in but]


def pair(node: Node) -> tuple[int | None, int | None]:
    assert node.compared is not None
    index = load_form(2024).by_code[FIELD].index
    now, then = node.compared
    return now[index], then[index]


def whole(summary: Summary, code: str = "52") -> tuple[int | None, int | None]:
    node, index = summary.nodes[code], load_form(2024).by_code[FIELD].index
    assert node.values is not None
    assert node.prior is not None
    return node.values[index], node.prior[index]


def test_all_there_in_both_years__is_the_whole_and_nothing_is_said(tmp_path: Path) -> None:
    summary = sum_up(everyone(), Office(roster(), prior=last_year(tmp_path / "last", earlier())))
    for node in summary.nodes.values():
        assert (pair(node), node.remark) == (whole(summary, node.line.code), "")


@pytest.mark.parametrize("returns_alone", [True, False])
def test_missing_now__is_left_out_of_both_sides_and_told(tmp_path: Path, returns_alone: bool) -> None:
    figures = {code: one.record.values for code in ORGANS if (one := sent(code, 100, year=2023)).record}
    prior = Prior(load_form(2023), 2023, figures) if returns_alone else last_year(tmp_path / "last", earlier())
    summary = sum_up(everyone(but=["52-02", "520101-2"]), Office(roster(), prior=prior))
    assert whole(summary) == (255 - 2 - 32, 800)
    assert pair(summary.nodes["52"]) == (255 - 2 - 32, 600)
    assert summary.nodes["52"].remark == "应报 8 家，缺 2 家；本年 6 家、上年 8 家，只比两年都有的 6 家"
    assert pair(summary.nodes["520101"]) == (16, 100)
    assert summary.nodes["5202"].remark == ""


def test_missing_last_year__is_left_out_of_both_sides_and_told(tmp_path: Path) -> None:
    summary = sum_up(everyone(), Office(roster(), prior=last_year(tmp_path / "last", earlier(but=["52-02"]))))
    assert pair(summary.nodes["52"]) == (255 - 2, 700)
    assert summary.nodes["52"].remark == "本年 8 家、上年 7 家，只比两年都有的 7 家"


def test_missing_in_both_years__is_missing_and_no_difference(tmp_path: Path) -> None:
    summary = sum_up(
        everyone(but=["52-02"]), Office(roster(), prior=last_year(tmp_path / "last", earlier(but=["52-02"])))
    )
    assert pair(summary.nodes["52"]) == whole(summary) == (253, 700)
    assert summary.nodes["52"].remark == "应报 8 家，缺 1 家"


def test_rejected_now__is_missing_too(tmp_path: Path) -> None:
    returns = [*everyone(but=["52-02"]), sent("52-02", 2, wrong=True)]
    summary = sum_up(returns, Office(roster(), prior=last_year(tmp_path / "last", earlier())))
    assert pair(summary.nodes["52"]) == (253, 700)


def test_dissolved_since__is_told_and_left_out(tmp_path: Path) -> None:
    prior = last_year(tmp_path / "last", earlier())
    fewer = replace(roster(), lines=tuple(line for line in roster().lines if line.code != "5202-02"))
    summary = sum_up(everyone(but=["5202-02"]), Office(fewer, prior=prior))
    assert whole(summary) == (255 - 128, 800)
    assert pair(summary.nodes["52"]) == (255 - 128, 700)
    assert "今年名录内" in summary.nodes["52"].remark
    assert summary.nodes["5201"].remark == ""


def test_moved_between_governments__is_told_where_it_came_and_went_and_not_above(tmp_path: Path) -> None:
    """丁镇 moved from 丙县 to 戊市: the sums of both are of others than last year's, that of the province is not."""
    prior = last_year(tmp_path / "last", earlier())
    moved = (replace(line, parent="5202") if line.code == "520101-2" else line for line in roster().lines)
    summary = sum_up(everyone(), Office(replace(roster(), lines=tuple(moved)), prior=prior))
    for code, told in (("520101", True), ("5201", True), ("5202", True), ("52", False)):
        assert ("今年名录内" in summary.nodes[code].remark) is told, code
    assert pair(summary.nodes["52"]) == whole(summary) == (255, 800)


def test_last_years_sum_alone__stands_against_the_sum_and_says_so() -> None:
    record = sent("52-01", 500, year=2023).record
    assert record is not None
    bare = Prior(load_form(2023), 2023, {"52": record.values})
    for but, said in (((), ""), (("52-02",), "应报 8 家，缺 1 家；")):
        node = sum_up(everyone(but=but), Office(roster(), prior=bare)).nodes["52"]
        assert pair(node) == (255 - 2 * len(but), 500)
        assert node.remark == said + "只有汇总数，两年单位是否相同看不出"


def test_a_government_by_its_own_summary__stands_against_its_sum(tmp_path: Path) -> None:
    own = sent("5202", 70, file="5202/summary.xlsx", summary=True)
    prior = last_year(tmp_path / "last", earlier())
    summary = sum_up([*everyone(but=["5202-01", "5202-02"]), own], Office(roster(), prior=prior))
    assert pair(summary.nodes["5202"]) == (70, 200)
    assert pair(summary.nodes["52"]) == (63 + 70, 800)
    assert "1 个政府只有汇总数" in summary.nodes["52"].remark


def test_a_government_of_which_nothing_is_there__is_left_out(tmp_path: Path) -> None:
    prior = last_year(tmp_path / "last", earlier())
    summary = sum_up(everyone(but=["5202-01", "5202-02"]), Office(roster(), prior=prior))
    assert pair(summary.nodes["52"]) == (63, 600)


def test_another_edition__compares_what_is_comparable() -> None:
    returns = [sent(code, 100, year=2020) for code in ORGANS]
    figures = {one.record.agency.code: one.record.values for one in returns if one.record}
    prior = Prior(load_form(2020), 2020, figures)
    now = [sent(code, 2**place, year=2021) for place, code in enumerate(ORGANS) if code != "52-02"]
    node = sum_up(now, Office(roster(), prior=prior, year=2021)).nodes["52"]
    assert pair(node) == (253, 700)
    assert node.compared is not None
    assert node.compared[1][load_form(2021).by_code["t2.rules.made"].index] is None


def test_a_figure_that_one_organ_lacked__is_left_out_on_both_sides() -> None:
    form = load_form(2023)
    index = form.by_code[FIELD].index
    figures = {code: one.record.values for code in ORGANS if (one := sent(code, 100, year=2023)).record}
    figures["52-02"] = tuple(None if at == index else value for at, value in enumerate(figures["52-02"]))
    node = sum_up(everyone(), Office(roster(), prior=Prior(form, 2023, figures))).nodes["52"]
    assert pair(node) == (253, 700)
