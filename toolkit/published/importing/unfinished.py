"""What marks a report as unfinished: the word of a draft, and places that somebody must still fill in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ...form.layout import Layout
from ..publishing.words import load_published_words
from .page import Grid, Page, Paragraph
from .words import report_words

_WHAT = "{what}"


def is_draft_mark(text: str) -> bool:
    """Whether a line is the word that a draft bears, by itself or before why it is one."""
    mark = report_words().draft
    rest = text.strip()[len(mark) :]
    return text.strip().startswith(mark) and (not rest or rest[0].isspace())


def without_draft_marks(page: Page) -> Page:
    """``page`` without the lines that say it is a draft, which is told: they are no text of any part of it."""
    marks = [part.text for part in page.parts if isinstance(part, Paragraph) and is_draft_mark(part.text)]
    if not marks:
        return page
    kept = tuple(part for part in page.parts if isinstance(part, Grid) or not is_draft_mark(part.text))
    return replace(page, parts=kept, unseen=(*page.unseen, *(("draft", text) for text in dict.fromkeys(marks))))


def without_places(text: str, layout: Layout) -> str:
    """``text`` without the marks at places that somebody must still fill in."""
    return _places(layout).sub("", text).strip()


def is_place(text: str, layout: Layout) -> bool:
    """Whether ``text`` is such a mark and nothing else."""
    return _places(layout).fullmatch(text.strip()) is not None


def places_in(page: Page, layout: Layout) -> list[str]:
    """The marks that stand in the text of ``page``."""
    lines = (part.text for part in page.parts if isinstance(part, Paragraph))
    return [mark for line in lines for mark in _places(layout).findall(line)]


@lru_cache(maxsize=16)
def _places(layout: Layout) -> re.Pattern[str]:
    before, after = map(re.escape, load_published_words(layout).mark.split(_WHAT))
    return re.compile(f"{before}[^{after}]{{1,80}}{after}")
