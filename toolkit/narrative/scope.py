"""What the words so far are of: which matter, whose figures, of which year, all or a part; kept clause by clause."""

from __future__ import annotations

from dataclasses import dataclass, field

from .lexicon import NOTHING, TAGS, Lexicon, Word
from .tagging import Token

ASIDE = "aside"  # a matter that the tables have nothing of
_NOTED = frozenset(TAGS) - {"filler", "join", "each", "none", "occur"}


@dataclass(slots=True)
class Scope:
    """What holds until something else is said in the sentence."""

    matter: str  # named last, or ``ASIDE``
    ours: bool = True  # this organ's figures
    now: bool = True  # of the report's year
    whole: bool = True  # all of it, not what came by one way or from one place
    beside: bool = False  # some of it was withdrawn: steps of handling may be of the rest
    verb: Word = NOTHING  # of the figure before in the clause, for those that share it


@dataclass(slots=True)
class Clause:
    """What holds within one clause."""

    vague: bool = False
    comparing: bool = False
    narrow: bool = False
    by_way: bool = False
    listed: bool = False  # what came by a way is one of a list of parts
    all: bool = False  # all of it came this way
    published: bool = False
    beside: bool = False
    listing: bool = False


@dataclass(slots=True)
class Sentence:
    """A sentence as it is being heard. ``named`` is the last matter of the tables; ``listing``: the clause before was
    one of a list of parts. ``told``: the fields that the text has told so far.
    """

    text: str
    lexicon: Lexicon
    year: int | None
    scope: Scope
    named: str
    told: set[tuple[int, ...]] = field(default_factory=set)
    listing: bool = False


def note(word: Word, sentence: Sentence, clause: Clause) -> None:
    """Takes down what ``word`` changes for what follows it."""
    scope, tags = sentence.scope, word.tags
    if not word.matter and _NOTED.isdisjoint(tags):
        return
    _note_matter(word, sentence)
    if "this" in tags:
        scope.now = True
    elif "last" in tags and clause.comparing:
        clause.vague = True
    elif "last" in tags or "span" in tags:
        scope.now = False
    if "own" in tags:
        scope.ours = True
    elif "organ" in tags:
        scope.ours = False
    if "since" in tags:
        scope.whole = False
    clause.vague |= "vague" in tags
    clause.comparing |= "compare" in tags
    clause.listing |= "part" in tags
    clause.published |= "publish" in tags
    clause.beside |= "beside" in tags
    scope.beside |= "beside" in tags
    clause.all |= "all" in tags
    clause.narrow |= "narrow" in tags
    if "way" in tags and not clause.all:
        clause.listed = clause.listing or sentence.listing
        clause.by_way |= not (clause.listed and scope.matter in word.verbs)
    elif "ways" in tags:
        clause.by_way = False


def _note_matter(word: Word, sentence: Sentence) -> None:
    scope = sentence.scope
    if word.matter and not (word.weak and scope.matter):
        scope.matter = sentence.named = word.matter
    elif "aside" in word.tags and scope.matter not in word.verbs:
        scope.matter = ASIDE


def note_year(year: int, sentence: Sentence, clause: Clause) -> None:
    """Takes down a year in digits, unless it is only what the clause compares with."""
    if clause.comparing:
        clause.vague = True
    else:
        sentence.scope.now = sentence.year in (None, year)


def end_clause(tokens: list[Token], sentence: Sentence, clause: Clause, *, opens: bool) -> None:
    """What a clause leaves behind: what came one way goes on to, where the clause said anything of it; and so does what
    was published, where it ``opens`` a list.
    """
    if clause.published and opens:
        sentence.scope.whole = False
    narrow = clause.narrow or (clause.by_way and not clause.listed)
    if narrow and any(token.word.verbs or token.figure or "narrow" in token.word.tags for token in tokens):
        sentence.scope.whole = False
    sentence.listing = clause.listing or (sentence.listing and clause.by_way)


def is_certain(sentence: Sentence, clause: Clause) -> bool:
    """Whether what is said now is of the tables, of this organ, this year and the whole."""
    scope = sentence.scope
    in_doubt = clause.vague or clause.comparing or clause.narrow or clause.by_way or clause.published or clause.beside
    return scope.ours and scope.now and scope.whole and scope.matter != ASIDE and not in_doubt
