"""The cells of one sheet's part of an xlsx file, taken apart at each cell's start.

An office's returns say the same in most of their cells: what a cell's bytes mean is worked out once and
remembered by these very bytes. Sheets whose tags are written in another way are taken by a wider pattern;
what neither accounts for to the last cell raises UnusualError.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from ..values import Cell, CellError
from .cells import Content
from .styles import Styles, from_serial
from .xmltext import UnusualError, attributes, decode, rich_text, unescape

_START = b'<c r="'
# A cell after its start, with nothing behind it but the ends and starts of rows.
_CELL = re.compile(
    rb'([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d+)")?(?: t="(\w+)")?(?:/>|>'
    rb"(<f[^>]*>(?:[^<]*</f>)?)?(?:<v(?: [^>]*)?>([^<]*)</v>|<v/>)?(?:<is>([^<]*(?:<(?!/is>|/?c[ >])[^<]*)*)</is>)?"
    rb"</c>)\s*(?:</row>\s*(?:<row\s[^>]*>\s*)?)*(?:</)?"
)
_ANY_CELL = re.compile(
    r"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c\s*>)"
)  # attributes in any order, any prefix
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v\s*>")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s>/]")
_INLINE = re.compile(r"<(?:\w+:)?is[\s>]")
_CLOSED = re.compile(r"</(?:\w+:)?c\s*>")
_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_TRUE = ("1", "true", "on")

_MOST_KNOWN = 20_000  # cells whose meaning is remembered; then it starts anew
_LONGEST_KNOWN = 1_000  # bytes

_EMPTY, _STRING, _NUMBER, _OTHER, _INLINED = range(5)


class _Meaning(NamedTuple):
    """What a cell's bytes say: ``content`` is an index of strings, a whole number, or text, by ``sort``."""

    address: str
    sort: int
    content: int | str
    style: str
    formula: bool
    kind: str


_known: dict[bytes, _Meaning] = {}


class SheetData:
    """One sheet's part, scanned when first asked for."""

    def __init__(self, data: bytes, strings: tuple[str, ...], styles: Styles, old: bool) -> None:
        self.data, self.strings, self.styles, self.old = data, strings, styles, old
        self.end = max(data.rfind(b"sheetData>"), 0)
        self._all: Content | None = None
        self._some: tuple[frozenset[str], Mapping[str, Cell]] | None = None

    def content(self) -> Content:
        """Everything in the sheet. Raises UnusualError."""
        if self._all is None:
            try:
                cells, formulas = self._cells(_meanings(self._pieces()))
            except _OtherwiseError:
                cells, formulas = self._cells(_any_cells(decode(self._body())))
            merges = tuple(merge.decode() for merge in _MERGE.findall(self.data, self.end))
            self._all = Content(cells, frozenset(formulas), merges)
        return self._all

    def columns(self, letters: frozenset[str]) -> Mapping[str, Cell]:
        """At least the cells of some columns; of a sheet that is out of the ordinary, all. Raises UnusualError."""
        if self._some is not None and self._some[0] == letters:
            return self._some[1]
        if self._all is None:
            first = {ord(letter[0]) for letter in letters}
            try:
                pieces = self._pieces()
                if self.data.count(b"<c ", 0, self.end or len(self.data)) == len(pieces):
                    cells, _ = self._cells(_meanings([piece for piece in pieces if piece and piece[0] in first]))
                    self._some = letters, cells
                    return cells
            except _OtherwiseError:
                pass
        return self.content().cells

    def _body(self) -> bytes:
        return self.data[: self.end] if self.end else self.data

    def _pieces(self) -> list[bytes]:
        """The sheet cut at each cell's start."""
        data = self.data
        declared = data[:100].lower()
        if declared.startswith((b"\xff\xfe", b"\xfe\xff")) or (b"encoding" in declared and b"utf-8" not in declared):
            raise UnusualError("encoding")
        head, *pieces = self._body().split(_START)
        if b"<c " in head or b"<c>" in head or b":c" in head or b"<!--" in head:
            raise _OtherwiseError
        return pieces

    def _cells(self, meanings: Iterable[_Meaning]) -> tuple[dict[str, Cell], list[str]]:
        """The contents by address, and the addresses of formulas."""
        strings, dates = self.strings, self.styles.dates
        cells: dict[str, Cell] = {}
        formulas: list[str] = []
        try:
            for address, sort, content, style, formula, kind in meanings:
                if formula:
                    formulas.append(address)
                if sort == _STRING:
                    cells[address] = strings[content]  # type: ignore[index]
                elif (sort == _NUMBER and style not in dates) or sort == _INLINED:
                    cells[address] = content
                elif sort != _EMPTY:
                    cells[address] = _value(str(content), kind, style in dates, self.old)
        except (IndexError, ValueError):
            raise UnusualError("string index or number") from None
        return cells, formulas


class _OtherwiseError(Exception):
    """The sheet's tags are written in another way."""


def _meanings(pieces: Iterable[bytes]) -> list[_Meaning]:
    """What cells say, each from its address on."""
    known = _known.get
    return [known(piece) or _learn(piece) for piece in pieces]


def _learn(piece: bytes) -> _Meaning:
    found = _CELL.fullmatch(piece)
    if found is None:
        raise _OtherwiseError
    address, style, kind, formula, value, inline = (decode(group or b"") for group in found.groups())
    meaning = _make(address, style, kind, bool(formula), value, inline)
    if len(piece) <= _LONGEST_KNOWN:
        if len(_known) >= _MOST_KNOWN:
            _known.clear()
        _known[piece] = meaning
    return meaning


def _make(address: str, style: str, kind: str, formula: bool, value: str, inline: str) -> _Meaning:
    if kind == "s" and value:
        index = value.strip()
        if not (index.isascii() and index.isdigit()):
            raise UnusualError("string index")
        return _Meaning(address, _STRING, int(index), style, formula, kind)
    if value:
        whole, _, rest = value.partition(".")
        plain = not kind and whole.isascii() and whole.isdigit() and len(whole) < 16
        if plain and not rest.strip("0"):
            return _Meaning(address, _NUMBER, int(whole), style, formula, kind)
        return _Meaning(address, _OTHER, value, style, formula, kind)
    if inline:
        return _Meaning(address, _INLINED, rich_text(inline), style, formula, kind)
    return _Meaning(address, _EMPTY, "", style, formula, kind)


def _any_cells(text: str) -> list[_Meaning]:
    """The cells of a sheet whose tags are written in another way."""
    if "<!--" in text or "<![CDATA[" in text:
        raise UnusualError("comment or character data")
    result = []
    closed = 0
    for found in _ANY_CELL.finditer(text):
        body = found[2] or ""
        closed += found[2] is not None
        facts = attributes(found[1] or "")
        address = facts.get("r", "")
        if not address:
            raise UnusualError("cell without an address")
        value = _VALUE.search(body)
        formula = _FORMULA.search(body) is not None
        inline = body if _INLINE.search(body) else ""
        if body:
            kind = facts.get("t", "")
            result.append(_make(address, facts.get("s", ""), kind, formula, value[1] if value else "", inline))
    if closed != len(_CLOSED.findall(text)):
        raise UnusualError("cells that do not close")
    return result


def _value(text: str, kind: str, date: bool, old: bool) -> Cell:
    """A cell's content by its type; ValueError for a number that is none."""
    if kind in ("", "n"):
        number = float(text)
        if number.is_integer() and abs(number) < 1e15:
            number = int(number)
        return from_serial(number, old) if date else number
    if kind == "str":
        return unescape(text)
    if kind == "b":
        return text.strip() in _TRUE
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return text
    raise UnusualError(f"cell type {kind}")
