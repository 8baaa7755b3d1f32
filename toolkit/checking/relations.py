"""Relations: the difference of the two sides for all returns by one matrix product, and a breach in words."""

from __future__ import annotations

import numpy as np

from ..findings import Finding
from ..form import Comparison, Field, Relation, Rule, Term
from ..rules.relation import Relations, come_to
from .batch import Batch, Whole
from .telling import breach_at, lacking_organs, spelled, written

_LONGEST = 8  # terms that are still spelled out in a message


def measure(batch: Batch, rule: Rule[Relations]) -> Whole:
    """Left minus right of each instance (columns) for each return (rows); 0 where a term can't be reckoned with."""
    if rule.says.computes:
        return _overtyped(batch, rule)
    now = _coefficients(batch, rule, prior=False)
    differences: Whole = batch.values @ now - np.array([relation.constant for relation in rule.relations])
    unknown = _touched(batch.absent, now)
    if any(relation.needs_prior for relation in rule.relations):
        before = _coefficients(batch, rule, prior=True)
        differences += batch.prior @ before
        unknown |= _touched(batch.prior_absent, before)
    differences[unknown] = 0
    return differences


def tell(batch: Batch, rule: Rule[Relations], instance: int, row: int) -> list[Finding]:
    """The breach of one instance by one return, at the relation's own cell, with what should stand there."""
    relation = rule.relations[instance]
    if relation.computes:
        return [_tell_overtyped(batch, rule, relation, row)]
    record = batch.records[row]
    found = record.values[relation.at]
    assert found is not None
    weight = sum(weight for term, weight in relation.weighted if _is_at(relation, term))
    difference = _difference(batch, relation, row)
    expected = found - difference // weight if weight and difference % weight == 0 else None
    return [
        breach_at(
            batch,
            row,
            rule,
            relation.at,
            _wording(relation, weight),
            key=relation.key,
            found=found,
            expected=expected,
            related=relation.current_fields,
            formula=_formula(batch, relation, weight, row),
            short=lacking_organs(record) if relation.needs_prior else "",
        )
    ]


def _difference(batch: Batch, relation: Relation, row: int) -> int:
    """Left minus right of one instance for one return, reckoned in Python's own integers."""

    def now(field: int) -> int:
        return int(batch.values[row, field])

    def before(field: int) -> int:
        return int(batch.prior[row, field])

    left = come_to(relation.left, 0, now, before)
    right = come_to(relation.right, relation.constant, now, before)
    assert left is not None
    assert right is not None
    return left - right


def _coefficients(batch: Batch, rule: Rule, *, prior: bool) -> Whole:
    matrix = np.zeros((len(batch.form.fields), len(rule.relations)), dtype=np.int64)
    for column, relation in enumerate(rule.relations):
        for term, weight in relation.weighted:
            if term.prior is prior:
                matrix[term.field, column] += weight
    return matrix


def _touched(absent: np.ndarray[tuple[int, int], np.dtype[np.bool_]], coefficients: Whole) -> np.ndarray[
    tuple[int, int], np.dtype[np.bool_]
]:  # fmt: skip
    """Which instances need a figure that is absent."""
    touched = np.zeros((absent.shape[0], coefficients.shape[1]), dtype=np.bool_)
    rows = np.flatnonzero(absent.any(axis=1))
    touched[rows] = absent[rows].astype(np.int64) @ (coefficients != 0).astype(np.int64) > 0
    return touched


def _is_at(relation: Relation, term: Term) -> bool:
    return term.field == relation.at and not term.prior


def _overtyped(batch: Batch, rule: Rule) -> Whole:
    differences = np.zeros((len(batch.records), len(rule.relations)), dtype=np.int64)
    for row, record in enumerate(batch.records):
        if record.overtyped:
            for column, relation in enumerate(rule.relations):
                typed, made = record.overtyped.get(relation.at), record.values[relation.at]
                if typed is not None and made is not None:
                    differences[row, column] = (typed > made) - (typed < made)
    return differences


def _tell_overtyped(batch: Batch, rule: Rule, relation: Relation, row: int) -> Finding:
    record = batch.records[row]
    return breach_at(
        batch,
        row,
        rule,
        relation.at,
        "relation-equal",
        key=relation.key,
        found=record.overtyped[relation.at],
        expected=record.values[relation.at],
        related=relation.current_fields,
        formula=_formula(batch, relation, 1, row),
    )


def _wording(relation: Relation, weight: int) -> str:
    if relation.comparison is Comparison.EQUAL or not weight:
        return "relation-equal" if weight else "relation-broken"
    rises = (relation.comparison is Comparison.AT_LEAST) == (weight > 0)
    return "relation-at-least" if rises else "relation-at-most"


def _formula(batch: Batch, relation: Relation, weight: int, row: int) -> str:
    """The other terms with their figures, as they make what should stand: ``新收 5 + 上年结转 1 − 办结总计 4``."""
    record, form = batch.records[row], batch.form
    turn = 1 if weight > 0 else -1
    others = [(term, -own * turn) for term, own in relation.weighted if not _is_at(relation, term)]
    others.sort(key=lambda other: other[1] < 0)
    unit = form.fields[relation.at].unit
    parts: list[str] = []
    figures: list[int] = []
    for term, sign in others:
        figure = int(batch.prior[row, term.field]) if term.prior else record.values[term.field] or 0
        figures.append(sign * figure)
        name = _term_name(form.fields[term.field], form.fields[relation.at], term.prior)
        joint = ("− " if sign < 0 else "+ ") if parts else ("−" if sign < 0 else "")
        parts.append(f"{joint}{name} {written(figure, unit)}")
    constant = relation.constant * turn
    if constant:
        parts.append(("+ " if constant > 0 else "− ") + spelled(unit.number(abs(constant))))
    if len(others) > _LONGEST:
        return f"{len(others)} 项相加减：" + " ".join(
            f"{'+' if figure >= 0 else '−'} {written(abs(figure), unit)}" for figure in figures if figure
        ).removeprefix("+ ")
    return " ".join(parts) or spelled(unit.number(constant))


def _term_name(field: Field, at: Field, prior: bool) -> str:
    """What a term is called beside the figure it is told at: only what sets it apart, row or column."""
    if field.row_path == at.row_path and field.column_path != at.column_path:
        name = field.column_short.rpartition("·")[2] if not field.row_path else field.column_short
    elif field.row_path and field.column_path == at.column_path:
        name = field.row_short
    else:
        name = "·".join(part for part in (field.row_short, field.column_short) if part)
    return f"上年报告的{name}" if prior else name
