"""Which year a section plainly speaks of as its own, where that is an earlier one than the report's."""

from __future__ import annotations

import re

from ..form import Form
from ..memory import remembered
from .digit_years import in_digits
from .lexicon import Lexicon, load_lexicon
from .names import own_names
from .plain import plain, sentences
from .prose import load_prose, year_in
from .quotes import piece
from .words import expression

_A_YEAR = re.compile(r"\d{4}年")
_UNTIL = re.compile(r"截[至止]到?(\d{4}年)")  # what is made ready has no word of it left
_CLAUSE = re.compile(r"[，,；;：:]")
_HEADING = re.compile(r"(?:[（(]?[一二三四五六七八九十\d]+[)）.．、]|[一二三四五六七八九十]是)?")
_HEAD = 40  # characters of a sentence within which it says of whom it speaks
_QUOTED = 30
_PLAN = 16  # characters behind a year within which it is said to be still to come
_TELLING = 3  # characters at the head of a name that tell the organ, or its place


def other_year(text: str, form: Form, year: int, name: str) -> str:
    """The words of ``text`` that speak of an earlier year where ``year`` is meant; empty where there are none, or where
    that is in doubt. ``name`` is the organ's.
    """
    bare = in_digits("".join(text.split()))
    if all(int(found[:4]) >= year for found in _A_YEAR.findall(bare)):
        return ""  # as nearly always: nothing need be made ready
    said, until = sentences(in_digits(plain(text))), set(_UNTIL.findall(bare))
    named = [_names_now(sentence, year) for sentence in said]
    is_named, is_mended = any(named), any(load_prose().mended.search(sentence) for sentence in said)
    for at, sentence in enumerate(said):
        label = _label(sentence, year)
        if label:
            return piece(sentence, label.start(), label.start() + _QUOTED)
        years = set(_A_YEAR.findall(sentence))
        if len(years) != 1 or years & until or int(min(years)[:4]) >= year:
            continue
        if load_prose().lacking.search(sentence):
            told = not is_named and not is_mended and _begins_with_year(sentence, form, year, name)
        elif load_prose().elsewhere.search(sentence):
            told = False
        elif is_named:
            told = not any(named[max(at - 1, 0) : at + 2]) and _counts(sentence, form, year, name)
        else:
            told = _is_its_own(sentence, at, form, year, name)
        if told:
            return piece(sentence, 0, _QUOTED)
    return ""


def _label(sentence: str, year: int) -> re.Match[str] | None:
    prose = load_prose()
    label = prose.labels.search(sentence)
    if not label or year_in(label) >= year or str(year) in sentence or prose.beside_label.search(sentence):
        return None
    return label


def _names_now(sentence: str, year: int) -> bool:
    """Whether ``sentence`` names the report's year, other than as one to come, or says 今年."""
    prose, this = load_prose(), str(year)
    if prose.now.search(sentence):
        return True
    _, *behind = sentence.split(this)
    return any(not prose.planned.search(rest[:_PLAN]) for rest in behind)


def _is_its_own(sentence: str, at: int, form: Form, year: int, name: str) -> bool:
    """Whether ``sentence``, number ``at`` of its section, begins with a year as that of the section."""
    prose = load_prose()
    opening, ours = prose.openings.match(sentence), prose.ours.match(sentence)
    if opening and (at == 0 or _speaks_of_us(sentence[opening.end() :][:_HEAD], form, year, name)):
        return True
    if ours and _names_us(sentence[ours.end() :], form, year, name):
        return True
    return _acts(sentence, form, year, name)


def _counts(sentence: str, form: Form, year: int, name: str) -> bool:
    """Whether ``sentence`` reports figures of a year."""
    return _acts(sentence, form, year, name) and bool(re.search(r"\d", _A_YEAR.sub("", sentence)))


def _acts(sentence: str, form: Form, year: int, name: str) -> bool:
    """Whether what is reported stands right behind a year that begins a clause, but for the organ."""
    prose, place = load_prose(), 0
    for clause in _CLAUSE.split(sentence):
        if _A_YEAR.search(clause):
            rest = _without_us(clause[_head_of(clause) :], form, year, name)
            rest += sentence[place + len(clause) :][:_HEAD]
            found = prose.ours.match(rest)
            if found and prose.acts.match(_without_us(rest[found.end() :], form, year, name)):
                return True
        place += len(clause) + 1
    return False


def _head_of(clause: str) -> int:
    found = _HEADING.match(clause)
    return found.end() if found else 0


def _begins_with_year(sentence: str, form: Form, year: int, name: str) -> bool:
    """Whether a year stands at the head of ``sentence``, or behind the organ there."""
    behind = _without_us(sentence[_head_of(sentence) :], form, year, name)
    return bool(load_prose().ours.match(behind))


def _without_us(rest: str, form: Form, year: int, name: str) -> str:
    """``rest`` without the organ's name, or 我局, at its head."""
    for one in (name, *own_names(name)):
        if one and rest.startswith(one):
            return rest[len(one) :]
    own = _own(load_lexicon(form, year)).match(rest)
    return rest[own.end() :] if own else rest


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
