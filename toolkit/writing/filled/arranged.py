"""How the check sheet of an issued workbook is arranged: as templates have it now, or had it until version 1."""

from __future__ import annotations

from ...a1 import address
from ...form.layout import Layout
from .entries import ValuesError
from .issued import IssuedWorkbook


def arranged(issued: IssuedWorkbook, layout: Layout) -> Layout:
    """``layout`` as the lines of the workbook's own check sheet have it: by the rules that they name."""
    earlier = layout.with_every_line
    return earlier if _agrees(issued, earlier) > _agrees(issued, layout) else layout


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
