"""What a cell can hold: texts of so many characters without those that XML forbids, numbers of so many digits."""

from __future__ import annotations

import re
from decimal import Decimal

from ..width import units

CELL_UNITS = 32_767  # of UTF-16 in one cell
DIGITS = 15  # that a spreadsheet's number keeps
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_CUT = "……（原文过长，已截断）"


def fitting(text: str, most: int = CELL_UNITS) -> str:
    """``text`` as a cell can hold it: no characters that XML forbids, at most ``most`` units of UTF-16."""
    text = FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
    if len(text) * 2 <= most or units(text) <= most:
        return text
    room = most - len(_CUT)
    if room <= 0:
        return _CUT[:most]
    kept = text[:room]
    while units(kept) > room:
        kept = kept[: -max(1, (units(kept) - room) // 2)]
    return kept + _CUT


def firm(value: int | Decimal | str | None) -> int | Decimal | str | None:
    """``value`` as a cell keeps it: a number with more digits than that becomes a text."""
    if isinstance(value, int | Decimal):
        text = f"{Decimal(value):f}"
        return text if len(text.lstrip("-").replace(".", "")) > DIGITS else value
    return value
