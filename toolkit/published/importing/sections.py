"""A Page in its sections: what stands before the first title, and below each."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...form import Form
from ...reading.understand.labels import bare, normal
from .page import Cell, Grid, Page, Paragraph, squeezed
from .words import report_words

_MARK = re.compile(r"[（(]?([一二三四五六七八九十]{1,2})[、.．，,)）]")
TEXT = "正文"  # what a report's own text is called where places are told
Part = Paragraph | Grid


@dataclass(frozen=True, slots=True)
class Sections:
    """``below`` gives the parts below each title that was found, by the id of the section or table."""

    before: tuple[Part, ...]
    below: Mapping[str, tuple[Part, ...]]


def official_titles(form: Form) -> dict[str, str]:
    """The titles of sections and tables by id, in the order that their numbers give them."""
    titles = {part.id: part.title for part in form.narrative} | {table.id: table.title for table in form.tables}
    return dict(sorted(titles.items(), key=lambda item: _number(item[1])))


def split(page: Page, form: Form) -> Sections:
    """``page`` at the titles of ``form``. A title that stands twice (a list of contents) counts where it stands last
    before the next; what is not in the official order is no title.
    """
    titles = official_titles(form)
    at: dict[str, int] = {}
    end = len(page.parts)
    for name in reversed(titles):
        places = [
            index
            for index, part in enumerate(page.parts[:end])
            if isinstance(part, Paragraph) and _bears(part.text, name, titles[name])
        ]
        if places:
            end = at[name] = places[-1]
    starts = sorted(at.items(), key=lambda item: item[1])
    ends = [*(start for _, start in starts), len(page.parts)][1:]
    below = {name: page.parts[start + 1 : stop] for (name, start), stop in zip(starts, ends, strict=True)}
    return Sections(page.parts[: starts[0][1]] if starts else page.parts, below)


def _bears(text: str, name: str, title: str) -> bool:
    words = report_words()
    if len(text) > words.longest_title or "|" in text or "\t" in text.strip():
        return False
    if normal(text) == normal(title) or bare(text) == bare(title):
        return True
    mark = _MARK.match(text)
    same = mark is not None and text[0] not in "（(" and _ORDER.find(mark[1]) == _number(title)
    return same and any(all(word in text for word in each) for each in words.sections.get(name, ()))


_ORDER = "零一二三四五六七八九"


def _number(title: str) -> int:
    mark = _MARK.match(title)
    return _ORDER.find(mark[1]) if mark else len(_ORDER)


def grids_in(parts: Sequence[Part]) -> list[Grid]:
    """The tables among ``parts``; where there are none, their lines as cells, parted by bars or tabs.

    A line with tabs is a row; else a cell ends with a bar, and where there is no bar a line is a cell.
    """
    grids = [part for part in parts if isinstance(part, Grid)]
    if grids:
        return grids
    lines = [part for part in parts if isinstance(part, Paragraph)]
    cells: dict[Cell, str] = {}
    for line in lines:
        mark = "|" if "|" in line.text else "\t"
        given = line.text.split(mark)
        if mark == "|" and not given[-1].strip():
            given.pop()
        if mark == "|" and len(given) > 1 and not given[0].strip() and given[1].strip():
            given.pop(0)  # a bar before the first cell
        cells |= {(line.line - 1, column): squeezed(text) for column, text in enumerate(given)}
    return [Grid(TEXT, cells, has_rows=_has_rows(cells))] if cells else []


def _has_rows(cells: Mapping[Cell, str]) -> bool:
    """Whether lines are rows: many of them have several cells."""
    counts = Counter(row for (row, _), text in cells.items() if text)
    return sum(count > 1 for count in counts.values()) * 3 > len(counts)
