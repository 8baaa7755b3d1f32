"""A sheet's part read element by element: its cells where they stand, and what is said of the sheet around them.

This is how a sheet is read that is not written as the usual programs write it. What stands around the cells is read
like this for every sheet, once for all that are the same in it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn

from ..a1 import COLUMNS, address, position
from ..refusal import Refused
from ..values import Cell
from .escapes import unescaped
from .extent import Extent
from .formula_cells import Formula
from .frames import FrameNotes, hides_row
from .limits import Limits, check_count
from .rich_text import StringItem
from .xml_events import ALTERNATIVE, local, read_events, refuse_shadows

_HOME = ("worksheet", "sheetData")
_ROW, _CELL = (*_HOME, "row"), (*_HOME, "row", "c")
# What may stand where, and nowhere else.
_INSIDE = {_HOME: ("row",), _ROW: ("c", "extLst"), _CELL: ("f", "v", "is", "extLst")}
_ROW_SAYS, _CELL_SAYS = frozenset(("r", "hidden", "ht")), frozenset(("r", "s", "t"))
_FAR = re.compile(r"[A-Z]{1,9}[1-9][0-9]{0,19}", re.ASCII)
_OURS = frozenset(("sheetData", "row", "c", "v", "f", "is", "mergeCells", "mergeCell", "cols", "col"))


class RawCell(NamedTuple):
    """A cell as it is written. ``value`` is the text of its value, ``inline`` its own text; None for none."""

    address: str
    kind: str
    style: str
    value: str | None
    inline: Cell
    formula: Formula | None


class SheetPass:
    """One pass over the part of the sheet called ``name``: then ``cells`` are those with content, and ``notes`` what is
    said of the sheet around them.
    """

    def __init__(self, name: str, limits: Limits) -> None:
        self.name, self.limits = name, limits
        self.notes = FrameNotes(name, limits)
        self.cells: list[RawCell] = []
        self.hidden_rows: set[int] = set()
        self.extent = Extent()
        self._path: list[str] = []
        self._seen: set[str] = set()
        self._homes = 0
        self._row = self._column = -1
        self._cell: Mapping[str, str] = {}
        self._address = ""
        self._formula: Mapping[str, str] = {}
        self._parts: dict[str, str] = {}  # the texts of the open cell's value and formula
        self._inline: Cell = None
        self._text: list[str] | None = None  # of the open value or formula
        self._item: StringItem | None = None

    def read(self, part: bytes) -> SheetPass:
        """Raises Refused where the part is not well-formed, or where it can't be told for certain what it shows."""
        read_events(part, self.name, self._start, self._end, self._characters)
        if self._homes != 1:
            self._refuse()
        self.extent.check(self.limits)
        return self

    def _start(self, element: str, attributes: Mapping[str, str]) -> None:
        name, here = local(element), tuple(self._path)
        self._path.append(ALTERNATIVE if element == ALTERNATIVE else name)
        if self._item is not None:
            self._item.start(element, attributes)
        elif "extLst" in here:
            return  # whatever it holds, it is no cell of the sheet
        elif self._text is not None or (name in _OURS and ("" in here or ALTERNATIVE in here)):
            self._refuse()  # a value with an element in it, or a cell that is there for some programs only
        elif here[:2] == _HOME:
            self._start_inside(name, here, element, attributes)
        elif name == "sheetData":
            self._homes += 1
            if here != _HOME[:1]:
                self._refuse()
        elif name in ("row", "c", "v") or (not here and name != _HOME[0]):
            self._refuse()
        elif name and here and "" not in here and ALTERNATIVE not in here:
            self.notes.start(name, here, attributes)

    def _start_inside(self, name: str, here: tuple[str, ...], element: str, attributes: Mapping[str, str]) -> None:
        """An element within the cells' own. Foreign ones are nothing to anybody, unless they bring cells in."""
        if element == ALTERNATIVE:
            self._refuse()
        if not name or "" in here:
            return
        if name not in _INSIDE.get(here, ()):
            self._refuse()
        if name == "row":
            self._start_row(attributes)
        elif name == "c":
            self._start_cell(attributes)
        elif name == "is":
            if self._inline is not None:
                self._refuse()
            self._item = StringItem(self.name)
        elif name in ("f", "v"):
            if name in self._parts:
                self._refuse()
            self._text = []
            self._formula = attributes if name == "f" else self._formula

    def _end(self, element: str) -> None:
        self._path.pop()
        name = local(element)
        if self._item is not None:
            if tuple(self._path) == _CELL:
                self._inline, self._item = self._item.text(), None
            else:
                self._item.end(element)
        elif self._text is not None and "extLst" not in self._path:
            self._parts[name], self._text = "".join(self._text), None
        elif name == "c" and tuple(self._path) == _ROW:
            self._close_cell()

    def _characters(self, text: str) -> None:
        if self._item is not None:
            self._item.characters(text)
        elif self._text is not None:
            self._text.append(text)
        elif tuple(self._path) in _INSIDE and text.strip():
            self._refuse()

    def _start_row(self, attributes: Mapping[str, str]) -> None:
        refuse_shadows(attributes, _ROW_SAYS, self.name)
        number = attributes.get("r", str(self._row + 2))
        if not (number.isascii() and number.isdigit() and len(number) < 8):
            self._refuse()
        self._row, self._column = int(number) - 1, -1
        if hides_row(attributes, by_default=self.notes.rows_hidden):
            self.hidden_rows.add(self._row)

    def _start_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell, self._formula, self._parts, self._inline = attributes, {}, {}, None
        refuse_shadows(attributes, _CELL_SAYS, self.name)
        place = attributes.get("r")
        try:
            row, self._column = position(place) if place is not None else (self._row, self._column + 1)
        except ValueError:
            if place and _FAR.fullmatch(place):
                raise Refused("GUARD-GRID", cell=place[:20]) from None
            self._refuse()
        self._address = address(row, self._column)
        if self._column >= COLUMNS:
            raise Refused("GUARD-GRID", cell=self._address)
        if row != self._row or self._address in self._seen:
            self._refuse()
        self._seen.add(self._address)

    def _close_cell(self) -> None:
        kind, value = self._cell.get("t", ""), self._parts.get("v")
        if (self._inline is not None and kind != "inlineStr") or (value and kind == "inlineStr"):
            self._refuse()
        formula = Formula.of(self._formula, unescaped(self._parts["f"])) if "f" in self._parts else None
        if value or self._inline or formula is not None:
            style = self._cell.get("s", "")
            self.cells.append(RawCell(self._address, kind, style, value or None, self._inline or None, formula))
            check_count("GUARD-CELLS", len(self.cells), self.limits.cells)
            self.extent.take_in(self._row, self._column)

    def _refuse(self) -> NoReturn:
        cell = self._address if tuple(self._path[:2]) == _HOME else ""
        raise Refused("PART-AMBIGUOUS", part=f"{self.name}!{cell}" if cell else self.name, sheet=self.name, cell=cell)
