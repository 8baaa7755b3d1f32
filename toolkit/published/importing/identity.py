"""What a report says of whose it is, of which year and in which edition: by its title, its preface and its tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from ...editions import load_edition, load_form, load_forms
from ...findings import Finding, tell
from ...form import DefinitionError, Form
from ...reading.understand.admit import one_line
from .page import Page, Paragraph
from .sections import split
from .tables import count_found
from .words import report_words

_LEAST_FOUND = 0.5  # of all figures, for a report to be one of an edition
_LOOKED_AT = 12  # paragraphs before the first section in which its title may stand
_SHORT = 60  # characters of a line that may be a title
_CHARACTER = "[\u4e00-\u9fff〇A-Za-z0-9（）()·“”‘’]"  # of an organ's name
_NAME = rf"(?!政府信息公开)(?:(?!20\d\d年){_CHARACTER}){{2,80}}?"
_WHAT = r"(?:政府)?信息公开(?:工作)?(?:年度)?(?:工作)?报告"
_TITLES = (
    # Nothing that may belong to a name stands before it: a part of one may be another organ's whole name.
    re.compile(
        rf"(?<!{_CHARACTER})(?<![—–－-])(?:关于)?(?P<organ>{_NAME})(?:关于)?\s*(?P<year>20\d\d)\s*年(?:度)?{_WHAT}"
    ),
    re.compile(rf"(?P<year>20\d\d)\s*年(?:度)?(?P<organ>{_NAME})?{_WHAT}"),
)
_BEFORE = re.compile(r"^.*(?:[，,。；;：:]|现公布|现将|社会公布|予以公布|关于)(?=.{2})")
_AHEAD = re.compile(r"20\d\d年(?:度)?[^，。；]{0,40}?信息公开")
_DATED = re.compile(
    r"20\d\d[-./年]\d{1,2}[-./月]\d{1,2}日?(?:\d{1,2}:\d\d(?::\d\d)?)?|^附件[一二三四五六七八九十\d]{0,2}"
)
_CHINESE = re.compile("[\u4e00-\u9fff].*[\u4e00-\u9fff]")
_PAIRS = ((("（", "("), ("）", ")")), (("“",), ("”",)), (("‘",), ("’",)))
_QUOTED = re.compile("《[^《》]{0,100}》")
_YEAR = re.compile(r"20\d\d\s*年(?:度)?")
_PERIOD = re.compile(r"(20\d\d)\s*年\s*1\s*月\s*1\s*日.{0,6}?12\s*月\s*31\s*日")


@dataclass(frozen=True, slots=True)
class ReportIdentity:
    """``form`` is the edition for its year, None where it can't be told; ``organ`` what its title calls it."""

    form: Form | None
    year: int | None
    organ: str = ""
    findings: tuple[Finding, ...] = ()


def identify_report(page: Page) -> ReportIdentity:
    """Who reports, and on what form. The tables say which edition it is, the words which year."""
    edition = _edition(page)
    if edition is None:
        return ReportIdentity(None, None, "", (tell("REPORT-UNKNOWN"),))
    findings: list[Finding] = []
    years, title_year, organ = _title(page, edition)
    periods = {int(found[1]) for text in _preface(page, edition) if (found := _PERIOD.search(text))}
    years |= periods
    year = title_year or (periods.pop() if len(periods) == 1 else None)
    if len(years) > 1:
        findings.append(tell("REPORT-YEARS", years="、".join(map(str, sorted(years))), found=year or ""))
    form = None
    if year is not None:
        try:
            form = load_form(year)
        except DefinitionError:
            form = None
        if form is None or form.edition != edition.edition:
            told = tell("REPORT-EDITION", found=year, edition=edition.edition)
            return ReportIdentity(None, year, organ, (*findings, told))
    else:
        findings.append(tell("REPORT-YEAR"))
    if not organ:
        findings.append(tell("REPORT-ORGAN"))
    return ReportIdentity(form, year, organ, tuple(findings))


def is_title(text: str) -> bool:
    """Whether ``text`` is, or has in it, the title of a report."""
    return any(pattern.search(text) for pattern in _TITLES)


def _edition(page: Page) -> Form | None:
    scores = {form.edition: count_found(page, form) / len(form.fields) for form in load_forms()}
    best = max(scores.values())
    winners = [edition for edition, score in scores.items() if score == best]
    return load_edition(winners[0]) if best >= _LEAST_FOUND and len(winners) == 1 else None


def _preface(page: Page, form: Form) -> list[str]:
    before = split(page, form).before
    return [part.text for part in before if isinstance(part, Paragraph)]


def _title(page: Page, form: Form) -> tuple[set[int], int | None, str]:
    """All years that titles name, and the year and the organ of the likeliest: one that names both."""
    years: set[int] = set()
    best: tuple[int | None, str] = (None, "")
    for text, is_joined in _title_candidates(page, form):
        for pattern in _TITLES:
            if found := pattern.search(_after(text)):
                year, organ = int(found["year"]), _name(found["organ"] or "")
                if is_joined and (found.string[: found.start()].strip() or not organ.endswith(report_words().names)):
                    organ = ""  # above a title may stand anything: a menu, a path, a counter
                years.add(year)
                if best[0] is None or (organ and not best[1]):
                    best = (year, organ)
                break
    return years, *best


def _name(text: str) -> str:
    """``text`` as the name of an organ, without brackets around all of it or that are half; empty where it is none."""
    name = text
    for opening, closing in _PAIRS:
        inner = name[1:-1] if name.endswith(closing) else name[1:]
        if name.startswith(opening) and not any(mark in inner for mark in closing):
            name = inner
        elif name.endswith(closing) and not any(mark in name for mark in opening):
            name = name[:-1]
    return one_line(name) if _CHINESE.search(name) else ""


def _title_candidates(page: Page, form: Form) -> Iterator[tuple[str, bool]]:
    """Texts that may be the title, the likeliest first; a title on two lines is also put together (True)."""
    preface = _preface(page, form)[-_LOOKED_AT:]
    short: list[str] = []
    for text in (text for text in preface if len(text) <= _SHORT):
        if short and _YEAR.fullmatch(short[-1].strip()):
            short[-1] += text
        else:
            short.append(text)
    joined = [one + other for one, other in pairwise(short)]
    titles = [title.replace("\n", "") for title in page.titles]
    for texts, is_joined in ((short, False), (joined, True), ([*titles, *preface], False)):
        yield from (("".join(text.split()), is_joined) for text in texts)


def _after(text: str) -> str:
    """``text`` from where the organ's name can begin, for one that is a sentence; titles of other documents go."""
    text = _DATED.sub(" ", _QUOTED.sub("", text))
    ahead = _AHEAD.search(text)
    if ahead is None:
        return text
    return _BEFORE.sub("", text[: ahead.start()]) + text[ahead.start() :]
