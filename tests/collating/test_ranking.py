"""Governments of one level in the order of each indicator."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import Any

import openpyxl

from tests.collating.province import everyone, roster, sent
from tests.summaries import collated, province
from toolkit.collating import sum_up
from toolkit.collating.ranking import rankings
from toolkit.collating.ranking_book import write_ranking
from toolkit.form.indicators import measure
from toolkit.office import Office
from toolkit.rollup import Summary
from toolkit.roster import Roster


def handled(summary: Summary, level: str) -> list[tuple[int | None, str, Fraction | None]]:
    (found,) = [one for one in rankings(summary) if (one.level, one.indicator.id) == (level, "handled")]
    return [(place.rank, place.code, place.value) for place in found.places]


def test_ranking__each_level_with_several_governments_by_each_indicator() -> None:
    summary = collated(province(cities=3, counties=2))
    found = rankings(summary)
    count = len(summary.form.indicators)
    assert [one.level for one in found] == ["市"] * count + ["县"] * count
    for one in found:
        values = {code: measure(one.indicator, node.values or ()) for code, node in summary.nodes.items()}
        assert [place.value for place in one.places] == sorted(
            (values[place.code] for place in one.places), reverse=True, key=lambda value: value or 0
        )
        assert {len(place.code) for place in one.places} == {4 if one.level == "市" else 6}


def test_ranking__alike_share_a_rank_and_the_next_is_passed_over() -> None:
    """乙市 and 戊市 have 192 each."""
    returns = [*everyone(but=["520101-1", "520101-2", "5201-01", "5201-02"]), sent("5201-01", 192)]
    summary = sum_up(returns, Office(roster(), year=2024))
    assert handled(summary, "市") == [(1, "5201", Fraction(192)), (1, "5202", Fraction(192))]
    three = collated(province(cities=3, counties=1))
    same = {code: replace(three.nodes["5201"], line=three.nodes[code].line) for code in ("5201", "5203")}
    low = replace(three.nodes["5202"], values=(0,) * len(three.form.fields))
    tied = replace(three, nodes={**three.nodes, **same, "5202": low})
    assert [(rank, code) for rank, code, _ in handled(tied, "市")] == [(1, "5201"), (1, "5203"), (3, "5202")]


def test_ranking__without_figures_there_is_no_rank() -> None:
    summary = sum_up(everyone(but=["5202-01", "5202-02"]), Office(roster(), year=2024))
    assert handled(summary, "市") == [(1, "5201", Fraction(60)), (None, "5202", None)]


def test_ranking__of_one_government_there_is_none(tmp_path: Path) -> None:
    summary = collated(province(cities=1, counties=1))
    assert rankings(summary) == ()
    write_ranking(summary, tmp_path / "排名.xlsx")
    assert not (tmp_path / "排名.xlsx").exists()


def test_ranking__several_at_the_top_are_a_level_too() -> None:
    tops = [replace(roster().by_code[code], parent="") for code in ("5201", "5202")]
    apart = Roster("名录.csv", (*tops, *(roster().by_code[code] for code in ("5201-01", "5202-01"))))
    summary = sum_up([sent("5201-01", 4), sent("5202-01", 9)], Office(apart, year=2024))
    assert [code for _, code, _ in handled(summary, "市")] == ["5202", "5201"]


def test_book__says_how_many_organs_are_in_and_marks_who_is_not_complete(tmp_path: Path) -> None:
    summary = sum_up(everyone(but=["5201-01"]), Office(roster(), year=2024))
    write_ranking(summary, tmp_path / "排名.xlsx")
    book = openpyxl.load_workbook(tmp_path / "排名.xlsx")
    assert book.sheetnames == ["市级"]
    lines: list[tuple[Any, ...]] = list(book["市级"].iter_rows(values_only=True))
    note, heads, *rows = lines
    assert note[0].startswith("甲省　2024 年度　应报 8 家，已汇总 7 家")
    assert heads[:3] == ("指标", "名次", "单位名称")
    assert rows[0][:9] == ("受理合计", 1, "戊市", "5202", "甲省", 192, "件", "2/2", None)
    assert rows[1][:9] == ("受理合计", 2, "乙市", "5201", "甲省", 56, "件", "3/4", "※ 缺 1 家")
    share: tuple[Any, ...] = next(row for row in book["市级"].iter_rows(min_row=3) if row[0].value == "予以公开率")
    assert (share[5].value, share[5].number_format) == (1, "0.00%")
