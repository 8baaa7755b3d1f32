"""Every cell is filled, and every figure is of the right sort."""

from __future__ import annotations

import numpy as np

from ..findings import Finding
from ..form import Rule
from ..rules.domain import Domain
from ..rules.filled import Filled
from .batch import Batch, Whole
from .telling import breach_at, wordings, written


def measure_filled(batch: Batch, rule: Rule[Filled]) -> Whole:
    """How many cells of each table (columns) each return (rows) leaves blank."""
    blanks = np.zeros((len(batch.records), len(rule.says.tables)), dtype=np.int64)
    for row in np.flatnonzero(batch.absent.any(axis=1)):
        for column, table in enumerate(rule.says.tables):
            blanks[row, column] = len(_blank(batch, table, int(row)))
    return blanks


def tell_filled(batch: Batch, rule: Rule[Filled], instance: int, row: int) -> list[Finding]:
    """One finding a blank cell; a single one where nothing of the table was filled."""
    table = rule.says.tables[instance]
    blank = _blank(batch, table, row)
    inputs = [field for field in batch.form.inputs if field.table == table]
    if len(blank) == len(inputs):
        sheet, cell = batch.records[row].place(blank[0], batch.layout)
        title = batch.layout.sheet(table)
        message = wordings()["filled-table"].format(table=title.short, title=title.title.text, count=len(blank))
        return [Finding(rule.id, rule.severity, message, rule.fix, key=table, sheet=sheet, cell=cell)]
    return [breach_at(batch, row, rule, index, "filled", key=table) for index in blank]


def measure_domain(batch: Batch, rule: Rule[Domain]) -> Whole:
    """How many figures of each table (columns) are negative or beyond all likelihood, for each return (rows)."""
    fields = batch.form.fields
    wrong = np.zeros((len(batch.records), len(rule.says.tables)), dtype=np.int64)
    for column, table in enumerate(rule.says.tables):
        mine = [
            index for index in sorted(rule.says.fields) if fields[index].table == table and not fields[index].computed
        ]
        unsigned = [index for index in mine if not fields[index].signed]
        wrong[:, column] = (batch.values[:, unsigned] < 0).sum(axis=1)
        for row in np.flatnonzero(batch.absent[:, mine].any(axis=1)):
            wrong[row, column] += sum(_wild(batch, index, int(row)) for index in mine)
    return wrong


def tell_domain(batch: Batch, rule: Rule[Domain], instance: int, row: int) -> list[Finding]:
    table, record, fields = rule.says.tables[instance], batch.records[row], batch.form.fields
    findings = []
    for index in sorted(rule.says.fields):
        found = record.values[index]
        if fields[index].table != table or fields[index].computed or found is None:
            continue
        if _wild(batch, index, row):
            most = written(int(batch.ceilings[index]), fields[index].unit)
            findings.append(breach_at(batch, row, rule, index, "domain-size", key=table, found=found, most=most))
        elif found < 0 and not fields[index].signed:
            findings.append(breach_at(batch, row, rule, index, "domain-negative", key=table, found=found))
    return findings


def _blank(batch: Batch, table: str, row: int) -> list[int]:
    record = batch.records[row]
    return [
        field.index
        for field in batch.form.inputs
        if field.table == table and record.values[field.index] is None and field.index not in record.unread
    ]


def _wild(batch: Batch, index: int, row: int) -> bool:
    value = batch.records[row].values[index]
    return value is not None and abs(value) > int(batch.ceilings[index])
