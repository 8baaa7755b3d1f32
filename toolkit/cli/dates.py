"""Dates as people write them on a command line, and as they stand in a workbook."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from .app import UsageProblem

_WAYS = (
    re.compile(r"(\d{4})\s*([-/.])\s*(\d{1,2})\s*\2\s*(\d{1,2})"),
    re.compile(r"(\d{4})\s*(年)\s*(\d{1,2})\s*月\s*(\d{1,2})\s*[日号]?"),
    re.compile(r"(\d{4})()(\d{2})(\d{2})"),
)
_LATEST = 2  # years after the report year
_FIRST_MONTH = 12  # of the report year: some offices gather the figures before it has ended


def deadline_words(text: str, year: int) -> str:
    """The deadline ``text`` of a round for the report year ``year`` in Chinese words; empty for none.

    Raises UsageProblem for what is no date, and for one on which that year's figures can't be known yet, or
    have long been published.
    """
    day = _day(text, year + 1)
    if day is not None and day < date(year, _FIRST_MONTH, 1):
        raise UsageProblem(f"--deadline“{text}”早于报告年度（{year} 年）结束，请核对年份")
    if day is not None and day.year > year + _LATEST:
        raise UsageProblem(f"--deadline“{text}”比报告年度（{year} 年）晚了 {day.year - year} 年，请核对年份")
    return _words(day)


def return_day(text: str, year: int | None) -> str:
    """The day ``text`` by which returns are wanted back, in Chinese words; empty for none. See ``deadline_words``."""
    return deadline_words(text, year) if year is not None else _words(_day(text, 2025))


def _words(day: date | None) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if day else ""


def _day(text: str, example: int) -> date | None:
    if not text.strip():
        return None
    plain = unicodedata.normalize("NFKC", text).strip()  # full-width digits and hyphens, as Chinese keyboards give them
    found = next((match for way in _WAYS if (match := way.fullmatch(plain))), None)
    if found is None:
        raise UsageProblem(f"--deadline“{text}”不是日期，请写成 {example}-01-31 的样子")
    try:
        return date(*map(int, found.group(1, 3, 4)))
    except ValueError:
        raise UsageProblem(f"--deadline“{text}”：没有这一天，请核对月和日") from None
