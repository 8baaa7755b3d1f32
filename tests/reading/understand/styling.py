"""A filled return with one more style in its style sheet, and a figure or a text put in that style."""

from __future__ import annotations

import re

from tests.reading.understand.returned import CELL, SHEET, STYLES, Parts, cell, parts, swapped

TEXT = b'<c r="%b" s="%d" t="inlineStr"><is><t>3440</t></is></c>'
NUMBER = b'<c r="%b" s="%d"><v>3440</v></c>'
FONT = b'<font><sz val="11"/>%b</font>'
FILL = b"<fill>%b</fill>"
ODD = b'<numFmt numFmtId="400" formatCode="0&quot;7&quot;"/>'
SOLID = b'<patternFill patternType="solid"><fgColor %b/></patternFill>'


def count_of(element: bytes, made: Parts) -> int:
    found = re.search(rb'<%b count="(\d+)"' % element, made[STYLES])
    assert found is not None
    return int(found[1])


def styled(
    style: bytes, *, formats: bytes = b"", font: bytes = b"", fill: bytes = b"", behind: bytes = b""
) -> tuple[Parts, int]:
    """The return with one more style, and its number. FONT and FILL in ``style`` stand for the font and fill given."""
    made = parts()
    number = count_of(b"cellXfs", made)
    style = style.replace(b"FONT", b"%d" % (count_of(b"fonts", made) if font else 0))
    style = style.replace(b"FILL", b"%d" % (count_of(b"fills", made) if fill else 0))
    made = swapped(STYLES, b"</cellXfs>", style + b"</cellXfs>", made)
    made = swapped(STYLES, b"</numFmts>", formats + b"</numFmts>", made)
    made = swapped(STYLES, b"</fonts>", (FONT % font if font else b"") + b"</fonts>", made)
    made = swapped(STYLES, b"</fills>", (FILL % fill if fill else b"") + b"</fills>", made)
    return swapped(STYLES, b"</styleSheet>", behind + b"</styleSheet>", made), number


def put(made: Parts, style: int, written: bytes = NUMBER) -> Parts:
    return swapped(SHEET, cell(CELL), written % (CELL.encode(), style), made)
