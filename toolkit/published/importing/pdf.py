"""A PDF with text to a Page, by pdfplumber: ruled tables, joined where they go on overleaf, and the prose between them.

What nobody sees is left out and told (``pdf_sight``); what is a picture is not read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

from ...refusal import GET_PDF, Refused
from .page import Grid, Page, Paragraph
from .pdf_beside import unseen_on, unseen_parts
from .pdf_glance import MOST_PAGES
from .pdf_prose import Line, lines_of, paragraphs_of, without_running
from .pdf_sight import Sight, sights_of
from .pdf_tables import Ruled, box_of, goes_on, joined, ruled_of, tables_of

_LEAST_CHARACTERS = 20  # of a page, fewer of which are no text but the number of a scan

logging.getLogger("pdfminer").setLevel(logging.ERROR)  # it warns of every font that leaves something out


def read_pdf(data: bytes) -> Page:
    """The document in ``data``. Raises Refused where the libraries are not there, where it is locked by a password, has
    no text, or too many pages.
    """
    try:
        import pdfplumber
        from pdfminer.pdfdocument import PDFPasswordIncorrect
        from pdfplumber.utils.exceptions import PdfminerException
    except ImportError:
        raise Refused("REPORT-PDF", get=GET_PDF) from None
    try:
        with pdfplumber.open(BytesIO(data)) as document:
            if len(document.pages) > MOST_PAGES:
                raise Refused("REPORT-PAGES", count=len(document.pages), limit=MOST_PAGES)
            title = str((document.metadata or {}).get("Title") or "")
            unseen = unseen_parts(document)
            leaves = []
            for page, sight in zip(document.pages, sights_of(data, document.pages), strict=True):
                leaf = _leaf(sight)
                unseen += [*unseen_on(page), *sight.told, *(one for table in leaf.tables for one in table.told)]
                leaves.append(leaf)
                sight.seen.close()
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise Refused("REPORT-ENCRYPTED") from None
        raise Refused("REPORT-BROKEN", reason=f"PDF 内部结构不完整（{type(error).__name__}）") from error
    if sum(leaf.characters for leaf in leaves) < _LEAST_CHARACTERS * len(leaves):
        raise Refused("REPORT-SCAN")
    leaves, drafts = without_running(leaves)
    parts = tuple(_parts(leaves))
    return Page(parts, (title,) if title else (), tuple(dict.fromkeys([*unseen, *drafts])))


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page: lines of prose and tables; ``characters`` is how many are seen."""

    lines: tuple[Line, ...]
    tables: tuple[Ruled, ...]
    characters: int


def _leaf(sight: Sight) -> Leaf:
    tables = tables_of(sight.seen)
    boxes = [box_of(table) for table in tables]

    def is_prose(one: Mapping[str, Any]) -> bool:
        across, down = (one["x0"] + one["x1"]) / 2, (one["top"] + one["bottom"]) / 2
        return not any(x0 <= across <= x1 and top <= down <= bottom for x0, top, x1, bottom in boxes)

    characters = sight.seen.chars
    prose = [one for one in characters if is_prose(one)]
    ruled = tuple(ruled_of(sight, table) for table in tables)
    return Leaf(tuple(lines_of(prose, float(sight.seen.height))), ruled, len(characters))


def _parts(leaves: Sequence[Leaf]) -> Iterator[Paragraph | Grid]:
    """The paragraphs and tables in reading order; a table that ends a page and begins the next is one."""
    tables = lines = 0
    for part in _stretches(leaves):
        if isinstance(part, Ruled):
            tables += 1
            yield replace(part.grid, name=f"第{tables}张表")
            continue
        for text in paragraphs_of(part):
            lines += 1
            yield Paragraph(text, lines)


def _stretches(leaves: Sequence[Leaf]) -> Iterator[Ruled | list[Line]]:
    """Tables, whole, and the lines between them."""
    found: list[Ruled | list[Line]] = [[]]
    for leaf in leaves:
        items: list[Line | Ruled] = [*leaf.lines, *leaf.tables]
        for item in sorted(items, key=lambda item: item.top):
            last = found[-1]
            if isinstance(item, Line):
                if isinstance(last, Ruled):
                    found.append(last := [])
                last.append(item)
            elif isinstance(last, Ruled) and goes_on(last, item):
                found[-1] = joined(last, item)
            else:
                found.append(item)
    yield from found
