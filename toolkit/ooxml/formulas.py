"""Whether two formulas say the same, what a formula adds up, and a shared formula's text for another cell.

Pure functions on text, for any text: what can't be read is None. The formulas of returned workbooks are few and the
same in most of them, so that answers are kept.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import NewType

from ..memory import remembered
from .formula_nodes import Area, Call, Chain, Node, Number, Text, said, within
from .formula_tokens import COLUMNS, LONGEST, ROWS, Corner, Kind, Piece, corner, cut, written
from .formula_tree import parsed

Canonical = NewType("Canonical", str)

_COUNTING = frozenset(("COUNT", "COUNTA", "COUNTBLANK", "ISBLANK"))
_ASKING = _COUNTING | {"IF", "AND", "OR", "NOT", "SUM", "ISNUMBER"}
_VOLATILE = frozenset(("RAND", "RANDBETWEEN", "RANDARRAY", "NOW", "TODAY", "OFFSET", "INDIRECT", "INFO", "CELL"))
_VOLATILE_CALL = re.compile(rf"\b(?:{'|'.join(sorted(_VOLATILE))})\s*\(")
MOST_CELLS = 10_000  # that a formula is followed to


@remembered(512, longest=1_000)
def canonical(formula: str, sheet: str = "") -> Canonical | None:
    """``formula``, which stands on ``sheet``, in the one way of writing that all with its meaning share.

    Takes the languages of xlsx and of ods. Spaces, ``$``, case, quotes, needless brackets and leading ``+`` are gone,
    and so is the name of ``sheet`` itself; ``I6:D6`` is ``D6:I6``. None for what can't be read.
    """
    node = parsed(formula, sheet)
    return None if node is None else Canonical(said(node))


@remembered(128, longest=1_000)  # an answer may be of many cells
def summed(formula: str, sheet: str = "") -> Mapping[str, int] | None:
    """What ``formula`` adds up: how often each cell of its own sheet counts, such as ``{"D6": 1, "D25": -1}``.

    Understands SUM, SUBTOTAL (9, 109), ROUND to whole numbers or finer, ``+``, ``-`` and an IF that shows nothing
    where some cells are blank. None for all else, and for more than ``MOST_CELLS`` cells.
    """
    node = parsed(formula, sheet)
    sums = _Sums()
    if node is None or not sums.add(node, 1):
        return None
    places = {place: times for place, times in sums.times.items() if times}
    return MappingProxyType({written(Corner(*place, False, False)): times for place, times in places.items()})


def is_volatile(formula: str) -> bool:
    """Whether programs work ``formula`` out anew each time, so that the result it was saved with says nothing."""
    node = parsed(formula, "")
    if node is None:
        return _VOLATILE_CALL.search(formula.upper()) is not None
    return any(isinstance(part, Call) and part.function in _VOLATILE for part in within(node))


@remembered(512, longest=1_000)
def sheets_named(formula: str) -> frozenset[str]:
    """The sheets of its own workbook that ``formula`` names, in small letters; none for what can't be read."""
    node = parsed(formula, "")
    named = {part.sheet for part in within(node) if isinstance(part, Area)} if node is not None else set()
    return frozenset(sheet for sheet in named if sheet and not sheet.startswith("["))


def _asks_for_blanks(condition: Node) -> bool:
    """Whether a condition asks how many cells are filled, and nothing that could as well be always so or never."""
    nodes = list(within(condition))
    blank = any(isinstance(node, Text) and node.quoted == '""' for node in nodes)
    called = {node.function for node in nodes if isinstance(node, Call)}
    room = max((node.size for node in nodes if isinstance(node, Area)), default=0)
    asked = [node.value for node in nodes if isinstance(node, Number)]
    asks = blank or not called.isdisjoint(_COUNTING)
    return room > 0 and asks and called <= _ASKING and max(asked, default=0) <= room


def constant(formula: str) -> str | None:
    """The number in plain notation where ``formula`` is nothing but that number (``-(5)`` as ``-5``)."""
    node, negative = parsed(formula), False
    while isinstance(node, Chain) and len(node.parts) == 1 and not node.parts[0].percent:
        negative ^= node.parts[0].minus % 2 == 1
        node = node.parts[0].operand
    if not isinstance(node, Number):
        return None
    return ("-" if negative and node.value else "") + format(node.value, "f")


def shifted(formula: str, rows: int, columns: int) -> str | None:
    """A shared formula's text for the cell ``rows`` below and ``columns`` right of the one it is written for.

    Takes the language of xlsx. None where a reference would leave the grid, and where a quote or bracket is left open.
    """
    pieces = cut(formula) if len(formula) <= LONGEST else None
    if pieces is None:
        return None
    texts = []
    for at, piece in enumerate(pieces):
        place = _reference(pieces, at)
        if place is None:
            texts.append(piece.text)
            continue
        moved = _moved(place, rows, columns)
        if moved is None:
            return None
        texts.append(written(moved))
    return "".join(texts)


@dataclass(slots=True)
class _Sums:
    """How often each cell (row, column) counts; ``room`` is how many cells may still be looked at."""

    times: dict[tuple[int, int], int] = field(default_factory=dict)
    room: int = MOST_CELLS

    def add(self, node: Node, sign: int) -> bool:
        """Counts what ``node`` comes to; False where that is no sum of cells."""
        match node:
            case Number(value):
                return value == 0
            case Area():
                return node.size == 1 and self.area(node, sign)
            case Chain(parts):
                return bool(parts) and all(
                    not part.percent
                    and part.operator in ("", "+", "-")
                    and self.add(part.operand, sign * (-1) ** (part.minus + (part.operator == "-")))
                    for part in parts
                )
            case Call("SUM", arguments) if arguments:
                return self.arguments(arguments, sign)
            case Call("SUBTOTAL", (Number(way), Area(), *_) as arguments) if way in (9, 109):
                return self.arguments(arguments[1:], sign)
            case Call("ROUND", (inner, Number())):
                return self.add(inner, sign)
            case Call("IF", (asked, Text('""'), inner) | (asked, inner, Text('""'))) if _asks_for_blanks(asked):
                return self.add(inner, sign)
        return False

    def arguments(self, nodes: Iterable[Node], sign: int) -> bool:
        return all(self.area(node, sign) if isinstance(node, Area) else self.add(node, sign) for node in nodes)

    def area(self, area: Area, sign: int) -> bool:
        self.room -= area.size
        if area.sheet or self.room < 0:
            return False
        for row in range(area.top, area.bottom + 1):
            for column in range(area.left, area.right + 1):
                self.times[row, column] = self.times.get((row, column), 0) + sign
        return True


def _reference(pieces: Sequence[Piece], at: int) -> Corner | None:
    """The corner that the piece at ``at`` is; None for functions, names, numbers and all else."""
    if pieces[at].kind is not Kind.WORD:
        return None
    place = corner(pieces[at].text)
    if place is None or _next(pieces, at, 1).text == "(":
        return None
    if place.row is not None and place.column is not None:
        return place
    for step in (1, -1):  # a whole row or column needs another one across a colon
        if _next(pieces, at, step).kind is Kind.COLON:
            other = _next(pieces, at, 2 * step)
            partner = corner(other.text) if other.kind is Kind.WORD else None
            if partner and (partner.row is None, partner.column is None) == (place.row is None, place.column is None):
                return place
    return None


def _next(pieces: Sequence[Piece], at: int, steps: int) -> Piece:
    there = at + steps
    if 0 <= there < len(pieces):
        if pieces[there].kind is Kind.SPACE:  # never two in a row, nor one beside a colon
            return _next(pieces, there, 1 if steps > 0 else -1)
        return pieces[there]
    return Piece(Kind.SPACE, "")


def _moved(place: Corner, rows: int, columns: int) -> Corner | None:
    row, column = place.row, place.column
    if row is not None and not place.row_fixed:
        row += rows
    if column is not None and not place.column_fixed:
        column += columns
    if not 0 <= (row or 0) < ROWS or not 0 <= (column or 0) < COLUMNS:
        return None
    return replace(place, row=row, column=column)
