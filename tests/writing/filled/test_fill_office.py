"""A workbook that LibreOffice saved again is filled by any one of its three stamps."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from tests.writing.filled.test_fill import without
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.reading import find_files, read_returns
from toolkit.records import Agency
from toolkit.writing import fill_workbook, write_template
from toolkit.writing.filled.issued import open_issued

pytestmark = [
    pytest.mark.office,
    pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed"),
]


@pytest.fixture(scope="module")
def resaved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("resaved")
    write_template(load_form(2024), folder / "issued.xlsx", agency=Agency("11", "甲局"))
    subprocess.run(
        ["soffice", f"-env:UserInstallation={(folder / 'profile').as_uri()}", "--headless", "--convert-to",
         "xlsx:Calc MS Excel 2007 XML", "--outdir", str(folder / "out"), str(folder / "issued.xlsx")],
        check=True, capture_output=True, timeout=180,
    )  # fmt: skip
    return folder / "out" / "issued.xlsx"


@pytest.mark.parametrize("left", ["properties", "names", "sheet", "all"])
def test_fill__any_one_of_the_three_stamps_will_do_after_a_save(resaved: Path, tmp_path: Path, left: str) -> None:
    layout = load_layout(load_form(2024))
    path = tmp_path / "issued.xlsx"
    path.write_bytes(resaved.read_bytes())
    if left not in ("properties", "all"):
        without(path, "docProps/custom.xml")
    if left not in ("names", "all"):
        without(path, names=False)
    if left not in ("sheet", "all"):
        without(path, open_issued(path).sheets[layout.stamp_sheet])
    fill_workbook(path, {"fields": {"t3.received.natural": 5}}, tmp_path / "full.xlsx")
    (item,) = read_returns(find_files([tmp_path / "full.xlsx"]).files)
    assert item.record is not None
    index = layout.form.by_code["t3.received.natural"].index
    assert (item.record.agency.code, item.record.year, item.record.values[index]) == ("11", 2024, 5)
