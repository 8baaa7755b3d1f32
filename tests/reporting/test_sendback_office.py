"""A marked-up copy, mended in LibreOffice, comes back clean."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.reporting.test_sendback import SHEET, UNEXPLAINED, WRONG, explain, sent_back
from tests.reporting.workbooks import checked, only
from toolkit.form.answer import load_answer
from toolkit.records import Status

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


def resaved(path: Path, folder: Path) -> bytes:
    """``path`` as LibreOffice saves it."""
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder), str(path)],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return (folder / f"{path.stem}.xlsx").read_bytes()


def test_copy__resaved_by_libreoffice_it_says_the_same(tmp_path: Path) -> None:
    copy = sent_back(tmp_path, {**WRONG, **UNEXPLAINED})[1]
    (tmp_path / "件.xlsx").write_bytes(copy)
    before = only(checked(("件.xlsx", copy)))
    after = only(checked(("件.xlsx", resaved(tmp_path / "件.xlsx", tmp_path / "lo"))))
    assert after.record is not None
    assert before.record is not None
    assert after.record.values == before.record.values
    pairs = [{(finding.cell, finding.rule) for finding in item.findings} for item in (before, after)]
    assert pairs[0] <= pairs[1]


def test_copy__mended_then_saved_by_libreoffice_it_comes_back_clean(tmp_path: Path) -> None:
    copy = sent_back(tmp_path, {**WRONG, **UNEXPLAINED})[1]
    (tmp_path / "一.xlsx").write_bytes(copy)
    book = openpyxl.load_workbook(tmp_path / "一.xlsx")
    book[SHEET]["D30"] = 118
    explain(book, "T2-YUAN", "土地出让代收费用一次性入账所致")
    book.save(tmp_path / "二.xlsx")
    item = only(checked(("二.xlsx", resaved(tmp_path / "二.xlsx", tmp_path / "lo"))))
    assert item.status is Status.ACCEPTED


def test_copy__libreoffice_keeps_its_marks_and_locks(tmp_path: Path) -> None:
    copy = sent_back(tmp_path, WRONG)[1]
    (tmp_path / "件.xlsx").write_bytes(copy)
    resaved(tmp_path / "件.xlsx", tmp_path / "lo")
    book = openpyxl.load_workbook(tmp_path / "lo" / "件.xlsx")
    assert book.sheetnames[0] == load_answer().sheet
    assert book[SHEET]["D30"].comment is not None
    assert "应为 118" in book[SHEET]["D30"].comment.text
    assert book[SHEET].protection.sheet
    assert book[SHEET]["D30"].protection.locked is False
