"""The lines of a printed page, and the paragraphs that they make; what stands on every page is none of them."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from .page import RAISED
from .unfinished import is_draft_mark
from .words import report_words

if TYPE_CHECKING:
    from .pdf import Leaf

_WIDE = re.compile("[\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef\u3000-\u303f\u2014\u2018-\u201d\u2026\u00b7]")
_RADICALS = re.compile("[\u2e80-\u2fdf]")  # which browsers print in place of the characters they look like
_PAGE = re.compile(r"[—–\-·\s]*(?:第\s*)?\d{1,3}\s*(?:页)?(?:[/／共，,\s]*\d{0,3}\s*页?)?[—–\-·\s]*")
_EDGE = 0.12  # of a page's height, at its top and its bottom, where running heads and numbers stand
_GAP = 0.3  # of a character's size, from which on two characters are apart
_LINE = 0.5  # of a character's size, within which two stand in one line
_SMALLER = 0.9  # of a digit's size, below which another is a mark at it
_LOWER = 0.15  # of a digit's size, by which one that stands higher or lower is a mark
_SHORT = 2.2  # characters that are lacking at the end of a line that ends a paragraph
_INDENT = 0.8  # characters by which the first line of a paragraph is set in


@dataclass(frozen=True, slots=True)
class Line:
    """A line of print: its text, where it is (in points from the top left), and the size of its type; ``within`` is
    where on its page, from 0 at the top to 1.
    """

    text: str
    x0: float
    x1: float
    top: float
    bottom: float
    size: float
    within: float


def lines_of(characters: Iterable[Mapping[str, Any]], height: float) -> Iterator[Line]:
    """``characters`` of a page so high, as lines from the top."""
    rows: list[list[Mapping[str, Any]]] = []
    for one in sorted(characters, key=lambda one: ((one["top"] + one["bottom"]) / 2, one["x0"])):
        middle = (one["top"] + one["bottom"]) / 2
        if rows and middle - (rows[-1][0]["top"] + rows[-1][0]["bottom"]) / 2 <= _LINE * one["size"]:
            rows[-1].append(one)
        else:
            rows.append([one])
    for row in rows:
        row.sort(key=lambda one: one["x0"])
        text = _text(row)
        if text:
            inked = [one for one in row if one["text"].strip()]
            top, bottom = min(one["top"] for one in row), max(one["bottom"] for one in row)
            size = max(one["size"] for one in inked)
            yield Line(text, inked[0]["x0"], inked[-1]["x1"], top, bottom, size, (top + bottom) / 2 / height)


def _text(row: Sequence[Mapping[str, Any]]) -> str:
    """The characters of a line; a gap is a blank, but beside a Chinese character, where programs set one unasked. A
    digit that is smaller than the one before, or stands higher or lower, is marked.
    """
    text, end = "", None
    digit: Mapping[str, Any] | None = None
    for one in row:
        character = _RADICALS.sub(_whole, one["text"])
        if not character.strip():
            continue
        if character.isdigit():
            text += RAISED if digit is not None and _is_raised(digit, one) else ""
            digit = one
        else:
            digit = None
        apart = end is not None and one["x0"] - end > _GAP * one["size"]
        if apart and not (_WIDE.match(character) or _WIDE.match(text[-1])):
            text += " "
        text += character
        end = one["x1"]
    return text


def _whole(radical: re.Match[str]) -> str:
    """The character that a ``radical`` looks like."""
    return report_words().radicals.get(radical[0]) or unicodedata.normalize("NFKC", radical[0])


def _is_raised(one: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Whether two digits are of other sizes, or stand on other lines."""
    small, large = sorted((float(one["size"]), float(other["size"])))
    return small < _SMALLER * large or abs(one["bottom"] - other["bottom"]) > _LOWER * large


def without_running(leaves: Sequence[Leaf]) -> tuple[list[Leaf], list[tuple[str, str]]]:
    """``leaves`` without page numbers and without the lines that stand at the edge of most pages; and what of those
    says that it is a draft.
    """
    often = Counter(
        name
        for leaf in leaves
        for name in {_name(line) for line in leaf.lines if line.within < _EDGE or line.within > 1 - _EDGE}
    )
    running = {name for name, count in often.items() if count > 1 and 2 * count >= len(leaves)}
    kept, drafts = [], []
    for leaf in leaves:
        lines = []
        for line in leaf.lines:
            if is_draft_mark(line.text) and _name(line) in running:
                drafts.append(("draft", line.text))
            elif not _is_outside(line, running):
                lines.append(line)
        kept.append(replace(leaf, lines=tuple(lines)))
    return kept, drafts


def _name(line: Line) -> str:
    return re.sub(r"\d+", "", "".join(line.text.split()))


def _is_outside(line: Line, running: set[str]) -> bool:
    at_edge = line.within < _EDGE or line.within > 1 - _EDGE
    return at_edge and (_name(line) in running or _PAGE.fullmatch(line.text) is not None)


def paragraphs_of(lines: Sequence[Line]) -> Iterator[str]:
    """``lines`` as paragraphs: a new one begins where a line is set in, or the one before ends short of the others."""
    if not lines:
        return
    left, right = min(line.x0 for line in lines), max(line.x1 for line in lines)
    text, before = "", None
    for line in lines:
        set_in = line.x0 - left > _INDENT * line.size
        short = before is not None and right - before.x1 > _SHORT * before.size
        other = before is not None and abs(before.size - line.size) > 1
        if text and (set_in or short or other):
            yield text
            text = ""
        joint = " " if text and not (_WIDE.match(text[-1]) or _WIDE.match(line.text[0])) else ""
        text += joint + line.text
        before = line
    if text:
        yield text
