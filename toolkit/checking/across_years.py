"""This year's figures against last year's: the ten-fold swing, and an amount given in the wrong unit."""

from __future__ import annotations

import numpy as np

from ..findings import Finding
from ..form import Rule
from ..rules.magnitude import Magnitude
from ..rules.swing import Swing
from .batch import Batch, Flags, Whole
from .telling import breach_at, lacking_organs, spelled, written


def measure_swing(batch: Batch, rule: Rule[Swing]) -> Whole:
    """How many figures of each return swing."""
    counts: Whole = _swings(batch, rule).sum(axis=1, dtype=np.int64)[:, np.newaxis]
    return counts


def tell_swing(batch: Batch, rule: Rule[Swing], instance: int, row: int) -> list[Finding]:
    """Each input that swings, and a total where none of its parts does."""
    mine = _swings(batch, rule, row)[0]
    parts = {relation.at: [term.field for term in relation.right] for relation in batch.form.computations}
    findings = []
    for index in np.flatnonzero(mine):
        if any(mine[part] for part in parts.get(int(index), ())):
            continue
        before = int(batch.prior[row, index])
        unit = batch.form.fields[index].unit
        found = int(batch.values[row, index])
        findings.append(
            breach_at(
                batch,
                row,
                rule,
                int(index),
                "swing" if found and before else "swing-zero",
                found=found,
                before=written(before, unit),
                factor=rule.says.factor,
                floor=rule.says.floor,
                short=lacking_organs(batch.records[row]),
            )
        )
    return findings


def _swings(batch: Batch, rule: Rule[Swing], row: int | None = None) -> Flags:
    """Which figures go up or down ``factor``-fold; signed figures are changes themselves and left out."""
    fields = batch.form.fields
    rows = slice(None) if row is None else slice(row, row + 1)
    now, before = np.abs(batch.values[rows]), np.abs(batch.prior[rows])
    larger, smaller = np.maximum(now, before), np.minimum(now, before)
    floors = np.array([rule.says.floor * field.unit.scale for field in fields])
    watched = np.array([field.table in rule.says.tables and not field.signed for field in fields])
    known = ~(batch.absent[rows] | batch.prior_absent[rows])
    # Divided, not multiplied: a thousandfold of the largest figure would not fit an array.
    folds = (smaller == 0) | (larger // np.maximum(smaller, 1) >= rule.says.factor)
    swings: Flags = known & watched & (larger >= floors) & folds & (larger > 0)
    return swings


def measure_magnitude(batch: Batch, rule: Rule[Magnitude]) -> Whole:
    """How many of the rule's figures are of a size that speaks for a smaller unit, for each return."""
    wrong = _many_times(batch, rule) | _round(batch, rule)
    counts: Whole = wrong.sum(axis=1, dtype=np.int64)[:, np.newaxis]
    return counts


def tell_magnitude(batch: Batch, rule: Rule[Magnitude], instance: int, row: int) -> list[Finding]:
    findings = []
    many, round_ = _many_times(batch, rule)[row], _round(batch, rule)[row]
    for number, index in enumerate(rule.says.fields):
        if not (many[number] or round_[number]):
            continue
        unit, found = batch.form.fields[index].unit, int(batch.values[row, index])
        name, factor = next(iter(unit.parts.items()), ("", 0))
        exact = factor and found % factor == 0
        findings.append(
            breach_at(
                batch,
                row,
                rule,
                index,
                ("magnitude-prior" if many[number] else "magnitude-zeros") + ("" if factor else "-spelled"),
                found=found,
                before=written(int(batch.prior[row, index]), unit),
                factor=rule.says.factor,
                zeros=rule.says.zeros,
                part=name,
                meant=written(found // factor, unit) if exact else spelled(unit.decimal(found) / (factor or 1)),
            )
        )
    return findings


def _many_times(batch: Batch, rule: Rule[Magnitude]) -> Flags:
    fields = list(rule.says.fields)
    known: Flags = ~(batch.prior_absent[:, fields] | batch.absent[:, fields])
    return known & rule.says.leaps(batch.values[:, fields], batch.prior[:, fields])


def _round(batch: Batch, rule: Rule[Magnitude]) -> Flags:
    fields = list(rule.says.fields)
    scales = np.array([batch.form.fields[index].unit.scale for index in fields], dtype=np.int64)
    return rule.says.is_round(batch.values[:, fields], scales)
