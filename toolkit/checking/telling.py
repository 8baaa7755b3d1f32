"""How a breach is told: its place, its labels, its numbers as people write them, and the wording of its kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache

from ..coverage import read_coverage
from ..findings import Finding, Number
from ..form import Field, Rule, Unit
from ..form.folders import data_folders
from ..form.source import read_definition
from ..records import Record
from .batch import Batch


@lru_cache(maxsize=1)
def wordings() -> Mapping[str, str]:
    """What is said of each kind of breach, by name, from ``schemas/catalogue/breaches.yaml``."""
    path = data_folders()[0] / "schemas" / "catalogue" / "breaches.yaml"
    return {name: str(text) for name, text in read_definition(path).items()}


def spelled(number: Number) -> str:
    """A number without exponent, its minus sign the typographic one."""
    return f"{number:f}".replace("-", "−") if not isinstance(number, int) else str(number).replace("-", "−")


def written(steps: int, unit: Unit) -> str:
    return spelled(unit.number(steps))


def short_label(field: Field) -> str:
    """What a figure is called within a sentence: ``结转下年度继续办理·自然人``."""
    return "·".join(part for part in (field.row_short, field.column_short) if part)


def official_label(field: Field) -> str:
    """The row's own label and the column's, as printed: ``四、结转下年度继续办理 / 自然人``."""
    parts = (field.row[-1] if field.row else "", field.column[-1] if field.row_path else "·".join(field.column))
    return " / ".join(part for part in parts if part)


def short_sheet(batch: Batch, field: Field, sheet: str) -> str:
    """What the sheet of a figure is called; ``sheet`` is where it stood, which may be no sheet of the template."""
    if sheet and sheet not in batch.layout.sheets:
        return sheet
    return batch.layout.sheet(field.table).short


def lacking_organs(record: Record) -> str:
    """What is missing in a government's summary, as it says itself, by which it may differ from last year's."""
    stated = read_coverage(record.coverage)
    if stated is None or stated.complete:
        return ""
    return f"（本年应报 {stated.expected} 家，只汇总了 {stated.included} 家，缺 {stated.lacking} 家）"


def breach_at(
    batch: Batch,
    row: int,
    rule: Rule,
    index: int,
    wording: str,
    *,
    key: str = "",
    found: int | None = None,
    expected: int | None = None,
    related: Sequence[int] = (),
    **facts: object,
) -> Finding:
    """A breach of ``rule`` told at the field with ``index``; ``found`` and ``expected`` in steps of its unit."""
    field = batch.form.fields[index]
    sheet, cell = batch.records[row].place(index, batch.layout)
    difference = None if found is None or expected is None else found - expected
    said = wordings()[wording].format_map({
        "place": f"{short_sheet(batch, field, sheet)}!{cell} {short_label(field)}",
        "found": "" if found is None else written(found, field.unit),
        "expected": "" if expected is None else written(expected, field.unit),
        "difference": "" if difference is None else written(abs(difference), field.unit),
        "unit": field.unit.label,
        "short": "",  # what organs are missing, where that may be why
        **facts,
    })  # fmt: skip
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=said,
        fix=rule.fix,
        key=key,
        field=field.code,
        sheet=sheet,
        cell=cell,
        related=tuple(_address(batch, row, other, sheet) for other in related if other != index),
        label=official_label(field),
        found=None if found is None else field.unit.number(found),
        expected=None if expected is None else field.unit.number(expected),
        difference=None if difference is None else field.unit.number(difference),
    )


def _address(batch: Batch, row: int, index: int, sheet: str) -> str:
    other, cell = batch.records[row].place(index, batch.layout)
    return cell if other == sheet else f"{other}!{cell}"
