"""What the editions at hand ask for, as rows: the editions, the fields of one, its rules."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NotRequired, TypedDict

from ..editions import load_form, load_forms, years_text
from ..findings import catalogue
from ..form.layout import load_layout
from ..form.naming import fields_named
from ..rulebook import OFF, Change, RulesFile, in_force, read_rules
from .given import refuse_faulty_definitions


class FormRow(TypedDict):
    """One edition: the years it is for, in words, and the official document that it comes from."""

    edition: str
    years: str
    document: str
    document_name: str


class FieldRow(TypedDict):
    """One figure: its labels as printed in the official form, outermost first, and where a workbook has it."""

    code: str
    table: int
    row: list[str]
    column: list[str]
    sheet: str
    cell: str
    kind: str
    unit: str


class RuleRow(TypedDict):
    """One rule: its formula in words, the numbers of its tables, how to mend a breach, what it comes from, examples.
    By an office's rules file also whether it is in force, the years it is for, and its severity in the edition.
    """

    id: str
    severity: str
    formula: str
    tables: list[int]
    fix: str
    source: str
    examples: dict[str, Mapping[str, str | int | None]]
    official_severity: NotRequired[str]
    in_force: NotRequired[bool]
    since: NotRequired[int | None]
    until: NotRequired[int | None]


def list_forms() -> list[FormRow]:
    """Every edition at hand. Raises DefinitionError where one of an office's own can't be used."""
    refuse_faulty_definitions()
    return [
        FormRow(
            edition=form.edition,
            years=years_text(form),
            document=form.document,
            document_name=form.document_name,
        )
        for form in load_forms()
    ]


def list_fields(year: int, words: str | None = None) -> list[FieldRow]:
    """Every field of the edition of ``year``, in its order; with ``words``, those that a code, a place or labels may
    mean. Raises DefinitionError where no edition covers ``year``, FieldNameError where no field is called so.
    """
    form = load_form(year)
    layout = load_layout(form)
    fields = form.fields if words is None else fields_named(form, words)
    return [
        FieldRow(
            code=field.code,
            table=field.table_number,
            row=list(field.row),
            column=list(field.column),
            sheet=sheet,
            cell=cell,
            kind=field.kind,
            unit=field.unit.label,
        )
        for field, (sheet, cell) in ((field, layout.place(field.index)) for field in fields)
    ]


def list_rules(year: int, rules: RulesFile | str | Path | None = None) -> list[RuleRow]:
    """Every rule of the edition of ``year``, in its order; with ``rules``, an office's rules file or what it holds, as
    that has it, and the findings of no rule of the form that it names behind them. Raises DefinitionError where no
    edition covers ``year``, or the file can't be used.
    """
    form = load_form(year)
    held = read_rules(rules) if isinstance(rules, str | Path) else rules
    numbers = {table.id: table.number for table in form.tables}
    rows = [
        RuleRow(
            id=rule.id,
            severity=rule.severity.value,
            formula=rule.words,
            tables=[numbers[table] for table in rule.says.tables],
            fix=rule.fix,
            source=rule.source,
            examples={"trips": dict(rule.trips), "passes": dict(rule.passes)},
        )
        for rule in form.rules
    ]
    if held is None:
        return rows
    in_force(form, held)  # refuses what leaves nothing to check
    known = catalogue()
    rows += [
        RuleRow(id=name, severity=known[name].severity.value, formula=known[name].title, tables=[],
                fix=known[name].fix, source="", examples={"trips": {}, "passes": {}})
        for name in held.changes if name in known
    ]  # fmt: skip
    return [_as_changed(row, held, year) for row in rows]


def _as_changed(row: RuleRow, rules: RulesFile, year: int) -> RuleRow:
    change = rules.changes.get(row["id"], Change())
    state = change.at(year)
    return RuleRow(
        **{**row, "severity": str(state) if state not in (None, OFF) else row["severity"]},
        official_severity=row["severity"],
        in_force=state != OFF,
        since=change.since,
        until=change.until,
    )
