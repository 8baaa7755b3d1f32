"""The ruled tables of a printed page, and two that are one overleaf."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from .page import Cell, Grid
from .pdf_print import Box
from .pdf_prose import Line, lines_of
from .pdf_sight import Sight

if TYPE_CHECKING:
    from pdfplumber.page import Page as PdfPage
    from pdfplumber.table import Table

_NEAR = 3.0  # points within which two rules are one
_WHITE = 0.99  # of 1, from which on a ground is white: no rule
_TALLEST = 300.0  # points of a cell that bears a label of a whole table
_FULL = 1.3  # widths of a character that are left at the end of a line that is full


@dataclass(frozen=True, slots=True)
class Ruled:
    """A ruled table: ``edges`` are where its columns begin and end, in points; ``top`` and ``bottom`` where it does.
    ``told`` are its cells of figures in which something is drawn, or printed otherwise than it says: as (kind, what
    stands there and to its left).
    """

    grid: Grid
    rows: int
    edges: tuple[float, ...]
    top: float
    bottom: float
    told: tuple[tuple[str, str], ...] = ()


def tables_of(page: PdfPage) -> list[Table]:
    """The tables on ``page`` that rules make; where there are none, those that the grounds of cells make: what is set
    off by a ground within a cell is no cell of its own.
    """
    for is_rule in (_is_line, _is_rule):
        tables = _tables_by(page, is_rule)
        if tables:
            return tables
    return []


def _tables_by(page: PdfPage, is_rule: Callable[[Mapping[str, Any]], bool]) -> list[Table]:
    rules = page.filter(lambda one: one["object_type"] == "char" or is_rule(one))
    return [table for table in rules.find_tables() if len(table.cells) > 1]


def box_of(table: Table) -> Box:
    x0, top, x1, bottom = table.bbox
    return float(x0), float(top), float(x1), float(bottom)


def ruled_of(sight: Sight, table: Table) -> Ruled:
    """The cells of ``table`` by the rules between them; one over several places spans them."""
    across = _edges([x for x0, _, x1, _ in table.cells for x in (x0, x1)])
    down = _edges([y for _, top, _, bottom in table.cells for y in (top, bottom)])
    cells: dict[Cell, str] = {}
    spans: dict[Cell, tuple[int, int]] = {}
    told: list[tuple[str, str]] = []
    label = ""
    for x0, top, x1, bottom in sorted(table.cells, key=lambda box: (box[1], box[0])):
        row, column = _at(down, top), _at(across, x0)
        height, width = _at(down, bottom) - row, _at(across, x1) - column
        inside = _inside(sight.seen, (x0, top, x1, bottom))
        text = cells[row, column] = _text(inside, x0, x1, float(sight.seen.height))
        if any(map(str.isalpha, text)):
            label = text
        else:
            where = " ".join([*label.split(), *text.split()])
            told += [("drawn", where)] if sight.has_drawing((x0, top, x1, bottom), inside) else []
            told += [("glyphs", where)] if sight.has_odd_sign(inside) else []
        if height > 1 or width > 1:
            spans[row, column] = (max(height, 1), max(width, 1))
    return Ruled(Grid("", cells, spans), len(down) - 1, across, down[0], down[-1], tuple(told))


def _is_line(one: Mapping[str, Any]) -> bool:
    """Whether ``one`` is a rule between cells: a line, or a box so thin, or one that has an outline."""
    return bool(one["object_type"] == "line" or one["width"] < _NEAR or one["height"] < _NEAR or one.get("stroke"))


def _is_rule(one: Mapping[str, Any]) -> bool:
    """Whether ``one`` may be a rule between cells, or the ground of one; not the ground of a whole page or column."""
    if _is_line(one):
        return True
    fill = one.get("non_stroking_color")
    shades = [fill] if isinstance(fill, float | int) else list(fill or ())
    if not shades or len(shades) > 3 or not all(isinstance(shade, float | int) for shade in shades):
        return False  # none that can be told from white: of four inks, or a pattern
    return bool(min(shades) < _WHITE and one["height"] < _TALLEST)


def _edges(given: Sequence[float]) -> tuple[float, ...]:
    """``given`` in order, those that are near each other as one."""
    edges: list[float] = []
    for edge in sorted(given):
        if not edges or edge - edges[-1] > _NEAR:
            edges.append(edge)
    return tuple(edges)


def _at(edges: Sequence[float], edge: float) -> int:
    return min(range(len(edges)), key=lambda at: abs(edges[at] - edge))


def _inside(page: PdfPage, box: Box) -> list[Mapping[str, Any]]:
    x0, top, x1, bottom = box
    return [
        one for one in page.chars
        if x0 <= (one["x0"] + one["x1"]) / 2 <= x1 and top <= (one["top"] + one["bottom"]) / 2 <= bottom
    ]  # fmt: skip


def _text(characters: Sequence[Mapping[str, Any]], x0: float, x1: float, height: float) -> str:
    """What ``characters`` between ``x0`` and ``x1`` say, line by line, on a page so high. A line of digits that fills
    its cell goes on in the next.
    """
    text = ""
    before: Line | None = None
    for line in lines_of(characters, height):
        goes_on = before is not None and _is_full(before, x0, x1) and (before.text + line.text).isdigit()
        text += line.text if goes_on or not text else f"\n{line.text}"
        before = line
    return text


def _is_full(line: Line, x0: float, x1: float) -> bool:
    """Whether no character more has room in ``line`` between ``x0`` and ``x1``."""
    return (x1 - x0) - (line.x1 - line.x0) < _FULL * line.size


def goes_on(one: Ruled, other: Ruled) -> bool:
    """Whether ``other``, on the page behind ``one`` with no line between them, has its columns, or all of those and
    some that ``one`` had no use for, or the other way round.
    """
    fewer, more = sorted((one.edges, other.edges), key=len)
    ends = zip((fewer[0], fewer[-1]), (more[0], more[-1]), strict=True)
    is_whole = all(abs(a - b) <= _NEAR for a, b in ends)
    return other.top < one.bottom and is_whole and all(min(abs(a - b) for b in more) <= _NEAR for a in fewer)


def joined(one: Ruled, other: Ruled) -> Ruled:
    """Both as one table, without the heads that ``other`` repeats."""
    edges = max(one.edges, other.edges, key=len)
    upper, lower = _on(one, edges), _on(other, edges)
    heads = _repeated(upper, lower)
    shift = one.rows - heads
    cells = {**upper.cells, **{(r + shift, c): text for (r, c), text in lower.cells.items() if r >= heads}}
    spans = {**upper.spans, **{(r + shift, c): span for (r, c), span in lower.spans.items() if r >= heads}}
    told = (*one.told, *other.told)
    return Ruled(Grid("", cells, spans), shift + other.rows, edges, one.top, other.bottom, told)


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
