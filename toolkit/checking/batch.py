"""All records of one edition as arrays, so that every rule is worked out for all of them at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ..form import Form
from ..form.layout import Layout
from ..office import Office
from ..prior import Prior
from ..records import Record, Return
from ..rules.domain import Domain

Whole = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]

# Figures beyond this many steps are taken out before any sum is made: sums of some hundreds of them still fit
# an int64, and no figure of a public body comes near.
CEILING = 10**15


@dataclass(frozen=True, eq=False)
class Batch:
    """Returns of one edition, side by side.

    ``values`` and ``prior`` have a row for each return and a column for each field, in steps of the field's
    unit; ``absent`` and ``prior_absent`` mark what can't be reckoned with (blank, unread, or of a size that is
    no figure), where the arrays hold 0.
    """

    form: Form
    layout: Layout
    returns: tuple[Return, ...]
    records: tuple[Record, ...]
    office: Office
    values: Whole
    absent: Flags
    prior: Whole
    prior_absent: Flags

    @cached_property
    def ceilings(self) -> Whole:
        return ceilings(self.form)


def gather(form: Form, layout: Layout, returns: Sequence[Return], office: Office) -> Batch:
    """The Batch of ``returns``, all of which have a record of ``form``'s edition."""
    records = tuple(item.record for item in returns if item.record is not None)
    values, absent = _arrays([record.values for record in records], ceilings(form))
    prior, prior_absent = _prior(form, records, office.prior)
    return Batch(form, layout, tuple(returns), records, office, values, absent, prior, prior_absent)


def ceilings(form: Form) -> Whole:
    """The size, in steps, beyond which a figure is implausible, by field."""
    limits = np.full(len(form.fields), CEILING, dtype=np.int64)
    for rule in form.rules:
        if isinstance(rule.says, Domain) and rule.says.most:
            for index in rule.says.fields:
                limits[index] = min(CEILING, rule.says.most * form.fields[index].unit.scale)
    return limits


def _arrays(rows: Sequence[Sequence[int | None]], limits: Whole) -> tuple[Whole, Flags]:
    values = np.zeros((len(rows), len(limits)), dtype=np.int64)
    absent = np.zeros(values.shape, dtype=np.bool_)
    for number, row in enumerate(rows):
        if None in row:
            absent[number] = [value is None for value in row]
        try:
            values[number] = np.array([value or 0 for value in row] if None in row else row, dtype=np.int64)
        except OverflowError:
            values[number] = [max(-CEILING - 1, min(CEILING + 1, value or 0)) for value in row]
    wild = np.abs(values) > limits
    values[wild] = 0
    return values, absent | wild


def _prior(form: Form, records: Sequence[Record], prior: Prior | None) -> tuple[Whole, Flags]:
    if prior is None:
        shape = (len(records), len(form.fields))
        return np.zeros(shape, dtype=np.int64), np.ones(shape, dtype=np.bool_)
    nothing: tuple[None, ...] = (None,) * len(form.fields)
    reported = {(record.agency.code, record.year) for record in records}
    known: Mapping[tuple[str, int | None], Sequence[int | None] | None] = {
        (code, year): earlier.comparable(form, code) if (earlier := prior.before(year)) else None
        for code, year in reported
    }
    rows = [known[record.agency.code, record.year] or nothing for record in records]
    return _arrays(rows, np.full(len(form.fields), CEILING, dtype=np.int64))
