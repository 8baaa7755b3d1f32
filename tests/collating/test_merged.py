"""Organs that became part of another since last year, collated from real workbooks."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.province import roster
from tests.collating.succeeded import (
    ALL_NOW,
    ALL_THEN,
    DAY,
    EDU,
    FIRST,
    NOW,
    SECOND,
    THEN,
    counts,
    done,
    figure,
    last_returns,
    sent,
    sums,
    without,
)
from toolkit.roster import Roster, RosterLine, merged, renamed


@pytest.mark.parametrize("source", ["returns", "summary"])
def test_merged__owes_nothing_and_last_year_is_added_up(tmp_path: Path, before: Path, source: str) -> None:
    made = done(tmp_path, merged(roster(), SECOND, FIRST, since=DAY), without(SECOND), before / source)
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert sums(made, "5202") == (64, 576, 64, 576)
    assert (counts(made), counts(made, "5202"), counts(made, SECOND)) == ((7, 7, 0, 0), (1, 1, 0, 0), (0, 0, 0, 0))
    assert made.summary.completeness == "应报 7 家，已汇总 7 家，退回 0 家，未报 0 家"
    assert made.summary.chase == ()
    row = made.status[SECOND]
    assert (row["state"], row["状态"], row["file"], row["included"]) == ("merged", "已并入", "", "0")
    assert row["note"] == "已并入戊市人民政府办公室（自 2024-05-01）"
    assert (row["并入"], row["自"]) == (FIRST, DAY)
    assert made.status[FIRST]["note"] == "上年数为戊市人民政府办公室与戊市教育局之和"
    assert "上年数为戊市人民政府办公室与戊市教育局之和" in made.general("PRIOR-SUMMED")
    assert figure(made.summary.prior_of(made.summary.by_code[FIRST])) == 576
    assert made.summary.prior_of(made.summary.by_code[SECOND]) is None
    assert made.summary.nodes["52"].remark == ""
    chase = openpyxl.load_workbook(made.folder / "催报清单.xlsx").worksheets[0]
    assert not [cell for row in chase.iter_rows(values_only=True) for cell in row if cell == SECOND]
    page = (made.folder / "report.html").read_text(encoding="utf-8")
    assert "上年数为戊市人民政府办公室与戊市教育局之和" in page
    book = openpyxl.load_workbook(made.folder / "summary.xlsx")
    listed = [row for row in book["报送情况"].iter_rows(values_only=True) if SECOND in row]
    assert [("已并入" in row, row[-1]) for row in listed] == [(True, "已并入戊市人民政府办公室（自 2024-05-01）")]


def test_merged__into_an_organ_that_is_renamed_itself(tmp_path: Path, before: Path) -> None:
    lines = renamed(merged(roster(), SECOND, FIRST, since=DAY), FIRST, "戊市政务办", new_code="5202-09", since=DAY)
    old = sent(FIRST, NOW[FIRST], lines, name="戊市人民政府办公室", file="old.xlsx")
    made = done(tmp_path, lines, without(FIRST, SECOND), before / "returns", more=[old])
    assert sums(made, "5202") == (64, 576, 64, 576)
    assert made.summary.nodes["5202"].remark == ""
    assert counts(made) == (7, 7, 0, 0)


def test_merged__into_a_new_organ_and_from_another_government(tmp_path: Path, before: Path) -> None:
    """Of two made into one that was not there before, its founding day says that it need not have reported."""
    new = RosterLine("52-50", "甲省政务服务局", "52", "部门", "省", "", "", 99, since=DAY)
    lines = Roster("r", (*roster().lines, new))
    lines = merged(merged(lines, EDU, "52-50", since=DAY), "5201-02", "52-50", since=DAY)
    made = done(tmp_path, lines, {**without(EDU, "5201-02"), "52-50": 512}, before / "returns")
    gone = NOW[EDU] + NOW["5201-02"]
    assert sums(made) == (ALL_NOW - gone + 512, ALL_THEN, ALL_NOW - gone + 512, ALL_THEN)
    assert figure(made.summary.prior_of(made.summary.by_code["52-50"])) == THEN[EDU] + THEN["5201-02"]


@pytest.mark.parametrize(("since", "comparable"), [(DAY, False), ("", False), ("2023-06-01", True)])
def test_merged__where_one_has_no_figures_of_last_year_nothing_is_compared(
    tmp_path: Path, since: str, comparable: bool
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    lines = replace(lines, lines=tuple(replace(one, since=since if one.since else "") for one in lines.lines))
    then = {code: count for code, count in THEN.items() if code != SECOND}
    made = done(tmp_path, lines, without(SECOND), last_returns(tmp_path / "l", then))
    if comparable:  # it had merged when last year was reported
        assert sums(made) == (127, 381, 127, 381)
        assert not made.summary.general
    else:
        assert sums(made) == (127, 381, 63, 189)
        assert made.summary.prior_of(made.summary.by_code[FIRST]) is None
        assert "其中戊市教育局没有可用的上年数" in made.general("PRIOR-LACKING")
        assert "只比两年都有的 6 家" in made.summary.nodes["52"].remark


@pytest.mark.parametrize("include_rejected", [False, True])
@pytest.mark.parametrize("file", ["5202-02.xlsx", "戊市人民政府办公室.xlsx"])
def test_merged__what_it_sends_all_the_same_counts_for_nobody_and_is_asked_about(
    tmp_path: Path, before: Path, include_rejected: bool, file: str
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    stray = sent(SECOND, 128, file=file)
    made = done(tmp_path, lines, without(SECOND), before / "returns", more=[stray], include_rejected=include_rejected)
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert counts(made) == (7, 7, 0, 0)
    (told,) = [one for item in made.summary.returns for one in item.findings if one.rule == "AGENCY-MERGED"]
    assert "已并入戊市人民政府办公室" in told.message
    assert "是否已含" in told.fix
    assert made.summary.by_code[FIRST].included
    assert made.summary.chase == ()
    assert (made.status[SECOND]["state"], made.status[SECOND]["errors"] >= "1") == ("merged", True)
    assert "请问明" in made.status[SECOND]["note"]


def test_merged__a_file_with_its_name_and_the_code_of_the_other_is_nobodys(tmp_path: Path, before: Path) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    named = sent(FIRST, 64, lines, file="戊市教育局.xlsx")
    made = done(tmp_path, lines, without(FIRST, SECOND), before / "returns", more=[named])
    assert counts(made) == (7, 6, 0, 1)
    assert made.rules() == {"FILE-OTHER"}
    assert [item.file for item in made.summary.doubted] == [str(tmp_path / "in" / "戊市教育局.xlsx")]
    assert made.status[SECOND]["file"] == ""


def test_merged__the_organ_that_it_became_part_of_is_missing_even_if_it_sends(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, merged(roster(), SECOND, FIRST, since=DAY), without(FIRST), before / "returns")
    assert counts(made) == (7, 6, 0, 1)
    assert [entry.line.code for entry in made.summary.chase] == [FIRST]
