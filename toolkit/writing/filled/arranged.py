"""How the check sheet of an issued workbook is arranged: as templates have it now, or had it until version 1, or as the
rules of the office that issued it have it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...a1 import address
from ...book import text_of
from ...editions import load_forms
from ...form.layout import Layout, load_layout
from ...rulebook import rearranged
from ...stamp import stamp_of, told_by_cells, told_by_names, told_by_properties
from .entries import ValuesError
from .issued import IssuedWorkbook


def arranged(issued: IssuedWorkbook, layout: Layout) -> Layout:
    """``layout`` as the lines of the workbook's own check sheet have it: by the rules that they name."""
    stamp, _ = stamp_of(stamped(issued))
    official = layout.form.unchanged or layout.form
    known = [layout, load_layout(official), load_layout(official).with_every_line]
    if stamp is not None and stamp.changes:
        known.insert(0, load_layout(rearranged(official, stamp.changes)))
    return max(known, key=lambda one: _agrees(issued, one))  # of several alike, the first


def stamped(issued: IssuedWorkbook) -> Iterator[Mapping[str, str]]:
    """What the workbook says about itself in each of the places of its stamp."""
    for name in dict.fromkeys(load_layout(form).stamp_sheet for form in load_forms()):
        if name in issued.sheets:
            yield told_by_cells({cell: text_of(content) for cell, content in issued.cells(name).items()})
    yield told_by_properties(issued.properties)
    yield told_by_names(issued.names)


def arranged_in(data: bytes, layout: Layout) -> Layout:
    """The same of the workbook of ``data``; ``layout`` itself where that can't be read."""
    try:
        return arranged(IssuedWorkbook(data, ""), layout)
    except (ValuesError, ValueError, KeyError, IndexError, RecursionError):
        return layout


def _agrees(issued: IssuedWorkbook, layout: Layout) -> float:
    """The share of the lines that stand where ``layout`` has them."""
    cells, column = issued.cells(layout.checks_sheet), layout.check_columns["rule"]
    named = layout.lines.named
    return sum(cells.get(address(row, column)) == rule for row, rule in named.items()) / max(len(named), 1)
