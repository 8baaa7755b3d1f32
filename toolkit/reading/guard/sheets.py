"""What a sheet would cost to read, by its bytes, before anything reads it.

A sheet that is cut at its values is looked at once for each skeleton: only its values differ from one return to the
next, and they hold no markup.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from ...ooxml.limits import Limits
from ...ooxml.sheet_cut import Cut, merges_of
from ...refusal import Refused

_KEPT = 1 << 18  # bytes of a skeleton, or of merged ranges, whose verdict is remembered
# A row or cell far out: past row 9,999 or past column ZZ. All nearer cells together stay below the area's limit.
_FAR = re.compile(rb"r=[\"'](?:[A-Za-z]{3}[A-Za-z\d]|[A-Za-z]{0,3}\d{5})")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{5,})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>]*?(?<!/)>")
_MERGE = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_CLOSING = re.compile(rb"</(?:\w+:)?\Z")
_DDE_FORMULA = re.compile(rb"<(?:\w+:)?f(?:\s[^>]*)?>[^<|\"]*\|[^<]*!")


class SheetFacts(NamedTuple):
    """How many cells a sheet has, and whether a formula of it asks another program for data (DDE)."""

    cells: int
    dde: bool


def scan_sheet(name: str, part: bytes, cut: Cut | None, limits: Limits) -> SheetFacts:
    """The facts of the sheet in ``part`` (``cut`` where it could be). Raises Refused where it asks for too much."""
    _scan_merges(merges_of(part) if cut is None else cut.merges, limits)
    if cut is not None:
        # The head was looked at when the sheet was cut.
        scan_cells = _known_cells if len(cut.skeleton) <= _KEPT else _scan_cells
        facts = scan_cells(name, cut.skeleton, limits)
        refuse_doctype(name, cut.tail)
        return SheetFacts(facts.cells, facts.dde or _has_dde(cut.head) or _has_dde(cut.tail))
    refuse_doctype(name, part)
    # What follows the last end of the cells' element holds none of them.
    end = part.rfind(b"sheetData")
    cells = part[:end] if end >= 0 and _CLOSING.search(part, max(0, end - 40), end) else part
    return SheetFacts(_scan_cells(name, cells, limits).cells, _has_dde(part))


def _scan_cells(name: str, cells: bytes, limits: Limits) -> SheetFacts:
    """The cells of a sheet, which must lie within the grid and within a modest rectangle."""
    refuse_doctype(name, cells)
    # Counting is much faster than a pattern, and counts too many rather than too few.
    count = cells.count(b"<c") + cells.count(b":c")
    if count <= limits.cells and _FAR.search(cells):
        _scan_bounds(cells, limits)
    return SheetFacts(count, _has_dde(cells))


_known_cells = lru_cache(maxsize=64)(_scan_cells)


def _has_dde(part: bytes) -> bool:
    return b"|" in part and _DDE_FORMULA.search(part) is not None


def _scan_merges(merges: bytes, limits: Limits) -> None:
    if merges:
        count, covered = _known_merges(merges) if len(merges) <= _KEPT else _merges(merges)
        limit("GUARD-MERGES", count, limits.merges)
        limit("GUARD-MERGED-AREA", covered, limits.merged_area)


def _merges(part: bytes) -> tuple[int, int]:
    """The number of merged ranges, and of the cells they cover."""
    covered = sum(
        (int(bottom) - int(top) + 1) * (column_number(right) - column_number(left) + 1)
        for left, top, right, bottom in _MERGE.findall(part)
    )
    return part.count(b"mergeCell") - part.count(b"mergeCells"), covered


_known_merges = lru_cache(maxsize=64)(_merges)


def _scan_bounds(part: bytes, limits: Limits) -> None:
    top, left, bottom, right = limits.rows, limits.columns, 0, 0
    for found in _ROW.finditer(part):
        if int(found[1]) > limits.rows:
            raise Refused("GUARD-GRID", cell=f"第 {found[1].decode()} 行")
    for found in _CELL.finditer(part):
        row, column = int(found[2]), column_number(found[1])
        if not 1 <= row <= limits.rows or column > limits.columns:
            raise Refused("GUARD-GRID", cell=(found[1] + found[2]).decode()[:20])
        top, bottom = min(top, row), max(bottom, row)
        left, right = min(left, column), max(right, column)
    area = max(0, bottom - top + 1) * max(0, right - left + 1)
    limit("GUARD-AREA", area, limits.area)


def column_number(letters: bytes) -> int:
    """``b"A"`` as 1, ``b"XFD"`` as 16384; anything longer as far outside."""
    if len(letters) > 3:
        return 1 << 20
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def refuse_doctype(name: str, part: bytes) -> None:
    """Raises Refused for a part that declares a document type or entities."""
    # Looked for from the end: that takes half the time.
    if part.rfind(b"<!DOCTYPE") >= 0 or part.rfind(b"<!ENTITY") >= 0:
        raise Refused("GUARD-DOCTYPE", part=name)


def plain(part: bytes) -> bytes:
    """The part in an encoding whose markup is ASCII; UTF-16 would hide everything from the patterns."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return part.decode("utf-16", "replace").encode()
    return part


def limit(wording_id: str, count: int, most: int) -> None:
    """Raises Refused where ``count`` is more than ``most``."""
    if count > most:
        raise Refused(wording_id, count=count, limit=most)
