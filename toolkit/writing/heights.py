"""How high a row must be for its text: no program that opens a workbook makes merged cells fit by itself."""

from __future__ import annotations

import math
import re

from ..form.layout import FIRST_TABLE_ROW, TableSheet

POINTS_PER_LINE = 15
_LEAST = 22.0
_WIDE = re.compile("[\u2001-\U0010ffff]+")


def lines_of(text: str, width: float) -> int:
    """How many lines ``text`` takes in columns ``width`` characters wide, a Chinese character taking two."""
    room = max(width - 1.5, 2)
    return sum(max(1, math.ceil(text_width(line) * 1.05 / room)) for line in text.split("\n"))


def text_width(text: str) -> int:
    """Columns a text takes on one line."""
    return 2 * len(text) - len(_WIDE.sub("", text))


def row_heights(table: TableSheet, widths: list[int]) -> dict[int, float]:
    """Heights at which no label of a table is clipped; what a merged label lacks is shared by its rows."""
    heights = dict.fromkeys(range(FIRST_TABLE_ROW, table.bottom), _LEAST)
    for label in sorted(table.labels, key=lambda label: label.box.height):
        box = label.box
        rows = range(box.row, box.row + box.height)
        if label.vertical:
            needed = text_width(label.text) * 7.0 + 12
        else:
            needed = lines_of(label.text, sum(widths[box.column : box.column + box.width])) * POINTS_PER_LINE + 5
        missing = needed - sum(heights[row] for row in rows)
        for row in rows if missing > 0 else ():
            heights[row] += missing / box.height
    return heights
