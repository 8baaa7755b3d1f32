"""A sentence cut into what is known of it: words of the lexicon, figures, years, marks; gaps are what is not known."""

from __future__ import annotations

from dataclasses import dataclass

from .lexicon import NOTHING, Lexicon, Word
from .numerals import Figure, read_figure


@dataclass(slots=True)  # not frozen, which takes five times as long to make; nothing changes one
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
    tokens: list[Token] = []
    denied = False  # the last word is a negation
    for match in lexicon.pattern.finditer(sentence):
        start, end = match.span()
        kind = match.lastgroup
        if kind == "word":
            word = lexicon.words[match[0]]
            if denied or (end - start == 1 and word.verbs):
                _append(tokens, Token(start, end, word), lexicon)
            else:
                tokens.append(Token(start, end, word))
            denied = "none" in word.tags
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


def _append(tokens: list[Token], token: Token, lexicon: Lexicon) -> None:
    """Adds a word; one that a negation stands in (上年无结转) as the negation of the whole word; no verb of a single
    character that is the end of what is not known (揽收).
    """
    follows = tokens[-1].end if tokens else 0
    if token.word.verbs and len(token.word.text) == 1 and token.start != follows:
        return
    if tokens and "none" in tokens[-1].word.tags and len(tokens) > 1:
        first, none = tokens[-2:]
        whole = lexicon.words.get(first.word.text + token.word.text) if "last" in first.word.tags else None
        if whole and first.end == none.start and none.end == token.start:
            cut = first.start + none.end - none.start
            tokens[-2:] = [Token(first.start, cut, none.word), Token(cut, token.end, whole)]
            return
    tokens.append(token)
