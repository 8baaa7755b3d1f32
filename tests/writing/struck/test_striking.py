"""A struck workbook is the one that building it afresh gives, part by part."""

from __future__ import annotations

import io
import random
import zipfile

import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.roster import RosterLine
from toolkit.writing.struck.striking import Order, Striker
from toolkit.writing.template.content import Draft, blank_content

KEY = b"k" * 32
NAMES = [
    "县教育局",
    'A&B "局" <x>',
    "其他",
    "2024",
    "=1+1",
    "_x0041_局",
    "𠮷局",
    "7000000000001",
    "局" * 120,
    "县\u200b局",
    "县\n局",
    "O'Neil 局",
]


def parts(workbook: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        assert archive.testzip() is None
        return {name: archive.read(name) for name in archive.namelist()}


def order(form: Form, number: int, name: str, *, prior: bool) -> Order:
    chance = random.Random(number)
    kind, level = chance.choice([("部门", "县"), ("本级", "市"), ("本级", "县"), ("乡镇街道", "乡")])
    figures = [chance.choice([None, 0, 1, 9, 12345, 10**9, -3]) for _ in form.fields]
    covered = prior and number % 4 != 1
    line = RosterLine(f"52{number:04d}", name, "", kind, level, "", "", number)
    return Order(line, tuple(figures) if covered else None)


@pytest.mark.parametrize("prior", [False, True], ids=["plain", "with-last-year"])
def test_stamped__equals_built_afresh_part_by_part(form: Form, prior: bool) -> None:
    layout = load_layout(form)
    striker = Striker(layout, form.year, prior_year=form.year - 1, with_prior=prior, seal_key=KEY, deadline="某日")
    for number, name in enumerate(NAMES[:6] if prior else NAMES):
        wanted = order(form, number, name, prior=prior)
        struck, seal = striker.strike(wanted)
        issue = striker.issue(wanted)
        built = parts(striker.build(Draft(layout, issue, blank_content(form, issue))))
        assert seal == issue.seal
        assert [part for part, data in parts(struck).items() if built.pop(part, None) != data] == [], name
        assert built == {}


@pytest.mark.parametrize("prior", [False, True], ids=["plain", "with-last-year"])
def test_stamped__nearly_all_are_struck_and_not_built(form: Form, prior: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    striker = Striker(load_layout(form), form.year, with_prior=prior, seal_key=KEY)
    for number in range(12):
        striker.strike(order(form, number, f"第{number}局", prior=prior))
    monkeypatch.setattr(Striker, "build", lambda *_: pytest.fail("was built afresh"))
    for number in range(12, 40):
        striker.strike(order(form, number, f"第{number}局", prior=prior))


@pytest.mark.parametrize(("code", "name"), [("", "第1局"), ("", "第2局"), ("5201", ""), ("", "")])
def test_stamped__without_a_code_or_a_name_it_is_struck_all_the_same(
    form: Form, code: str, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    layout = load_layout(form)
    striker = Striker(layout, form.year)
    line = RosterLine(code, name, "", "", "", "", "", 0)
    struck, _ = striker.strike(Order(line))
    issue = striker.issue(Order(line))
    assert parts(struck) == parts(striker.build(Draft(layout, issue, blank_content(form, issue))))
    monkeypatch.setattr(Striker, "build", lambda *_: pytest.fail("was built afresh"))
    assert striker.strike(Order(line))[0] == struck


def test_stamped__opens_in_openpyxl_and_calamine(form: Form) -> None:
    layout = load_layout(form)
    struck, _ = Striker(layout, form.year, with_prior=True).strike(order(form, 2, "县教育局", prior=True))
    name_cell = layout.cover_cell(next(entry.id for entry in form.cover if entry.role == "name"))
    book = openpyxl.load_workbook(io.BytesIO(struck))
    assert book[layout.cover_sheet].cell(name_cell.row + 1, name_cell.column + 1).value == "县教育局"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(struck)).get_sheet_by_name(layout.cover_sheet)
    assert sheet.to_python(skip_empty_area=False)[name_cell.row][name_cell.column] == "县教育局"
