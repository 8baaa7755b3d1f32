"""Reads a formula into the nodes of ``formula_nodes``.

Open brackets are kept on a list, not on the call stack; more than ``DEEPEST`` of them are no formula.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from .formula_nodes import Area, Call, Chain, Name, Node, Number, Part, Text
from .formula_tokens import COLUMNS, ROWS, Corner, Kind, Piece, corner, is_number, languages, sheet_name

DEEPEST = 64


_OPERATORS = frozenset({"+", "-", "*", "/", "^", "&", "=", "<", ">", "<>", "<=", ">="})
_FUNCTION = re.compile(r"(?:_XLFN\.|_XLWS\.|COM\.MICROSOFT\.)*+([A-Z][A-Z0-9_.]*+)")
_NAME = re.compile(r"[^\W0-9][\w.]*+")


def parsed(formula: str, sheet: str = "") -> Node | None:
    """``formula``, standing on ``sheet``, as a tree; None for what is no formula that this module knows."""
    for pieces in languages(formula):
        node = _tree([piece for piece in pieces if piece.kind is not Kind.SPACE], sheet)
        if node is not None:
            return node
    return None


@dataclass(slots=True)
class _Group:
    """What stands between two brackets, as far as it has been read."""

    function: str | None = None  # None for bare brackets and for the formula as a whole
    arguments: list[Node] = field(default_factory=list)
    parts: list[Part] = field(default_factory=list)
    operator: str = ""
    minus: int = 0
    percent: int = 0
    operand: Node | None = None  # the last one, which may still get percent signs
    begun: bool = False  # something stands since the last comma

    def sign(self, text: str) -> bool:
        self.minus += text == "-"
        self.begun = True
        return True

    def take(self, operand: Node) -> None:
        self.operand, self.begun = operand, True

    def follow(self, text: str) -> bool:
        """Takes what stands behind an operand; False where that is no operator."""
        if text == "%":
            self.percent += 1
        elif text in _OPERATORS:
            self._settle()
            self.operator = text
        else:
            return False
        return True

    def end_argument(self) -> Node | None:
        """What was read since the last comma; None where an operand is missing."""
        if self.operand is None:
            return None if self.begun else Chain(())
        self._settle()
        parts, self.parts, self.operator, self.begun = tuple(self.parts), [], "", False
        first = parts[0]
        return first.operand if len(parts) == 1 and not first.minus and not first.percent else Chain(parts)

    def close(self) -> Node | None:
        last = self.end_argument()
        if last is None:
            return None
        blank = last == Chain(())
        if self.function is None:
            return None if blank else last
        return Call(self.function, () if blank and not self.arguments else (*self.arguments, last))

    def _settle(self) -> None:
        if self.operand is not None:
            self.parts.append(Part(self.operator, self.minus, self.operand, self.percent))
        self.minus, self.percent, self.operand = 0, 0, None


def _tree(pieces: Sequence[Piece], sheet: str) -> Node | None:
    groups = [_Group()]
    at = 0
    while at < len(pieces):
        text = pieces[at].text
        if text in (",", ")"):
            taken = int(_end(groups, text))
        elif groups[-1].operand is not None:
            taken = int(groups[-1].follow(text))
        elif text in ("+", "-"):
            taken = int(groups[-1].sign(text))
        elif text == "(" or (at + 1 < len(pieces) and pieces[at + 1].text == "("):
            taken = _open(groups, pieces[at])
        else:
            taken = _operand(groups[-1], pieces, at, sheet)
        if not taken:
            return None
        at += taken
    return groups[0].close() if len(groups) == 1 else None


def _open(groups: list[_Group], piece: Piece) -> int:
    """Goes into brackets, with the name of their function or without; how many pieces that takes, 0 for none."""
    function = None if piece.text == "(" else _function(piece)
    if function == "" or len(groups) > DEEPEST:
        return 0
    groups.append(_Group(function))
    return 1 if function is None else 2


def _end(groups: list[_Group], text: str) -> bool:
    """Ends an argument, or with ``)`` the brackets; False where there are none, or an operand is missing."""
    if text == ")":
        node = groups.pop().close() if len(groups) > 1 else None
        if node is not None:
            groups[-1].take(node)
        return node is not None
    node = groups[-1].end_argument() if groups[-1].function is not None else None
    if node is not None:
        groups[-1].arguments.append(node)
    return node is not None


def _function(piece: Piece) -> str:
    """The name of a function in capitals, without the prefixes of newer ones; ``""`` for what is none."""
    # Only ASCII: elsewhere other letters have these capitals.
    found = _FUNCTION.fullmatch(piece.text.upper()) if piece.kind is Kind.WORD and piece.text.isascii() else None
    return found[1] if found else ""


def _operand(group: _Group, pieces: Sequence[Piece], at: int, sheet: str) -> int:
    """Takes the text, number, area or name that starts at ``at``; how many pieces that is, 0 for none."""
    start, piece = at, pieces[at]
    prefix: str | None = None
    if piece.kind is Kind.SHEET:
        prefix, at = sheet_name(piece.text).lower(), at + 1
    word = _word(pieces, at)
    node: Node | None
    if at + 1 < len(pieces) and pieces[at + 1].kind is Kind.COLON:
        at += 2
        if prefix is not None and pieces[at : at + 1] and pieces[at].kind is Kind.SHEET:
            at += sheet_name(pieces[at].text).lower() == prefix
        node = _area(prefix, sheet, corner(word), corner(_word(pieces, at)))
    elif piece.kind is Kind.TEXT:
        node = Text(piece.text)
    else:
        node = _cell(prefix, sheet, word) or (_plain(word) if prefix is None else None)
    if node is None:
        return 0
    group.take(node)
    return at + 1 - start


def _word(pieces: Sequence[Piece], at: int) -> str:
    return pieces[at].text if at < len(pieces) and pieces[at].kind is Kind.WORD else ""


def _plain(word: str) -> Node | None:
    if is_number(word):
        return Number(Decimal(word))
    if word.upper() in ("TRUE", "FALSE") and word.isascii():
        return Call(word.upper(), ())  # which LibreOffice makes of it
    return Name(word.lower()) if _NAME.fullmatch(word) else None


def _cell(prefix: str | None, sheet: str, word: str) -> Area | None:
    place = corner(word)
    if place is None or place.row is None or place.column is None:
        return None
    return _area(prefix, sheet, place, place)


def _area(prefix: str | None, sheet: str, first: Corner | None, last: Corner | None) -> Area | None:
    if first is None or last is None:
        return None
    if (first.row is None, first.column is None) != (last.row is None, last.column is None):
        return None
    top, bottom = sorted((first.row or 0, ROWS - 1 if last.row is None else last.row))
    left, right = sorted((first.column or 0, COLUMNS - 1 if last.column is None else last.column))
    return Area("" if prefix is None or prefix == sheet.lower() else prefix, top, left, bottom, right)
