"""What a section states of the tables: each figure or none related to its matter and verb, where nothing is in doubt.

Read as a person reads: a sentence's words are tagged; whose figures they are, of which year and of what matter is kept
from clause to clause; a figure belongs to the verb before it (or right behind it), with nothing unknown between.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from .around import MARKS
from .heard import Statement
from .lexicon import NOTHING, Lexicon
from .meaning import is_none
from .nothing import none_of
from .plain import sentences
from .relating import related
from .scope import Clause, Scope, Sentence, end_clause, note, note_year
from .tagging import Token, tag

_HEADING = re.compile(r"^(?:[（(]?[一二三四五六七八九十]+[）).、]|\d{1,2}[.．、]|[一二三四五六七八九十]是)")
_LONGEST_HEADING = 30
_OPENING, _CLOSING = frozenset("（("), frozenset("）)")
_COLONS = frozenset("：:")


def find_statements(text: str, lexicon: Lexicon, *, year: int | None = None) -> list[Statement]:
    """The statements of ``text``, made plain and with the organ's own names put as its own, in their order."""
    found: list[Statement] = []
    told: set[tuple[int, ...]] = set()
    matter = ""
    for paragraph in text.split("\n"):
        if _HEADING.match(paragraph):
            matter = ""
        ends = len(paragraph) > _LONGEST_HEADING or "。" in paragraph
        if not ends or lexicon.worth.search(paragraph):
            passed: list[str] = []  # what states nothing, since the last that does
            for one in sentences(paragraph):
                if lexicon.worth.search(one):
                    matter = _opened(passed, lexicon) or matter
                    sentence = Sentence(one, lexicon, year, Scope(matter), matter, told)
                    found.extend(_stated(sentence))
                    matter = sentence.named
                    passed = []
                else:
                    passed.append(one)
            matter = _opened(passed, lexicon) or matter
        if ends:
            matter = ""
    return found


def _opened(passed: Sequence[str], lexicon: Lexicon) -> str:
    """The matter opened last in sentences that state nothing themselves; empty where none is."""
    for one in reversed(passed):
        if opened := lexicon.opening.findall(one):
            return lexicon.words[opened[-1]].matter
    return ""


def _stated(sentence: Sentence) -> Iterator[Statement]:
    """The statements of a sentence, clause by clause; what brackets hold leaves the words around them as they were."""
    tokens = tag(sentence.text, sentence.lexicon)
    outside: list[Scope] = []
    first = 0
    for index, token in enumerate([*tokens, Token(len(sentence.text), len(sentence.text), mark="。")]):
        if not token.mark or token.mark not in MARKS:
            continue
        yield from _in_clause(tokens[first:index], token.start, sentence)
        if token.mark in _OPENING:
            outside.append(replace(sentence.scope))
        elif token.mark in _CLOSING and outside:
            sentence.scope = outside.pop()
        first = index + 1


def _in_clause(tokens: list[Token], end: int, sentence: Sentence) -> Iterator[Statement]:
    clause = Clause()
    sentence.scope.verb = NOTHING
    since = skip = 0  # the first token behind the last figure, and behind what is none
    for index, token in enumerate(tokens):
        if token.word is not NOTHING:
            note(token.word, sentence, clause)
            if "none" in token.word.tags and index >= skip:
                statements, skip = none_of(tokens, index, end, sentence, clause)
                yield from statements
        elif token.figure is not None:
            if clause.beside and is_none(token):
                sentence.scope.beside = False
            if index >= skip and (statement := related(tokens, since, index, end, sentence, clause)):
                yield statement
            since = index + 1
        elif token.mark:  # a share
            since = index + 1
        elif token.year is not None:
            note_year(token.year, sentence, clause)
    end_clause(tokens, sentence, clause, opens=sentence.text[end : end + 1] in _COLONS)
