"""Follows an official table along the cells of a report in reading order: each label in its turn, then its figures.

What holds whatever became of a table's columns: spans repeated or dropped, labels cut or parted, one cell a line.
A row is taken only where it has as many figures as the table has columns.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...form import Block, Header, Table
from ...reading.understand.labels import bare, normal
from .page import Grid
from .tokens import Token, is_short_for, meet, parted, same

_LONGEST = 8  # characters of what may stand in place of a figure


@dataclass(slots=True)
class Walk:
    """``places`` has the token of each figure that was found, by offset in the table. ``cut`` pairs a label as it
    stands with the official one, ``missing`` are labels that are not there in their turn, ``uneven`` rows with another
    number of figures than the table (label, found, expected), ``stray`` figures that belong to no row;
    ``headless``: a head is among the labels that are missing.
    """

    places: dict[int, Token] = field(default_factory=dict)
    cut: list[tuple[Token, str]] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    uneven: list[tuple[Token, str, int, int]] = field(default_factory=list)
    stray: list[Token] = field(default_factory=list)
    headless: bool = False


@dataclass(frozen=True, slots=True)
class _Step:
    """A label to be met, ``needed`` where figures hang on it; ``figures`` come after it, the first at ``offset``."""

    label: str
    needed: bool = False
    figures: int = 0
    offset: int = 0
    heads: bool = False


def tokens_of(grids: Sequence[Grid], table: Table) -> list[Token]:
    """The cells of ``grids`` in reading order; one in which labels of ``table`` run together is as many tokens."""
    labels = {normal(step.label): step.label for step in _steps(table) if step.label}
    return [
        Token(part, number, cell)
        for number, grid in enumerate(grids)
        for cell, text in sorted(grid.cells.items())
        for part in parted(text, labels)
    ]


def walk(tokens: Sequence[Token], table: Table, *, by_rows: bool) -> Walk:
    """Follows ``table`` along ``tokens``; ``by_rows``: the figures of a row stand in the row of its label."""
    found = Walk()
    steps = list(_steps(table))
    labels = [step.label for step in steps if step.label]
    at, whole = 0, True  # whole: each head that bears figures was met in its turn
    for number, step in enumerate(steps):
        whole = whole or (step.heads and not steps[number - 1].heads)
        anchor = tokens[min(at, len(tokens) - 1)]
        if step.label:
            later = {bare(each.label) for each in steps[number + 1 :]} - {bare(step.label)}
            met = meet(tokens, at, step.label, later)
            if met is None:
                found.missing.append(step.label)
                found.headless = found.headless or step.heads
                whole = whole and not (step.heads and step.needed)
                continue
            anchor = tokens[met.at]
            found.stray += met.stray
            found.cut += [(anchor, step.label)] if met.is_cut else []
            at = met.at + met.count
        if step.figures:
            if by_rows and not step.label:
                at = _row_of_figures(tokens, at)
                anchor = tokens[min(at, len(tokens) - 1)]
            row, at = _figures(tokens, at, anchor if by_rows else None, labels)
            chosen = _as_many(row, step.figures)
            # Without rows nobody can tell which figure a blank stands for: one may have slid under another head.
            slid = not by_rows and chosen is not None and not all(token.text for token in chosen)
            if chosen is None or slid:
                said = sum(bool(each.text) for each in row) or len(row)
                found.uneven.append((anchor, step.label or table.title, said, step.figures))
            elif whole:
                found.places.update((step.offset + index, token) for index, token in enumerate(chosen))
    if found.places:
        found.stray += [token for token in tokens[at:] if token.is_figure]
    return found


def _steps(table: Table) -> Iterator[_Step]:
    offset = 0
    for block in table.blocks:
        yield from (_Step(label) for label in (block.label, block.corner, block.heading) if label)
        yield from (_Step(each.label, not each.children, heads=True) for each in _by_level(block.columns))
        leaves = sum(len(each.leaves()) for each in block.columns)
        for label, is_leaf in _rows(block):
            yield _Step(label, is_leaf, leaves if is_leaf else 0, offset)
            offset += leaves if is_leaf else 0


def _by_level(headers: Sequence[Header]) -> Iterator[Header]:
    level = list(headers)
    while level:
        yield from level
        level = [child for each in level for child in each.children]


def _rows(block: Block) -> Iterator[tuple[str, bool]]:
    def down(header: Header) -> Iterator[tuple[str, bool]]:
        yield header.label, not header.children
        for child in header.children:
            yield from down(child)

    for header in block.rows:
        yield from down(header)


def _figures(tokens: Sequence[Token], at: int, label: Token | None, known: Sequence[str]) -> tuple[list[Token], int]:
    """The cells after a row's label, and where they end: with the row of ``label`` if given, else at the next label."""
    row = []
    bares = {bare(each) for each in known}
    while at < len(tokens):
        token = tokens[at]
        if label is not None and (token.grid, token.cell[0]) != (label.grid, label.cell[0]):
            break
        worded = token.text != "" and not token.is_figure
        if bare(token.text) in bares or (worded and any(same(token.text, each) for each in known)):
            break
        odd = label is None and worded
        if odd and (len(token.text) > _LONGEST or any(is_short_for(token.text, each) for each in known)):
            break
        row.append(token)
        at += 1
    return row, at


def _row_of_figures(tokens: Sequence[Token], start: int) -> int:
    """Where the row begins in which the first figure from ``start`` on stands; ``start`` where there is none."""
    first = next((index for index in range(start, len(tokens)) if tokens[index].is_figure), start)
    while first > start and (tokens[first - 1].grid, tokens[first - 1].cell[0]) == (
        tokens[first].grid,
        tokens[first].cell[0],
    ):
        first -= 1
    return first


def _as_many(row: Sequence[Token], wanted: int) -> list[Token] | None:
    """The figures of a row: those cells that say something, if they are as many; else all of its cells, if these are.

    Blank cells beyond that many at its end are taken for those of merged labels only where its first cell is a figure.
    """
    said = [token for token in row if token.text]
    if len(said) == wanted:
        return said
    trimmed = list(row)
    while len(trimmed) > wanted and not trimmed[-1].text and trimmed[0].text:
        trimmed.pop()
    return trimmed if len(trimmed) == wanted else None
