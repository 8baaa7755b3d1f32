"""A day as people write it in a roster, or as a spreadsheet holds it."""

from __future__ import annotations

import re
import unicodedata
from datetime import date, timedelta

_DAY = re.compile(
    r"(?P<year>\d{4})(?:\s*年\s*|(?P<sign>\s*[-/.]\s*)|)(?P<month>\d{1,2})(?:\s*月\s*|(?(sign)\s*[-/.]\s*|))"
    r"(?P<day>\d{1,2})\s*[日号]?(?:[ T]+\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?"
)
_BARE = re.compile(r"\d{8}")  # 20250301
_SERIAL = re.compile(r"[2-7]\d{4}")  # a spreadsheet's number of a day of 1954 to 2118
_FIRST_DAY = date(1899, 12, 30)  # from which spreadsheets count


def day_of(text: str) -> str:
    """The day that ``text`` names, as an ISO date: 2025-03-01, 2025年3月1日, 2025/3/1, 2025.3.1, 20250301, or a
    spreadsheet's own number of it; a time of day behind it does not count. Empty where it names none.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    if _SERIAL.fullmatch(plain):
        return (_FIRST_DAY + timedelta(days=int(plain))).isoformat()
    found = _DAY.fullmatch(plain)
    if found is None or (plain.isdecimal() and not _BARE.fullmatch(plain)):
        return ""
    try:
        return date(int(found["year"]), int(found["month"]), int(found["day"])).isoformat()
    except ValueError:
        return ""


def year_of(day: str) -> int | None:
    """The year of the ISO date ``day``; None where it is none."""
    read = day_of(day)
    return int(read[:4]) if read else None
