"""What sections claim without a figure (均已办结), or as a share (办结率100%), where nothing is in doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from ..form import Form
from .lexicon import Lexicon, load_lexicon
from .plain import plain, sentences
from .prose import load_prose
from .tagging import Token, tag
from .words import expression

_SHARE = r"[均都皆]?(?:已|也)?(?:为|达到?|是|保持在?|仍为)?(?P<share>\d{1,3}(?:\.\d+)?)[%％]"
_MARKS = "，,；;：:（）()"
_BEFORE = 24  # characters quoted before a claim
_CLAIMS = 8  # of one sentence that are looked at, each with all that stands before it: time grows with the text alone
_DOUBTFUL = frozenset({"organ", "last", "span", "since", "vague", "narrow", "compare", "part", "publish", "aside"})


@dataclass(frozen=True, slots=True)
class Said:
    """``quote`` claims it, of as many cases as ``of``; ``share`` in per cent as written, with as many decimals. Each
    None where none is given.
    """

    quote: str
    of: Decimal | None = None
    share: Decimal | None = None


def find_claim(
    text: str, phrases: re.Pattern[str], unless: re.Pattern[str], matter: str, form: Form, year: int | None
) -> Said | None:
    """The first of ``phrases`` that ``text`` says of all of ``matter`` in a report of ``year``; None where it says one
    of ``unless``, by which it takes the claim back.
    """
    if not phrases.search(text):
        return None
    text, before = plain(text), ""
    if unless.search(text):
        return None
    lexicon = load_lexicon(form, year)
    for sentence in sentences(text):
        for match in islice(phrases.finditer(sentence), _CLAIMS):
            tokens = tag(sentence[: match.start()], lexicon)
            if _is_plain(sentence[: match.start()], tokens, before, matter, lexicon, year):
                share = match.groupdict().get("share")
                counted = [token.figure.low for token in tokens if token.figure and token.measure]
                quote = sentence[max(0, match.start() - _BEFORE) : match.end()]
                return Said(quote, counted[-1] if counted else None, Decimal(share) if share else None)
        before = sentence
    return None


def claim_expression(groups: Sequence[Sequence[str]], *, share: bool) -> re.Pattern[str]:
    """What finds a word of each of ``groups`` in a row, with a ``share`` behind them where they give one."""
    return re.compile("".join(map(expression, groups)) + (_SHARE if share else ""))


def any_of(words: Sequence[str]) -> re.Pattern[str]:
    """What finds one of ``words``."""
    return re.compile(expression(words))


def _is_plain(head: str, tokens: Sequence[Token], before: str, matter: str, lexicon: Lexicon, year: int | None) -> bool:
    """Whether a claim behind ``head`` (its ``tokens``) is of ``matter``, named there or in the sentence ``before``, and
    nothing speaks of others, another year than ``year``, an aim, a part or doubt.
    """
    prose = load_prose()
    clause = head[max(head.rfind(mark) for mark in _MARKS) + 1 :]
    if prose.aims.search(clause) or prose.changed.search(head) or prose.others.search(head):
        return False
    if any(token.word.tags & _DOUBTFUL or _carried(token) or token.year not in (None, year) for token in tokens):
        return False
    named = [token.word.matter for token in tokens if token.word.matter]
    if not named:
        earlier = tag(before, lexicon)
        named = [token.word.matter for token in earlier if token.word.matter and token.word.noun]
        if prose.others.search(before) or any(token.word.tags & {"aside", "organ", "last"} for token in earlier):
            return False
    return bool(named) and set(named) == {matter}


def _carried(token: Token) -> bool:
    return any(subject.id.startswith("carried") for subjects in token.word.verbs.values() for subject in subjects)
