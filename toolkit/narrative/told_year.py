"""Which year a section plainly speaks of as its own, where that is an earlier one than the report's."""

from __future__ import annotations

import re

from ..form import Form
from ..memory import remembered
from .lexicon import Lexicon, load_lexicon
from .names import own_names
from .plain import plain, sentences
from .prose import load_prose, year_in
from .words import expression

_A_YEAR = re.compile(r"\d{4}年")
_UNTIL = re.compile(r"截[至止]到?\s*(\d{4}年)")  # what is made ready has no word of it left
_HEAD = 40  # characters of a sentence within which it says of whom it speaks
_QUOTED = 30
_TELLING = 3  # characters at the head of a name that tell the organ, or its place


def other_year(text: str, form: Form, year: int, name: str) -> str:
    """The words of ``text`` that speak of an earlier year where ``year`` is meant; empty where there are none, or where
    that is in doubt. ``name`` is the organ's.
    """
    if all(found == f"{year}年" for found in _A_YEAR.findall(text)):
        return ""
    prose, said = load_prose(), sentences(plain(text))
    until = _UNTIL.findall(text)
    unnamed = not any(str(year) in one or prose.now.search(one) for one in said)
    for at, sentence in enumerate(said):
        label = prose.labels.search(sentence)
        beside = sentence.replace(label[0], "") if label else sentence
        if prose.elsewhere.search(beside):
            continue
        if label and year_in(label) < year and str(year) not in sentence:
            return sentence[label.start() : label.start() + _QUOTED]
        opening = prose.openings.match(sentence) if unnamed else None
        if opening is None or f"{year_in(opening)}年" in until:
            continue
        if year_in(opening) < year and (at == 0 or _is_ours(sentence[opening.end() :], form, year, name)):
            return sentence[:_QUOTED]
    return ""


def _is_ours(sentence: str, form: Form, year: int, name: str) -> bool:
    head = sentence[:_HEAD]
    named = len(name) >= _TELLING and head.startswith(name[:_TELLING])
    return named or any(one in head for one in own_names(name)) or bool(_own(load_lexicon(form, year)).search(head))


@remembered(8)
def _own(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(expression(text for text, word in lexicon.words.items() if "own" in word.tags))
