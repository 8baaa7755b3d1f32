"""What one report is made of: the figures and texts of an organ or a government."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ...form.layout import Layout
from .words import load_published_words

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T].*)?")


@dataclass(frozen=True, slots=True)
class Content:
    """What is published: one organ's or government's figures (in steps of their units) and texts, by their ids.

    ``date`` is when it is signed, as somebody wrote it. ``faults`` are why it is not ready, as the facts of sentences
    among ``drafts`` by their names, ``doubts`` what is not settled and yet no reason against it; a ``draft`` says both
    on every page.
    """

    agency: str
    year: int
    values: tuple[int | None, ...]
    cover: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    date: str = ""
    faults: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    doubts: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    draft: bool = False


def reasons(content: Content, layout: Layout) -> str:
    """Why ``content`` is not ready to be published, in words; empty where it is."""
    return _said(content.faults, layout)


def remarks(content: Content, layout: Layout) -> str:
    """What a draft of ``content`` says of it: why it is not ready, and what is in doubt; empty where nothing is."""
    return _said({**content.faults, **content.doubts}, layout)


def _said(told: Mapping[str, Mapping[str, int]], layout: Layout) -> str:
    drafts = load_published_words(layout).drafts
    return "，".join(drafts[name].format(**facts) for name, facts in told.items())


def read_day(text: str) -> date | None:
    """The day that ``text`` says, as people write them; None where it says none of the calendar."""
    found = _DAY.fullmatch(text.strip())
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def shown(text: str) -> str:
    """``text`` in lines, without what no document can hold: control characters, halves of pairs, codes of none."""
    lines = ("".join(filter(_is_shown, line)).strip() for line in text.splitlines())
    return "\n".join(filter(None, lines))


def _is_shown(character: str) -> bool:
    return character == "\t" or not (
        unicodedata.category(character) in ("Cc", "Cs") or ord(character) & 0xFFFE == 0xFFFE
    )
