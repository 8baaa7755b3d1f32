"""A sentence cut into what is known of it: words of the lexicon, figures, years, marks; gaps are what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import NOTHING, Lexicon, Word
from .numerals import Figure, read_figure


@dataclass(frozen=True, slots=True)
class Token:
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
        if match["word"]:
            tokens.append(Token(start, end, word=lexicon.words[match["word"]]))
        elif match["year"]:
            tokens.append(Token(start, end, year=int(match["year"][:4])))
        elif match["mark"]:
            tokens.append(Token(start, end, mark=match["mark"]))
        elif match["share"]:
            tokens.append(Token(start, end, mark="%"))
        elif (figure := read_figure(match["number"] or match["bare"])) is not None:
            number = match["number"] or match["bare"]
            if "余" in number or "多" in number:
                tokens.append(Token(start, end, mark="%"))  # as many or more: nothing to hold against a figure
            else:
                tokens.append(Token(start, end, figure=figure, measure=match["measure"] or ""))
    return tokens
