"""The blank workbook of each edition, as it was last looked at: ``pytest --renew-golden`` writes it anew."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.writing.template.dump import dump, parts
from toolkit.editions import load_form
from toolkit.writing import write_template

GOLDEN = ROOT / "tests" / "golden"
YEARS = {"2019": 2020, "2021": 2025}  # the report year of the blank workbook that is kept ready, by edition


@pytest.fixture(params=YEARS)
def edition(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def blank(edition: str, tmp_path: Path) -> Path:
    path = tmp_path / "blank.xlsx"
    write_template(load_form(YEARS[edition]), path)
    return path


def compare(folder: Path, texts: dict[str, str], renew: bool) -> None:
    if renew:
        for old in folder.rglob("*.txt"):
            old.unlink()
        for name, text in texts.items():
            path = folder / f"{name.replace('/', '_').lstrip('_')}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    kept = {path.stem: path.read_text(encoding="utf-8") for path in folder.glob("*.txt")}
    made = {name.replace("/", "_").lstrip("_"): text for name, text in texts.items()}
    assert kept.keys() == made.keys()
    for name, text in made.items():
        assert text == kept[name], f"{folder.name}/{name} differs; look at it, then: make golden"


def test_golden__each_sheet_reads_as_it_was_looked_at(edition: str, blank: Path, renew_golden: bool) -> None:
    compare(GOLDEN / edition / "sheets", dump(blank), renew_golden)


def test_golden__each_part_is_the_xml_it_was(edition: str, blank: Path, renew_golden: bool) -> None:
    compare(GOLDEN / edition / "parts", parts(blank.read_bytes()), renew_golden)


def test_golden__the_blank_kept_ready_is_current(edition: str, blank: Path, renew_golden: bool) -> None:
    ready = ROOT / "templates" / f"blank-{edition}.xlsx"
    if renew_golden:
        ready.write_bytes(blank.read_bytes())
    assert contents(ready) == contents(blank), f"{ready.name} is out of date: make golden"


def contents(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
