"""The cells and rows of a sheet as the usual programs write them: one strict grammar, learnt piece by piece.

A piece is what stands between the start of one cell and that of the next, with the cell's value taken out. Pieces are
few and the same in all returns, so that each is taken apart once.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from ..a1 import position
from ..memory import remembered
from ..refusal import Refused
from .attributes import flag
from .escapes import REFERENCE, resolved, unescaped
from .formula_cells import Formula
from .frames import ROW_SAYS, hides_row, outline_level, row_height, row_style
from .sheet_cut import INLINE, VALUE

_ATTRIBUTES = rb'(?: [A-Za-z][\w.-]*(?::[A-Za-z]\w*)?="[^"<>&]*")*'
_ATTRIBUTE = re.compile(rb' ([\w.:-]+)="([^"<>&]*)"')
_ROW = rb"<row%b ?/?>" % _ATTRIBUTES
_TAG = re.compile(rb"</row>|<row(%b) ?(/?)>" % _ATTRIBUTES)
_HEAD = re.compile(rb"<sheetData>\s*((?:(?:</row>|%b)\s*)*)" % _ROW)
# A cell after its start, perhaps with a formula and a value, and nothing behind it but the ends and starts of rows.
_CELL = re.compile(
    rb'([A-Z]{1,3}[1-9][0-9]{0,6})"((?: (?:s="(?:0|[1-9][0-9]{0,5})"|(?:t|cm|vm)="[A-Za-z0-9]+"))*) ?(?:/>|>'
    rb"(?:<f(%b) ?(?:/>|>((?:[^<&]|%b)*)</f>))?(%b|%b|<v ?/>)?</c>)\s*((?:(?:</row>|%b)\s*)*)"
    % (_ATTRIBUTES, REFERENCE, VALUE, INLINE, _ROW)
)
_NO_ROW = -1
_KINDS = frozenset(("", "s", "n", "str", "b", "e", "d", "inlineStr"))


class RowTag(NamedTuple):
    """A row's start: its number from 0, whether it is shown, the height that it states (in points, None for none), and
    the style that its cells have where they name none.
    """

    row: int
    hidden: bool
    height: float | None
    style: str


class Slot(NamedTuple):
    """One cell of a skeleton: its type ``kind`` and ``style`` as written, whether it has a place for a value.

    ``rows`` are the rows that start behind it and before the next cell; ``next_row`` is the one that cell must
    stand in, -1 for none.
    """

    address: str
    row: int
    kind: str
    style: str
    formula: Formula | None
    filled: bool
    rows: tuple[RowTag, ...]
    next_row: int


def rows_before(head: bytes) -> tuple[tuple[RowTag, ...], int] | None:
    """The rows that start before the first cell, and which is open there; None where written in another way."""
    found = _HEAD.fullmatch(head)
    return _rows(found[1], _NO_ROW) if found else None


@remembered(20_000, longest=350)
def slot_of(piece: bytes) -> Slot | None:
    """The cell of ``piece``, what follows ``<c r="``; None where it is written in another way."""
    found = _CELL.fullmatch(piece)
    if found is None:
        return None
    address, written, formula, text, filled, behind = found.groups()
    facts = _facts(written)
    try:
        row, _ = position(address.decode())
    except ValueError:
        return None
    rows = _rows(behind, row)
    if facts is None or rows is None or facts.get("t", "") not in _KINDS:
        return None
    place = filled in (VALUE, INLINE)
    kind = facts.get("t", "")
    if place and (filled == INLINE) != (kind == "inlineStr"):
        return None
    made = None
    if formula is not None:
        said = _facts(formula)
        if said is None:
            return None
        try:
            made = Formula.of(said, unescaped(resolved((text or b"").decode())))
        except ValueError:
            return None
    return Slot(address.decode(), row, kind, facts.get("s", ""), made, place, *rows)


def _facts(written: bytes) -> dict[str, str] | None:
    """The attributes of a tag; None where one stands twice."""
    pairs = _ATTRIBUTE.findall(written)
    facts = {name.decode(): value.decode("utf-8", "replace") for name, value in pairs}
    return facts if len(facts) == len(pairs) else None


def _is_shadow(name: str) -> bool:
    """Whether some programs may take an attribute of another namespace for one of a row's."""
    return ":" in name and name.rpartition(":")[2] in ROW_SAYS


def _rows(tags: bytes, row: int) -> tuple[tuple[RowTag, ...], int] | None:
    """The rows that ``tags`` start, and the one open behind them, where ``row`` is open before; None for a mismatch."""
    rows: list[RowTag] = []
    for found in _TAG.finditer(tags):
        if (found[1] is None) == (row == _NO_ROW):
            return None  # an end without a start, or a row in a row
        if found[1] is None:
            row = _NO_ROW
            continue
        facts = _facts(found[1])
        number = facts.get("r", "") if facts is not None else ""
        if facts is None or not number.isdigit() or len(number) > 7 or any(map(_is_shadow, facts)):
            return None
        try:
            outline_level(facts, "")
            if flag(facts.get("collapsed"), ""):
                return None  # it may hide the rows beside it
            hidden, height = hides_row(facts, "", by_default=False), row_height(facts, "")
            tag = RowTag(int(number) - 1, hidden, height, row_style(facts, ""))
        except Refused:  # told where the part is read by its structure
            return None
        rows.append(tag)
        row = _NO_ROW if found[2] else tag.row
    return tuple(rows), row
