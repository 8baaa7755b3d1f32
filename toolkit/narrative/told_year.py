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
_UNTIL = re.compile(r"截[至止]到?(\d{4}年)")  # what is made ready has no word of it left
_HEAD = 40  # characters of a sentence within which it says of whom it speaks
_QUOTED = 30
_TELLING = 3  # characters at the head of a name that tell the organ, or its place


def other_year(text: str, form: Form, year: int, name: str) -> str:
    """The words of ``text`` that speak of an earlier year where ``year`` is meant; empty where there are none, or where
    that is in doubt. ``name`` is the organ's.
    """
    this, prose = f"{year}年", load_prose()
    bare = "".join(text.split())
    if all(found == this for found in _A_YEAR.findall(bare)) or (this in bare and not prose.labels.search(bare)):
        return ""  # as nearly always: nothing need be made ready
    said, until = sentences(plain(text)), set(_UNTIL.findall(bare))
    unnamed = not any(str(year) in one or prose.now.search(one) for one in said)
    for at, sentence in enumerate(said):
        label = prose.labels.search(sentence)
        beside = sentence.replace(label[0], "") if label else sentence
        if prose.elsewhere.search(beside):
            continue
        if label and year_in(label) < year and str(year) not in sentence:
            return sentence[label.start() : label.start() + _QUOTED]
        years = set(_A_YEAR.findall(sentence))
        if not unnamed or len(years) != 1 or years & until or int(min(years)[:4]) >= year:
            continue
        opening, ours = prose.openings.match(sentence), prose.ours.match(sentence)
        if (
            (opening and at == 0)
            or (opening and _speaks_of_us(sentence[opening.end() :][:_HEAD], form, year, name))
            or (ours and _names_us(sentence[ours.end() :], form, year, name))
        ):
            return sentence[:_QUOTED]
    return ""


def _speaks_of_us(head: str, form: Form, year: int, name: str) -> bool:
    own = _own(load_lexicon(form, year))
    return _names_us(head, form, year, name) or bool(own.search(head)) or any(one in head for one in own_names(name))


def _names_us(rest: str, form: Form, year: int, name: str) -> bool:
    """Whether ``rest`` begins with the organ's name, or its place's, or with 我局."""
    named = len(name) >= _TELLING and rest.startswith(name[:_TELLING])
    return named or bool(_own(load_lexicon(form, year)).match(rest)) or rest.startswith(own_names(name))


@remembered(8)
def _own(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(expression(text for text, word in lexicon.words.items() if "own" in word.tags))
