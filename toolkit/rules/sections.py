"""A narrative section as a workbook's formulas see it: without blanks and line breaks."""

from __future__ import annotations

from ..a1 import reference
from ..form.layout import Layout
from ..width import units

_BLANKS = {" ": '" "', "\u3000": '"\u3000"', "\n": "CHAR(10)", "\r": "CHAR(13)"}


def text_length(layout: Layout, section: str) -> str:
    """The expression that counts a section's characters."""
    return f"LEN({squeezed(layout, section)})"


def length_cell(layout: Layout, section: str) -> str:
    """The cell that shows how many characters a section has."""
    box = next(item.count for item in layout.narrative if item.section == section)
    return reference(box.row, box.column, layout.narrative_sheet)


def count_characters(text: str) -> int:
    """What ``text_length`` comes to; Excel counts in UTF-16 units."""
    return units(squeeze(text))


def squeezed(layout: Layout, section: str) -> str:
    """The expression for a section's text."""
    box = next(item.text for item in layout.narrative if item.section == section)
    text = reference(box.row, box.column, layout.narrative_sheet)
    for code in _BLANKS.values():
        text = f'SUBSTITUTE({text},{code},"")'
    return text


def squeeze(text: str) -> str:
    """What ``squeezed`` comes to."""
    for blank in _BLANKS:
        text = text.replace(blank, "")
    return text
