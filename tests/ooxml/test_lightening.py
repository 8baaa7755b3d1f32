"""A workbook without what nobody would miss says the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from toolkit.editions import load_form
from toolkit.ooxml.package import open_package
from toolkit.reading.run.opening import read_content
from toolkit.records import Agency
from toolkit.writing import write_template


def test_lighten__neither_theme_nor_titles_nor_names_of_fields_are_left(tmp_path: Path) -> None:
    write_template(load_form(2024), tmp_path / "a.xlsx", agency=Agency("1", "甲"))
    package = open_package((tmp_path / "a.xlsx").read_bytes())
    assert not [name for name in package if "theme" in name]
    assert b"theme1" not in package["[Content_Types].xml"] + package["xl/_rels/workbook.xml.rels"]
    assert b"TitlesOfParts" not in package["docProps/app.xml"]
    assert b"nb_" not in package["xl/workbook.xml"]
    assert b" spans=" not in package["xl/worksheets/sheet4.xml"]
    assert b" display=" not in package["xl/worksheets/sheet7.xml"]


def test_lighten__whose_the_workbook_is_can_be_told_from_each_of_its_stamps(tmp_path: Path) -> None:
    write_template(load_form(2024), tmp_path / "a.xlsx", agency=Agency("1", "甲"))
    book: Any = openpyxl.load_workbook(tmp_path / "a.xlsx")
    del book["_nianbao"]
    for name in list(book.custom_doc_props.names):
        del book.custom_doc_props[name]
    book.save(tmp_path / "names-only.xlsx")
    item = read_content("a.xlsx", (tmp_path / "names-only.xlsx").read_bytes(), "xlsx")
    assert item.record is not None
    assert item.record.agency == Agency("1", "甲")
    assert "FORM-UNSTAMPED" not in {finding.rule for finding in item.findings}
