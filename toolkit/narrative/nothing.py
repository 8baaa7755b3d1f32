"""What a text says there is none of: 未收到申请, 没有发生行政复议和行政诉讼."""

from __future__ import annotations

from .around import PASSED, SPOILING
from .heard import Statement
from .lexicon import Lexicon, Subject, Word
from .meaning import CAUSE, NONE
from .scope import Clause, Sentence, is_certain, note
from .tagging import Token


def none_of(
    tokens: list[Token], index: int, end: int, sentence: Sentence, clause: Clause
) -> tuple[list[Statement], int]:
    """What the negation at ``index`` of a clause that ends at ``end`` denies, and the first token behind it all.

    Nothing, unless all is known to the end of the clause, or to another negation that is joined to it.
    """
    at, behind = tokens[index].end, index + 1
    while behind < len(tokens) and tokens[behind].start == at and _is_known(tokens, behind):
        at, behind = tokens[behind].end, behind + 1
    words = [token.word for token in tokens[index + 1 : behind]]
    joined = words and "join" in words[-1].tags and "none" in _tags(tokens[behind : behind + 1])
    if not words or not (at == end or joined):
        return [], index + 1
    for word in words:
        if "aside" not in word.tags:
            note(word, sentence, clause)
    if not is_certain(sentence, clause):
        return [], behind
    quote = sentence.text[tokens[index].start : tokens[behind - 2 if joined else behind - 1].end]
    subjects = dict.fromkeys(subject.id for subject in _denied(words, sentence))
    return [Statement((subject,), NONE, quote) for subject in subjects], behind


def _is_known(tokens: list[Token], index: int) -> bool:
    """Whether the tables may have what is denied, or what is one of a list with it: 投诉、行政复议."""
    word = tokens[index].word
    if "aside" in word.tags:
        return "join" in _tags([*tokens[index - 1 : index], *tokens[index + 1 : index + 2]])
    return bool(word.verbs or word.matter or word.tags & PASSED) and not word.tags & SPOILING


def _tags(tokens: list[Token]) -> set[str]:
    return {tag for token in tokens for tag in token.word.tags}


def _counts(word: Word) -> str:
    """The matter that ``word`` counts, if any."""
    return word.matter if word.noun or word.weak else ""


def _matters(words: list[Word]) -> list[str]:
    """The matters that there is none of; one right before another only says what that is about: 依申请公开行政复议."""
    found: list[str] = []
    about = ""
    for word in words:
        if "join" in word.tags:
            about = ""
        elif word.noun:
            if about and about == CAUSE != word.matter:
                found.remove(about)
            if word.matter not in found:
                found.append(word.matter)
            about = word.matter
    return found


def _denied(words: list[Word], sentence: Sentence) -> list[Subject]:
    lexicon = sentence.lexicon
    verbs = [word for word in words if word.verbs]
    occurs = not verbs or any("occur" in word.tags for word in words)
    subjects: list[Subject] = []
    if any("aside" in word.tags for word in words) and any(_counts(word) == CAUSE for word in words):
        return subjects  # petitions, perhaps
    for matter in _matters(words) or [sentence.scope.matter]:
        named = [one for word in verbs for one in word.verbs.get(_own(word, matter, lexicon), ()) if not one.apart]
        firm = [one for one in named if not one.faint]
        subjects += firm or named or (lexicon.defaults.get(matter, ()) if occurs else ())
    return subjects


def _own(word: Word, matter: str, lexicon: Lexicon) -> str:
    """The matter that ``word`` is a verb of here: ``matter``, or its own where it needs none beside what caused it."""
    return matter if matter in word.verbs or matter not in ("", CAUSE) else lexicon.strong.get(word.text, "")
