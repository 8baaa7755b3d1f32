"""What the library does not tell of an xlsb file: where formulas and error values stand, and locked sheets."""

from __future__ import annotations

import struct
from collections.abc import Callable, Iterator

from ...a1 import address
from ...ooxml.relations import read_relations, relations_part
from ...refusal import Refused
from .xls_untold import ERRORS, Untold

# Record types of MS-XLSB, 2.5: a row's head, cells with an error, formulas by the type of their result.
_ROW, _ERROR, _FORMULAS, _FORMULA_ERROR = 0, 3, (8, 9, 10, 11), 11
_SHEET, _PROTECTION = 156, 535
_MAIN = "xl/workbook.bin"

Find = Callable[[str], bytes | None]


def read_binary(find: Find) -> dict[str, Untold] | None:
    """By sheet name; None where the parts that ``find`` gives can't be followed to their end."""
    try:
        related = read_relations(find(relations_part(_MAIN)) or b"", _MAIN).by_id
        sheets = {}
        for kind, body in _records(find(_MAIN) or b""):
            if kind == _SHEET:
                relation, at = _text(body, 8)
                name, _ = _text(body, at)
                sheets[name] = _read_sheet(find(related[relation].part) or b"")
    except (Refused, LookupError, ValueError, struct.error):
        return None
    return sheets or None


def _records(data: bytes) -> Iterator[tuple[int, bytes]]:
    """(type, body); both the type and the size are written in groups of seven bits. IndexError where cut short."""
    at = 0
    while at < len(data):
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        size = shift = 0
        while True:
            byte = data[at]
            at += 1
            size |= (byte & 0x7F) << shift
            shift += 7
            if not byte & 0x80 or shift == 28:
                break
        if at + size > len(data):
            raise IndexError(at)
        yield kind, data[at : at + size]
        at += size


def _read_sheet(data: bytes) -> Untold:
    found = Untold()
    row = 0
    for kind, body in _records(data):
        if kind == _ROW:
            (row,) = struct.unpack_from("<L", body)
        elif kind == _PROTECTION:
            found.protected = any(body[2:4])
        elif kind == _ERROR or kind in _FORMULAS:
            (column,) = struct.unpack_from("<L", body)
            cell = address(row, column)
            if kind in _FORMULAS:
                found.formulas.add(cell)
            if kind in (_ERROR, _FORMULA_ERROR):
                found.errors[cell] = ERRORS.get(body[8], "#N/A")
    return found


def _text(body: bytes, at: int) -> tuple[str, int]:
    """A text of 16-bit units after their number, and where it ends."""
    (size,) = struct.unpack_from("<L", body, at)
    end = at + 4 + 2 * size
    return body[at + 4 : end].decode("utf-16-le"), end
