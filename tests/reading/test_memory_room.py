"""What files leave in the memories: a bounded amount, and nothing that the next one lacks."""

from __future__ import annotations

import sys
import tracemalloc
from collections.abc import Callable

import pytest

from tests.reading.inventions import MAIN, WORKSHEET, forget, put_before
from tests.reading.understand.returned import (
    RELATIONS,
    WORKBOOK,
    Parts,
    packed,
    parts,
)
from toolkit.memory import memories
from toolkit.ooxml import number_formats, sheet_data, sheet_slots, styles
from toolkit.ooxml.limits import MIB, Limits
from toolkit.reading import Source, read_returns

# What the fattest answers to a content come to, all that a memory keeps of them together. A reader's memory is limited
# (Limits.memory): what hostile files leave in it is missing for the next, which is then refused as too large.
ROOM = Limits().memory // 16
_LENGTH = 1 << 13  # of the contents tried: answers grow as they do
MEMORY, HOSTILE = 20 * MIB, 30


def _padded(head: bytes, again: bytes, tail: bytes, length: int) -> bytes:
    return head + again * ((length - len(head) - len(tail)) // len(again)) + tail


def _style_sheet(number: int, length: int) -> object:
    head = b'<styleSheet xmlns="%b">%b<cellXfs>' % (MAIN, b" " * number)
    return styles.read_styles(_padded(head, b"<xf/>", b"</cellXfs></styleSheet>", length), "a")


def _conditional(number: int, length: int) -> object:
    head = b'%b<sheetData></sheetData><conditionalFormatting sqref="A%d"><cfRule><x>' % (WORKSHEET, number + 1)
    part = _padded(head, b"<color/>", b"</x></cfRule></conditionalFormatting></worksheet>", length)
    return sheet_data._known_around(part, Limits())


def _cell_with_rows(number: int, length: int) -> object:
    tail = b'<row r="%d">' % (number + 2)
    return sheet_slots.slot_of(_padded(b'A%d"/></row>' % (number + 1), b'<row r="1"/>', tail, length))


def _format(number: int, length: int) -> object:
    return number_formats.parse_format(f'"{number}"{"?." * length}'[:length])


@pytest.mark.parametrize("answer", [_style_sheet, _conditional, _cell_with_rows, _format])
def test_memories__leave_room_for_the_next_file(answer: Callable[[int, int], object]) -> None:
    forget()
    answer(0, 200)
    (memory,) = (one for one in memories() if one.held() and one.work.__name__ in _ASKED[answer.__name__])
    assert memory.longest is not None
    length = min(_LENGTH, memory.longest)
    tracemalloc.start()
    try:
        before = tracemalloc.get_traced_memory()[0]
        for number in range(1, 4):
            answer(number, length)
        each = (tracemalloc.get_traced_memory()[0] - before) / 3
    finally:
        tracemalloc.stop()
    assert each * memory.longest / length * memory.most < ROOM


_ASKED = {
    "_style_sheet": ("read_styles",),
    "_conditional": ("_known_around",),
    "_cell_with_rows": ("slot_of",),
    "_format": ("parse_format",),
}


@pytest.mark.skipif(sys.platform != "linux", reason="memory is not limited everywhere")
def test_files__are_read_the_same_after_many_that_fill_the_memories() -> None:
    """Each of them keeps within all limits, and leaves but a megabyte behind."""
    limits = Limits(memory=MEMORY)
    hostile = [Source(f"{number}.xlsx", "", data=packed(_with_sheet(_rows(number)))) for number in range(HOSTILE)]
    (by_itself,) = read_returns(hostile[-1:], workers=1, limits=limits)
    assert by_itself.record is not None
    *_, after = read_returns(hostile, workers=1, limits=limits)
    assert after == by_itself


def _rows(number: int) -> bytes:
    """A sheet of 100 cells that no other has, with 79 empty rows behind each."""
    start = number * 100 + 1
    cells = (
        b'<row r="%d"><c r="A%d"/></row>%b' % (row, row, b'<row r="1"/>' * 79) for row in range(start, start + 100)
    )
    return WORKSHEET + b"<sheetData>%b</sheetData></worksheet>" % b"".join(cells)


def _with_sheet(sheet: bytes) -> Parts:
    made = parts() | {"xl/worksheets/sheet99.xml": sheet}
    link = (
        b'<Relationship Id="x99" Target="worksheets/sheet99.xml" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>'
    )
    made = put_before(WORKBOOK, b"</sheets>", b'<sheet name="x99" sheetId="99" r:id="x99"/>', made)
    return put_before(RELATIONS, b"</Relationships>", link, made)
