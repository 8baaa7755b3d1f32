"""Amounts that a text gives in 元 and a table by the same digits in its own, larger unit: one is mistaken."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..form import Form
from ..memory import remembered
from ..narrative.amounts import amounts_of
from ..narrative.heard import Statement
from ..narrative.lexicon import load_lexicon, load_subjects
from .batch import Batch
from .texts import section_text

Meaning = tuple[tuple[int, ...], Decimal]  # fields, and what they come to
YUAN = "元"
_LEAST = 1000  # of the table's unit: less may be a price of one thing by chance


def is_in_smaller_unit(batch: Batch, said: Statement, indices: tuple[int, ...], expected: Decimal) -> bool:
    """Whether a statement gives in 元 what the table has, by the same digits, in a larger unit (``expected`` in 元)."""
    factor = _factor(batch.form, indices)
    return factor > 1 and expected > 0 and said.figure.holds(expected / factor)


def amounts_in_doubt(batch: Batch, section: str, row: int) -> Iterator[Statement]:
    """What a section says in 元 by the very digits that the table has in a larger unit, in whatever words it does."""
    for subject, indices in _in_larger_unit(batch.form):
        if batch.absent[row, list(indices)].any():
            continue
        value = batch.form.fields[indices[0]].unit.decimal(int(batch.values[row, list(indices)].sum()))
        if value >= _LEAST:
            yield from _in_doubt(batch, section, row, subject, value, _factor(batch.form, indices))


def _in_doubt(batch: Batch, section: str, row: int, subject: str, value: Decimal, factor: int) -> Iterator[Statement]:
    lexicon = load_lexicon(batch.form, batch.records[row].year)
    amounts = list(amounts_of(section_text(batch, row, section), subject, lexicon))
    if any(one.figure.holds(value * factor) for one in amounts):
        return  # the text says as well what the table has
    for one in amounts:
        if one.figure.holds(value):
            yield Statement((subject,), one.figure, one.quote)
            return


@remembered(16)
def _in_larger_unit(form: Form) -> tuple[tuple[str, tuple[int, ...]], ...]:
    """The subjects that are amounts, by id, with the fields that they mean, where those have a larger unit than 元."""
    return tuple(
        (subject.id, subject.meanings[0])
        for subject in load_subjects(form).values()
        if subject.money and subject.meanings and _factor(form, subject.meanings[0]) > 1
    )


def _factor(form: Form, indices: tuple[int, ...]) -> int:
    """How many 元 one of the unit of the fields is; 1 where that is not known."""
    return form.fields[indices[0]].unit.parts.get(YUAN, 1) if indices else 1
