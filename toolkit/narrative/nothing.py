"""What a text says there is none of: 未收到申请, 没有发生行政复议和行政诉讼."""

from __future__ import annotations

from .heard import Statement
from .lexicon import Subject, Word
from .meaning import NONE
from .relating import PASSED, SPOILING
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
        known = token.word.verbs or token.word.matter or token.word.tags & PASSED
        if token.start != at or not known or token.word.tags & SPOILING:
            break
        words.append(token.word)
        at = token.end
    if at != end or not words:
        return [], index + 1
    for word in words:
        note(word, sentence, clause)
    if not is_certain(sentence, clause):
        return [], last + 1
    quote = sentence.text[tokens[index].start : at]
    subjects = dict.fromkeys(subject.id for subject in _denied(words, sentence))
    return [Statement((subject,), NONE, quote) for subject in subjects], last + 1


def _denied(words: list[Word], sentence: Sentence) -> list[Subject]:
    lexicon = sentence.lexicon
    verbs = [word for word in words if word.verbs]
    occurs = not verbs or any("occur" in word.tags for word in words)
    subjects: list[Subject] = []
    for matter in dict.fromkeys(word.matter for word in words if word.noun) or [sentence.scope.matter]:
        named = [one for word in verbs for one in word.verbs.get(matter or lexicon.strong.get(word.text, ""), ())]
        subjects += named or (lexicon.defaults.get(matter, ()) if occurs else ())
    return subjects
