"""Finds the figures of an official table in any grid of text, by its labels alone.

A figure's place is where the row of its row label meets the column of its head. Labels that stand more than
once (其他, 总计) are told apart by the group labels over or beside them and by the block they stand in. Whatever
does not come out as exactly one place is not found: there is no best guess.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from ...form import Block, Header, Table
from .labels import bare

Cell = tuple[int, int]  # row, column
Grid = Mapping[Cell, str]  # what is not blank
Extent = tuple[int, int]  # height, width

_NUMBER = re.compile(r"[\s+\-−－]*[\d０-９][\d０-９,，.．\s]*")


@dataclass(slots=True)
class Match:
    """Where the figures of a table are: by offset in the table's field order.

    ``labels`` holds the cells of the labels that were found, ``missing`` the labels that are nowhere, ``doubled``
    those that stand twice with nothing to tell them apart, each with one of its cells.
    """

    places: dict[int, Cell] = field(default_factory=dict)
    labels: set[Cell] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    doubled: dict[str, Cell] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Sighting:
    """A grid with its labels indexed, and how far each merged cell reaches."""

    grid: Grid
    merges: Mapping[Cell, Extent]
    index: Mapping[str, Sequence[Cell]]

    def cells(self, label: str, rows: range) -> list[Cell]:
        return [cell for cell in self.index.get(bare(label), ()) if cell[0] in rows]

    def width(self, cell: Cell) -> int:
        """How many columns a group label speaks for: its merge, else up to the next text beside it."""
        if cell in self.merges:
            return self.merges[cell][1]
        return min((c for r, c in self.grid if r == cell[0] and c > cell[1]), default=1 << 20) - cell[1]

    def height(self, cell: Cell) -> int:
        if cell in self.merges:
            return self.merges[cell][0]
        return min((r for r, c in self.grid if c == cell[1] and r > cell[0]), default=1 << 20) - cell[0]


def sight(grid: Grid, merges: Mapping[Cell, Extent] | None = None) -> Sighting:
    """``grid`` made ready for matching; ``merges`` gives (height, width) of merged cells where known."""
    index: dict[str, list[Cell]] = {}
    for cell in sorted(grid):
        text = grid[cell]
        if text and len(text) < 200 and not _NUMBER.fullmatch(text):
            index.setdefault(bare(text), []).append(cell)
    return Sighting(grid, merges or {}, index)


def match_table(seen: Sighting, table: Table, others: Iterable[Table] = ()) -> Match:
    """The places of the figures of ``table`` in a grid, which may hold the tables ``others`` too."""
    match = Match()
    span = _span(seen, table, others)
    offset = 0
    anchors = _anchors(seen, table, span, match)
    for position, block in enumerate(table.blocks):
        rows = _region(anchors, position, span)
        offset = _match_block(seen, block, rows, offset, match)
    match.missing = list(dict.fromkeys(match.missing))
    return match


def _texts(table: Table) -> set[str]:
    found: set[str] = set()
    for block in table.blocks:
        headers = [*_all(block.columns), *_all(block.rows)]
        found |= {
            bare(text) for text in (block.label, block.corner, block.heading, *(h.label for h in headers)) if text
        }
    return found


def _span(seen: Sighting, table: Table, others: Iterable[Table]) -> range:
    """The rows between the first and the last label that no other table has."""
    foreign = set().union(*(_texts(other) for other in others if other.id != table.id))
    rows = [cell[0] for text in _texts(table) - foreign for cell in seen.index.get(text, ())]
    return range(min(rows), max(rows) + 1) if rows else range(0)


def _anchors(seen: Sighting, table: Table, span: range, match: Match) -> list[int | None]:
    """The row of each block's label; None where it is missing or stands twice."""
    anchors: list[int | None] = []
    for block in table.blocks:
        cells = seen.cells(block.label, span) if block.label else []
        rows = {row for row, _ in cells}
        anchors.append(rows.pop() if len(rows) == 1 else None)
        if len(cells) == 1:
            match.labels.update(cells)
        elif block.label and not cells:
            match.missing.append(block.label)
        elif cells:
            match.doubled[block.label] = cells[-1]
    return anchors


def _region(anchors: Sequence[int | None], position: int, span: range) -> range:
    """The rows of a block: from its label to the next one that was found."""
    start = anchors[position]
    if start is None:
        before = [row for row in anchors[:position] if row is not None]
        start = max(before) if before else span.start
    later = [row for row in anchors if row is not None and row > start]
    return range(start, min(later) if later else span.stop)


def _match_block(seen: Sighting, block: Block, rows: range, offset: int, match: Match) -> int:
    row_texts = {bare(header.label) for header in _all(block.rows) if header.label}
    column_texts = {bare(header.label) for header in _all(block.columns)}
    # Labels that only rows (only columns) have show where the body begins: above it stand the heads.
    body = [c for text in row_texts - column_texts for c in seen.index.get(text, ()) if c[0] in rows]
    heads = [c for text in column_texts - row_texts for c in seen.index.get(text, ()) if c[0] in rows]
    head_rows = range(rows.start, min((row for row, _ in body), default=rows.stop))
    left = min((column for _, column in heads), default=1 << 20)
    columns = _Axis(seen, block.columns, head_rows, match)
    found_columns = [columns.find(leaf, lambda cell: cell[1]) for leaf in columns.leaves]
    for label in (block.corner, block.heading):
        _note(seen, label, head_rows, match)
    if row_texts:
        lines = _Axis(seen, block.rows, rows, match, left)
        cells = [lines.find(leaf, lambda cell: cell[0]) for leaf in lines.leaves]
        found_rows = [cell[0] if cell else None for cell in cells]
    else:
        found_rows = [_figure_row(seen, [cell for cell in found_columns if cell], match)]
    for index, (row, head) in enumerate(product(found_rows, found_columns)):
        if row is not None and head is not None:
            match.places[offset + index] = (row, head[1])
    return offset + len(found_rows) * len(found_columns)


class _Axis:
    """The heads or the row labels of one block: its groups with the cells each speaks for, and its leaves."""

    def __init__(
        self, seen: Sighting, headers: Sequence[Header], rows: range, match: Match, left: int | None = None
    ) -> None:
        self.seen, self.rows, self.match, self.left = seen, rows, match, left
        self.leaves = [leaf for header in headers for leaf in header.leaves()]
        self.groups: dict[str, list[tuple[Cell, int]]] = {}
        for group in (header for header in _all(headers) if header.children):
            _note(seen, group.label, rows, match)
            reach = seen.width if left is None else seen.height
            self.groups[bare(group.label)] = [(cell, reach(cell)) for cell in seen.cells(group.label, rows)]

    def find(self, leaf: Header, key: Callable[[Cell], int]) -> Cell | None:
        """The one cell that bears ``leaf``; cells with the same ``key`` (the same row, the same column) are one."""
        own = {bare(label) for label in leaf.labels[:-1]}
        lone = sum(bare(other.label) == bare(leaf.label) for other in self.leaves) == 1
        found: dict[int, Cell] = {}
        for cell in self.seen.cells(leaf.label, self.rows):
            context = {text for text, cells in self.groups.items() if any(self._speaks(group, cell) for group in cells)}
            inside = self.left is None or cell[1] < self.left
            if inside and (context == own or (lone and context <= own)):
                found[key(cell)] = max(cell, found.get(key(cell), cell))
        return _only(list(found.values()), leaf.label, self.match)

    def _speaks(self, group: tuple[Cell, int], cell: Cell) -> bool:
        """Whether a group label stands over (for heads) or beside (for rows) ``cell``."""
        (row, column), reach = group
        if self.left is None:
            return row < cell[0] and column <= cell[1] < column + reach
        return column < cell[1] and row <= cell[0] < row + reach


def _figure_row(seen: Sighting, heads: Sequence[Cell], match: Match) -> int | None:
    """The one row of figures below the heads of a block without row labels."""
    if not heads:
        return None
    bottom = max(row + seen.merges.get((row, column), (1, 1))[0] - 1 for row, column in heads)
    columns = {column for _, column in heads}
    rows = {r for (r, c), text in seen.grid.items() if r > bottom and c in columns and _NUMBER.fullmatch(text)}
    after = {r for r in rows if r - bottom <= 3}
    if len(after) > 1:
        second = sorted(after)[1]
        match.doubled.setdefault("", (second, heads[0][1]))
        return None
    return after.pop() if after else bottom + 1


def _only(cells: Sequence[Cell], label: str, match: Match) -> Cell | None:
    if len(cells) == 1:
        match.labels.add(cells[0])
        return cells[0]
    if cells:
        match.doubled.setdefault(label, cells[-1])
    else:
        match.missing.append(label)
    return None


def _note(seen: Sighting, label: str, rows: range, match: Match) -> None:
    """Remembers where a label stands that bears no figure of its own."""
    cells = seen.cells(label, rows) if label else []
    match.labels.update(cells)
    if label and not cells:
        match.missing.append(label)


def _all(headers: Iterable[Header]) -> list[Header]:
    found: list[Header] = []
    for header in headers:
        found += [header, *_all(header.children)]
    return found
