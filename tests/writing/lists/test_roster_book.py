"""The blank roster: what is filled in reads back the same, by whatever program; nothing is ever replaced."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.roster.test_ranks import TREE
from tests.roster.test_read import write
from tests.writing.template.test_office import convert
from toolkit.output import OutputError
from toolkit.roster import COLUMNS, KINDS, LEVELS, RosterError, RosterLine, read_draft, read_roster
from toolkit.writing import write_roster

FILLED = [
    ("00520", "甲省", "", "汇总", "省", "张三", "0851-1", "", "", "", "", ""),
    (
        "91520000MA6DEFGH0A",
        "=甲省办公厅",
        "00520",
        "本级",
        "省",
        "",
        "085112345678901234",
        "甲省府办、=甲省办",
        "0101、-7",
        "",
        "",
        "2024-11-05",
    ),
    ("5.2E+3x", "甲省教育厅", "00520", "部门", "省", "李四", "+86 851", "", "", "", "", ""),
    ("0044", "甲省招考院", "00520", "部门", "省", "", "", "", "", "5.2E+3x", "0045", "2025-03-01"),
]


def texts(path: Path) -> list[tuple[str, ...]]:
    return [tuple(getattr(line, name) for name in COLUMNS) for line in read_roster(path).lines]


def filled(path: Path) -> Path:
    """A blank one at ``path``, filled in below its heads."""
    write_roster(path)
    book = openpyxl.load_workbook(path)
    for number, row in enumerate(FILLED, start=2):
        for column, text in enumerate(row, start=1):
            cell = book.worksheets[0].cell(number, column)
            cell.value = text or None
            cell.data_type = "s" if text else "n"
    book.save(path)
    return path


def test_blank__filled_in_reads_back_the_same(tmp_path: Path) -> None:
    path = filled(tmp_path / "名录.xlsx")
    assert texts(path) == FILLED
    assert read_roster(path).notices == ()


@pytest.mark.office
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed")
def test_blank__filled_in_and_saved_by_libreoffice_reads_back_the_same(tmp_path: Path) -> None:
    path = filled(tmp_path / "名录.xlsx")
    (tmp_path / "saved").mkdir()
    (saved,) = convert([path], tmp_path / "saved")
    assert texts(saved) == FILLED
    assert read_roster(saved).notices == ()
    kept = openpyxl.load_workbook(saved).worksheets[0]
    assert {item.formula1 for item in kept.data_validations.dataValidation if item.type == "list"} == {
        f'"{",".join(words)}"' for words in (KINDS, LEVELS)
    }


def test_blank__offers_the_words_that_are_read_locks_its_heads_and_explains(tmp_path: Path) -> None:
    write_roster(tmp_path / "r.xlsx")
    sheet, guide = openpyxl.load_workbook(tmp_path / "r.xlsx").worksheets
    offered = {str(item.sqref): item.formula1 for item in sheet.data_validations.dataValidation if item.type == "list"}
    assert offered == {"D2:D1048576": f'"{",".join(KINDS)}"', "E2:E1048576": f'"{",".join(LEVELS)}"'}
    assert sheet.protection.sheet
    assert [cell.value for cell in sheet[1]] == list(COLUMNS.values())
    assert all(cell.protection.locked for cell in sheet[1])
    assert not any(cell.protection.locked or cell.number_format != "@" for cell in sheet[2])
    assert (sheet.freeze_panes, sheet.print_title_rows, sheet.page_setup.orientation) == ("C2", "$1:$1", "landscape")
    words = {str(row[0].value) for row in guide.iter_rows()}
    assert {*COLUMNS.values(), *KINDS} <= words


def test_blank__as_it_is_says_that_no_unit_stands_in_it(tmp_path: Path) -> None:
    write_roster(tmp_path / "r.xlsx")
    with pytest.raises(RosterError, match=r"名录里一个单位也没有"):
        read_roster(tmp_path / "r.xlsx")


def test_lines_of_last_year__are_carried_over_with_their_further_columns(tmp_path: Path) -> None:
    last = read_roster(write(tmp_path / "r.csv", TREE))
    lines = [replace(line, extra={"片区": "东", "备注": line.name[:1]}) for line in last.lines]
    write_roster(tmp_path / "r.xlsx", lines)
    assert read_roster(tmp_path / "r.xlsx").lines == tuple(lines)


def test_lines_with_faults__are_carried_over_as_they_are(tmp_path: Path) -> None:
    lines = [RosterLine("1", "某局", "9", "科室", "", "", "", 2), RosterLine("", "某局", "9", "部门", "市", "", "", 3)]
    write_roster(tmp_path / "r.xlsx", lines)
    draft = read_draft(tmp_path / "r.xlsx")
    assert list(draft.lines) == lines
    assert draft.faults


@pytest.mark.parametrize("name", ["r.csv", "r", "r.xls"])
def test_roster__is_written_as_xlsx_alone(tmp_path: Path, name: str) -> None:
    with pytest.raises(OutputError, match="xlsx"):
        write_roster(tmp_path / name)
    assert list(tmp_path.iterdir()) == []


def test_roster__never_replaces_a_file(tmp_path: Path) -> None:
    path = tmp_path / "r.xlsx"
    path.write_text("mine")
    with pytest.raises(OutputError, match="已经存在"):
        write_roster(path)
    assert path.read_text() == "mine"


def test_roster__is_the_same_to_the_byte(tmp_path: Path) -> None:
    write_roster(tmp_path / "a.xlsx")
    write_roster(tmp_path / "b.xlsx")
    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()
