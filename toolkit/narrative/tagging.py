"""A sentence cut into what is known of it: words of the lexicon, figures, years, marks; gaps are what is not known."""

from __future__ import annotations

from typing import NamedTuple

from .lexicon import NOTHING, Lexicon, Word
from .numerals import Figure, read_figure


class Token(NamedTuple):
    """A known piece of a sentence, ``start`` to ``end``. A figure has a ``measure`` where one stands behind it."""

    start: int
    end: int
    word: Word = NOTHING
    figure: Figure | None = None
    measure: str = ""
    year: int | None = None
    mark: str = ""


def tag(sentence: str, lexicon: Lexicon) -> list[Token]:
    """The tokens of ``sentence`` in their order."""
    tokens = []
    for match in lexicon.pattern.finditer(sentence):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "word":
            tokens.append(Token(start, end, lexicon.words[match[0]]))
        elif kind == "mark":
            tokens.append(Token(start, end, mark=match[0]))
        elif kind == "year":
            tokens.append(Token(start, end, year=int(match[0][:4])))
        elif kind == "share":
            tokens.append(Token(start, end, mark="%"))
        else:
            number, measure = match.group("number", "measure") if kind == "measure" else (match[0], "")
            figure = read_figure(number)
            if figure is None:
                continue
            if "余" in number or "多" in number:
                tokens.append(Token(start, end, mark="%"))  # as many or more: nothing to hold against a figure
            else:
                tokens.append(Token(start, end, figure=figure, measure=measure))
    return tokens
