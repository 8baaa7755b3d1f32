"""Days as people write them, and as they stand in a workbook."""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, datetime
from typing import NamedTuple

from .wall_time import CHINA, day_words

_WEEK = "一二三四五六日"
_CLOCK = (
    rf"(?:(?:[\sT]+|(?<=[号){_WEEK}天])|(?=[上中下晚]))"  # what parts it from the day
    r"(?P<half>上午|中午|下午|晚上?)?\s*(?P<hour>\d{1,2})\s*"
    r"(?:[:点时]\s*(?:(?P<minute>\d{1,2})\s*分?)?(?::00)?|[点时]\s*(?P<thirty>半)|[点时]?\s*整))?"
)
_UNTIL = r"\s*(?P<until>[之以]?前|止)?"
_DAYS = (
    r"(?P<year>\d{4})\s*(?P<sign>[-/.])\s*(?P<month>\d{1,2})\s*(?P=sign)\s*(?P<day>\d{1,2})",
    r"(?P<year>\d{4})\s*年\s*(?P<month>\d{1,2})\s*月\s*(?P<day>\d{1,2})\s*[日号]?",
    r"(?P<year>\d{4})(?P<month>\d{2})(?P<day>\d{2})",
)
_WEEKDAY = rf"\s*\(?\s*(?:星期|礼拜|周)(?P<{{}}>[{_WEEK}天])\s*\)?"
_BEHIND = rf"(?:{_WEEKDAY.format('week')})?{_CLOCK}{_UNTIL}(?:{_WEEKDAY.format('week_last')})?"
_WAYS = tuple(re.compile(day + _BEHIND) for day in _DAYS)
_YEARLESS = re.compile(
    rf"(?:(?P<month>\d{{1,2}})\s*月\s*(?P<day>\d{{1,2}})\s*[日号]?|(?P<m>\d{{1,2}})[-/.](?P<d>\d{{1,2}})){_BEHIND}"
)
_NUMERALS = re.compile(r"[零〇一二三四五六七八九十]")
_NOON, _MIDNIGHT = 12, 24
# The hours of the day that each may mean, of which people write either count: 下午5点 or 下午17点.
_HALVES = {"上午": (0, _NOON), "中午": (11, 14), "下午": (_NOON, 23), "晚": (17, _MIDNIGHT), "晚上": (17, _MIDNIGHT)}
_LATEST = 2  # years after the report year
_LEAP = 2000  # a year that has all days
_FIRST_MONTH = 12  # of the report year: some offices gather the figures before it has ended


class DayError(Exception):
    """A text is no day that can be meant. The text says why, in Chinese."""


class Deadline(NamedTuple):
    """A day, and what it is called in letters and workbooks: with the hour where one was given."""

    day: date
    words: str


def deadline_words(text: str, year: int) -> str:
    """The deadline ``text`` of a round for the report year ``year`` in Chinese words; empty for none.

    Raises DayError for what is no date, for one on which that year's figures can't be known yet, or have long been
    published, and for a day without its year.
    """
    deadline = _read(text, year)
    day = deadline and deadline.day
    if day is not None and day < date(year, _FIRST_MONTH, 1):
        raise DayError(f"--deadline“{text}”早于报告年度（{year} 年）结束，请核对年份")
    if day is not None and day.year > year + _LATEST:
        raise DayError(f"--deadline“{text}”比报告年度（{year} 年）晚了 {day.year - year} 年，请核对年份")
    return deadline.words if deadline else ""


def return_day(text: str, year: int | None) -> str:
    """The day ``text`` by which returns are wanted back, in Chinese words; empty for none. See ``deadline_words``."""
    if year is not None:
        return deadline_words(text, year)
    deadline = _read(text, None)
    return deadline.words if deadline else ""


def deadline_day(text: str, year: int) -> date | None:
    """The day of the deadline ``text``, which ``deadline_words`` takes; None for none."""
    deadline = _read(text, year)
    return deadline.day if deadline else None


def day_of(text: str, option: str) -> date:
    """The day that a person writes as ``text`` for ``option``. Raises DayError for what is no day."""
    try:
        deadline = _read(text, None)
    except DayError as problem:
        raise DayError(str(problem).replace("--deadline", option)) from None
    if deadline is None:
        raise DayError(f"{option} 是空的，请写一个日期，如 {_today().isoformat()}")
    return deadline.day


def passed_notice(text: str, today: date | None = None) -> str:
    """Says of a deadline ``text``, which can be read, that its day has passed; nothing of another."""
    today = today or _today()
    deadline = _read(text, None)
    if deadline is None or deadline.day >= today:
        return ""
    return f"注意：--deadline“{text}”已经过了（今天是 {day_words(today)}），仍照这个日期写；写错了的，请改正后重新运行"


def _today() -> date:
    return datetime.now(CHINA).date()


def _read(text: str, year: int | None) -> Deadline | None:
    """None for a blank. ``year`` is the report year, where it is known."""
    if not text.strip():
        return None
    plain = _plain(text)
    found = next((match for way in _WAYS if (match := way.fullmatch(plain))), None)
    if found is None:
        raise DayError(_unread(text, plain, year))
    try:
        day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    except ValueError:
        raise DayError(_no_such_day(text)) from None
    for week in filter(None, (found["week"], found["week_last"])):
        if week.replace("天", "日") != _WEEK[day.weekday()]:
            raise DayError(f"--deadline“{text}”：{day_words(day)}是星期{_WEEK[day.weekday()]}，请核对日期和星期")
    until = "前" if (found["until"] or "").endswith("前") else ""
    return Deadline(day, day_words(day) + _hour(text, found) + until)


def _hour(text: str, found: re.Match[str]) -> str:
    """The time of day as ``17:00``; empty where none was given."""
    if found["hour"] is None:
        return ""
    written, minute = int(found["hour"]), 30 if found["thirty"] else int(found["minute"] or 0)
    first, last = _HALVES.get(found["half"] or "", (0, _MIDNIGHT))
    hour = next((hour for hour in (written, written + _NOON) if first <= hour <= last), None)
    if hour is None or (hour, minute) > (_MIDNIGHT, 0) or minute > 59:
        raise DayError(f"--deadline“{text}”：没有这个时间，请写成 17:00 的样子")
    return f"{hour}:{minute:02}"


def _unread(text: str, plain: str, year: int | None) -> str:
    """What is said of a text that is no date with its year: how to write the one it most likely means."""
    found = _YEARLESS.fullmatch(plain)
    if found is not None:
        month, day = int(found["month"] or found["m"]), int(found["day"] or found["d"])
        if not 1 <= month <= 12 or not 1 <= day <= monthrange(_LEAP, month)[1]:
            return _no_such_day(text)
        likely = _likely_year(month, day, year)
        if day > monthrange(likely, month)[1]:
            return f"--deadline“{text}”：{likely} 年没有这一天，请核对月和日"
        return f"--deadline“{text}”没有写年份，请连年份一起写，如 {likely}-{month:02}-{day:02}"
    return f"--deadline“{text}”不是日期，请写成 {year + 1 if year else _today().year + 1}-01-31 的样子"


def _no_such_day(text: str) -> str:
    return f"--deadline“{text}”：没有这一天，请核对月和日"


def _likely_year(month: int, day: int, year: int | None) -> int:
    """The year of such a day in a round for the report year ``year``, else of the next one from today."""
    today = _today()
    if year is not None:
        return year if month >= _FIRST_MONTH else year + 1
    return today.year + ((month, day) < (today.month, today.day))


def _plain(text: str) -> str:
    """``text`` in half width, as Chinese keyboards don't give it, with digits for numerals: 二〇二六年一月二十日."""
    plain = unicodedata.normalize("NFKC", text).replace("○", "〇").replace("元月", "1月").strip()
    if not _NUMERALS.search(plain):
        return plain
    from .narrative.numerals import NUMBER, read_figure

    def digits(match: re.Match[str]) -> str:
        return str(read_figure(match[0]) or match[0])

    return re.sub(rf"{NUMBER}(?=\s*[年月日号点时分])", digits, plain)
