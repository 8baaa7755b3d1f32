"""The cells of one sheet's part of an xlsx file.

A part that is cut at its values is read by the plan of what is left. Sheets whose tags are written in another way are
taken by a wider pattern; what neither accounts for to the last cell raises UnusualError.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

from ..book import ByCell, Content
from ..values import Cell
from .cell_values import CellReader
from .sheet_cut import Cut, is_utf8, merges_of
from .sheet_plan import Plan, plan_of
from .styles import Styles
from .xml_text import UnusualError, attributes, decode, rich_text

_ANY_CELL = re.compile(
    r"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c\s*>)"
)  # attributes in any order, any prefix
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v\s*>")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s>/]")
_INLINE = re.compile(r"<(?:\w+:)?is[\s>]")
_CLOSED = re.compile(r"</(?:\w+:)?c\s*>")
_ADDRESS = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}", re.ASCII)
_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z]{1,3}[1-9]\d{0,6}(?::[A-Z]{1,3}[1-9]\d{0,6})?)"')
_TRUE = ("1", "true", "on")


class SheetData:
    """One sheet's part, and its ``cut`` where it has one; scanned when first asked for."""

    def __init__(self, part: bytes, cut: Cut | None, strings: tuple[str, ...], styles: Styles, old: bool) -> None:
        self.part, self.cut, self.strings, self.styles, self.old = part, cut, strings, styles, old
        self._plan: Plan | None = None
        self._borne: dict[ByCell[str], bool] = {}
        self._all: Content | None = None
        self._some: tuple[frozenset[str], Mapping[str, Cell]] | None = None

    @property
    def protected(self) -> bool:
        """Whether the sheet is locked."""
        tail = self._tail
        at = tail.find(b"sheetProtection")
        return at >= 0 and _locks(tail[at : tail.find(b">", at)])

    def content(self) -> Content:
        """Everything in the sheet. Raises UnusualError."""
        if self._all is None:
            plan = self._planned()
            if plan is not None and self.cut is not None:
                cells = plan.cells(self.cut.values, self.strings, self.styles, self.old)
                formulas = plan.formulas
            else:
                cells, formulas = self._any_cells()
            self._all = Content(
                cells,
                ByCell(dict.fromkeys(formulas, "")),
                _merges(self.cut.merges if self.cut else merges_of(self._tail)),
            )
        return self._all

    def columns(self, letters: frozenset[str]) -> Mapping[str, Cell]:
        """At least the cells of some columns; of a sheet that is out of the ordinary, all. Raises UnusualError."""
        if self._some is not None and self._some[0] == letters:
            return self._some[1]
        plan = self._planned() if self._all is None else None
        if plan is None or self.cut is None:
            return self.content().cells
        self._some = letters, plan.only(letters).cells(self.cut.values, self.strings, self.styles, self.old)
        return self._some[1]

    def bears(self, texts: ByCell[str]) -> bool:
        """Whether each of ``texts`` stands in its cell, to the letter. Raises UnusualError."""
        if texts not in self._borne:
            plan = self._planned()
            if plan is None or self.cut is None:
                self._borne[texts] = texts.by_cell.items() <= self.content().cells.items()
            else:
                self._borne[texts] = plan.bear(texts, self.cut.values, self.strings)
        return self._borne[texts]

    def _planned(self) -> Plan | None:
        if self._plan is None and self.cut is not None:
            self._plan = plan_of(self.cut)
        return self._plan

    @property
    def _tail(self) -> bytes:
        """What follows the cells."""
        return self.cut.tail if self.cut is not None else self.part[max(self.part.rfind(b"sheetData>"), 0) :]

    def _any_cells(self) -> tuple[dict[str, Cell], frozenset[str]]:
        """The cells of a sheet whose tags are written in another way, and the addresses of formulas."""
        if not is_utf8(self.part):
            raise UnusualError("encoding")
        end = self.part.rfind(b"sheetData>")
        text = decode(self.part[:end] if end > 0 else self.part)
        if "<!" in text or text.rfind("<?") > 0:
            raise UnusualError("comment, character data or instruction")
        cells: dict[str, Cell] = {}
        formulas = set()
        closed = 0
        reader = CellReader(self.strings, self.styles.dates, self.old)
        for found in _ANY_CELL.finditer(text):
            body = found[2] or ""
            closed += found[2] is not None
            facts = attributes(found[1] or "")
            address = facts.get("r", "")
            if not _ADDRESS.fullmatch(address):
                raise UnusualError("cell without an address")
            value = _VALUE.search(body)
            kind = facts.get("t", "")
            if _FORMULA.search(body):
                formulas.add(address)
            if value is not None and value[1]:
                if kind == "inlineStr":
                    raise UnusualError("value where a text belongs")
                cells[address] = reader.read(kind, facts.get("s", ""), value[1])
            elif _INLINE.search(body) and (content := rich_text(body)):
                cells[address] = content
        if closed != len(_CLOSED.findall(text)):
            raise UnusualError("cells that do not close")
        return cells, frozenset(formulas)


@lru_cache(maxsize=64)
def _locks(tag: bytes) -> bool:
    return attributes(decode(tag)).get("sheet") in _TRUE


@lru_cache(maxsize=64)
def _merges(part: bytes) -> tuple[str, ...]:
    return tuple(merge.decode() for merge in _MERGE.findall(part))
