"""``schemas/catalogue/prose.yaml`` made ready: the words by which sections are read beyond their figures."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from ..form.folders import data_folders
from ..form.source import Section, read_definition
from .words import expression

_HEADING = r"(?:[（(]?[一二三四五六七八九十\d]+[）).．、]|[一二三四五六七八九十]是)?"
_YEAR = "{year}"
_PARTS = ("us", "period", "link")
_PIECES = re.compile(r"(\{\w+\})")


@dataclass(frozen=True, slots=True, eq=False)
class Prose:
    """``denials`` and ``nothing`` find what a section that says nothing has, and all that it may have. ``labels``,
    ``openings`` and ``ours`` find a year (their group), ``acts`` what is reported of one, ``lacking`` that problems are
    told of it, ``now`` and ``elsewhere`` (``beside_label`` of a label, ``mended`` of problems) what speaks against it,
    ``planned`` behind the report's own year that it is to come; ``aims``,
    ``changed`` (``changed_rate`` before a rate), ``others`` and ``due`` what speaks against a claim, ``passing``
    what does not, ``behind`` what may stand behind one; ``linking`` and ``whole`` are the words between a rate and its
    share, and for the whole of it.
    """

    denials: re.Pattern[str]
    nothing: re.Pattern[str]
    labels: re.Pattern[str]
    openings: re.Pattern[str]
    ours: re.Pattern[str]
    acts: re.Pattern[str]
    lacking: re.Pattern[str]
    mended: re.Pattern[str]
    planned: re.Pattern[str]
    beside_label: re.Pattern[str]
    now: re.Pattern[str]
    elsewhere: re.Pattern[str]
    aims: re.Pattern[str]
    changed: re.Pattern[str]
    changed_rate: re.Pattern[str]
    others: re.Pattern[str]
    due: re.Pattern[str]
    passing: re.Pattern[str]
    behind: re.Pattern[str]
    linking: tuple[str, ...]
    whole: tuple[str, ...]


@lru_cache(maxsize=1)
def load_prose() -> Prose:
    """The toolkit's own. Raises DefinitionError, with file and line, for a file that can't be used."""
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "prose.yaml")
    root.only("nothing", "years", "claims")
    nothing, years, claims = root.section("nothing"), root.section("years"), root.section("claims")
    nothing.only("denials", "filler")
    years.only(
        "us", "period", "link", "labels", "openings", "ours", "acts", "lacking", "mended", "planned", "beside_label",
        "now", "elsewhere",
    )  # fmt: skip
    claims.only("aims", "before", "before_rate", "others", "due", "passing", "behind", "linking", "whole")
    denials = nothing.strings("denials")
    return Prose(
        _any(denials),
        re.compile(rf"(?:{expression((*denials, *nothing.strings('filler')))})+"),
        re.compile(_with_year(years, "labels")),
        re.compile(f"{_HEADING}(?:{_with_year(years, 'openings')})"),
        re.compile(f"{_HEADING}(?:{_with_year(years, 'ours')})"),
        _any(years.strings("acts")),
        _any(years.strings("lacking")),
        _any(years.strings("mended")),
        _any(years.strings("planned")),
        _any(years.strings("beside_label")),
        _any(years.strings("now")),
        _any(years.strings("elsewhere")),
        _any(claims.strings("aims")),
        re.compile(f"(?:{expression(claims.strings('before'))})$"),
        re.compile(f"(?:{expression((*claims.strings('before'), *claims.strings('before_rate')))})$"),
        _any(claims.strings("others")),
        _any(claims.strings("due")),
        _any(claims.strings("passing")),
        re.compile(rf"[^\w%％]|(?:{expression(claims.strings('behind'))})"),
        claims.strings("linking"),
        claims.strings("whole"),
    )


def _any(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(expression(words))


def _with_year(section: Section, key: str) -> str:
    """Any of the words of ``key``, longest first, with a group around the year of each; {us}, {period} and {link} stand
    for any word of theirs.
    """
    words = sorted(section.strings(key), key=len, reverse=True)
    for word in words:
        if word.count(_YEAR) != 1:
            section.fail(f"“{word}”里要有一个 {_YEAR}，代表年份", key)
    parts = {f"{{{name}}}": f"(?:{expression(section.strings(name))})" for name in _PARTS}
    parts[_YEAR] = r"(\d{4})"
    return "|".join("".join(parts.get(piece) or re.escape(piece) for piece in _PIECES.split(word)) for word in words)


def year_in(match: re.Match[str]) -> int:
    """The year that ``labels`` or ``openings`` found."""
    return int(next(group for group in match.groups() if group))
