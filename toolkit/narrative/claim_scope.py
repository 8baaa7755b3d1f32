"""What a claim at the end of a sentence is of: which matter, how many cases, and whether that is beyond doubt."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from .lexicon import BROUGHT_IN, Lexicon
from .prose import load_prose
from .tagging import Token, tag

_MARKS = "，,；;：:（）()"
_CLAUSE = re.compile(r"[^，,；;：:]*[，,；;：:]?")
_BRACKETS = re.compile(r"（[^（）()]*）|\([^（）()]*\)")
_OF = "的"
_PARTS = 12  # clauses that a list of parts may have
_LASTING = frozenset({"organ", "last", "span", "since"})  # what goes on to be said of all that follows
_DOUBTFUL = _LASTING | {"vague", "narrow", "compare", "part", "publish", "aside"}


@dataclass(frozen=True, slots=True)
class Counted:
    """``named``: the matter is. ``of``: how many cases of it are counted last, None where none are."""

    named: bool
    of: Decimal | None = None


@dataclass(slots=True)
class _Clause:
    text: str
    tokens: list[Token]

    @property
    def figures(self) -> list[Decimal]:
        return [token.figure.low for token in self.tokens if token.figure and token.measure]

    @property
    def tags(self) -> set[str]:
        return {tag for token in self.tokens for tag in token.word.tags}


def in_clause(head: str) -> str:
    """The end of ``head`` that is in one clause with what follows it."""
    return head[max(head.rfind(mark) for mark in _MARKS) + 1 :]


def counted_before(
    head: str, matter: str, lexicon: Lexicon, year: int | None, *, as_noun: bool = False
) -> Counted | None:
    """What ``head`` counts of ``matter``; None where it may be of anything else, or is in doubt.

    Passed over is what stands in brackets, what only compares or denies delays, and parts that come to the whole; cases
    brought in from last year behind those received are added to them.
    """
    prose, bare = load_prose(), _BRACKETS.sub("", head)
    if prose.due.search(head):
        return None
    clauses = [_Clause(text, tag(text, lexicon)) for text in _CLAUSE.findall(bare) if text]
    kept, of = _passing_over(clauses)
    if any(prose.others.search(clause.text) for clause in kept):
        return None
    if any(_is_doubtful(token, _LASTING, year) for clause in kept for token in clause.tokens):
        return None
    named = [at for at, clause in enumerate(kept) if any(_names(token, as_noun) for token in clause.tokens)]
    since = kept[named[-1] :] if named else kept
    if any(prose.aims.search(clause.text) for clause in since) or _is_of_some(clauses):
        return None
    if any(_is_doubtful(token, _DOUBTFUL, year) for clause in since for token in clause.tokens):
        return None
    if not named:
        return Counted(False, of)
    matters = {token.word.matter for token in since[0].tokens if _names(token, as_noun)}
    if matters != {matter} or _is_qualified(since[0], matter, lexicon):
        return None
    return Counted(True, of)


def _passing_over(clauses: Sequence[_Clause]) -> tuple[list[_Clause], Decimal | None]:
    """The clauses that say what is claimed of, and how many cases the last of them counts."""
    kept: list[_Clause] = []
    of: Decimal | None = None
    at, last = 0, len(clauses) - 1
    while at <= last:
        clause = clauses[at]
        closed = clause.text[-1] in _MARKS  # else the claim itself is in it
        if closed and kept and ("compare" in clause.tags or load_prose().passing.search(clause.text)):
            at += 1
            continue
        if closed and of is not None and "part" not in clause.tags and _is_brought_in(clause):
            of += sum(clause.figures)
            at += 1
            continue
        if closed and of is not None and "part" in clause.tags:
            behind = _end_of_parts(clauses, at, of)
            if behind:
                at = behind
                continue
        kept.append(clause)
        of = clause.figures[-1] if clause.figures else of
        at += 1
    return kept, of


def _end_of_parts(clauses: Sequence[_Clause], start: int, whole: Decimal) -> int:
    """Where the clauses end that list parts from ``start`` on which come to ``whole``; 0 where they don't."""
    total = Decimal(0)
    for at in range(start, min(start + _PARTS, len(clauses))):
        if clauses[at].text[-1] not in _MARKS:
            break
        total += sum(clauses[at].figures)
        if total == whole:
            return at + 1
    return 0


def _is_of_some(clauses: Sequence[_Clause]) -> bool:
    """Whether the clause that the claim itself is in names those of one kind: 法人申请均已答复."""
    return bool(clauses) and clauses[-1].text[-1] not in _MARKS and "way" in clauses[-1].tags


def _is_brought_in(clause: _Clause) -> bool:
    """Whether nothing but cases from last year is counted in ``clause``."""
    return len(clause.figures) == 1 and any(_is_carried(token, BROUGHT_IN) for token in clause.tokens)


def _is_carried(token: Token, which: str) -> bool:
    return any(subject.id.startswith(which) for subjects in token.word.verbs.values() for subject in subjects)


def _is_doubtful(token: Token, tags: frozenset[str], year: int | None) -> bool:
    return bool(token.word.tags & tags) or _is_carried(token, "carried") or token.year not in (None, year)


def _names(token: Token, as_noun: bool) -> bool:
    return bool(token.word.matter) and (token.word.noun or not as_noun)


def _is_qualified(clause: _Clause, matter: str, lexicon: Lexicon) -> bool:
    """Whether the matter is named with something that makes it a part (不属于本机关的申请), other than 收到的."""
    received = {subject.meanings[:1] for subject in lexicon.defaults.get(matter, ())}
    place = next(at for at, token in enumerate(clause.tokens) if token.word.matter)
    start = clause.tokens[place].start
    if start == 0 or not (clause.text[:start].endswith(_OF) or _OF in clause.tokens[place].word.text):
        return False
    known = [token for token in clause.tokens[:place] if token.word.text != _OF]
    last = known[-1] if known else None
    if last is None or last.end < start - len(_OF):
        return True
    meant = {subject.meanings[:1] for subject in last.word.verbs.get(matter, ())}
    return not (meant & received or last.word.tags & {"own", "this", "filler"})
