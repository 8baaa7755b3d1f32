"""Which template a workbook was made from: by its stamp, which stands in three places."""

from __future__ import annotations

import os
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import lru_cache

from ...book import Book, text_of
from ...editions import load_edition, load_form, load_forms
from ...form import DefinitionError, Form
from ...form.folders import FORMS_VARIABLE
from ...form.layout import load_layout
from ...memory import remembered
from ...stamp import Stamp, stamp_of, told_by_cells, told_by_names, told_by_properties
from .admit import one_line, sound_coverage, sound_digest, sound_seal, sound_year
from .places import locate

_LEAST_FOUND = 0.5  # of all figures, for a workbook to count as one of an edition
_YEAR = re.compile(r"(?:年度[：:] ?)?(20[0-9][0-9])(?: ?年|$)")


@dataclass(frozen=True, slots=True)
class Identity:
    """What the stamps say: the first that is whole, and the labels of facts in which they contradict each other.

    ``odd_year`` is what the stamp has for a year where that is none; the stamp's own is then blank.
    """

    stamp: Stamp | None
    conflicts: tuple[str, ...] = ()
    odd_year: str = ""


def identify(book: Book) -> Identity:
    """The stamp of ``book``: from the stamp sheet, else the document properties, else the defined names."""
    first, conflicts = stamp_of(_stamped(book))
    if first is None:
        return Identity(None)
    sound = replace(
        first,
        year=sound_year(first.year),
        seal=sound_seal(first.seal),
        coverage=sound_coverage(first.coverage),
        rules=sound_digest(first.rules),
    )
    return Identity(sound, conflicts, first.year if first.year != sound.year else "")


def stamped_form(stamp: Stamp) -> Form | None:
    """The edition that ``stamp`` names, for the year it names where it covers that; None where nobody knows it."""
    return _known_form(stamp.edition, stamp.year, os.environ.get(FORMS_VARIABLE, ""))


@remembered(64, longest=100)
def _known_form(edition: str, year: str, folders: str) -> Form | None:
    """As ``stamped_form``; ``folders`` are the office's own, looked at once for all returns."""
    with suppress(DefinitionError):  # no edition covers that year
        form = load_form(int(year)) if year else None
        if form and form.edition == edition:
            return form
    try:
        return load_edition(edition)
    except DefinitionError:
        return None


def recognised_form(book: Book) -> Form | None:
    """The edition whose labels ``book`` bears, for a workbook without a stamp; None where none stands out.

    Its year is the one that a text on the cover (or anywhere, where there is no cover) names, if the edition covers it.
    """
    scores = {}
    for form in load_forms():
        located = locate(book, load_layout(form))
        scores[form.edition] = located.found / len(form.fields)
    best = max(scores.values())
    winners = [edition for edition, score in scores.items() if score == best]
    if best < _LEAST_FOUND or len(winners) > 1:
        return None
    form = load_edition(winners[0])
    for year in _years(book):
        try:
            dated = load_form(year)
        except DefinitionError:
            continue
        if dated.edition == form.edition:
            return dated
    return form


def _years(book: Book) -> list[int]:
    """The years that short texts of the workbook speak of (“2024年度…”), the most frequent first."""
    counted: Counter[int] = Counter()
    for sheet in book.sheets:
        for content in sheet.cells.values():
            if isinstance(content, str) and len(content) < 60 and (found := _YEAR.search(content)):
                counted[int(found[1])] += 1
    return [year for year, _ in counted.most_common(3)]


def _stamped(book: Book) -> Iterator[Mapping[str, str]]:
    for name in _stamp_sheets():
        sheet = book.sheet(name)
        if sheet is not None:
            yield told_by_cells({cell: one_line(text_of(content)) for cell, content in sheet.cells.items()})
    yield told_by_properties({name: one_line(fact) for name, fact in book.properties.items()})
    yield told_by_names({name: one_line(fact) for name, fact in book.names.items()})


@lru_cache(maxsize=1)
def _stamp_sheets() -> tuple[str, ...]:
    return tuple(dict.fromkeys(load_layout(form).stamp_sheet for form in load_forms()))
