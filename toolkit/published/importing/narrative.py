"""The written sections of a report: the text below each title, without what follows the report on its page."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from ...findings import Finding, tell
from ...form import Form
from ...form.layout import Layout, load_layout
from ...narrative.numerals import read_figure
from ...reading.understand.admit import cut, fits_cell, whole
from .page import Grid, Page, Paragraph
from .sections import TEXT, official_titles, split
from .stated import read_stated
from .unfinished import is_place, without_places
from .words import report_words

_LONGEST_NAME = 40
_NAME = re.compile(r"[\u4e00-\u9fff（）()·]{4,}")
_FIGURES = re.compile(r"(20\d\d)\s*[年./-]\s*(\d{1,2})\s*[月./-]\s*(\d{1,2})")
_NUMERALS = re.compile(r"(二\S{3})\s*年\s*(\S{1,2})\s*月\s*(\S{1,3})\s*日")
_YEAR = str.maketrans("〇○零Ｏ0ＯO一二三四五六七八九", "0000000123456789")
_DAY = re.compile(
    r"[（(]?\s*(?:(?:20\d\d|二[〇○零Ｏ0O]\S\S)\s*年\s*\S{1,3}\s*月\s*\S{1,3}\s*日|20\d\d([./-])\d{1,2}\1\d{1,2})\s*(?:印发)?\s*[)）]?"
)


def read_narrative(page: Page, form: Form, organ: str) -> tuple[dict[str, str], str, list[Finding]]:
    """The text of each written section by id, and the figures that it states; the day on which the last is signed
    (2025-03-20), where the calendar has it; and what is odd: no title, tables within, too long for a cell.
    """
    layout, day = load_layout(form), ""
    below = split(page, form).below
    titles = official_titles(form)
    last = list(titles)[-1]
    texts: dict[str, str] = {}
    findings: list[Finding] = []
    for part in form.narrative:
        if part.id not in below:
            findings.append(tell("REPORT-SECTION", expected=part.title))
            continue
        parts = below[part.id]
        if any(isinstance(each, Grid) for each in parts):
            findings.append(tell("REPORT-TABLE-IN-TEXT", expected=part.title))
        lines = [each for each in parts if isinstance(each, Paragraph)]
        if part.id == last:
            lines, day = _without_end(lines, organ, layout)
        said = (without_places(line.text, layout) for line in lines)
        text = whole("\n".join(filter(None, said)))
        if not fits_cell(text):
            findings.append(tell("REPORT-LONG", sheet=TEXT, expected=part.title, count=len(text)))
            text = cut(text)
        if text:
            before, stated = read_stated(text, part, layout)
            texts |= {part.id: before or text, **stated}  # alone, it is the section's text
    return texts, day, findings


def _without_end(lines: list[Paragraph], organ: str, layout: Layout) -> tuple[list[Paragraph], str]:
    """The text above the signature, or above the page's own links where there is none; and the day that was signed."""
    for number, line in enumerate(lines):
        text = line.text.strip()
        is_day = _DAY.fullmatch(text) or _DAY.fullmatch(unicodedata.normalize("NFKC", text))
        if number and (is_day or (is_place(text, layout) and line is lines[-1])):
            return lines[: number - _is_signature(lines[number - 1].text, organ)], _day(text)
        if number and text.strip("【[（( ").startswith(report_words().ends):
            return lines[:number], ""
    return lines, ""


def _day(text: str) -> str:
    """The day that ``text`` says, as 2025-03-20; empty where the calendar has none such."""
    said = unicodedata.normalize("NFKC", text)
    try:
        if found := _FIGURES.search(said):
            return date(*map(int, found.groups())).isoformat()
        if found := _NUMERALS.search(text):
            year, *rest = found.groups()
            month, day = (int(figure.written) if (figure := read_figure(each)) else 0 for each in rest)
            return date(int(year.translate(_YEAR)), month, day).isoformat()
    except ValueError:
        pass
    return ""


def _is_signature(line: str, organ: str) -> bool:
    """Whether ``line``, right above the day, is the name of who reports: as the title has it, or of another form."""
    name = "".join(line.split())
    return bool(name) and (
        name == organ
        or (len(name) <= _LONGEST_NAME and _NAME.fullmatch(name) is not None and name.endswith(report_words().signed))
    )
