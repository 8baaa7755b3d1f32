"""What the library does not tell of an xls file: where formulas and error values stand, and which sheets are locked."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

from ...a1 import address
from ...refusal import Refused
from ..find.ole import read_storage

_BOF, _SHEET, _FORMULA, _ERROR, _PROTECT = 0x0809, 0x0085, 0x0006, 0x0205, 0x0012
ERRORS = {
    0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A",
}  # fmt: skip


@dataclass(slots=True)
class Untold:
    """Of one sheet: the cells with formulas, those with error values, and whether it is protected."""

    formulas: set[str] = field(default_factory=set)
    errors: dict[str, str] = field(default_factory=dict)
    protected: bool = False


def read_biff(data: bytes) -> dict[str, Untold] | None:
    """By sheet name; None where ``data`` is no BIFF8 workbook that can be followed to its end."""
    try:
        storage = read_storage(data)
        stream = storage.read("workbook")
    except (Refused, KeyError):
        return None
    starts: dict[int, Untold] = {}
    sheets: dict[str, Untold] = {}
    now = None
    for at, kind, body in _records(stream):
        if kind == _SHEET and len(body) >= 8:
            sheet = starts[struct.unpack_from("<L", body)[0]] = Untold()
            size = body[6]
            wide = body[7] & 1
            name = body[8 : 8 + size * (2 if wide else 1)].decode("utf-16-le" if wide else "latin-1", "replace")
            sheets[name] = sheet
        elif kind == _BOF:
            now = starts.get(at, now)
        elif now is not None:
            _note(now, kind, body)
    return sheets or None


def _records(stream: bytes) -> Iterator[tuple[int, int, bytes]]:
    at = 0
    while at + 4 <= len(stream):
        kind, size = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + size]
        at += 4 + size


def _note(sheet: Untold, kind: int, body: bytes) -> None:
    if kind == _PROTECT and len(body) >= 2:
        sheet.protected = body[0] == 1
    elif kind == _FORMULA and len(body) >= 14:
        row, column = struct.unpack_from("<HH", body)
        sheet.formulas.add(address(row, column))
        if body[12:14] == b"\xff\xff" and body[6] == 2:
            sheet.errors[address(row, column)] = ERRORS.get(body[8], "#N/A")
    elif kind == _ERROR and len(body) >= 8 and body[7]:
        row, column = struct.unpack_from("<HH", body)
        sheet.errors[address(row, column)] = ERRORS.get(body[6], "#N/A")
