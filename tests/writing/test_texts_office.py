"""Texts that look like escapes or markup, as LibreOffice shows them."""

from __future__ import annotations

import csv
import shutil
import subprocess
from pathlib import Path

import pytest

from tests.writing.test_texts import ENDS, TRICKY
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.records import Agency
from toolkit.writing import fill_workbook, write_template

SOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed"),
]


# A formula's result is left out: LibreOffice shows an escape there as it stands, until it reckons the cell again.
def test_office__shows_every_text_as_it_was(tmp_path: Path) -> None:
    layout = load_layout(load_form(2024))
    texts = [text.strip() for text in (*TRICKY, *ENDS)]
    for number, text in enumerate(texts):
        write_template(load_form(2024), tmp_path / "blank.xlsx", agency=Agency("1", text), force=True)
        fill_workbook(tmp_path / "blank.xlsx", {"narrative": {"overview": text}}, tmp_path / f"{number}.xlsx")
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    every = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    paths = [str(tmp_path / f"{number}.xlsx") for number in range(len(texts))]
    command = [str(SOFFICE), profile, "--headless", "--convert-to", every, "--outdir", str(tmp_path), *paths]
    subprocess.run(command, check=True, capture_output=True, timeout=300)
    for number, text in enumerate(texts):
        for sheet in (layout.cover_sheet, layout.narrative_sheet):
            shown = (tmp_path / f"{number}-{sheet}.csv").read_text(encoding="utf-8")
            cells = [cell for row in csv.reader(shown.splitlines(keepends=True)) for cell in row]
            assert any(text in cell for cell in cells), (sheet, text)
