"""Rows of a sheet as elements, each made when its turn comes: how sheets of any length are written.

Texts stand in their cells (inline), never in the shared table, and never become a formula.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache

from ..a1 import COLUMNS, column_letters
from ..memory import remembered
from .cell_text import fitting
from .escapes import in_text
from .text_elements import text_element

ROW = "\0"  # stands for a row's number until its row is made; no text of a cell can hold it

Cell = str | int | float | Decimal | None


def row_xml(row: int, cells: Iterable[str], *, level: int = 0, height: float = 0) -> str:
    """The element of one row (counted from 0) from its cells' elements; ``level`` is its outline level."""
    outline = f' outlineLevel="{min(level, 7)}"' if level else ""
    tall = f' ht="{height}" customHeight="1"' if height else ""
    number = str(row + 1)
    return f'<row r="{number}"{outline}{tall}>{"".join(cells).replace(ROW, number)}</row>'


def cells_xml(values: Sequence[Cell], styles: Sequence[int], first: int = 0) -> list[str]:
    """Cell elements for ``values`` from column ``first`` on, with ROW where the row's number goes; None makes an
    empty cell that keeps its style.
    """
    names = letters()[first : first + len(values)]
    made = []
    for name, value, style in zip(names, values, styles, strict=True):
        if value.__class__ is int or value.__class__ is float:  # as nearly all are
            made.append(f'<c r="{name}{ROW}" s="{style}"><v>{value!r}</v></c>')
        elif value is None or value == "":
            made.append(f'<c r="{name}{ROW}" s="{style}"/>')
        elif isinstance(value, str):
            made.append(f'<c r="{name}{ROW}" s="{style}" t="inlineStr">{_inline(value)}</c>')
        else:
            made.append(f'<c r="{name}{ROW}" s="{style}"><v>{number_text(value)}</v></c>')
    return made


def figures_pattern(styles: Sequence[int], first: int = 0) -> str:
    """Cell elements from column ``first`` on with a ``%s`` for each one's number, and ROW where the row's goes."""
    names = letters()[first : first + len(styles)]
    return "".join(f'<c r="{name}{ROW}" s="{style}"><v>%s</v></c>' for name, style in zip(names, styles, strict=True))


def formula_xml(column: int, formula: str, value: Cell, style: int) -> str:
    """A cell with a live formula (without its ``=``) and the value it comes to, with ROW where its row goes."""
    cached = "" if value is None else f"<v>{number_text(value)}</v>"
    return f'<c r="{letters()[column]}{ROW}" s="{style}"><f>{in_text(formula)}</f>{cached}</c>'


def number_text(value: Cell) -> str:
    """A number in full, without an exponent where it is exact."""
    return f"{value:f}" if isinstance(value, Decimal) else repr(value)


@lru_cache(maxsize=1)
def letters() -> tuple[str, ...]:
    """The names of all columns that Excel has: A, B, …, XFD."""
    return tuple(map(column_letters, range(COLUMNS)))


@remembered(8192, longest=500)  # the same labels stand in thousands of rows
def _inline(text: str) -> str:
    return f"<is>{text_element(fitting(text))}</is>"
