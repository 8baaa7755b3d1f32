"""A filled return that LibreOffice saved again, as xlsx, xls or ods, reads the same."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.conftest import sample_values
from tests.reading.books import draft
from toolkit.editions import load_form
from toolkit.reading.others.calamine import read_foreign
from toolkit.reading.run.opening import open_book, read_content
from toolkit.writing import fill_workbook, write_template

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice (soffice) is not installed"),
]


def filled(year: int, folder: Path) -> Path:
    template, target = folder / "template.xlsx", folder / "filled.xlsx"
    write_template(load_form(year), template)
    fill_workbook(template, sample_values(year), target)
    return target


def resaved(source: Path, kind: str) -> bytes:
    folder = source.parent / kind
    subprocess.run(
        [
            "soffice", f"-env:UserInstallation={(source.parent / 'profile').as_uri()}", "--headless",
            "--convert-to", kind, "--outdir", str(folder), str(source),
        ],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / f"filled.{kind}").read_bytes()


@pytest.mark.parametrize("year", [2020, 2024])
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_resaved__reads_the_same(year: int, kind: str, tmp_path: Path) -> None:
    source = filled(year, tmp_path)
    before = read_content("filled.xlsx", source.read_bytes(), "xlsx").record
    data = resaved(source, kind)
    returned = read_content(f"filled.{kind}", data, kind)
    after = returned.record
    assert before is not None
    assert after is not None
    assert (after.values, after.cover, after.narrative) == (before.values, before.cover, before.narrative)
    assert (after.year, after.agency, after.unread) == (before.year, before.agency, before.unread)
    assert returned.findings == ()


@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_resaved__tells_error_values_formulas_and_typed_totals(kind: str, tmp_path: Path) -> None:
    book = draft(load_form(2024))
    error = book.put("t3.received.natural", "#REF!")
    formula = book.put("t3.received.company", "=1+2")
    book.put("t4.review.total", 4321)
    (tmp_path / "filled.xlsx").write_bytes(book.save())
    returned = read_content(f"filled.{kind}", resaved(tmp_path / "filled.xlsx", kind), kind)
    record = returned.record
    assert record is not None
    found = {(f.rule, cell) for f in returned.findings for cell in (f.cell, *f.related)}
    assert {("COUNT", error), ("FORMULA-INPUT", formula)} <= found
    assert record.values[book.form.by_code["t3.received.company"].index] == 3
    assert record.overtyped == {book.form.by_code["t4.review.total"].index: 4321}


def test_resaved_xlsx__reads_the_same_by_the_library(tmp_path: Path) -> None:
    data = resaved(filled(2024, tmp_path), "xlsx")
    for ours, theirs in zip(open_book(data, "xlsx").sheets, read_foreign(data).sheets, strict=True):
        assert {cell: content for cell, content in ours.cells.items() if content != ""} == dict(theirs.cells)
