"""What a text says there is none of: 未收到申请, 没有发生行政复议和行政诉讼."""

from __future__ import annotations

from .heard import Statement
from .lexicon import Lexicon, Subject, Word
from .meaning import NONE
from .relating import CAUSE, PASSED, SPOILING
from .scope import Clause, Sentence, is_certain, note
from .tagging import Token


def none_of(
    tokens: list[Token], index: int, end: int, sentence: Sentence, clause: Clause
) -> tuple[list[Statement], int]:
    """What the negation at ``index`` of a clause that ends at ``end`` denies, and the first token behind it all.

    Nothing, unless all to the end of the clause is known.
    """
    at, last = tokens[index].end, index
    words: list[Word] = []
    for last in range(index + 1, len(tokens)):
        token = tokens[last]
        listed = _is_listed(tokens, last)
        known = listed or token.word.verbs or token.word.matter or token.word.tags & PASSED
        if token.start != at or not known or (token.word.tags & SPOILING and not listed):
            break
        words.append(token.word)
        at = token.end
    if at != end or not words:
        return [], index + 1
    for word in words:
        if "aside" not in word.tags:
            note(word, sentence, clause)
    if not is_certain(sentence, clause):
        return [], last + 1
    quote = sentence.text[tokens[index].start : at]
    subjects = dict.fromkeys(subject.id for subject in _denied(words, sentence))
    return [Statement((subject,), NONE, quote) for subject in subjects], last + 1


def _is_listed(tokens: list[Token], index: int) -> bool:
    """Whether what the tables have nothing of is one of a list of what there is none of: 投诉、行政复议."""
    beside = [*tokens[index - 1 : index], *tokens[index + 1 : index + 2]]
    return "aside" in tokens[index].word.tags and any("join" in one.word.tags for one in beside)


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
    for matter in _matters(words) or [sentence.scope.matter]:
        named = [one for word in verbs for one in word.verbs.get(_own(word, matter, lexicon), ())]
        subjects += named or (lexicon.defaults.get(matter, ()) if occurs else ())
    return subjects


def _own(word: Word, matter: str, lexicon: Lexicon) -> str:
    """The matter that ``word`` is a verb of here: ``matter``, or its own where it needs none."""
    return matter if matter in word.verbs else lexicon.strong.get(word.text, "")
