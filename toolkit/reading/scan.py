"""One pass over a workbook's XML as bytes: what it would cost to read, before anything reads it.

Each check is one search or count over the bytes of a part; only what it turns up is looked at closely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from .limits import Limits
from .package import Package
from .refusal import Refused
from .zipped import megabytes

_KEPT = 32_768  # bytes of a part whose verdict is remembered
_ALL_BUT_MARKUP = bytes(byte for byte in range(256) if byte not in b"</")
_OPENING = re.compile(rb"<(?:\w+:)?(\w+)[\s>]")
# A row or cell far out: past row 9,999 or past column ZZ. All nearer cells together stay below the area's limit.
_FAR = re.compile(rb"r=[\"'](?:[A-Za-z]{3}\d|[A-Za-z]{0,3}\d{5})")
_ROW = re.compile(rb"<(?:\w+:)?row\s[^>]*?\br\s*=\s*[\"'](\d{5,})[\"']")
_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\br\s*=\s*[\"']([A-Za-z]+)(\d+)[\"'][^>]*?(?<!/)>")
_MERGE = re.compile(rb"mergeCell\s[^>]*?ref\s*=\s*[\"']([A-Z]+)(\d+):([A-Z]+)(\d+)[\"']")
_CLOSING = re.compile(rb"</(?:\w+:)?\Z")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_COUNTS = re.compile(rb"<(?:\w+:)?(?:sst|cellXfs|cellStyleXfs|numFmts|fonts)\s[^>]*?>")
_COUNT = re.compile(rb"(?:uniqueC|c)ount\s*=\s*[\"'](\d+)[\"']")
_STRING_CELL = re.compile(rb"<(?:\w+:)?c\s[^>]*?\bt\s*=\s*[\"']s[\"'][^>]*>\s*<(?:\w+:)?v>(\d+)<")
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")
_ODS_ROW = re.compile(rb"<table:table-row([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:table-cell([^>]*office:value[^>]*)>")
_ODS_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d+)\"")


def scan(package: Package, kind: str) -> None:
    """Raises Refused where a part of ``package`` asks for more than ``package.limits`` allow."""
    limits = package.limits
    cells = 0
    strings = b""
    sheets: list[bytes] = []
    for name in package:
        if not name.endswith((".xml", ".rels", ".vml")):
            continue
        part = _plain(package[name])
        # Looked for from the end: that takes half the time.
        if part.rfind(b"<!") >= 0 and (b"<!DOCTYPE" in part or b"<!ENTITY" in part):
            raise Refused("GUARD-DOCTYPE", part=name)
        root = _root(part)
        # Sheets and strings are read as a stream by all who read them: depth costs nothing there.
        if root not in (b"worksheet", b"sst") and _nests(part, limits.nesting + 1):
            raise Refused("GUARD-NESTING", part=name, limit=limits.nesting)
        if root == b"worksheet":
            cells += _scan_sheet(part, limits)
            sheets.append(part)
        elif root == b"sst":
            _scan_declared(part, limits)
            strings = part
        elif root in _ROOTS:
            _ROOTS[root](part, limits)
        elif kind == "ods" and name == "content.xml":
            cells += _count_ods(part)
    _limit("GUARD-CELLS", cells, limits.cells)
    if strings:
        _scan_text(sheets, strings, cells, limits)


def _nests(part: bytes, count: int) -> bool:
    # Most parts of an office's returns are the same to the last byte.
    return _known_to_nest(part, count) if len(part) <= _KEPT else _ends_in_a_row(part, count)


@lru_cache(maxsize=64)
def _known_to_nest(part: bytes, count: int) -> bool:
    return _ends_in_a_row(part, count)


def _ends_in_a_row(part: bytes, count: int) -> bool:
    """Whether ``count`` elements end one straight after the other, as only deeply nested ones do."""
    return b"</" * count in part.replace(b"/>", b"").translate(None, _ALL_BUT_MARKUP)


def _root(part: bytes) -> bytes:
    """The local name of a part's outermost element."""
    found = _OPENING.search(part)
    return found[1] if found else b""


def _plain(part: bytes) -> bytes:
    """The part in an encoding whose markup is ASCII; UTF-16 would hide everything from the patterns."""
    if part[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return part.decode("utf-16", "replace").encode()
    return part


def _limit(wording_id: str, count: int, limit: int) -> None:
    if count > limit:
        raise Refused(wording_id, count=count, limit=limit)


def _scan_sheet(part: bytes, limits: Limits) -> int:
    """The number of cells of a sheet, which must lie within the grid and within a modest rectangle."""
    # What follows the last end of the cells' element holds none of them.
    end = part.rfind(b"sheetData")
    if end < 0 or not _CLOSING.search(part, max(0, end - 40), end):
        end = len(part)
    cells = part.count(b"<c ", 0, end) or part.count(b":c ", 0, end)
    if cells <= limits.cells and _FAR.search(part, 0, end):
        _scan_bounds(part, limits)
    first = part.find(b"mergeCell ")
    if first >= 0:
        merged = part[first : part.find(b">", part.rfind(b"mergeCell ")) + 1 or len(part)]
        count, covered = _known_merges(merged) if len(merged) <= _KEPT else _merges(merged)
        _limit("GUARD-MERGES", count, limits.merges)
        _limit("GUARD-MERGED-AREA", covered, limits.merged_area)
    return cells


def _merges(part: bytes) -> tuple[int, int]:
    """The number of merged ranges, and of the cells they cover."""
    covered = sum(
        (int(bottom) - int(top) + 1) * (column_number(right) - column_number(left) + 1)
        for left, top, right, bottom in _MERGE.findall(part)
    )
    return part.count(b"mergeCell "), covered


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
    _limit("GUARD-AREA", area, limits.area)


def column_number(letters: bytes) -> int:
    """``b"A"`` as 1, ``b"XFD"`` as 16384; anything longer as far outside."""
    if len(letters) > 3:
        return 1 << 20
    number = 0
    for letter in letters.upper():
        number = number * 26 + letter - 64
    return number


def _scan_declared(part: bytes, limits: Limits) -> None:
    found = _COUNTS.search(part)
    for count in _COUNT.findall(found[0] if found else b""):
        _limit("GUARD-STRINGS", int(count), limits.strings)


def _scan_styles(part: bytes, limits: Limits) -> None:
    _limit("GUARD-STYLES", part.count(b"<xf ") + part.count(b":xf "), limits.styles)
    for found in _COUNTS.finditer(part):
        for count in _COUNT.findall(found[0]):
            _limit("GUARD-STYLES", int(count), limits.styles)
    for quote in (b'"', b"'"):
        long = re.search(rb"formatCode\s*=\s*%b[^%b]{%d,}" % (quote, quote, limits.number_format + 1), part)
        if long:
            raise Refused("GUARD-FORMAT", count=len(long[0]), limit=limits.number_format)


def _scan_workbook(part: bytes, limits: Limits) -> None:
    _limit("GUARD-SHEETS", len(_SHEET.findall(part)), limits.sheets)


_ROOTS = {b"styleSheet": _scan_styles, b"workbook": _scan_workbook}


def _scan_text(sheets: list[bytes], strings: bytes, cells: int, limits: Limits) -> None:
    """Refuses few strings that very many cells refer to, when copying one for each cell would fill the memory."""
    if cells * len(strings) <= limits.text:
        return
    items = _STRING_END.split(strings)
    if cells * max(map(len, items)) <= limits.text:
        return
    uses: Counter[bytes] = Counter()
    for part in sheets:
        uses.update(_STRING_CELL.findall(part))
    total = sum(count * len(items[int(index)]) for index, count in uses.items() if int(index) < len(items))
    if total > limits.text:
        raise Refused("GUARD-TEXT", size=megabytes(total), limit=megabytes(limits.text))


def _count_ods(part: bytes) -> int:
    """The number of cells with content once repeated rows and cells are written out."""
    repeat: Callable[[bytes], int] = lambda tag: int(match[1]) if (match := _ODS_REPEAT.search(tag)) else 1  # noqa: E731
    return sum(
        repeat(row) * sum(repeat(cell) for cell in _ODS_CELL.findall(content))
        for row, content in _ODS_ROW.findall(part)
    )
