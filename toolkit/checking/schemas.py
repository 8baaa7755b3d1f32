"""pandera schemas made from the rules of an edition, and what pandera finds by them.

The frame has a row for each return and a column for each instance of a rule, named as explanations name it
(``T3-BALANCE@natural``), which holds the rule's measure. It holds no nulls: a blank is a finding of its own
and no fault of the rules it takes part in.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import pandera.pandas as pa
from pandera.errors import SchemaErrors

from ..form import Comparison, Rule
from .batch import Batch
from .kinds import KINDS


@dataclass(frozen=True, slots=True)
class Failure:
    """One measure that is not what the schema asks for."""

    rule: Rule
    instance: int
    row: int


def judge_batch(batch: Batch, rules: Sequence[Rule]) -> list[Failure]:
    """All that ``rules`` have against the returns of ``batch``, by one call of pandera."""
    columns = {name: (rule, instance) for rule in rules for name, instance in _columns(rule)}
    if not columns or not batch.records:
        return []
    frame = pd.DataFrame(
        np.hstack([KINDS[rule.kind].measure(batch, rule) for rule in rules]), columns=list(columns), copy=False
    )
    try:
        make_schema(rules).validate(frame, lazy=True)
    except SchemaErrors as errors:
        return [Failure(*columns[name], row) for name, row in _cases(errors.failure_cases, columns)]
    return []


def make_schema(rules: Sequence[Rule]) -> pa.DataFrameSchema:
    """The schema that holds one check for each instance of each rule."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(None, _check(rule, instance), nullable=False)
            for rule in rules
            for name, instance in _columns(rule)
        }
    )


def _columns(rule: Rule) -> list[tuple[str, int]]:
    return [(f"{rule.id}@{key}" if key else rule.id, instance) for instance, key in enumerate(rule.says.keys)]


def _check(rule: Rule, instance: int) -> pa.Check:
    comparison = rule.relations[instance].comparison if rule.relations else Comparison.EQUAL
    if comparison is Comparison.AT_LEAST:
        return pa.Check.ge(0, name=rule.id, error=rule.words)
    if comparison is Comparison.AT_MOST:
        return pa.Check.le(0, name=rule.id, error=rule.words)
    return pa.Check.eq(0, name=rule.id, error=rule.words)


def _cases(cases: pd.DataFrame, columns: object) -> Iterator[tuple[str, int]]:
    strange = cases[cases["schema_context"] != "Column"]
    if len(strange):
        raise AssertionError(f"the frame does not fit its schema: {strange['check'].iloc[0]}")
    yield from zip(cases["column"], cases["index"].astype(int), strict=True)
