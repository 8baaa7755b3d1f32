"""Reports made by hand, for tests that are about the telling."""

from __future__ import annotations

from decimal import Decimal

from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form import Severity
from toolkit.records import Agency, Record, Report, Return, recompute

SHEET = "表三 依申请公开"


def finding(
    rule: str = "T3-BALANCE", cell: str = "D31", severity: Severity = Severity.ERROR, **more: object
) -> Finding:
    """A finding at ``cell`` with any wording; ``more`` are its other parts."""
    facts: dict[str, object] = {
        "message": "填报 3，应为 2，相差 1", "fix": "请核对", "sheet": SHEET, "found": 3, "expected": 2,
        "difference": 1, **more,
    }  # fmt: skip
    return Finding(rule=rule, severity=severity, cell=cell, **facts)  # type: ignore[arg-type]


def returned(file: str, *findings: Finding, readable: bool = True, year: int = 2024) -> Return:
    """A return of ``file`` by an organ of the same name, all its figures 0."""
    form = load_form(year)
    agency = Agency("11520000MB0001", file.removesuffix(".xlsx"))
    record = Record(form.edition, year, agency, tuple(0 for _ in form.fields)) if readable else None
    return Return(file, "0" * 64, record, findings)


def report(*returns: Return) -> Report:
    return Report("2021", 2024, returns)


def filled(file: str, year: int, *findings: Finding, changed: dict[str, int] | None = None) -> Return:
    """A return with the published figures of ``year``, but ``changed`` (field code to steps) in them."""
    form = load_form(year)
    steps = {code: int(Decimal(str(number)).scaleb(form.by_code[code].unit.decimals))
             for code, number in sample_values(year)["fields"].items()} | (changed or {})  # fmt: skip
    values = recompute(form, [steps.get(field.code) for field in form.fields])
    record = Record(
        form.edition,
        year,
        Agency("11520000MB0001", "某局"),
        values,
        narrative={"overview": "一年来，主动公开、依申请公开、政府信息管理、平台建设、监督保障有序。"},
    )
    return Return(file, "0" * 64, record, findings)
