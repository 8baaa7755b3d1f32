"""Figures in the narrative sections held against the tables they speak of."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import numpy as np

from ..findings import Finding
from ..form import Rule
from .batch import Batch, Whole
from .claims import Claim, WrongSum, find_claims, find_wrong_sums
from .phrases import Subject, load_phrases
from .telling import short_label, short_sheet, spelled
from .texts import at_section

_YUAN = "元"


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
    for claim, meanings in _wrong(batch, rule, instance, row):
        if isinstance(claim, WrongSum):
            facts = {
                "found": spelled(claim.parts),
                "expected": spelled(claim.whole),
                "difference": spelled(abs(claim.parts - claim.whole)),
            }
            one = at_section(batch, rule, section, "narrated-sum", key=section, quote=claim.quote, **facts)
            findings.append(_with(one, claim.parts, claim.whole))
            continue
        indices, expected = meanings[0]
        found = claim.figure.low if expected <= claim.figure.low else claim.figure.high
        where, related, code = _where(batch, claim.subject, indices, row)
        facts = {
            "where": where,
            "expected": spelled(_neat(expected)),
            "difference": spelled(_neat(abs(found - expected))),
        }
        one = at_section(batch, rule, section, "narrated", key=section, quote=claim.quote, **facts)
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


Meaning = tuple[tuple[int, ...], Decimal]  # fields, and what they come to


def _wrong(batch: Batch, rule: Rule, instance: int, row: int) -> list[tuple[Claim | WrongSum, list[Meaning]]]:
    record, section = batch.records[row], rule.says.sections[instance]
    text = record.narrative.get(section, "")
    if not text.strip():
        return []
    phrases = load_phrases(batch.form)
    wrong: list[tuple[Claim | WrongSum, list[Meaning]]] = []
    for claim in find_claims(text, phrases, year=record.year, name=record.agency.name):
        meanings = _meanings(batch, claim, row)
        if meanings and not any(claim.figure.holds(value) for _, value in meanings):
            wrong.append((claim, meanings))
    wrong.extend((sum_, []) for sum_ in find_wrong_sums(text, phrases))
    return wrong


def _meanings(batch: Batch, claim: Claim, row: int) -> list[Meaning]:
    """What the return gives for the subject of a claim, in the claim's own unit; empty where it gives nothing."""
    subject, record = claim.subject, batch.records[row]
    found: list[Meaning] = []
    for indices in subject.meanings:
        if batch.absent[row, list(indices)].any():
            continue
        unit = batch.form.fields[indices[0]].unit
        value = unit.decimal(int(batch.values[row, list(indices)].sum()))
        if claim.money:
            if unit.label != _YUAN and _YUAN not in unit.parts:
                continue
            value *= unit.parts.get(_YUAN, 1)
        found.append((indices, value))
    for name in subject.inputs:
        given = record.narrative.get(name, "").strip()
        if given.replace(".", "", 1).isdigit() and given.isascii():
            found.append(((), Decimal(given)))
    return found


def _where(batch: Batch, subject: Subject, indices: tuple[int, ...], row: int) -> tuple[str, tuple[str, ...], str]:
    """How the place in the tables is called, its cells, and the field where it is a single one."""
    if not indices:
        inputs = {item.id: item for part in batch.form.narrative for item in part.inputs}
        return "、".join(f"“{inputs[name].label}”" for name in subject.inputs), (), ""
    fields = [batch.form.fields[index] for index in indices]
    places = [batch.records[row].place(index, batch.layout) for index in indices]
    cells = "、".join(f"{short_sheet(batch, field)}!{cell}" for field, (_, cell) in zip(fields, places, strict=True))
    label = short_label(fields[0]) if len(fields) == 1 else "各项之和"
    return (
        f"{cells} {label}",
        tuple(f"{sheet}!{cell}" for sheet, cell in places),
        fields[0].code if len(fields) == 1 else "",
    )
