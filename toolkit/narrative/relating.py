"""A figure related to its subject: by the verb before it or right behind it, or by the matter that is counted."""

from __future__ import annotations

from collections.abc import Sequence

from .around import MARKS, covered, ends_well, known_before, known_behind, said_behind
from .heard import Statement
from .lexicon import EITHER, Subject
from .meaning import CAUSE, NONE, by_default, fits, is_none, joined, matters_of, meant
from .scope import Clause, Sentence, is_certain, note
from .tagging import Token


def related(
    tokens: list[Token], since: int, index: int, end: int, sentence: Sentence, clause: Clause
) -> Statement | None:
    """What the figure at ``index`` of a clause says, the tokens from ``since`` on being its own; None where in doubt.

    ``end`` is where the clause ends.
    """
    figure, before = tokens[index], tokens[since:index]
    near = tokens[max(since - 1, 0) : index]
    verbs = [token for token in before if token.word.verbs]
    if verbs:
        sentence.scope.verb = verbs[-1].word
    behind = said_behind(tokens, index)
    nouns = [token for token in before if token.word.noun]
    if not nouns:
        for token in behind:
            note(token.word, sentence, clause)
    if not is_certain(sentence, clause) or not ends_well(tokens, index, end):
        return None
    if any("none" in token.word.tags for token in before):
        return None
    start, stop = figure.start, figure.end
    verb = next((token for token in behind if token.word.verbs), None)
    if verbs and not (verb and _is_faint(verbs[-1], figure, sentence)):
        start, subjects = _run(near, verbs, before, figure, sentence)
    elif verb:
        named = [token for token in behind if token.word.noun]
        stop = behind[-1].end
        doubted = _is_faint(verb, figure, sentence) and not known_behind(stop, tokens, index + len(behind) + 1, end)
        subjects = [] if doubted else meant(verb.word, named, figure, sentence)
    elif nouns:
        start, subjects = _counted(near, before, nouns, figure, sentence, clause)
    else:
        start, subjects = _amount(before, figure, sentence)
    if not subjects or not _agree(subjects, before, nouns, figure, sentence):
        return None
    ids = tuple(_told(subject, sentence) for subject in subjects)
    return Statement(ids, figure.figure or NONE, sentence.text[start:stop])


def _told(subject: Subject, sentence: Sentence) -> str:
    """The id of ``subject``, which is told now, and of what it may mean as well if it was told before."""
    fields = subject.meanings[0] if subject.meanings else ()
    again = subject.again and fields in sentence.told
    sentence.told.add(fields)
    return f"{subject.id}{EITHER}{subject.again}" if again else subject.id


def _agree(
    subjects: Sequence[Subject], before: Sequence[Token], nouns: Sequence[Token], figure: Token, sentence: Sentence
) -> bool:
    """Whether one figure can be of all ``subjects``, of all cases, and has the matter near where it must be."""
    if not nouns and any(one.near for one in subjects):
        return False
    if sentence.scope.beside and any(one.step for one in subjects):
        return False
    several = len(subjects) > 1 or len(nouns) > 1
    return not several or is_none(figure) or not any("each" in token.word.tags for token in before)


def _run(
    near: list[Token], verbs: list[Token], before: list[Token], figure: Token, sentence: Sentence
) -> tuple[int, list[Subject]]:
    """The subjects of the last of ``verbs`` and of those joined to it, and where they begin."""
    last = verbs[-1]
    if not covered(last.end, figure.start, before):
        return figure.start, []
    nouns = [token for token in before if token.word.noun and token.start > last.start]
    subjects = meant(last.word, nouns, figure, sentence)
    if any(one.apart for one in subjects) and not known_before(last.start, near, sentence):
        return figure.start, []
    if len(verbs) > 1 and _is_faint(last, figure, sentence):
        earlier = verbs[-2]
        between = [one for one in before if earlier.end <= one.start < last.start]
        other = meant(earlier.word, [], figure, sentence)
        joins = any("join" in one.word.tags for one in between)
        if other and not other[0].step and not joins and covered(earlier.end, last.start, between):
            return earlier.start, other
    follows = last
    for token in reversed(verbs[:-1]):
        between = [one for one in before if token.end <= one.start < follows.start]
        joins = token.end == follows.start or any("join" in one.word.tags for one in between)
        if not joins or not covered(token.end, follows.start, between):
            break
        more = meant(token.word, [], figure, sentence)
        if not between and not (more and subjects and more[0].step and subjects[0].step):
            break
        if not more or not subjects:
            return figure.start, []
        subjects, follows = joined(more, subjects), token
    return follows.start, subjects


def _is_faint(verb: Token, figure: Token, sentence: Sentence) -> bool:
    """Whether what ``verb`` says of the matter spoken of gives way to another verb."""
    meanings = verb.word.verbs.get(sentence.scope.matter, ())
    return any(one.faint for one in meanings if fits(one, figure, sentence))


def _counted(
    near: list[Token], before: list[Token], nouns: list[Token], figure: Token, sentence: Sentence, clause: Clause
) -> tuple[int, list[Subject]]:
    """What the matter before the figure says by itself, or by a verb that it shares, and where that begins."""
    matters = matters_of(nouns, sentence)
    if not _begins_well(nouns, matters, near, sentence):
        sentence.scope.whole = False  # what follows may be of that alone
        return figure.start, []
    if not covered(nouns[0].start, figure.start, before):
        return figure.start, []
    subjects = meant(sentence.scope.verb, nouns, figure, sentence)
    if not subjects and not clause.listing:
        subjects = by_default(matters, figure, sentence)
    return nouns[0].start, subjects


def _amount(before: list[Token], figure: Token, sentence: Sentence) -> tuple[int, list[Subject]]:
    """What an amount of money by itself in its clause says of the matter spoken of, and where it begins."""
    start = before[0].start if before else figure.start
    opens = start == 0 or sentence.text[start - 1] in MARKS
    if figure.measure not in sentence.lexicon.money or not opens or not covered(start, figure.start, before):
        return start, []
    return start, by_default([sentence.scope.matter], figure, sentence)


def _begins_well(nouns: list[Token], matters: list[str], near: list[Token], sentence: Sentence) -> bool:
    """Whether nothing unknown says what kind of matter it is (税务行政复议), nor another matter what caused it."""
    known = known_before(nouns[0].start, near, sentence)
    return known and all(noun.word.matter in (*matters, CAUSE) for noun in nouns)
