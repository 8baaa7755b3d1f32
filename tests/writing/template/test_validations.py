"""What a clerk is told while typing: every input has its prompt and its stop; cells that say the same share one."""

from __future__ import annotations

from pathlib import Path

import openpyxl
from openpyxl.worksheet.datavalidation import DataValidation

from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.prior import Prior
from toolkit.records import Agency
from toolkit.writing import write_template


def asked(path: Path, sheet: str) -> list[DataValidation]:
    found: list[DataValidation] = openpyxl.load_workbook(path)[sheet].data_validations.dataValidation
    return found


def test_validations__each_input_has_one(form: Form, tmp_path: Path) -> None:
    write_template(form, tmp_path / "blank.xlsx")
    layout = load_layout(form)
    for table in layout.tables:
        rules = asked(tmp_path / "blank.xlsx", table.sheet)
        for slot in table.slots:
            cell = layout.place(slot.field)[1]
            mine = [rule for rule in rules if cell in rule.sqref]
            assert len(mine) == (0 if form.fields[slot.field].computed else 1), cell
            assert all(rule.prompt and rule.error and rule.showErrorMessage for rule in mine)
        assert len(rules) == len({rule.prompt for rule in rules})


def test_validations__of_last_years_figures_are_shared_by_cells_of_the_same(tmp_path: Path) -> None:
    form = load_form(2024)
    layout = load_layout(form)
    figures = [0] * len(form.fields)
    figures[form.by_code["t3.granted.natural"].index] = 7
    prior = Prior(load_form(2023), 2023, {"1": tuple(figures)})
    write_template(form, tmp_path / "a.xlsx", agency=Agency("1", "甲"), prior=prior)
    sheet, cell = layout.place(form.by_code["t3.granted.natural"].index)
    rules = asked(tmp_path / "a.xlsx", sheet)
    assert len(rules) == 2
    (seven,) = [rule for rule in rules if cell in rule.sqref]
    assert str(seven.prompt).endswith("上年（2023年度）：7件")
    assert str(seven.sqref) == cell
