"""Which topics a section speaks of, where a word may belong to another topic, or to a heading with nothing under it."""

from __future__ import annotations

import re

from ..memory import remembered
from ..narrative.words import expression
from ..rules.topics import Topics

_SEGMENT = re.compile(r"[\n。；;：:！!？?]+")
_CLAUSE = re.compile(r"[，,]")
_NUMBER = r"[（(]?[一二三四五六七八九十\d]+[)）.．、]?"
_LEAST = 4  # letters from which on something is said


def spoken_of(text: str, asked: Topics) -> set[str]:
    """The labels of the topics of ``asked`` that ``text`` speaks of: has one of their words, or one of ``apart`` in a
    clause without a word of another topic, or something under one of their headings.

    Where ``neutral`` words are given, the longest word counts, so that 不统一 is not 统一, and a clause without
    any of all these words may be of any topic.
    """
    if not asked.neutral:
        bare = "".join(text.split())
        return {topic.label for topic in asked.topics if any(word in bare for word in (*topic.words, *topic.apart))}
    heading, words, known = _expressions(asked)
    spoken: set[str] = set()
    labels = {topic.label for topic in asked.topics}
    under: set[str] = set()  # topics whose heading was the last that was read
    for segment in _SEGMENT.split(text):
        segment = "".join(segment.split())
        if not segment:
            continue
        if heading.fullmatch(segment):
            named = {topic.label for topic in asked.topics if any(one in segment for one in topic.headings)}
            under = named or under
            continue
        if _is_something(segment) and len(under) == 1:
            spoken |= under
        for clause in _CLAUSE.split(segment):
            spoken |= _in_clause(clause, words, known)
            if _is_something(clause) and not words.search(clause):
                return labels
    return spoken


def _is_something(text: str) -> bool:
    return sum(map(str.isalpha, text)) >= _LEAST


Known = dict[str, tuple[str, bool]]  # the label of a word's topic, and whether it must stand apart from other topics


def _in_clause(clause: str, words: re.Pattern[str], known: Known) -> set[str]:
    found = [known[match] for match in words.findall(clause) if match in known]
    labels = {label for label, _ in found}
    return {label for label, apart in found if not apart or len(labels) == 1}


@remembered(16)
def _expressions(asked: Topics) -> tuple[re.Pattern[str], re.Pattern[str], Known]:
    """What finds a heading, what finds any word, and what each word is of."""
    known: Known = {}
    for topic in asked.topics:
        known |= dict.fromkeys(topic.apart, (topic.label, True)) | dict.fromkeys(topic.words, (topic.label, False))
    headings = [one for topic in asked.topics for one in topic.headings]
    return (
        re.compile(f"(?:{_NUMBER}|{expression((*headings, *asked.joining))})+" if headings else "(?!)"),
        re.compile(expression((*known, *asked.neutral))),
        known,
    )
