"""One pass over a workbook's XML as bytes: what it would cost to read, before anything reads it.

Each check is one search or count over the bytes of a part; only what it turns up is looked at closely.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from functools import lru_cache

from ...ooxml.limits import Limits
from ...ooxml.package import Package
from ...ooxml.zip_reading import megabytes
from ...refusal import Refused
from .carried import related_parts
from .sheets import limit, plain, refuse_doctype, scan_sheet

_KEPT = 32_768  # bytes of a part whose verdict is remembered
_ALL_BUT_MARKUP = bytes(byte for byte in range(256) if byte not in b"</")
_OPENING = re.compile(rb"<(?:\w+:)?(\w+)[\s>]")
_SHEET = re.compile(rb"<(?:\w+:)?sheet\s")
_COUNTS = re.compile(rb"<(?:\w+:)?(?:sst|cellXfs|cellStyleXfs|numFmts|fonts)\s[^>]*?>")
_COUNT = re.compile(rb"(?:uniqueC|c)ount\s*=\s*[\"'](\d+)[\"']")
_STRING_CELL = re.compile(rb"<(?:[\w.-]+:)?c\s[^<>]*?\bt\s*=\s*[\"']s[\"'][^<>]*>\s*<(?:[\w.-]+:)?v>(\d+)<")
_STRING_END = re.compile(rb"</(?:\w+:)?si\s*>")
_ODS_ROW = re.compile(rb"<table:table-row([^>]*)>(.*?)</table:table-row>", re.DOTALL)
_ODS_CELL = re.compile(rb"<table:table-cell([^>]*office:value[^>]*)>")
_ODS_REPEAT = re.compile(rb"number-(?:rows|columns)-repeated=\"(\d+)\"")


def scan(package: Package, kind: str) -> int:
    """The number of sheets with a DDE formula. Raises Refused where a part of ``package`` asks for more than
    ``package.limits`` allow.
    """
    limits = package.limits
    cells = dde = 0
    strings = b""
    sheets: list[bytes] = []
    related = related_parts(package) if kind in ("xlsx", "xlsm") else frozenset()
    for name in package:
        lower = name.lower()
        if not lower.endswith((".xml", ".rels", ".vml")) and lower not in related:
            continue
        part = plain(package[name])
        root = _root(part)
        if root == b"worksheet":
            facts = scan_sheet(name, part, package.cut(part))
            cells += facts.cells
            dde += facts.dde
            sheets.append(part)
        elif len(part) <= _KEPT:
            _known_part(name, part, root, limits)
        else:
            _scan_part(name, part, root, limits)
        if root == b"sst":
            strings = part
        elif kind == "ods" and name == "content.xml":
            cells += _count_ods(part)
    limit("GUARD-CELLS", cells, limits.cells)
    if strings:
        _scan_text(sheets, strings, cells, limits)
    return dde


def _scan_part(name: str, part: bytes, root: bytes, limits: Limits) -> None:
    """Looks at a part that is no sheet."""
    refuse_doctype(name, part)
    # Strings are read as a stream by all who read them: depth costs nothing there.
    if root != b"sst" and _ends_in_a_row(part, limits.nesting + 1):
        raise Refused("GUARD-NESTING", part=name, limit=limits.nesting)
    if root in _ROOTS:
        _ROOTS[root](part, limits)


# Most parts of an office's returns are the same to the last byte.
_known_part = lru_cache(maxsize=256)(_scan_part)


def _ends_in_a_row(part: bytes, count: int) -> bool:
    """Whether ``count`` elements end one straight after the other, as only deeply nested ones do."""
    return b"</" * count in part.replace(b"/>", b"").translate(None, _ALL_BUT_MARKUP)


def _root(part: bytes) -> bytes:
    """The local name of a part's outermost element."""
    found = _OPENING.search(part)
    return found[1] if found else b""


def _scan_declared(part: bytes, limits: Limits) -> None:
    found = _COUNTS.search(part)
    for count in _COUNT.findall(found[0] if found else b""):
        limit("GUARD-STRINGS", int(count), limits.strings)


def _scan_styles(part: bytes, limits: Limits) -> None:
    limit("GUARD-STYLES", part.count(b"<xf ") + part.count(b":xf "), limits.styles)
    for found in _COUNTS.finditer(part):
        for count in _COUNT.findall(found[0]):
            limit("GUARD-STYLES", int(count), limits.styles)
    for quote in (b'"', b"'"):
        long = re.search(rb"formatCode\s*=\s*%b[^%b]{%d,}" % (quote, quote, limits.number_format + 1), part)
        if long:
            raise Refused("GUARD-FORMAT", count=len(long[0]), limit=limits.number_format)


def _scan_workbook(part: bytes, limits: Limits) -> None:
    # Counting is much faster, and counts too many rather than too few.
    if part.count(b"<sheet") + part.count(b":sheet") > limits.sheets:
        limit("GUARD-SHEETS", len(_SHEET.findall(part)), limits.sheets)


_ROOTS = {b"styleSheet": _scan_styles, b"workbook": _scan_workbook, b"sst": _scan_declared}


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
