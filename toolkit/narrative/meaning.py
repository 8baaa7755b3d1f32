"""What subjects a verb and the matters it is of come to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal

from .lexicon import EITHER, Subject, Word
from .numerals import Figure
from .scope import Sentence
from .tagging import Token

NONE = Figure(Decimal(0), Decimal(0), Decimal(0))
CAUSE = "request"  # the matter that reviews and suits may be about


def matters_of(nouns: Sequence[Token], sentence: Sentence) -> list[str]:
    """The matters that a figure is of: the last of ``nouns`` and those joined to it, or else the one spoken of."""
    matters: list[str] = []
    follows = len(sentence.text)
    for token in reversed(nouns):
        if matters and sentence.text[token.end : follows] not in sentence.lexicon.joining:
            break
        matters.insert(0, token.word.matter)
        follows = token.start
    return list(dict.fromkeys(matters)) or [sentence.scope.matter]


def meant(word: Word, nouns: Sequence[Token], figure: Token, sentence: Sentence) -> list[Subject]:
    """What ``word`` says of each matter that ``nouns`` name with it; nothing unless it says something of all."""
    found = []
    matters = matters_of(nouns, sentence)
    for matter in matters:
        if matter not in word.verbs and word.text in sentence.lexicon.strong and not nouns:
            matter = sentence.scope.matter = sentence.named = sentence.lexicon.strong[word.text]
        fitting = [one for one in word.verbs.get(matter, ()) if fits(one, figure, sentence)]
        if not fitting:
            return by_default(matters, figure, sentence) if "occur" in word.tags else []
        found.append(fitting[0])
    return found


def by_default(matters: Sequence[str], figure: Token, sentence: Sentence) -> list[Subject]:
    """What a figure of each of ``matters`` is of where no verb says so."""
    known = sentence.lexicon.defaults
    found = [one for name in matters for one in known.get(name, ()) if fits(one, figure, sentence)]
    return found if len(found) >= len(matters) else []


def fits(subject: Subject, figure: Token, sentence: Sentence) -> bool:
    """Whether ``subject`` is counted in the measure of ``figure``; nothing is nothing in any."""
    if not figure.measure:
        return is_none(figure)
    money = figure.measure in sentence.lexicon.money
    return money == subject.money and (money or not subject.measures or figure.measure in subject.measures)


def joined(first: Sequence[Subject], second: Sequence[Subject]) -> list[Subject]:
    """What two verbs in a row say: the sum of both, but either of two steps of the same cases."""
    if first[0].id == second[0].id:
        return list(second)
    if first[0].step and second[0].step:
        return [replace(second[0], id=f"{first[0].id}{EITHER}{second[0].id}")]
    return [*first, *(one for one in second if one not in first)]


def is_none(figure: Token) -> bool:
    return figure.figure == NONE
