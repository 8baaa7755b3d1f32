"""Lengths, shares and angles as drawings write them (ECMA-376 part 1, 20.1.10): in EMU, of one, in degrees.

What is none counts as nothing: a drawing is looked at for what it covers, and refused for nothing in it.
"""

from __future__ import annotations

import re

_WHOLE = re.compile(r"\s*([+-]?[0-9]{1,11})\s*", re.ASCII)
_MEASURE = re.compile(r"\s*([+-]?[0-9]{1,7}(?:\.[0-9]{1,9})?)(mm|cm|in|pt|pc|pi)\s*", re.ASCII)
_PERCENT = re.compile(r"\s*([+-]?[0-9]{1,7}(?:\.[0-9]{1,9})?)%\s*", re.ASCII)
_EMU = {"mm": 36_000, "cm": 360_000, "in": 914_400, "pt": 12_700, "pc": 152_400, "pi": 152_400}


def emu(text: str | None) -> int:
    """``12700`` or ``1pt`` in EMU; 0 for what is no length."""
    if text and (whole := _WHOLE.fullmatch(text)):
        return int(whole[1])
    if text and (measure := _MEASURE.fullmatch(text)):
        return int(float(measure[1]) * _EMU[measure[2]])
    return 0


def share(text: str | None) -> float:
    """``40000`` or ``40%`` as 0.4; 0 for what is no share."""
    if text and (percent := _PERCENT.fullmatch(text)):
        return float(percent[1]) / 100
    return emu(text) / 100_000


def degrees(text: str | None) -> float:
    """``5400000`` as 90."""
    return emu(text) / 60_000
