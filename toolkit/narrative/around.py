"""What stands around a figure or a word: whether it is known, and what of it belongs to the figure."""

from __future__ import annotations

from collections.abc import Sequence

from .scope import Sentence
from .tagging import Token

MARKS = frozenset("，,；;：:（）()。")  # what parts clauses
PASSED = frozenset({"filler", "join", "each", "own", "this", "part", "occur"})  # what may stand between
SPOILING = frozenset({"aside", "narrow", "vague"})


def covered(start: int, end: int, tokens: Sequence[Token]) -> bool:
    """Whether all from ``start`` to ``end`` is known and says nothing else."""
    at = start
    for token in tokens:
        if start <= token.start < end:
            if token.start != at or not (token.word.matter or token.word.tags & PASSED):
                return False
            at = token.end
    return at == end


def known_before(place: int, tokens: Sequence[Token], sentence: Sentence) -> bool:
    """Whether nothing unknown ends at ``place``."""
    opens = place == 0 or sentence.text[place - 1] in MARKS
    return opens or any(token.end == place for token in tokens)


def known_behind(place: int, tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether nothing unknown begins at ``place``, where the token at ``index`` or the ``end`` of the clause would."""
    return place == end or (index < len(tokens) and tokens[index].start == place)


def ends_well(tokens: Sequence[Token], index: int, end: int) -> bool:
    """Whether nothing unknown stands right behind the figure at ``index``, nor what it isn't of the tables with."""
    at = tokens[index].end
    behind = tokens[index + 1] if index + 1 < len(tokens) else None
    return at == end or (behind is not None and behind.start == at and not behind.word.tags & SPOILING)


def said_behind(tokens: Sequence[Token], index: int) -> list[Token]:
    """The known words right behind the figure at ``index``, up to a verb and the matter that it names."""
    at = tokens[index].end
    found: list[Token] = []
    for token in tokens[index + 1 :]:
        word = token.word
        if token.start != at or "join" in word.tags or not (word.verbs or word.matter or word.tags & PASSED):
            break
        if found and found[-1].word.verbs and not word.noun:
            break
        found.append(token)
        if word.noun and any(one.word.verbs for one in found):
            break
        at = token.end
    return found
