"""Reports to publish, made by hand or from the published samples."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.published.publishing.compose import compose
from toolkit.published.publishing.content import Content
from toolkit.published.publishing.report import PublishedReport
from toolkit.records import recompute

COVER = {"address": "某市人民路1号", "postcode": "100000", "telephone": "010-12345678"}
NARRATIVE = {
    "overview": "（一）主动公开。全年公开“一件事”——共3件。\n（二）监督保障\n没有问题。",
    "problems": "主要问题是<少>&慢。",
    "others": "本年度未收取信息处理费。",
}


def content(year: int = 2024, **otherwise: object) -> Content:
    """The sample figures of ``year`` with texts of all kinds."""
    form = load_form(year)
    fields = sample_values(2020 if form.edition == "2019" else 2024)["fields"]
    figures = {code: int(Decimal(str(said)) * form.by_code[code].unit.scale) for code, said in fields.items()}
    values = recompute(form, [figures.get(field.code) for field in form.fields])
    given: dict[str, object] = {
        "agency": "某市", "year": year, "values": values, "cover": COVER, "narrative": NARRATIVE, "date": "2025-01-20",
    }  # fmt: skip
    return Content(**{**given, **otherwise})  # type: ignore[arg-type]


def report(year: int = 2024, **otherwise: object) -> PublishedReport:
    return compose(load_layout(load_form(year)), content(year, **otherwise))


def expected(form: Form, values: tuple[int | None, ...], table: str) -> list[str]:
    """The figures of a table as they are printed, in the order of the form."""
    return [
        field.unit.text(value)
        for field, value in zip(form.fields, values, strict=True)
        if field.table == table and value is not None
    ]


def grid_of(cells: Mapping[tuple[int, int], str]) -> list[list[str]]:
    """Cells by (row, column) as rows, of which each has all its columns."""
    rows, columns = max(row for row, _ in cells) + 1, max(column for _, column in cells) + 1
    return [[cells[row, column] for column in range(columns)] for row in range(rows)]
