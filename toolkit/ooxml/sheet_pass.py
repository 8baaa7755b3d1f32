"""A sheet's part read by its structure: its cells where they stand, and what is said of the sheet around them.

This is how a sheet is read that is not written as the usual programs write it. What stands around the cells is read
like this for every sheet, once for all that are the same in it. The tree is the standard library's (in C, on expat: it
resolves namespaces and joins a text that entities, character data or comments cut in pieces): a return that is read so
in all its sheets takes 5 to 8 ms more (version 2 and 1 of the template), a quarter of which is the parser's.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple, NoReturn
from xml.etree.ElementTree import Element, ParseError, XMLParser, fromstring

from ..a1 import COLUMNS, address, column_number
from ..refusal import Refused
from ..values import Cell
from .attributes import flag
from .colours import OFFICE, Palette
from .conditional import read_extended, read_rules
from .depth import is_deeper
from .escapes import unescaped
from .extent import Extent
from .formula_cells import Formula
from .frames import ROW_SAYS, FrameNotes, Line, folded_away, hides_row, outline_level, row_height, row_style
from .limits import Limits, check_count
from .raw_cell import RawCell
from .rich_text import StringItem, feed, named
from .sparklines import read_sparklines
from .xml_events import COMPATIBILITY, MAIN, NO_MEMORY, STRICT_MAIN, refuse_switches

_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})", re.ASCII)
_LETTERS = re.compile(r"[A-Z]{1,3}", re.ASCII)
_FAR = re.compile(r"[A-Z]{1,9}[1-9][0-9]{0,19}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,6}", re.ASCII)
_STYLE = re.compile(r"0|[1-9][0-9]{0,5}", re.ASCII)
_UNTYPED = "n"
_CELL_SAYS = frozenset(("r", "s", "t"))
_LISTS = frozenset(("sheetPr", "cols", "mergeCells"))  # whose children say something of the sheet
_CELLS = frozenset(("sheetData", "row", "c", "v"))
# What no wrapper may hold, since it is there for some programs and not for others.
_OURS = _CELLS | frozenset(
    ("f", "is", "mergeCells", "mergeCell", "cols", "col", "drawing", "picture", "conditionalFormatting", "cfRule")
)


class _RowFacts(NamedTuple):
    hidden: bool
    style: str
    height: float | None
    level: int
    collapsed: bool


class SheetPass:
    """One pass over the part of the sheet called ``name``: then ``cells`` are those with content, and ``notes`` what is
    said of the sheet around them, where that is not ``noted`` already, and found no deeper than the limit.
    """

    def __init__(self, name: str, limits: Limits, palette: Palette = OFFICE, noted: FrameNotes | None = None) -> None:
        self.name, self.limits, self.palette = name, limits, palette
        self.notes = FrameNotes(name, limits) if noted is None else noted
        self.is_noted = noted is not None
        self.cells: list[RawCell] = []
        self.hidden_rows: set[int] = set()
        self.row_styles: dict[int, str] = {}
        self.row_heights: dict[int, float] = {}
        self._outline: list[Line] = []
        self.extent = Extent()
        self._space = self._value = ""
        self._columns: dict[str, int] = {}  # by their letters, as addresses have them
        self._locals: dict[str, str] = {}  # the names of elements by their tags
        self._rows: dict[tuple[tuple[str, str], ...], _RowFacts] = {}  # by what rows say beside their numbers
        self._seen: set[str] = set()
        self._styles: set[str | None] = {None}  # of those seen, the ones that are numbers
        self._row, self._column = -1, -1

    def read(self, part: bytes) -> SheetPass:
        """Raises Refused where the part is not well-formed, or where it can't be told for certain what it shows."""
        refuse_switches(part, self.name)
        # What looks below an element would do so again at each depth; who has noted the rest has looked at that, too.
        if not self.is_noted and is_deeper(part, self.limits.nesting):
            raise Refused("GUARD-NESTING", part=self.name, limit=self.limits.nesting)
        try:
            root = fromstring(part, XMLParser(encoding="utf-8"))  # noqa: S314  (document types are refused above)
        except ParseError as error:
            if error.code == NO_MEMORY:
                raise MemoryError from error
            raise Refused("PART-BROKEN", part=self.name) from error
        self._space = root.tag[: root.tag.find("}") + 1]
        self._value = f"{self._space}v"
        if root.tag[len(self._space) :] != "worksheet" or self._space not in (f"{{{MAIN}}}", f"{{{STRICT_MAIN}}}"):
            self._refuse()
        homes = []
        for child in root:
            name = self._local(child)
            if name == "sheetData":
                homes.append(child)
            elif self.is_noted:
                continue
            elif name == "extLst":  # whatever else that holds, it is no cell of the sheet
                self.notes.rules += read_extended(child, self._space, self.name)
                self.notes.sparklines += read_sparklines(child)
            else:
                self._note(child, name)
        if len(homes) != 1:
            self._refuse()
        self._read_rows(homes[0])
        self.hidden_rows |= folded_away(self._outline, summary_behind=self.notes.summary_below)
        self.extent.check(self.limits)
        return self

    def _local(self, element: Element) -> str:
        """The name of an element of the sheet's own namespace; empty for any other."""
        tag = element.tag
        name = self._locals.get(tag)
        if name is None:
            name = self._locals[tag] = tag[len(self._space) :] if tag.startswith(self._space) else ""
        return name

    def _note(self, child: Element, name: str) -> None:
        """Something beside the cells, with all in it."""
        if not name:
            self._pass_over(child)
            return
        if name == "conditionalFormatting":
            self.notes.rules += read_rules(child, self._space, self.name)
        for element in child.iter():
            inner = self._local(element)
            if not inner:
                self._pass_over(element)
            elif inner in _CELLS:
                self._refuse()
        self.notes.start(name, named(child.attrib))
        if name in _LISTS:
            for item in child:
                if inner := self._local(item):
                    self.notes.start(f"{name}/{inner}", item.attrib)

    def _pass_over(self, foreign: Element) -> None:
        """An element of another namespace: nothing to anybody, unless it brings in what some programs would take."""
        if any(element.tag.rpartition("}")[2] in _OURS for element in foreign.iter() if _is_main(element)):
            self._refuse()

    def _read_rows(self, home: Element) -> None:
        if (home.text or "").strip():
            self._refuse()
        for row in home:
            if (row.tail or "").strip():
                self._refuse()
            name = self._local(row)
            if name == "row":
                self._read_row(row)
            elif name or row.tag.startswith(f"{{{COMPATIBILITY}}}"):
                self._refuse()
            else:
                self._pass_over(row)

    def _read_row(self, row: Element) -> None:
        number = row.attrib.get("r", str(self._row + 2))
        if not _NUMBER.fullmatch(number) or (row.text or "").strip():
            self._refuse()
        self._row, self._column = int(number) - 1, -1
        self._take_row(row.attrib)
        cell_tag = f"{self._space}c"
        filled = []
        for cell in row:
            if cell.tail is not None and cell.tail.strip():
                self._refuse()
            if cell.tag == cell_tag:
                if self._read_cell(cell, number):
                    filled.append(self._column)
            elif self._local(cell) not in ("", "extLst") or cell.tag.startswith(f"{{{COMPATIBILITY}}}"):
                self._refuse()
            elif not self._local(cell):
                self._pass_over(cell)
        if filled:
            self.extent.take_in(self._row, min(filled))
            self.extent.take_in(self._row, max(filled))
            check_count("GUARD-CELLS", len(self.cells), self.limits.cells)

    def _take_row(self, says: Mapping[str, str]) -> None:
        """What a row says of itself beside its number: that is alike in most rows."""
        key = tuple(item for item in says.items() if item[0] != "r")
        facts = self._rows.get(key)
        if facts is None:
            self._refuse_shadows(says, ROW_SAYS)
            facts = self._rows[key] = _RowFacts(
                hides_row(says, self.name, by_default=self.notes.rows_hidden),
                row_style(says, self.name),
                row_height(says, self.name),
                outline_level(says, self.name),
                flag(says.get("collapsed"), self.name),
            )
        if facts.hidden:
            self.hidden_rows.add(self._row)
        if facts.height is not None:
            self.row_heights[self._row] = facts.height
        if facts.style:
            self.row_styles[self._row] = facts.style
        if facts.level or facts.collapsed:
            self._outline.append(Line(self._row, facts.level, facts.collapsed))

    def _read_cell(self, cell: Element, row: str) -> bool:
        """Takes in one cell; whether it has content."""
        facts = cell.attrib
        written, kind, style = facts.get("r"), facts.get("t"), facts.get("s")
        if len(facts) > (written is not None) + (kind is not None) + (style is not None):
            self._refuse_shadows(facts, _CELL_SAYS)
        place = self._place(written, row)
        if place in self._seen or (cell.text is not None and cell.text.strip()):
            self._refuse(place)
        self._seen.add(place)
        if len(cell) == 0:
            return False
        value, formula, inline = self._parts(cell, place)
        if kind == "" or (style not in self._styles and not self._learn_style(style)):
            self._refuse(place)
        if (inline is not None and kind != "inlineStr") or (value and kind == "inlineStr"):
            self._refuse(place)
        if not (value or inline or formula is not None):
            return False
        self.cells.append(RawCell(place, kind or _UNTYPED, style or "", value or None, inline or None, formula))
        return True

    def _learn_style(self, style: str | None) -> bool:
        """Whether ``style`` is a number; where it is, it need not be looked at again."""
        if style is not None and _STYLE.fullmatch(style):
            self._styles.add(style)
        return style in self._styles

    def _parts(self, cell: Element, place: str) -> tuple[str | None, Formula | None, Cell]:
        """A cell's value as text, its formula and its own text: at most one of each, and nothing else of ours."""
        value = formula = inline = None
        if len(cell) == 1 and cell[0].tag == self._value and len(cell[0]) == 0:  # as most are
            part = cell[0]
            if part.tail is not None and part.tail.strip():
                self._refuse(place)
            return part.text or "", None, None
        for part in cell:
            name = self._local(part)
            if part.tail is not None and part.tail.strip():
                self._refuse(place)
            if name == "v" and value is None and len(part) == 0:
                value = part.text or ""
            elif name == "f" and formula is None and len(part) == 0:
                formula = Formula.of(part.attrib, unescaped(part.text or ""))
            elif name == "is" and inline is None:
                inline = self._text(part)
            elif name not in ("", "extLst") or part.tag.startswith(f"{{{COMPATIBILITY}}}"):
                self._refuse(place)
            elif not name:
                self._pass_over(part)
        return value, formula, inline

    def _place(self, written: str | None, row: str) -> str:
        """The address of a cell: as written, or behind the one before it."""
        if written is None:
            self._column += 1
            place = address(self._row, self._column)
        else:
            letters = written.removesuffix(row)
            column = self._columns.get(letters) if len(letters) < len(written) else None
            self._column = self._learn_column(written, letters) if column is None else column
            place = written
        if self._column >= COLUMNS or self._row >= self.limits.rows:
            raise Refused("GUARD-GRID", cell=place)
        return place

    def _learn_column(self, written: str, letters: str) -> int:
        if not _LETTERS.fullmatch(letters) or len(letters) == len(written):
            if _FAR.fullmatch(written) and not _ADDRESS.fullmatch(written):
                raise Refused("GUARD-GRID", cell=written[:20])
            self._refuse(written[:20])
        return self._columns.setdefault(letters, column_number(letters))

    def _text(self, element: Element) -> Cell:
        """The text that stands in a cell."""
        if len(element) == 1 and element[0].tag == f"{self._space}t" and len(element[0]) == 0:
            return unescaped(element[0].text or "")
        item = StringItem(self.name, self.palette)
        feed(item, element)
        return item.text()

    def _refuse_shadows(self, facts: Mapping[str, str], names: frozenset[str]) -> None:
        """Some programs take an attribute of another namespace for one of ours."""
        for key in facts:
            if key[0] == "{" and key.rpartition("}")[2] in names:
                self._refuse()

    def _refuse(self, cell: str = "") -> NoReturn:
        raise Refused("PART-AMBIGUOUS", part=f"{self.name}!{cell}" if cell else self.name, sheet=self.name, cell=cell)


def _is_main(element: Element) -> bool:
    return element.tag.startswith((f"{{{MAIN}}}", f"{{{STRICT_MAIN}}}"))
