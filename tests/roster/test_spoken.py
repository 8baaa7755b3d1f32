"""Kinds and levels as people write them, and lines of a roster's file that are no organs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.roster.test_ranks import altered
from tests.roster.test_read import HEADS, cells_of, write
from toolkit.organ_names import names_in
from toolkit.roster import KINDS, LEVELS, RosterError, read_roster
from toolkit.roster.spoken import kind_of, level_of


@pytest.mark.parametrize(
    ("said", "level"),
    [
        *((level, level) for level in LEVELS),
        *((f"{level}级", level) for level in LEVELS),
        ("区", "县"),
        ("县（市、区）", "县"),
        ("县级市", "县"),
        ("地市", "市"),
        ("市（州）", "市"),
        ("乡镇", "乡"),
        ("乡（镇）", "乡"),
        ("街道", "乡"),
        ("自治区", "省"),
        ("设区市级", "市"),
        ("设区的市", "市"),
        ("街镇", "乡"),
        ("市（地级）", "市"),
        ("县（代管）", "县"),
        ("市（县级）", "市（县级）"),  # its remark speaks for another
        ("市本级", "市本级"),  # a county that is called a city has one, too
        ("处级", "处级"),
        ("国家", "国家"),
        ("", ""),
    ],
)
def test_level__is_taken_as_people_write_it(said: str, level: str) -> None:
    assert level_of(said) == level


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        *((kind, kind) for kind in KINDS),
        ("乡镇", "乡镇街道"),
        ("街道", "乡镇街道"),
        ("乡镇（街道）", "乡镇街道"),
        ("乡镇、街道", "乡镇街道"),
        ("县直部门", "部门"),
        ("汇总单位", "汇总"),
        ("街镇", "乡镇街道"),
        ("市直机关", "部门"),
        ("县直机关", "部门"),
        ("市直事业单位", "部门"),
        ("县直单位", "部门"),
        ("本级（政府办）", "本级"),
        ("部门【垂管】", "部门"),
        ("部门（政府办）", "部门（政府办）"),
        ("本级（政府）", "本级（政府）"),
        ("汇总（本级）", "汇总（本级）"),
        ("其他（部门）", "其他（部门）"),
        ("（部门）", "部门"),
        ("政府", "政府"),  # its sum, or its own office
        ("派出机构", "派出机构"),
    ],
)
def test_kind__is_taken_where_it_can_be_but_one(said: str, kind: str) -> None:
    assert kind_of(said) == kind


def test_roster__in_peoples_own_words_is_the_same_as_in_the_official_ones(tmp_path: Path) -> None:
    own = altered((6, "520101,丙县,5201,汇总单位,县级,,"), (8, "520101-T1,城关镇,520101,乡镇,乡 镇,,"))
    read, official = (read_roster(write(tmp_path / "r.csv", text)) for text in (own, altered()))
    assert read.lines == official.lines


@pytest.mark.parametrize(
    ("line", "told"),
    [
        (
            "X,丙县政府办,520101,办公室,县,,",
            "D9 单位性质：“办公室”应为 汇总、本级、部门、乡镇街道 之一，最接近的是“本级”",
        ),
        ("X,丙县某局,520101,行政局,县,,", "最接近的是“部门”"),
        ("X,丙县某局,520101,部门,市本级,,", "E9 层级：“市本级”应为 省、市、县、乡 之一，最接近的是“市”"),
        ("X,丙县某局,520101,部门,镇乡村,,", "E9 层级：“镇乡村”应为 省、市、县、乡 之一，最接近的是“乡”"),
        ("X,丙县某局,520101,甲,县,,", "“甲”应为 汇总、本级、部门、乡镇街道 之一"),
    ],
)
def test_word__that_is_none_is_told_with_the_nearest(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(RosterError) as error:
        read_roster(write(tmp_path / "r.csv", altered((9, line))))
    assert told in str(error.value)
    assert ("最接近" in told) is ("最接近" in str(error.value))


@pytest.mark.parametrize(
    "line",
    [
        "合计,7,,,,,",
        "合计：7 家,,,,,,",
        "共7个单位,,,,,,",
        ",合 计,,,,,",
        "填表人：张三,,,审核人：李四,,,",
        "填表人,张三,审核人,李四,日期,,",
        ",制表日期,2025年1月2日,,,,",
        ",,,,2025年1月2日,,",
        "备注：乡镇不含街道,,,,,,",
        "注,本表由政府办填写,,,,,",
    ],
)
def test_line__that_closes_the_list_is_passed_over_and_told(tmp_path: Path, line: str) -> None:
    roster = read_roster(write(tmp_path / "r.csv", altered((10, line))))
    assert len(roster.lines) == 7
    (notice,) = roster.notices
    assert "第 9 行“" in notice
    assert "不是单位，没有读取" in notice


@pytest.mark.parametrize(
    "line",
    [
        "合计,某单位,520101,部门,县,,",
        "合计局,某单位,,,,,",
        "共青城市委,某单位,,,,,",
        "2025-01-02,,,,,,",
        "X,合计,,部门,,,",
    ],
)
def test_line__that_may_be_an_organ_is_never_passed_over(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "r.csv", altered((10, line)))
    if "520101" in line:
        assert len(read_roster(path).lines) == 8
    else:
        assert {cell[1:] for cell in cells_of(path)} == {"9"}


@pytest.mark.parametrize("head", ["曾用名", "曾用名称", "曾用单位名称", "曾 用 名 称"])
def test_head__is_taken_as_people_write_it(tmp_path: Path, head: str) -> None:
    heads = HEADS.replace("曾用名", head)
    roster = read_roster(write(tmp_path / "r.csv", altered((8, "T,城关镇,520101,乡镇街道,乡,,,城关乡")), heads=heads))
    assert roster.by_code["T"].names == ("城关镇", "城关乡")
    assert not any(line.extra for line in roster.lines)


def test_heads__that_mean_one_column_are_told(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="列 曾用名、曾用名称 重复，请只留一个"):
        read_roster(write(tmp_path / "r.csv", altered(), heads=f"{HEADS},曾用名称"))


@pytest.mark.parametrize(
    ("former", "names"),
    [
        ("甲省教育厅（2023年前）", {"甲省教育厅（2023年前）", "甲省教育厅"}),
        ("甲省教委 (2013、2014年)；甲省文教厅", {"甲省教委 (2013、2014年)", "甲省教委", "甲省文教厅"}),
        ("甲省农业厅（扶贫办）", {"甲省农业厅（扶贫办）", "甲省农业厅"}),  # it may be called so
        ("（2023年前）", {"（2023年前）"}),
        ("甲（乙）厅", {"甲（乙）厅"}),
        ("", set()),
    ],
)
def test_former_name__is_known_without_a_remark_in_brackets_behind_it(former: str, names: set[str]) -> None:
    assert set(names_in(former)) == names
