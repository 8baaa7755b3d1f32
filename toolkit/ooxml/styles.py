"""What a cell's style says about it: whether its number is a date."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import lru_cache

from ..values import Cell
from .xml_text import attributes, decode

_FORMATS = re.compile(r"<(?:\w+:)?numFmt\s([^>]*)>")
_CELL_STYLES = re.compile(r"<(?:\w+:)?cellXfs[\s>](.*?)</(?:\w+:)?cellXfs\s*>", re.DOTALL)
_STYLE = re.compile(r"<(?:\w+:)?xf(\s[^>]*|)>")
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?:[^hms\]][^\]]*|[hms][^hms\]][^\]]*)\]')
_DATE_LETTERS = re.compile(r"[dmyhseb年月日时分秒]|AM/PM|上午/下午", re.IGNORECASE)
# Built-in formats that show dates and times, those of East Asian versions (27 to 36, 50 to 58) among them.
_BUILT_IN_DATES = frozenset((*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)))


@dataclass(frozen=True, slots=True)
class Styles:
    """``dates`` are the styles that show a number as a date or a time, by the index cells refer to them with."""

    dates: frozenset[str] = frozenset()


@lru_cache(maxsize=64)
def read_styles(data: bytes) -> Styles:
    """The styles of a workbook."""
    text = decode(data)
    formats = {}
    for found in _FORMATS.finditer(text):
        facts = attributes(found[1])
        formats[facts.get("numFmtId", "")] = facts.get("formatCode", "")
    body = _CELL_STYLES.search(text)
    if body is None:
        return Styles()
    numbers = [attributes(tag).get("numFmtId", "0") for tag in _STYLE.findall(body[1])]
    return Styles(frozenset(str(index) for index, number in enumerate(numbers) if _is_date(number, formats)))


def _is_date(number: str, formats: dict[str, str]) -> bool:
    if number in formats:
        # Only the part for positive numbers counts, without literal text; General and colours hold no date.
        shown = _QUOTED.sub("", formats[number].split(";")[0])
        return "general" not in shown.lower() and _DATE_LETTERS.search(shown) is not None
    return number.isdigit() and int(number) in _BUILT_IN_DATES


def from_serial(number: float, epoch_1904: bool) -> Cell:
    """A serial number of days as the date, the time or (out of their range) the number that it is."""
    if 0 <= number < 1:
        return (datetime(1900, 1, 1) + timedelta(days=number)).time() if number else time()
    days = number + 1462 if epoch_1904 else number
    if not 0 <= days < 2958466:
        return number
    # Excel counts a 29 February 1900 that never was.
    start = datetime(1899, 12, 30) if days >= 60 else datetime(1899, 12, 31)
    return start + timedelta(days=days)
