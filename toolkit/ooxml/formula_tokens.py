"""The text of a formula cut into pieces, and the references among them read and written.

Two languages come back: that of xlsx (``SUM(D6:I6,'封面'!B1)``) and OpenFormula (``of:=SUM([.D6:.I6];[$封面.B1])``).
The pieces of the second are given as those of the first. Everything here takes one pass, which a text or bracket that
has no end breaks off.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import NamedTuple

LONGEST = 8_192  # characters of a formula, in Excel
ROWS, COLUMNS = 1_048_576, 16_384


class Kind(Enum):
    SPACE = auto()
    TEXT = auto()  # "…", with its quotes
    SHEET = auto()  # a sheet's name before a reference, with quotes and exclamation mark as they stand
    WORD = auto()  # a number, a corner of a range, the name of a function or of anything else
    COLON = auto()  # with the spaces around it
    MARK = auto()  # an operator, a bracket, a comma, or what belongs nowhere
    FOREIGN = auto()  # […] and #…: columns of a list, other workbooks, error values


class Piece(NamedTuple):
    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Corner:
    """One end of a range, from 0; ``row`` is None for a whole column (``$D``), ``column`` for a whole row (``6``)."""

    row: int | None
    column: int | None
    row_fixed: bool
    column_fixed: bool


_NUMBER = r"(?:[0-9]++(?:\.[0-9]*+)?|\.[0-9]++)"
_PIECES = re.compile(
    rf"""
      (?P<COLON> [ \t\r\n]*+ : [ \t\r\n]*+ )
    | (?P<SPACE> [ \t\r\n]++ )
    | (?P<TEXT> "(?:[^"]++|"")*+" )
    | (?P<SHEET> '(?:[^']++|'')++'! )
    | (?P<EXPONENT> {_NUMBER}[Ee][+-][0-9]{{1,3}}(?![A-Za-z0-9_.$\\?\x80-\U0010ffff]) )
    | (?P<WORD> [A-Za-z0-9_.$\\?\x80-\U0010ffff]++!? )
    | (?P<FOREIGN> \#[A-Za-z0-9/]++[!?]? | \[(?:[^\[\]']++|'.|\[(?:[^\[\]']++|'.)*+\])*+\] )
    | (?P<MARK> <> | <= | >= | [^"'\[\]] )
    | (?P<endless> . )
    """,
    re.VERBOSE | re.DOTALL,
)
_KINDS: Mapping[str, Kind] = Kind.__members__ | {"EXPONENT": Kind.WORD}
_NUMBER_ALONE = re.compile(rf"{_NUMBER}(?:[Ee][+-]?[0-9]{{1,3}})?")
_CORNER = re.compile(r"(?:(\$?)([A-Za-z]{1,3}))?(?:(\$?)([1-9][0-9]{0,6}))?")
_SHEET_IN_OPEN = r"(?:\$?((?:'(?:[^']++|'')++'|[^'\[\].:$!]++)))?"
_OPEN_REFERENCE = re.compile(rf"\[{_SHEET_IN_OPEN}\.([A-Za-z0-9$]++)(?::{_SHEET_IN_OPEN}\.([A-Za-z0-9$]++))?\]")
_START = re.compile(r"\s*+(?:(of|oooc|msoxl):=|=)?")


def languages(formula: str) -> Iterator[Sequence[Piece]]:
    """The pieces of ``formula`` without its ``=``, in each language it may be written in; none where it is too long.

    What names no language is that of xlsx or, where that has no meaning for it, OpenFormula.
    """
    if len(formula) > LONGEST:
        return
    start = _START.match(formula)
    named = start[1] if start else None
    pieces = cut(formula[start.end() if start else 0 :])
    if pieces is None:
        return
    if named in (None, "msoxl"):
        yield pieces
    bracketed = any(piece.kind is Kind.FOREIGN for piece in pieces)
    if named in ("of", "oooc") or (named is None and bracketed):
        opened = _from_open_formula(pieces)
        if opened is not None:
            yield opened


def cut(formula: str) -> list[Piece] | None:
    """All of ``formula`` in pieces; None where a quote or a square bracket is left open."""
    pieces = []
    for found in _PIECES.finditer(formula):
        kind, text = _KINDS.get(found.lastgroup or ""), found[0]
        if kind is None:
            return None
        if kind is Kind.WORD and text[-1] == "!":
            kind = Kind.SHEET
        pieces.append(Piece(kind, text))
    return pieces


def _from_open_formula(pieces: Sequence[Piece]) -> list[Piece] | None:
    """The pieces as xlsx would have them; None where they are no OpenFormula."""
    turned: list[Piece] = []
    for at, piece in enumerate(pieces):
        if piece.kind is Kind.FOREIGN:
            found = _OPEN_REFERENCE.fullmatch(piece.text)
            if found is None:
                return None
            sheet, first, other_sheet, last = found.groups()
            turned += [Piece(Kind.SHEET, f"{sheet}!")] if sheet else []
            turned.append(Piece(Kind.WORD, first))
            if last:
                turned.append(Piece(Kind.COLON, ":"))
                turned += [Piece(Kind.SHEET, f"{other_sheet}!")] if other_sheet else []
                turned.append(Piece(Kind.WORD, last))
        elif piece.kind in (Kind.SHEET, Kind.COLON) or piece.text == "," or _bare_cell(pieces, at):
            return None
        else:
            turned.append(Piece(Kind.MARK, ",") if piece.text == ";" else piece)
    return turned


def _bare_cell(pieces: Sequence[Piece], at: int) -> bool:
    """Whether a word is a cell without the square brackets that a reference has in OpenFormula (``LOG10(`` is none)."""
    place = corner(pieces[at].text) if pieces[at].kind is Kind.WORD else None
    if place is None or place.row is None or place.column is None:
        return False
    return at + 1 == len(pieces) or pieces[at + 1].text != "("


def sheet_name(piece: str) -> str:
    """``'it''s'!`` as ``it's``."""
    name = piece.removesuffix("!")
    return name[1:-1].replace("''", "'") if name.startswith("'") else name


def is_number(word: str) -> bool:
    return _NUMBER_ALONE.fullmatch(word) is not None


def corner(word: str) -> Corner | None:
    """``$D6``, ``$D`` or ``6`` as a Corner; None for what is none, or lies outside of the grid."""
    found = _CORNER.fullmatch(word)
    if found is None or not word:
        return None
    row = int(found[4]) - 1 if found[4] else None
    column = _column(found[2]) if found[2] else None
    if (row or 0) >= ROWS or (column or 0) >= COLUMNS:
        return None
    return Corner(row, column, found[3] == "$", found[1] == "$")


def written(place: Corner) -> str:
    """A Corner as it stands in a formula."""
    text = ""
    if place.column is not None:
        text += "$" * place.column_fixed + _letters(place.column)
    if place.row is not None:
        text += "$" * place.row_fixed + str(place.row + 1)
    return text


def _column(letters: str) -> int:
    number = 0
    for letter in letters.upper():
        number = number * 26 + ord(letter) - 64
    return number - 1


def _letters(column: int) -> str:
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
