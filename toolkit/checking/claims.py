"""Finds what a narrative text says of the tables. What is not certain is passed over in silence."""

from __future__ import annotations

import re
import unicodedata
from collections import deque
from collections.abc import Iterator, Set
from dataclasses import dataclass
from decimal import Decimal

from ..memory import remembered
from .numerals import Figure, read_figure
from .phrases import LISTING, Phrases, Subject, compiled, subjects_of

_WIDTHS = {code: code - 0xFEE0 for code in [*range(0xFF10, 0xFF1A), 0xFF0E]}  # ０-９ and ．
_WIDE = re.compile("[０-９．]")
_SENTENCE = re.compile(r"[。！？!?\n]+")
_CLAUSE = re.compile(r"[，,、；;：:（）()]")
_WHOLE_YEAR = re.compile(r"((?:\d{4}年)?)(?:度)?1月1日起?[至到—\-~～]+(?:\d{4}年)?12月31日(?:期间)?")
_YEAR_END = re.compile(r"截[至止]到?(\d{4}年)(?:12月31日|年?底|年?末)")
_WORTH = re.compile(r"[\d〇零一二两三四五六七八九十百千]|未|没有")
_COUNTED = re.compile(r"[\d一二三四五六七八九十]")
_PART = re.compile(r"[（(](?:含|包括|其中|不含)")
_THOUSANDS = re.compile(r"[,，](?<=\d[,，])(?=\d{3}(?!\d))")  # begins with what is rare, and is found the faster
_YEARS = re.compile(r"(\d{4})年|(今年|本年)|((?:去年|前年|上年|上一年)(?!度?结转))")


@dataclass(frozen=True, slots=True)
class Claim:
    """A figure that a text gives: in items, or in 元 where ``money``; ``quote`` is how it says so."""

    subject: Subject
    figure: Figure
    quote: str
    money: bool = False


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A list of parts that does not come to its whole."""

    quote: str
    whole: Decimal
    parts: Decimal


def find_claims(text: str, phrases: Phrases, *, year: int | None = None, name: str = "") -> list[Claim]:
    """The claims of ``text``, in its order. ``name`` is the organ's own, which does not narrow what is said."""
    claims: list[Claim] = []
    plain = _plain(text)
    words = phrases.words if all(subject.words for subject in phrases.subjects) else ("",)
    for paragraph in (plain.replace(name, "本单位") if len(name) > 2 else plain).split("\n"):
        heard: set[str] = set()
        unheard: list[str] = []  # sentences whose words of context nobody has asked for yet, as of most
        for sentence in _SENTENCE.split(paragraph):
            if _WORTH.search(sentence) and any(word in sentence for word in words):
                heard |= _contexts("\n".join(unheard), phrases)
                unheard = []
                claims.extend(_in_sentence(sentence, heard, phrases, year))
            unheard.append(sentence)
    return claims


def find_wrong_sums(text: str, phrases: Phrases) -> list[WrongSum]:
    """Lists after 其中 whose parts, of a kind that exclude one another, come to more than the whole."""
    wrong: list[WrongSum] = []
    plain = _plain(text)
    if LISTING not in plain:
        return wrong
    for sentence in _SENTENCE.split(plain):
        for match in phrases.whole.finditer(sentence):
            whole = read_figure(match["n"])
            if whole is None or whole.low != whole.high:
                continue
            for family in phrases.families:
                named, parts, end = _parts(sentence, match.end(), phrases, family)
                excess = parts > whole.low and len(named) > 1
                short = len(named) == len(family) and parts != whole.low
                if excess or short:
                    start = max(0, match.start() - 12)
                    wrong.append(WrongSum(sentence[start:end], whole.low, parts))
    return wrong


def _parts(sentence: str, at: int, phrases: Phrases, family: tuple[str, ...]) -> tuple[set[str], Decimal, int]:
    """The members of ``family`` listed one after the other from ``at``, their sum, and where the list ends."""
    named: set[str] = set()
    total = Decimal(0)
    while match := phrases.part.match(sentence, at):
        words = {word for word in family if word in match["name"]}
        figure = read_figure(match["n"])
        if len(words) != 1 or words & named or figure is None or figure.low != figure.high:
            break
        named |= words
        total += figure.low
        at = match.end()
    return named, total, at


def _in_sentence(sentence: str, heard: Set[str], phrases: Phrases, year: int | None) -> Iterator[Claim]:
    """The claims of ``sentence``; ``heard`` are the words of context that the paragraph has used before it.

    What was said so far is carried from clause to clause, never read again: a sentence may be as long as a cell.
    """
    narrow = phrases.narrow.search(sentence)
    said: re.Match[str] | None = None  # the year last spoken of, before this clause
    heard, previous = set(heard), ""
    for clause, start, separator in _clauses(sentence):
        if narrow and narrow.end() <= start:
            return
        said = _last_year(previous) or said
        heard |= _contexts(clause, phrases)
        before = phrases.before.match(clause)
        opening = before.end() if before else 0
        if phrases.organs.search(clause, opening):
            return  # the rest may speak of that organ alone
        subjects = subjects_of(phrases, frozenset([word for word in phrases.words if word in clause]))
        shared = separator == "、" and not _COUNTED.search(previous)  # the second of two nouns that share one figure
        previous = clause
        if not subjects or shared or phrases.silent.search(clause) or _PART.match(sentence, start + len(clause)):
            continue
        for subject in subjects:
            claim = _claim(subject, clause, opening)
            if claim is None or (subject.context and heard.isdisjoint(subject.context)):
                continue
            if _is_of(_last_year(clause[: clause.index(claim.quote)]) or said, year):
                yield claim
            break


def _clauses(sentence: str) -> Iterator[tuple[str, int, str]]:
    """Each clause with its start and the separator before it."""
    start, separator = 0, ""
    for match in _CLAUSE.finditer(sentence):
        yield sentence[start : match.start()], start, separator
        start, separator = match.end(), match[0]
    yield sentence[start:], start, separator


def _contexts(text: str, phrases: Phrases) -> set[str]:
    return {word for word in phrases.contexts if word in text}


def _claim(subject: Subject, clause: str, opening: int) -> Claim | None:
    """What ``clause`` says of ``subject`` right after its opening words, which end at ``opening``."""
    for expression in subject.phrases:
        match = compiled(expression).match(clause, opening)
        figure = read_figure(match["n"]) if match else None
        if match and figure:
            return Claim(subject, figure, match["phrase"], "money" in match.groupdict())
    for expression in subject.none:
        match = compiled(expression).match(clause, opening)
        if match:
            return Claim(subject, Figure(Decimal(0), Decimal(0)), match["phrase"])
    return None


def _last_year(text: str) -> re.Match[str] | None:
    """Where ``text`` speaks of a year for the last time."""
    return deque(_YEARS.finditer(text), maxlen=1).pop() if "年" in text and _YEARS.search(text) else None


def _is_of(said: re.Match[str] | None, year: int | None) -> bool:
    """Whether the year last spoken of is the report's."""
    if said is None or said[2]:
        return True
    return bool(said[1]) and (year is None or int(said[1]) == year)


@remembered(8, longest=40_000)
def _plain(text: str) -> str:
    """``text`` with half-width digits, without blanks and thousands separators; whole-year spans as their year."""
    plain = unicodedata.normalize("NFC", text.replace("\r", "\n"))
    if _WIDE.search(plain):
        plain = plain.translate(_WIDTHS)
    plain = _THOUSANDS.sub("", "\n".join("".join(line.split()) for line in plain.split("\n")))
    if "12月31日" in plain:
        plain = _WHOLE_YEAR.sub(r"\1", plain)
    return _YEAR_END.sub(r"\1", plain)
