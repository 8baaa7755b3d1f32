"""Figures in the narrative sections held against the tables they speak of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

import numpy as np

from ..findings import Finding
from ..form import Rule
from ..narrative.heard import Statement, WrongSum
from ..narrative.hearing import hear
from ..narrative.lexicon import Subject, load_subjects, meant_by
from .batch import Batch, Whole
from .smaller_unit import YUAN, Meaning, amounts_in_doubt, is_in_smaller_unit
from .telling import short_label, short_sheet, spelled
from .texts import at_section


def measure(batch: Batch, rule: Rule) -> Whole:
    """How many figures of each section (columns) of each return (rows) do not agree with the tables."""
    wrong = [
        [len(_wrong(batch, rule, section, row)) for section in range(len(rule.says.sections))]
        for row in range(len(batch.records))
    ]
    return np.array(wrong, dtype=np.int64).reshape(len(batch.records), len(rule.says.sections))


def tell(batch: Batch, rule: Rule, instance: int, row: int) -> list[Finding]:
    section = rule.says.sections[instance]
    findings = []
    for said, meanings in _wrong(batch, rule, instance, row):
        if isinstance(said, WrongSum):
            facts = {
                "found": spelled(said.parts),
                "expected": spelled(said.whole),
                "difference": spelled(abs(said.parts - said.whole)),
            }
            one = at_section(batch, rule, section, "narrated-sum", key=section, quote=said.quote, **facts)
            findings.append(_with(one, said.parts, said.whole))
            continue
        indices, expected = meanings[0]
        found = said.figure.written
        subjects = _subjects(batch, said)
        where, related, code = _where(batch, subjects, indices, row)
        facts = {
            "where": where,
            "expected": spelled(_neat(expected)),
            "difference": spelled(_neat(abs(found - expected))),
        }
        wording = "narrated-money" if subjects[0].money else "narrated"
        if is_in_smaller_unit(batch, said, indices, expected):
            field = batch.form.fields[indices[0]]
            typed = field.unit.decimal(int(batch.values[row, list(indices)].sum()))
            wording, facts = (
                "narrated-unit",
                {**facts, "typed": spelled(_neat(typed)), "unit": field.unit.label, "part": YUAN},
            )
        one = at_section(batch, rule, section, wording, key=section, quote=said.quote, **facts)
        findings.append(_with(one, found, expected, related, code))
    return findings


def _with(
    finding: Finding, found: Decimal, expected: Decimal, related: tuple[str, ...] = (), code: str = ""
) -> Finding:
    return replace(
        finding,
        found=_neat(found),
        expected=_neat(expected),
        difference=_neat(found - expected),
        related=related,
        field=code,
    )


def _neat(number: Decimal) -> int | Decimal:
    return int(number) if number == number.to_integral_value() else number.normalize()


def _wrong(batch: Batch, rule: Rule, instance: int, row: int) -> list[tuple[Statement | WrongSum, list[Meaning]]]:
    """What a section says that none of its meanings bears out. One slip is told once, however often it is written."""
    record, section = batch.records[row], rule.says.sections[instance]
    heard = record.heard.get(section)
    if heard is None:  # not read from a file
        heard = hear(record.narrative.get(section, ""), batch.form, record.year, record.agency.name)
    wrong: list[tuple[Statement | WrongSum, list[Meaning]]] = []
    told = set()
    for said in heard.statements:
        meanings = _meanings(batch, said, row)
        if meanings and not any(said.figure.holds(value) for _, value in meanings):
            slip = (meanings[0], said.figure)
            if slip not in told:
                wrong.append((said, meanings))
            told.add(slip)
    heard_of = {name for said in heard.statements for name in said.subjects}
    wrong.extend(
        (said, _meanings(batch, said, row))
        for said in amounts_in_doubt(batch, section, row)
        if heard_of.isdisjoint(said.subjects)
    )
    wrong.extend((sum_, []) for sum_ in heard.wrong_sums)
    return wrong


def _meanings(batch: Batch, said: Statement, row: int) -> list[Meaning]:
    """What the return gives for what a statement is of, in the statement's own unit; empty where it gives nothing.

    Of several subjects whose sum it is, each may mean any of its sums.
    """
    sums: list[Meaning] = [((), Decimal(0))]
    for subject in _subjects(batch, said):
        given = _given(batch, subject, row)
        sums = [((*indices, *more), total + value) for indices, total in sums for more, value in given]
    return sums


def _subjects(batch: Batch, said: Statement) -> list[Subject]:
    return [meant_by(load_subjects(batch.form), name) for name in said.subjects]


def _given(batch: Batch, subject: Subject, row: int) -> list[Meaning]:
    record = batch.records[row]
    found: list[Meaning] = []
    for indices in subject.meanings:
        if batch.absent[row, list(indices)].any():
            continue
        unit = batch.form.fields[indices[0]].unit
        value = unit.decimal(int(batch.values[row, list(indices)].sum()))
        if subject.money:
            if unit.label != YUAN and YUAN not in unit.parts:
                continue
            value *= unit.parts.get(YUAN, 1)
        found.append((indices, value))
    for name in subject.inputs:
        given = record.narrative.get(name, "").strip()
        if given.replace(".", "", 1).isdigit() and given.isascii():
            found.append(((), Decimal(given)))
    return found


def _where(
    batch: Batch, subjects: Sequence[Subject], indices: tuple[int, ...], row: int
) -> tuple[str, tuple[str, ...], str]:
    """How the place in the tables is called, its cells, and the field where it is a single one."""
    if not indices:
        inputs = {item.id: item for part in batch.form.narrative for item in part.inputs}
        return "、".join(f"“{inputs[name].label}”" for one in subjects for name in one.inputs), (), ""
    fields = [batch.form.fields[index] for index in indices]
    places = [batch.records[row].place(index, batch.layout) for index in indices]
    named = (short_sheet(batch, field, sheet) for field, (sheet, _) in zip(fields, places, strict=True))
    cells = "、".join(f"{sheet}!{cell}" for sheet, (_, cell) in zip(named, places, strict=True))
    label = short_label(fields[0]) if len(fields) == 1 else "各项之和"
    return (
        f"{cells} {label}",
        tuple(f"{sheet}!{cell}" for sheet, cell in places),
        fields[0].code if len(fields) == 1 else "",
    )
