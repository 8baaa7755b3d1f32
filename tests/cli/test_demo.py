"""The demonstration, and a count of its summary by other means: the VALUES files, openpyxl and a plain sum."""

from __future__ import annotations

import csv
import json
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from toolkit.editions import load_form
from toolkit.form.layout import load_layout

from .conftest import Run

PROVINCE = ROOT / "samples" / "province"
# What the clerk of one organ typed as text, and what it says.
TYPED = {"3,900件": 3900, "１５０": 150, "无": 0}


@pytest.fixture
def demo(nianbao: Run, tmp_path: Path) -> Path:
    """The folder that a run of the demonstration leaves."""
    result = nianbao("demo", "-o", "demo")
    assert result.returncode == 0, result.stderr
    assert "应报 51 家，已汇总 44 家（其中待说明 2 家），退回 5 家，未报 2 家" in result.stdout
    return tmp_path / "demo"


def reported() -> dict[str, dict[str, Decimal]]:
    """What each organ reported, by its VALUES and by what was done to them."""
    values = json.loads((PROVINCE / "values-2024.json").read_text(encoding="utf-8"))
    figures = {
        organ: {code: Decimal(str(figure)) for code, figure in given["fields"].items()}
        for organ, given in values.items()
    }
    for damage in json.loads((PROVINCE / "damage.json").read_text(encoding="utf-8")):
        own = figures.get(damage.get("agency", ""), {})
        if damage["do"] != "blank":
            own.update({code: Decimal(figure) for code, figure in damage.get("fields", {}).items()})
        own.update({code: own[code] + more for code, more in damage.get("add", {}).items()})
        own.update({code: Decimal(TYPED[text]) for code, text in damage.get("cells", {}).items() if text in TYPED})
    return figures


def test_demo__its_summary_is_the_sum_of_its_returns(demo: Path) -> None:
    with (demo / "汇总" / "status.csv").open(encoding="utf-8-sig") as file:
        included = [row["agency_code"] for row in csv.DictReader(file)
                    if row["kind"] != "汇总" and row["state"] in ("accepted", "needs-explanation")]  # fmt: skip
    assert len(included) == 44
    figures = reported()
    layout = load_layout(load_form(2024))
    book = openpyxl.load_workbook(demo / "汇总" / "summary.xlsx", data_only=True)
    for field in layout.form.inputs:
        sheet, cell = layout.place(field.index)
        total = sum(figures[organ][field.code] for organ in included)
        assert Decimal(str(book[sheet][cell].value)) == total, field.code


def test_demo__every_outcome_is_in_it(demo: Path) -> None:
    with (demo / "汇总" / "status.csv").open(encoding="utf-8-sig") as file:
        states = {row["state"] for row in csv.DictReader(file) if row["kind"] != "汇总"}
    assert states == {"accepted", "needs-explanation", "rejected", "unreadable", "missing"}


def test_demo__never_overwrites(nianbao: Run, demo: Path) -> None:
    before = (demo / "汇总" / "summary.xlsx").read_bytes()
    assert nianbao("demo", "-o", "demo").returncode == 2
    assert (demo / "汇总" / "summary.xlsx").read_bytes() == before
