"""LibreOffice works every formula of summary.xlsx out anew and comes to the value that was written."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.summaries import collated, province
from toolkit.checking import check_returns
from toolkit.form.layout import load_layout
from toolkit.reading import find_files, read_returns
from toolkit.writing import write_summary

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")


def without_cached_values(path: Path, target: Path) -> None:
    """A copy whose formulas have no value, so that what a program shows is what it worked out."""
    with zipfile.ZipFile(path) as source, zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as copy:
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1", data)
            copy.writestr(name, data)


@pytest.mark.office
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
def test_summary__libreoffice_comes_to_the_same_sums(tmp_path: Path) -> None:
    path, bare = tmp_path / "summary.xlsx", tmp_path / "bare.xlsx"
    write_summary(collated(missing=["5201D1"], back=["520201D2"], own=["520202"]), path)
    without_cached_values(path, bare)
    assert SOFFICE
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(bare)],
        capture_output=True, timeout=240, check=True,
    )  # fmt: skip
    ours = openpyxl.load_workbook(path, data_only=True)["单位明细"]
    formulas = openpyxl.load_workbook(path)["单位明细"]
    theirs = openpyxl.load_workbook(tmp_path / "out" / "bare.xlsx", data_only=True)["单位明细"]
    sums = [
        cell.coordinate
        for row in formulas.iter_rows()
        for cell in row
        if isinstance(cell.value, str) and cell.value.startswith("=SUM")
    ]
    assert len(sums) == 7 * 200
    step = Decimal("0.000001")
    for place in sums:
        assert Decimal(str(ours[place].value)) == Decimal(str(theirs[place].value)).quantize(step), place


@pytest.mark.office
@pytest.mark.skipif(
    SOFFICE is None or shutil.which("pdftotext") is None, reason="LibreOffice or pdftotext is not installed"
)
def test_summary__prints_every_figure_whole(tmp_path: Path) -> None:
    """No column of any sheet is so narrow that a figure shows as ###."""
    assert SOFFICE
    path = tmp_path / "summary.xlsx"
    write_summary(collated(province(1, 1, 2), most=9_999_999), path)
    subprocess.run(
        [SOFFICE, f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless",
         "--convert-to", "pdf", "--outdir", str(tmp_path), str(path)],
        capture_output=True, timeout=240, check=True,
    )  # fmt: skip
    printed = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "summary.pdf"), "-"], capture_output=True, check=True, text=True
    ).stdout
    assert "单位明细" in printed
    assert [row for row in printed.splitlines() if "##" in row] == []


def test_summary__is_itself_a_return_and_in_order(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    made = collated(province(1, 1, 2), with_prior=False)
    write_summary(made, path)
    (back,) = check_returns(read_returns(find_files([path]).files))
    assert back.record
    assert back.record.is_summary
    assert back.record.values == made.values
    assert back.record.coverage == "7 7 0 0"
    assert back.record.agency.code == "52"
    assert zipfile.ZipFile(path).read("xl/workbook.xml").count(b'<workbookProtection lockStructure="1"/>') == 1
    rules = {finding.rule for finding in back.findings}
    assert not rules & {"WRITTEN", "FEE-STATED", "SHEET-ADDED", "STRUCTURE-OFF", "LABEL-CHANGED", "FORM-UNKNOWN"}


def test_summary__owes_no_narrative_on_its_check_sheet(tmp_path: Path) -> None:
    path = tmp_path / "summary.xlsx"
    made = collated(province(1, 1, 2), with_prior=False)
    write_summary(made, path)
    layout = load_layout(made.form)
    books = [openpyxl.load_workbook(path, data_only=cached)[layout.checks_sheet] for cached in (True, False)]
    column = layout.check_columns["verdict"] + 1
    texts = [check.row + 1 for check in layout.checks if made.form.by_rule[check.rule].kind in ("written", "stated")]
    assert texts
    assert {book.cell(row, column).value for book in books for row in texts} == {"—"}
    row, at = layout.checks_verdict
    assert "未填" not in str(books[0].cell(row + 1, at + 1).value).replace("0 项未填", "")
