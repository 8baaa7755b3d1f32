"""What an .xls or .et workbook would cost to read, from the heads of its records."""

from __future__ import annotations

import struct

from ...ooxml.limits import Limits
from ...refusal import Refused
from ..find.ole import read_storage

_BOF, _FILEPASS, _SHEET = 0x0809, 0x2F, 0x85
_STRINGS, _MANY = 0xFC, 0x00BD
_CELLS = frozenset({0x0006, 0x00FD, 0x0203, 0x0204, 0x0205, 0x027E, 0x00BD, 0x00D6})
_BIFF8_ROWS, _BIFF8_COLUMNS = 65_536, 256
_HEAD = struct.Struct("<HH")


def scan_biff(data: bytes, limits: Limits) -> None:
    """Raises Refused where the workbook in ``data`` (an OLE2 file or a bare stream) is locked or out of bounds."""
    stream = data
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        storage = read_storage(data, limits)
        stream = storage.read("workbook" if "workbook" in storage.streams else "book")
    at = sheets = cells = 0
    bottom = right = 0
    while at + 4 <= len(stream):
        kind, length = _HEAD.unpack_from(stream, at)
        body = at + 4
        at = body + length
        if kind in _CELLS and body + 4 <= len(stream):
            row, column = _HEAD.unpack_from(stream, body)
            if kind == _MANY and 6 <= length <= len(stream) - body:  # one record for the numbers of several columns
                last = struct.unpack_from("<H", stream[body : body + length], length - 2)[0]
                cells += max(0, last - column)
                column = max(column, last)
            cells += 1
            bottom, right = max(bottom, row), max(right, column)
        elif kind == _FILEPASS:
            raise Refused("FILE-ENCRYPTED")
        elif kind == _SHEET:
            sheets += 1
        elif kind == _STRINGS and body + 8 <= len(stream):
            _limit("GUARD-STRINGS", struct.unpack_from("<4xL", stream, body)[0], limits.strings)
        elif kind == _BOF:
            _check_bounds(bottom, right, limits)
            bottom = right = 0
    _check_bounds(bottom, right, limits)
    _limit("GUARD-SHEETS", sheets, limits.sheets)
    _limit("GUARD-CELLS", cells, limits.cells)


def _check_bounds(row: int, column: int, limits: Limits) -> None:
    if row >= _BIFF8_ROWS or column >= _BIFF8_COLUMNS:
        raise Refused("GUARD-GRID", cell=f"第 {row + 1} 行第 {column + 1} 列")
    _limit("GUARD-AREA", (row + 1) * (column + 1), limits.area)


def _limit(wording_id: str, count: int, limit: int) -> None:
    if count > limit:
        raise Refused(wording_id, count=count, limit=limit)
