"""Filled workbooks, one right and one broken in each way that a workbook can tell, for the tests to hold against."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.form.layout import load_layout
from toolkit.prior import Prior
from toolkit.records import Agency, recompute
from toolkit.values import read_value
from toolkit.writing.filled.filling import fill_workbook
from toolkit.writing.filled.issued import open_issued
from toolkit.writing.template.content import Draft, Issue, blank_content
from toolkit.writing.template.workbook import draft_bytes

Changes = Mapping[str, object]
TYPED = datetime(2025, 1, 20, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Case:
    """Sample figures of ``year`` with some changed. ``typed`` goes past the filling, as pasting would."""

    name: str
    year: int
    fields: Changes = field(default_factory=dict)
    cover: Changes = field(default_factory=dict)
    narrative: Changes = field(default_factory=dict)
    explanations: Changes = field(default_factory=dict)
    typed: Mapping[str, str | Decimal] = field(default_factory=dict)
    prior: bool = False
    standing: tuple[str, str] = ("", "")


CASES = (
    Case("right-2020", 2020),
    Case("right-2023", 2023),
    Case("right-2024", 2024),
    Case("right-2024-with-2023", 2024, prior=True, standing=("汇总", "市")),
    Case("empty", 2024, fields=dict.fromkeys(sample_values(2024)["fields"])),
    Case("one-blank", 2024, {"t3.granted.natural": None}),
    Case("one-blank-outcome", 2024, {"t4.review.upheld": None}),
    Case("stock-and-last-year", 2024, {"t2.norms.valid": 500}, prior=True),
    Case("declared", 2024, {code: None for code in sample_values(2024)["fields"] if "t4" in code}, {"zero.t4": "是"}),
    Case("declared-one-blank", 2024, {"t3.carried_out.company": None}, {"zero.t3": "是"}),
    Case("declared-no", 2024, {"t3.carried_out.company": None}, {"zero.t3": "否"}),
    Case("negative", 2024, {"t3.granted.natural": -1}),
    Case("negative-amount", 2024, {"t2.fees.amount": "-0.5"}),
    Case("beyond", 2024, {"t2.licences.decisions": 20_000_000_000}),
    Case("signed", 2020, {"t2.fees.previous": 3, "t2.fees.change": -3}),
    Case("too-much-gone", 2020, {"t2.fees.previous": 3, "t2.fees.change": -4}),
    Case("unbalanced", 2024, {"t3.carried_out.natural": 999}),
    Case("stock", 2024, {"t2.norms.made": 9000}),
    Case("stock-told", 2024, {"t2.norms.made": 9000}, explanations={"T2-STOCK@norms": "上级统一清理并划转三百件"}),
    Case("stock-hardly-told", 2024, {"t2.norms.made": 9000}, explanations={"T2-STOCK@norms": "属实"}),
    Case("carried", 2024, {"t3.carried_in.natural": 100, "t3.received.natural": 3458}, prior=True),
    Case("in-yuan", 2024, {"t2.fees.amount": "592370000"}, prior=True),
    Case("no-power", 2024, standing=("部门", "县")),
    Case("unwritten", 2024, narrative={"problems": " 　\n"}),
    Case("fee-unsaid", 2024, narrative={"others": "其他事项。", "fee_cases": None, "fee_amount": None}),
    Case("fee-in-figures", 2024, narrative={"others": "其他事项。", "fee_cases": 0, "fee_amount": "0.5"}),
    Case("text", 2024, typed={"t3.granted.natural": "五件"}),
    Case("decimal", 2024, typed={"t3.granted.natural": Decimal("1.5")}),
    Case("long-decimal", 2024, typed={"t2.fees.amount": Decimal("0.12345678")}),
)


def prior_of(year: int, code: str) -> Prior:
    """The sample figures of ``year`` as last year's of organ ``code``."""
    form = load_form(year)
    return Prior(form, year, {code: figures(form, sample_values(year)["fields"])})


def figures(form: Form, fields: Mapping[str, object]) -> tuple[int | None, ...]:
    return recompute(form, [read_value(fields.get(item.code), item.unit).steps for item in form.fields])


def make(case: Case, folder: Path) -> Path:
    """The workbook of ``case``, issued and filled, in ``folder``."""
    form = load_form(case.year)
    layout = load_layout(form)
    values = sample_values(case.year)
    agency = Agency(str(values["cover"]["agency_code"]), str(values["cover"]["agency_name"]))
    prior = prior_of(case.year - 1, agency.code).comparable(form, agency.code) if case.prior else None
    issue = Issue(case.year, agency, case.standing, prior=prior, prior_year=case.year - 1 if prior else None)
    blank, full = folder / f"{case.name}-blank.xlsx", folder / f"{case.name}.xlsx"
    blank.write_bytes(draft_bytes(Draft(layout, issue, blank_content(form, issue))))
    merged = {
        "fields": {**values["fields"], **case.fields},
        "cover": {**values["cover"], **case.cover},
        "narrative": {**values["narrative"], **case.narrative},
        "explanations": case.explanations,
    }
    fill_workbook(blank, merged, full)
    if case.typed:
        edits: dict[str, dict[tuple[int, int], str | Decimal]] = {}
        for code, typed in case.typed.items():
            sheet, row, column = layout.places[form.by_code[code].index]
            edits.setdefault(sheet, {})[row, column] = typed
        full.write_bytes(open_issued(full).fill(edits, {}, program="typed", saved=TYPED))
    return full
