"""Lists of parts in a text, held against the whole that they are given for."""

from __future__ import annotations

import re
from decimal import Decimal

from ..memory import remembered
from .heard import WrongSum
from .lexicon import Lexicon
from .numerals import NUMBER, read_figure
from .plain import sentences
from .words import expression

_LISTING = "其中"  # begins a list of parts


def find_wrong_sums(text: str, lexicon: Lexicon) -> list[WrongSum]:
    """Lists after 其中 in ``text``, made plain, that come to more than their whole; their kinds exclude one another."""
    wrong: list[WrongSum] = []
    if _LISTING not in text:
        return wrong
    whole_of, part_of = _expressions(lexicon)
    for sentence in filter(lambda one: _LISTING in one, sentences(text)):
        for match in whole_of.finditer(sentence):
            whole = read_figure(match["n"])
            if whole is None or whole.low != whole.high:
                continue
            for family in lexicon.families:
                named, parts, end = _parts(sentence, match.end(), part_of, family)
                excess = parts > whole.low and len(named) > 1
                short = len(named) == len(family) and parts != whole.low
                if excess or short:
                    start = max(0, match.start() - 12)
                    wrong.append(WrongSum(sentence[start:end], whole.low, parts))
    return wrong


@remembered(8)
def _expressions(lexicon: Lexicon) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What a whole with its list looks like, and one part of the list."""
    count = expression(lexicon.measures)
    return (
        re.compile(rf"(?P<n>{NUMBER})(?:{count})[，,（(]?{_LISTING}[，,：:]?"),
        re.compile(rf"[，,、；;和及]?(?P<name>[^\d，,、；;。（）()]{{2,16}}?)(?P<n>{NUMBER})(?:{count})"),
    )


def _parts(sentence: str, at: int, part_of: re.Pattern[str], family: tuple[str, ...]) -> tuple[set[str], Decimal, int]:
    """The members of ``family`` listed one after the other from ``at``, their sum, and where the list ends."""
    named: set[str] = set()
    total = Decimal(0)
    while match := part_of.match(sentence, at):
        words = {word for word in family if word in match["name"]}
        figure = read_figure(match["n"])
        if len(words) != 1 or words & named or figure is None or figure.low != figure.high:
            break
        named |= words
        total += figure.low
        at = match.end()
    return named, total, at
