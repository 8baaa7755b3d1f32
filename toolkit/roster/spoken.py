"""How people write a roster's heads, kinds and levels, and the lines of its file that are no organs: 合计, 填表人：…"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from ..form.source import Section
from ..organ_names import split_remark
from ..values import folded
from .words import KINDS, LEVELS, also, roster_words

_BETWEEN = re.compile(r"[()\[\]{}【】〔〕、,，./\\·|\-—]")
_DATE = r"\d{4}年\d{1,2}月(?:\d{1,2}日)?"


@dataclass(frozen=True, slots=True)
class Spoken:
    """``heads``, ``kinds`` and ``levels`` give the roster's own word for each that is taken, ``near_…`` the most likely
    one for a part of others; ``closing`` matches what begins a line that is no organ.
    """

    heads: Mapping[str, str]
    kinds: Mapping[str, str]
    levels: Mapping[str, str]
    near_kinds: Mapping[str, str]
    near_levels: Mapping[str, str]
    closing: re.Pattern[str]


@lru_cache(maxsize=1)
def load_spoken() -> Spoken:
    """What ``schemas/catalogue/roster.yaml`` says."""
    root = roster_words()
    near, closing = root.section("near"), root.section("closing")
    near.only("kinds", "levels")
    closing.only("notes", "sums")
    notes, sums = ("|".join(map(re.escape, closing.strings(name))) for name in ("notes", "sums"))
    return Spoken(
        _taken("columns"),
        _taken("kinds"),
        _taken("levels"),
        _near(near.section("kinds"), KINDS),
        _near(near.section("levels"), LEVELS),
        re.compile(rf"(?:(?:{notes})(?:$|[:(\d])|(?:{sums})(?:$|[:(\d])|{_DATE}$)"),
    )


def head_of(text: str) -> str:
    """The column's own head that the head ``text`` means; ``text`` itself, folded, where it is none."""
    head = folded(text)
    return load_spoken().heads.get(head, head)


def kind_of(text: str) -> str:
    """The kind that ``text`` means; ``text`` itself where it is none for certain."""
    return _meant(text, load_spoken().kinds, near_kind)


def level_of(text: str) -> str:
    """As ``kind_of``, of a level."""
    return _meant(text, load_spoken().levels, near_level)


def near_kind(text: str) -> str:
    """The kind that ``text``, which is none, most likely means; empty where nothing speaks for one."""
    return _nearest(text, load_spoken().near_kinds)


def near_level(text: str) -> str:
    """As ``near_kind``, of a level."""
    return _nearest(text, load_spoken().near_levels)


def is_closing(first: str, kind: str, level: str) -> bool:
    """Whether a line that begins with the text ``first`` is a sum or a note: no organ, which has a kind or a level."""
    return kind not in KINDS and level not in LEVELS and load_spoken().closing.match(folded(first)) is not None


def _meant(text: str, taken: Mapping[str, str], near: Callable[[str], str]) -> str:
    word = taken.get(_bare(text))
    remarked = split_remark(folded(text)) if word is None else None
    if remarked is not None:
        word = taken.get(_bare(remarked[0]))
        if near(remarked[1]) not in ("", word):
            word = None
    return text if word is None else word


def _bare(text: str) -> str:
    return _BETWEEN.sub("", folded(text))


def _nearest(text: str, near: Mapping[str, str]) -> str:
    bare = _bare(text)
    return next((word for part, word in near.items() if part in bare), "")


def _taken(part: str) -> dict[str, str]:
    return {said: word for word, others in also(part).items() for said in (word, *others)}


def _near(section: Section, words: tuple[str, ...]) -> dict[str, str]:
    return {part: section.choice(part, words) for part in section.values}
