"""Amounts of money in a sentence that names a matter, however they are told: what they are of is for others to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ..memory import remembered
from .lexicon import Lexicon
from .numerals import NUMBER, Figure, read_figure
from .plain import plain, sentences
from .quotes import shortened
from .words import expression


@dataclass(frozen=True, slots=True)
class Amount:
    """``figure`` in 元; ``quote`` from the matter to the amount, or from the amount to the matter."""

    figure: Figure
    quote: str


def amounts_of(text: str, subject: str, lexicon: Lexicon) -> Iterator[Amount]:
    """The amounts in the sentences of ``text`` that name the matter which ``subject`` is what it says by itself."""
    named = _nouns(lexicon, subject)
    written = _amounts(lexicon)
    if not named.search(text):
        return
    for sentence in sentences(plain(text)):
        noun = named.search(sentence)
        if not noun:
            continue
        for match in written.finditer(sentence):
            figure = read_figure(match[1])
            if figure is not None:
                start, end = min(noun.start(), match.start()), max(noun.end(), match.end())
                yield Amount(figure, shortened(sentence[start:end]))


@remembered(16)
def _nouns(lexicon: Lexicon, subject: str) -> re.Pattern[str]:
    matters = {name for name, meant in lexicon.defaults.items() if any(one.id == subject for one in meant)}
    return re.compile(expression(text for text, word in lexicon.words.items() if word.noun and word.matter in matters))


@remembered(16)
def _amounts(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"({NUMBER})(?:{expression(lexicon.money)})")
