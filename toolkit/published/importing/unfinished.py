"""What marks a report as unfinished: the word of a draft, and places that somebody must still fill in."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache

from ...form.layout import Layout
from ..publishing.words import load_published_words
from .identity import is_title
from .page import Grid, Page, Paragraph
from .words import report_words

_WHAT = "{what}"
_LONGEST = 60  # characters of a line that is a title, or a mark on a page


def is_draft_mark(text: str) -> bool:
    """Whether a line is a word that a draft bears, alone or with what belongs to it: why it is one, of what version."""
    return len(text) <= _LONGEST and _draft_words()[0].fullmatch(text.strip()) is not None


def names_draft(text: str) -> bool:
    """Whether ``text``, that stands on each page or across it, has the word of a draft."""
    return len(text) <= _LONGEST and _draft_words()[1].search("".join(text.split())) is not None


def without_draft_marks(page: Page) -> Page:
    """``page`` without the lines that say it is a draft, and titles without what does; which is told: they are no text
    of any part of it.
    """
    marks: list[str] = []
    parts: list[Grid | Paragraph] = []
    for part in page.parts:
        if isinstance(part, Paragraph) and is_draft_mark(part.text):
            marks.append(part.text)
        elif isinstance(part, Paragraph) and (bare := _without_mark(part.text)) != part.text:
            marks.append(part.text)
            parts.append(replace(part, text=bare))
        else:
            parts.append(part)
    titles = tuple(map(_without_mark, page.titles))
    marks += [title for title, bare in zip(page.titles, titles, strict=True) if title != bare]
    if not marks:
        return page
    told = tuple(("draft", text) for text in dict.fromkeys(marks))
    return replace(page, parts=tuple(parts), titles=titles, unseen=(*page.unseen, *told))


def _without_mark(title: str) -> str:
    """``title`` without the word in brackets, before or behind, that says it is of a draft."""
    _, _, bracketed = _draft_words()
    return bracketed.sub("", title).strip() if len(title) <= _LONGEST and is_title(title) else title


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


@lru_cache(maxsize=1)
def _draft_words() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """A line that is such a word, the word anywhere, and the word in brackets at an end of a title."""
    words = "|".join("".join(f"{character}\\s*" for character in word) for word in report_words().drafts)
    line = re.compile(rf"[\W_]*(?:内部|第[一二三四五\d]+次?)?(?:{words})(?:[^\w、]\W*.*|[vV第（(\d].*)?", re.DOTALL)
    bracketed = re.compile(
        rf"^[\s—-]*[（(【\[〔]?\s*(?:{words})[）)】\]〕]?[\s—-]*|[（(【\[〔]\s*(?:{words})[）)】\]〕]\s*$"
    )
    return line, re.compile(words), bracketed


@lru_cache(maxsize=16)
def _places(layout: Layout) -> re.Pattern[str]:
    before, after = map(re.escape, load_published_words(layout).mark.split(_WHAT))
    return re.compile(f"{before}[^{after}]{{1,80}}{after}")
