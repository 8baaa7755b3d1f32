"""Formulas made from relations and units, as text. What they come to, each kind of rule reckons beside its own.

Plain functions only: nothing newer than Excel 2010, nothing that LibreOffice or WPS lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from ..a1 import Spot, areas, reference
from ..form import Relation, Term
from ..form.layout import Layout


def place(layout: Layout, field: int) -> Spot:
    _, row, column = layout.places[field]
    return row, column


def literal(text: str) -> str:
    """``text`` as a formula has it."""
    return '"' + text.replace('"', '""') + '"'


def criterion(text: str) -> str:
    """What COUNTIF and MATCH must be given to find the cells that hold ``text``: its wildcards stand for themselves."""
    return literal(re.sub(r"([~*?])", r"~\1", text))


def declared(layout: Layout, table: str) -> str:
    """The condition that the cover declares ``table``'s blanks to be 0."""
    entry = layout.cover_cell(f"zero.{table}")
    return f"{reference(entry.row, entry.column, layout.cover_sheet)}={literal(layout.yes)}"


def incomplete(layout: Layout, fields: Sequence[int], sheet: str) -> str:
    """The condition that some of ``fields`` hold no number and no declaration makes them 0.

    Where blanks count as 0, a cell that holds anything but a number still makes the rest unknowable.
    """
    table = layout.form.fields[fields[0]].table
    cells = areas((place(layout, field) for field in fields), sheet)
    return f"COUNT({cells})<IF({declared(layout, table)},COUNTA({cells}),{len(set(fields))})"


def total(layout: Layout, relation: Relation) -> str:
    """The formula of a computed cell, empty text while a part is missing."""
    fields = [term.field for term in relation.right]
    return f'=IF({incomplete(layout, fields, "")},"",{side(layout, relation.right, 0, relation.at, "")})'


def side(layout: Layout, terms: Sequence[Term], constant: int, at: int, sheet: str) -> str:
    """One side of a relation, without the ``=``, rounded to its unit where that has decimals.

    This year's figures are looked for on ``sheet`` (empty: the formula's own), last year's on the formula's own: only
    the check sheet has them.
    """
    unit = layout.form.fields[at].unit
    text = ""
    for sign in (1, -1):
        for prior in (False, True):
            chosen = [term.field for term in terms if term.sign == sign and term.prior is prior]
            for batch in _without_repeats(chosen):
                cells = _prior_areas(layout, batch) if prior else areas((place(layout, f) for f in batch), sheet)
                text += ("-" if sign < 0 else "+" if text else "") + f"SUM({cells})"
    if constant or not text:
        number = unit.text(abs(constant))
        text += ("-" if constant < 0 else "+" if text else "") + number
    return f"ROUND({text},{unit.decimals})" if unit.decimals else text


def without_prior(layout: Layout, terms: Sequence[Term]) -> str:
    """The condition that last year's figures for ``terms`` are not all known; empty where none is asked for."""
    fields = sorted({term.field for term in terms if term.prior})
    return f"COUNT({_prior_areas(layout, fields)})<{len(fields)}" if fields else ""


def _prior_areas(layout: Layout, fields: Sequence[int]) -> str:
    return areas(layout.prior_cell(field) for field in fields)


def _without_repeats(fields: Sequence[int]) -> list[list[int]]:
    """``fields`` in batches in which none stands twice, since a range counts each cell once."""
    batches: list[list[int]] = []
    for field in fields:
        batch = next((batch for batch in batches if field not in batch), None)
        if batch is None:
            batches.append([field])
        else:
            batch.append(field)
    return batches
