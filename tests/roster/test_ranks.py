"""Townships, governments' own offices and governments are told where they stand at a level that can't be theirs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roster.test_read import cells_of, write
from toolkit.roster import RosterError, read_roster

TREE = """
52,甲省,,汇总,省,,
52-00,甲省人民政府办公厅,52,本级,省,,
5201,乙市,52,汇总,市,,
5201-00,乙市人民政府办公室,5201,本级,市,,
520101,丙县,5201,汇总,县,,
520101-00,丙县人民政府办公室,520101,本级,县,,
520101-T1,城关镇,520101,乡镇街道,乡,,
"""
LINES = TREE.strip().splitlines()


def altered(*changes: tuple[int, str]) -> str:
    """The tree with the line in some rows of the file (from 2) replaced, or added behind."""
    lines = list(LINES)
    for row, line in changes:
        lines[row - 2 : row - 1] = [line]
    return "\n".join(lines)


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        (TREE, set()),
        (altered((8, "T,城关镇,52,乡镇街道,乡,,")), {"C8"}),
        (altered((8, "T,城关镇,52,乡镇街道,县,,")), {"C8"}),
        (altered((8, "T,城关镇,52,汇总,乡,,")), {"C8"}),
        (altered((8, "T,城关镇财政所,52,部门,乡,,")), {"C8"}),
        (altered((8, "T,城关镇,52,乡镇街道,省,,")), {"C8", "E8"}),
        (altered((8, "T,城关镇,520101,乡镇街道,省,,")), {"E8"}),
        (altered((8, "T,某镇,5201,乡镇街道,乡,,")), set()),  # a city without counties
        (altered((8, "T,某县级市,52,汇总,县,,")), set()),  # governed by the province itself
        (altered((3, "52-00,甲省人民政府办公厅,52,本级,市,,")), {"E3"}),
        (altered((5, "5201-00,乙市人民政府办公室,5201,本级,省,,")), {"E5"}),
        (altered((7, "520101-00,丙县人民政府办公室,520101,本级,乡,,")), {"E7"}),
        (altered((7, "520101-00,丙县人民政府办公室,5201,本级,县,,")), {"D7", "E7"}),  # its parent, most likely
        (altered((9, "X,丙县人民政府,520101,本级,县,,")), {"D9"}),
        (altered((9, "X,丙县教育局,520101-00,部门,县,,")), {"C9"}),
        (altered((9, "520101-00,丙县人民政府办公室,520101,本级,县,,")), {"A9", "B9"}),  # the same one again
        (altered((4, "5201,乙市,52,汇总,县,,"), (6, "520101,丙县,5201,汇总,市,,")), {"E5", "E6", "E7"}),
        (altered((4, "5201,乙市,52,汇总,厅,,")), {"E4"}),  # told once, where it stands
        (altered((6, "520101,丙区,5201,汇总,市,,"), (7, "520101-00,丙区办公室,520101,本级,市,,")), set()),
    ],
)
def test_rank__that_would_change_a_sum_is_told_at_its_cell(tmp_path: Path, text: str, cells: set[str]) -> None:
    path = write(tmp_path / "r.csv", text)
    assert (cells_of(path) if cells else {*read_roster(path).notices}) == cells


def test_second_office__is_told_with_the_first_and_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"D9 单位性质：“丙县”已有一个本级：第 7 行“丙县人民政府办公室”.*部门"):
        read_roster(write(tmp_path / "r.csv", altered((9, "X,丙县人民政府,520101,本级,县,,"))))


@pytest.mark.parametrize(
    ("text", "named"),
    [
        (altered((7, "520101-01,丙县教育局,520101,部门,县,,")), "丙县（第 6 行）"),
        ("52,甲省,,汇总,省,,\n5201,乙市,52,汇总,市,,\n5202,丁市,52,汇总,市,,", "甲省（第 2 行）"),
        (altered((8, "T,城关镇,520101,汇总,乡,,"), (9, "T1,城关镇财政所,T,部门,乡,,")), ""),
        ("1,甲市,,汇总,市,,\n2,乙市,,汇总,市,,", ""),  # nothing stands below them: each sends its own summary
        ("1,甲局,,部门,市,,\n2,乙局,,部门,市,,", ""),
    ],
)
def test_government_without_an_office__is_a_notice_where_others_report_below_it(
    tmp_path: Path, text: str, named: str
) -> None:
    notices = read_roster(write(tmp_path / "r.csv", text)).notices
    assert [named in notice and "没有本级" in notice for notice in notices] == ([True] if named else [])


def test_notices__of_one_kind_are_one_line(tmp_path: Path) -> None:
    lines = ["52,甲省,,汇总,省,,", "52-00,办公厅,52,本级,省,,"]
    for number in range(1, 10):
        lines += [f"520{number},{number}市,52,汇总,市,,", f"520{number}-01,{number}市教育局,520{number},部门,市,,"]
    (notice,) = read_roster(write(tmp_path / "r.csv", "\n".join(lines))).notices
    assert "1市（第 4 行）、2市（第 6 行）、3市（第 8 行）等 9 个单位没有本级" in notice


def test_township__at_another_level_than_townships_are_is_a_notice(tmp_path: Path) -> None:
    (notice,) = read_roster(write(tmp_path / "r.csv", altered((8, "T,城关镇,520101,乡镇街道,县,,")))).notices
    assert "城关镇（第 8 行）是乡镇街道，层级一般填“乡”" in notice


def zone(kind: str) -> str:
    return altered((9, f"K,丙县开发区管委会,520101,{kind},县,,\nK1,东街道,K,乡镇街道,乡,,"))


def test_organ_with_others_below_it__is_told_how_they_are_summed(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match=r"C10 上级代码：.*把第 9 行改为汇总，另加一行本级.*上级代码填“K”"):
        read_roster(write(tmp_path / "r.csv", zone("部门")))
    assert cells_of(write(tmp_path / "r.csv", zone("乡镇街道"))) == {"C10"}
    office = zone("汇总") + "\nK0,丙县开发区管委会办公室,K,本级,县,,"
    assert read_roster(write(tmp_path / "r.csv", office)).notices == ()
    with pytest.raises(RosterError, match=r"C9 上级代码：.*请填它所属政府的代码“520101”"):
        read_roster(write(tmp_path / "r.csv", altered((9, "X,丙县教育局,520101-00,部门,县,,"))))


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ("X,丙县教育局,520101,部门,省,,", "丙县教育局（第 9 行）的层级比所属的政府高"),
        ("X,丙县教育局,520101,部门,市,,\nY,丙县财政局,520101,部门,市,,", "丙县财政局（第 10 行）的层级比"),
        ("X,丙县教育局,520101,部门,乡,,", ""),
        ("X,乙市开发区管委会,5201,部门,县,,", ""),  # an organ of a lower rank right below the city
        ("X,丙县教育局,520101,部门,县,,\nY,丙县 教育局,5201,部门,县,,", "第 9 行和第 10 行各有一个，上级不同"),
        ("X,教育局,520101,部门,县,,\nY,教育局,5201,部门,市,,", ""),  # short names
        ("X,河口镇,520101,乡镇街道,乡,,\nY,河口镇,5201,乡镇街道,乡,,", ""),
        # two counties of one name, as cities have them
        ("D,丁市,52,汇总,市,,\nD0,丁市政府办,D,本级,市,,\nD1,丙县,D,汇总,县,,\nD2,丙县政府办,D1,本级,县,,\n"
         "X,丙县教育局,520101,部门,县,,\nY,丙县教育局,D1,部门,县,,", ""),
    ],
)  # fmt: skip
def test_department__at_a_place_that_may_not_be_its_own_is_a_notice(tmp_path: Path, lines: str, told: str) -> None:
    notices = read_roster(write(tmp_path / "r.csv", altered((9, lines)))).notices
    assert [told in notice for notice in notices] == ([True] if told else [])
