"""A PDF with text to a Page, by pdfplumber: ruled tables, joined where they go on overleaf, and the prose between them.

What nobody sees is left out and told (``pdf_sight``); what is a picture is not read.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from io import BytesIO
from typing import TYPE_CHECKING, Any

from ...refusal import GET_PDF, Refused
from .page import Cell, Grid, Page, Paragraph
from .pdf_prose import Line, lines_of, paragraphs_of, without_running
from .pdf_sight import seen_of, unseen_parts

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.table import Table

_MOST_PAGES = 60  # the longest reports have some twenty
_LEAST_CHARACTERS = 20  # of a page, fewer of which are no text but the number of a scan
_NEAR = 3.0  # points within which two rules are one
_WHITE = 0.99  # of 1, from which on a ground is white: no rule
_TALLEST = 300.0  # points of a cell that bears a label of a whole table
_FULL = 1.3  # widths of a character that are left at the end of a line that is full

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
            if len(document.pages) > _MOST_PAGES:
                raise Refused("REPORT-PAGES", count=len(document.pages), limit=_MOST_PAGES)
            title = str((document.metadata or {}).get("Title") or "")
            unseen = unseen_parts(document)
            leaves = []
            for page, (kept, hidden) in zip(document.pages, seen_of(data, document.pages), strict=True):
                unseen += hidden
                leaves.append(_leaf(page, kept))
                page.close()
    except PdfminerException as error:
        if error.args and isinstance(error.args[0], PDFPasswordIncorrect):
            raise Refused("FILE-ENCRYPTED") from None
        raise Refused("FILE-BROKEN", reason=f"PDF 内部结构不完整（{type(error).__name__}）") from error
    if sum(leaf.characters for leaf in leaves) < _LEAST_CHARACTERS * len(leaves):
        raise Refused("REPORT-SCAN")
    leaves, drafts = without_running(leaves)
    parts = tuple(_parts(leaves))
    return Page(parts, (title,) if title else (), tuple(dict.fromkeys([*unseen, *drafts])))


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: ``edges`` are where its columns begin and end, in points; ``top`` and ``bottom`` where it does."""

    grid: Grid
    rows: int
    edges: tuple[float, ...]
    top: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Leaf:
    """What stands on one page: lines of prose and tables; ``characters`` is how many are seen."""

    lines: tuple[Line, ...]
    tables: tuple[Ruled, ...]
    characters: int


def _leaf(page: PdfPage, seen: PdfPage) -> Leaf:
    rules = seen.filter(lambda one: one["object_type"] == "char" or _is_rule(one))
    tables = [table for table in rules.find_tables() if len(table.cells) > 1]
    ruled = [_ruled(seen, table) for table in tables]

    def is_prose(one: dict[str, object]) -> bool:
        middle = (float(one["top"]) + float(one["bottom"])) / 2  # type: ignore[arg-type]
        across = (float(one["x0"]) + float(one["x1"])) / 2  # type: ignore[arg-type]
        return not any(x0 <= across <= x1 and top <= middle <= bottom for x0, top, x1, bottom in map(_box, tables))

    prose = [one for one in seen.chars if is_prose(one)]
    return Leaf(tuple(lines_of(prose, float(page.height))), tuple(ruled), len(seen.chars))


def _is_rule(one: dict[str, Any]) -> bool:
    """Whether ``one`` may be a rule between cells, or the ground of one; not the ground of a whole page or column."""
    if one["object_type"] == "line" or one["width"] < _NEAR or one["height"] < _NEAR or one.get("stroke"):
        return True
    fill = one.get("non_stroking_color")
    shades = [fill] if isinstance(fill, float | int) else list(fill or ())
    return bool(shades) and len(shades) < 4 and min(shades) < _WHITE and one["height"] < _TALLEST


def _box(table: Table) -> tuple[float, float, float, float]:
    x0, top, x1, bottom = table.bbox
    return float(x0), float(top), float(x1), float(bottom)


def _ruled(page: PdfPage, table: Table) -> Ruled:
    """The cells of ``table`` by the rules between them; one over several places spans them."""
    across = _edges([x for x0, _, x1, _ in table.cells for x in (x0, x1)])
    down = _edges([y for _, top, _, bottom in table.cells for y in (top, bottom)])
    cells: dict[Cell, str] = {}
    spans: dict[Cell, tuple[int, int]] = {}
    for x0, top, x1, bottom in sorted(table.cells, key=lambda box: (box[1], box[0])):
        row, column = _at(down, top), _at(across, x0)
        height, width = _at(down, bottom) - row, _at(across, x1) - column
        cells[row, column] = _text(page, (x0, top, x1, bottom))
        if height > 1 or width > 1:
            spans[row, column] = (max(height, 1), max(width, 1))
    return Ruled(Grid("", cells, spans), len(down) - 1, across, down[0], down[-1])


def _edges(given: Sequence[float]) -> tuple[float, ...]:
    """``given`` in order, those that are near each other as one."""
    edges: list[float] = []
    for edge in sorted(given):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return tuple(edges)


def _at(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - edge))


def _text(page: PdfPage, box: tuple[float, float, float, float]) -> str:
    """What stands in ``box``, line by line. A line of digits that fills it goes on in the next."""
    x0, top, x1, bottom = box
    inside = [
        one for one in page.chars
        if x0 <= (one["x0"] + one["x1"]) / 2 <= x1 and top <= (one["top"] + one["bottom"]) / 2 <= bottom
    ]  # fmt: skip
    text = ""
    before: Line | None = None
    for line in lines_of(inside, float(page.height)):
        goes_on = before is not None and _is_full(before, x0, x1) and (before.text + line.text).isdigit()
        text += line.text if goes_on or not text else f"\n{line.text}"
        before = line
    return text


def _is_full(line: Line, x0: float, x1: float) -> bool:
    """Whether no character more has room in ``line`` between ``x0`` and ``x1``."""
    return (x1 - x0) - (line.x1 - line.x0) < _FULL * line.size


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
            elif isinstance(last, Ruled) and _goes_on(last, item):
                found[-1] = _joined(last, item)
            else:
                found.append(item)
    yield from found


def _goes_on(one: Ruled, other: Ruled) -> bool:
    """Whether ``other``, on the page behind ``one`` with no line between them, has its columns, or all of those and
    some that ``one`` had no use for, or the other way round.
    """
    fewer, more = sorted((one.edges, other.edges), key=len)
    ends = zip((fewer[0], fewer[-1]), (more[0], more[-1]), strict=True)
    is_whole = all(abs(a - b) <= _NEAR for a, b in ends)
    return other.top < one.bottom and is_whole and all(min(abs(a - b) for b in more) <= _NEAR for a in fewer)


def _joined(one: Ruled, other: Ruled) -> Ruled:
    """Both as one table, without the heads that ``other`` repeats."""
    edges = max(one.edges, other.edges, key=len)
    upper, lower = _on(one, edges), _on(other, edges)
    heads = _repeated(upper, lower)
    shift = one.rows - heads
    cells = {**upper.cells, **{(r + shift, c): text for (r, c), text in lower.cells.items() if r >= heads}}
    spans = {**upper.spans, **{(r + shift, c): span for (r, c), span in lower.spans.items() if r >= heads}}
    return Ruled(Grid("", cells, spans), shift + other.rows, edges, one.top, other.bottom)


def _on(table: Ruled, edges: tuple[float, ...]) -> Grid:
    """The cells of ``table`` in columns between ``edges``."""
    places = [_at(edges, edge) for edge in table.edges]
    cells: dict[Cell, str] = {}
    spans: dict[Cell, tuple[int, int]] = {}
    for (row, column), text in table.grid.cells.items():
        height, width = table.grid.spans.get((row, column), (1, 1))
        cells[row, places[column]] = text
        wide = places[column + width] - places[column]
        if height > 1 or wide > 1:
            spans[row, places[column]] = (height, wide)
    return Grid("", cells, spans)


def _repeated(one: Grid, other: Grid) -> int:
    """How many of the first rows of ``other`` are those of ``one``, which have words in them."""
    count = 0
    while True:
        here, there = ({c: text for (r, c), text in grid.cells.items() if r == count} for grid in (one, other))
        if not here or here != there or not any(text and not text.isascii() for text in here.values()):
            return count
        count += 1
