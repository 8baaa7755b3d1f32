"""The roster is read with care, and every fault is told at its cell."""

from __future__ import annotations

import re
from pathlib import Path

import openpyxl
import pytest

from toolkit.roster import COLUMNS, RosterError, read_draft, read_roster

HEADS = ",".join(list(COLUMNS.values())[:8])  # as rosters were before they told of codes, mergers and splits
GOOD = """
52,甲省,,汇总,省,张三,0851
52-01,甲省教育厅,52,部门,省,,
5201,乙市,52,汇总,市,,
5201-01,乙市教育局,5201,部门,市,,
"""


def write(path: Path, text: str, encoding: str = "utf-8-sig", heads: str = HEADS) -> Path:
    path.write_bytes(f"{heads}\n{text.strip()}\n".encode(encoding))
    return path


def cells_of(path: Path) -> set[str]:
    """The cells that the faults of the roster at ``path`` are told at."""
    with pytest.raises(RosterError) as caught:
        read_roster(path)
    return set(re.findall(r"^([A-Z]+\d+) ", str(caught.value), re.MULTILINE))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_roster__is_read_in_any_encoding_an_office_saves(tmp_path: Path, encoding: str) -> None:
    roster = read_roster(write(tmp_path / "r.csv", GOOD, encoding))
    assert [line.code for line in roster.lines] == ["52", "52-01", "5201", "5201-01"]
    assert [line.code for line in roster.roots] == ["52"]


def test_roster__keeps_leading_zeros_blank_lines_spaces_and_more_columns(tmp_path: Path) -> None:
    text = "\n,,,,,,,\n'01, 甲县 ,,汇总,县,李四,1,,甲\n,,,,,,,\n０２,甲县教育局,01,部门,县,,,,乙\n"
    roster = read_roster(write(tmp_path / "r.csv", text, heads=" 单位 代码 ," + HEADS.split(",", 1)[1] + ",片区"))
    assert [(line.code, line.name, line.row) for line in roster.lines][1] == ("02", "甲县教育局", 5)
    assert roster.by_code["01"].extra == {"片区": "甲"}


def test_roster__takes_numbers_of_a_workbook_below_a_title_on_a_later_sheet(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    sheet = book.create_sheet("名录")
    sheet.append(["全省单位名录"])
    sheet.append(list(COLUMNS.values()))
    sheet.append([52, "甲省", None, "汇总", "省", "张三", 85112345678])
    sheet.append([5201, "甲省教育厅", 52, "部门", "省"])
    book.save(tmp_path / "r.xlsx")
    roster = read_roster(tmp_path / "r.xlsx")
    assert [(line.code, line.parent, line.phone) for line in roster.lines] == [
        ("52", "", "85112345678"), ("5201", "52", "")
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("52,甲省,,汇总,省,,\n52,乙,52,部门,省,,", {"A3"}),
        ("52,甲省,,汇总,省,,\n1,,52,部门,省,,", {"B3"}),
        ("52,甲省,,汇总,省,,\n1,乙,52,科室,省,,", {"D3"}),
        ("52,甲省,,汇总,省,,\n1,乙,52,部门,厅,,", {"E3"}),
        ("52,甲省,,汇总,省,,\n1,乙,53,部门,省,,", {"C3"}),
        ("52,甲省,,汇总,省,,\n1,乙,52,部门,省,,\n2,丙,1,部门,省,,", {"C4"}),
        ("52,甲省,,汇总,省,,\n1,乙,52,部门,省,,\n2,乙,52,部门,省,,", {"B4"}),
        ("52,甲省,,汇总,省,,\n1,乙,,部门,省,,", {"C3"}),
        ("1,甲,2,汇总,省,,\n2,乙,1,汇总,市,,\n3,丙,,汇总,省,,", {"C2"}),
        ("1,甲,1,汇总,省,,", {"C2"}),
        ("52,甲省,,汇总,省,,\n5.2E+11,乙,52,部门,省,,", {"A3"}),
        ("52,甲省,9,汇总,省,,\n53,乙省,9,汇总,省,,", {"C2", "C3"}),
        ("52,甲省,,汇总,省,,\nA1,乙,52,部门,省,,\na1,丙,52,部门,省,,", {"A4"}),
        ("P1,甲省,,汇总,省,,\nA1,乙,p1,部门,省,,\nA2,丙,P1,部门,省,,", {"C3"}),
        ("52,甲省,,汇总,省,,\n1,乙局（本部）,52,部门,省,,\n2,乙 局(本部),52,部门,省,,", {"B4"}),
        ("52,甲省,,汇总,省,,\n一、省直部门,,,,,,\n1,乙,52,部门,省,,", {"A3"}),
        ("52,甲省,,汇总,省,,\n1,乙,52,部门,省,,\n,,,,,见附件,", {"A4"}),
    ],
)  # fmt: skip
def test_roster__tells_each_fault_at_its_cell(tmp_path: Path, text: str, cells: set[str]) -> None:
    assert cells_of(write(tmp_path / "r.csv", text)) == cells


def test_roster__of_one_city_may_name_a_parent_outside_it(tmp_path: Path) -> None:
    roster = read_roster(write(tmp_path / "r.csv", "5201,乙市,52,汇总,市,,\n1,乙市教育局,5201,部门,市,,"))
    assert [line.code for line in roster.roots] == ["5201"]


def test_roster__may_have_several_governments_at_the_top(tmp_path: Path) -> None:
    roster = read_roster(write(tmp_path / "r.csv", "1,甲市,,汇总,市,,\n2,乙市,,汇总,市,,"))
    assert len(roster.roots) == 2


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04broken", b"\xd0\xcf\x11\xe0broken", b"\x00\x01\x02", HEADS.encode()])
def test_roster__that_is_none(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "r.xlsx").write_bytes(data)
    with pytest.raises(RosterError):
        read_roster(tmp_path / "r.xlsx")


def test_roster__without_a_column_names_it(tmp_path: Path) -> None:
    with pytest.raises(RosterError, match="上级代码"):
        read_roster(write(tmp_path / "r.csv", "1,甲", heads="单位代码,单位名称,单位性质,层级"))


def test_characters_that_nobody_sees__are_no_part_of_codes_names_and_heads(tmp_path: Path) -> None:
    """They come along with what is copied from pages, and would keep a code from its parent's."""
    text = "\u200b52,\ufeff甲\u200b省,,汇总,省,张三,\n52-01\u00a0,甲省\u00a0教育厅\u200d,5\u20602,部\u00ad门,省\u200b,,"
    roster = read_roster(write(tmp_path / "r.csv", text, heads=HEADS.replace("名称", "名\u200b称")))
    assert [(line.code, line.name, line.parent, line.kind, line.level) for line in roster.lines] == [
        ("52", "甲省", "", "汇总", "省"),
        ("52-01", "甲省 教育厅", "52", "部门", "省"),
    ]


@pytest.mark.parametrize(
    "line",
    [",甲省财政厅,52,部门,省,,", ",甲省人民政府办公厅,52,本级,省,,", ",丙市,52,汇总,市,,", ",丁县,5201,汇总,县,,"],
)
def test_line_without_a_code__is_the_only_fault_of_a_sound_roster(tmp_path: Path, line: str) -> None:
    path = write(tmp_path / "r.csv", GOOD + line)
    assert cells_of(path) == {"A6"}
    assert not [notice for notice in read_draft(path).notices if "丙市" in notice or "丁县" in notice]


SUCCESSION = ["former_codes", "merged_into", "split_from", "since"]
PLAIN = [name for name in COLUMNS if name not in (*SUCCESSION, "former")]


def with_facts(path: Path, rows: list[dict[str, str]]) -> Path:
    """GOOD, then three organs of 甲省 with ``rows`` told of them, by the names of RosterLine."""
    organs = [("a", "甲省林业厅"), ("b", "甲省水利厅"), ("c", "甲省财政厅")]
    lines = [f"{line}{',' * (8 - line.count(','))},,,," for line in GOOD.strip().splitlines()]
    for (code, name), facts in zip(organs, rows, strict=True):
        known = {"code": code, "name": name, "parent": "52", "kind": "部门", "level": "省", **facts}
        lines.append(",".join(known.get(column, "") for column in COLUMNS))
    return write(path, "\n".join(lines), heads=",".join(COLUMNS.values()))


def test_succession__is_read_as_people_write_it(tmp_path: Path) -> None:
    rows = [{"former_codes": " 'A１、x-2；x-3（2023年前）", "since": "2025年3月1日"},
            {"merged_into": " ｃ ", "since": "2025/3/1"}, {"split_from": "zz", "since": "2025.3.1"}]  # fmt: skip
    read = read_roster(with_facts(tmp_path / "r.csv", rows))
    first, second, third = read.lines[-3:]
    assert (first.codes, first.since) == (("a", "A1", "x-2", "x-3"), "2025-03-01")
    assert (second.merged_into, second.since) == ("c", "2025-03-01")
    assert (third.split_from, third.since) == ("zz", "2025-03-01")  # what it came of may be gone


def test_succession__takes_the_days_that_a_workbook_holds(tmp_path: Path) -> None:
    from datetime import date, datetime

    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append([COLUMNS[name] for name in (*PLAIN, "since")])
    days = [date(2025, 3, 1), datetime(2025, 3, 1, 8, 30), 45717, "20250301"]
    for place, day in enumerate(days):
        sheet.append([str(place), f"单位{place}", None, "汇总" if place == 0 else "部门", "省", None, None, day])
        sheet.cell(row=place + 2, column=3).value = None if place == 0 else "0"
    book.save(tmp_path / "r.xlsx")
    assert [line.since for line in read_roster(tmp_path / "r.xlsx").lines] == ["2025-03-01"] * 4


@pytest.mark.parametrize(
    ("rows", "column"),
    [
        ([{"merged_into": "zz"}, {}, {}], "merged_into"),
        ([{"merged_into": "A"}, {}, {}], "merged_into"),
        ([{"merged_into": "a"}, {}, {}], "merged_into"),
        ([{"merged_into": "B"}, {}, {}], "merged_into"),  # only its case differs
        ([{"merged_into": "old"}, {"former_codes": "old"}, {}], "merged_into"),
        ([{"merged_into": "52"}, {}, {}], "merged_into"),
        ([{"merged_into": "b"}, {"merged_into": "c"}, {"merged_into": "a"}], "merged_into"),
        ([{"merged_into": "5.2E+11"}, {}, {}], "merged_into"),
        ([{"split_from": "a"}, {}, {}], "split_from"),
        ([{"split_from": "5201"}, {}, {}], "split_from"),
        ([{"split_from": "B"}, {}, {}], "split_from"),
        ([{"split_from": "b"}, {"split_from": "a"}, {}], "split_from"),
        ([{"former_codes": "b"}, {}, {}], "former_codes"),
        ([{"former_codes": "a"}, {}, {}], "former_codes"),
        ([{"former_codes": "zz"}, {"former_codes": "yy、zz"}, {}], "former_codes"),
        ([{"since": "2025年3月"}, {}, {}], "since"),
        ([{"since": "2025-02-30"}, {}, {}], "since"),
        ([{"since": "去年"}, {}, {}], "since"),
    ],
)
def test_succession__each_fault_is_told_at_its_cell(tmp_path: Path, rows: list[dict[str, str]], column: str) -> None:
    letter = chr(ord("A") + list(COLUMNS).index(column))
    cells = cells_of(with_facts(tmp_path / "r.csv", rows))
    assert cells
    assert {cell[0] for cell in cells} == {letter}


def test_succession__a_government_becomes_part_of_a_government_alone(tmp_path: Path) -> None:
    heads = ",".join(COLUMNS[name] for name in (*PLAIN, "merged_into"))
    text = (
        "52,甲省,,汇总,省,,,\n52-01,甲省教育厅,52,部门,省,,,\n5201,乙市,52,汇总,市,,,{}\n"
        "5202,丙市,52,汇总,市,,,\n5201-01,乙市教育局,5201,部门,市,,,{}"
    )
    assert cells_of(write(tmp_path / "a.csv", text.format("52-01", "52-01"), heads=heads)) == {"H4"}
    assert cells_of(write(tmp_path / "b.csv", text.format("5202", ""), heads=heads)) == {"C6"}  # whose is it now
    assert len(read_roster(write(tmp_path / "c.csv", text.format("5202", "52-01"), heads=heads)).organs) == 1


def test_succession__a_merged_office_makes_no_second_one(tmp_path: Path) -> None:
    heads = ",".join(COLUMNS[name] for name in (*PLAIN, "merged_into"))
    text = "52,甲省,,汇总,省,,,\n1,甲省政府办,52,本级,省,,,\n2,甲省政研室,52,本级,省,,,1"
    assert not read_roster(write(tmp_path / "r.csv", text, heads=heads)).notices
