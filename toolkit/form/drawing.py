"""Draws a table's blocks, heads and rows as cells, the way the official form prints them."""

from __future__ import annotations

from dataclasses import dataclass

from .table_model import Block, Header, Table


@dataclass(frozen=True, slots=True)
class Box:
    """A cell, or a merged range of cells. Rows and columns count from 0."""

    row: int
    column: int
    height: int = 1
    width: int = 1


@dataclass(frozen=True, slots=True)
class Label:
    """Printed text. ``role`` is title, block, corner, head or row; ``vertical`` text runs downwards."""

    box: Box
    text: str
    role: str
    vertical: bool = False


@dataclass(frozen=True, slots=True)
class Slot:
    """The place of one figure; ``field`` is its index in ``Form.fields``."""

    field: int
    box: Box


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn table. ``bottom`` and ``right`` are the first row and column beyond it."""

    labels: tuple[Label, ...]
    slots: tuple[Slot, ...]
    label_columns: int
    bottom: int
    right: int


def draw_table(table: Table, first_field: int, top: int, vertical: int) -> Drawing:
    """Places ``table`` with its first row at ``top``; its fields are numbered from ``first_field``.

    Row groups in the first ``vertical`` label columns are set vertically. A block with fewer figure columns
    than the widest spans the rest with its last one.
    """
    label_columns = max(_label_depth(block) for block in table.blocks)
    figure_columns = max(_count(block.columns) for block in table.blocks)
    right = label_columns + figure_columns
    labels: list[Label] = []
    slots: list[Slot] = []
    row = top
    for block in table.blocks:
        if block.label:
            labels.append(Label(Box(row, 0, 1, right), block.label, "block"))
            row += 1
        spans = _spans(block, label_columns, right)
        head_height = max(header.depth for header in block.columns) + (1 if block.heading else 0)
        if label_columns:
            labels.append(Label(Box(row, 0, head_height, label_columns), block.corner, "corner"))
        heads_top = row
        if block.heading:
            labels.append(Label(Box(row, label_columns, 1, figure_columns), block.heading, "head"))
            heads_top += 1
        _draw_heads(block.columns, heads_top, row + head_height, 0, spans, labels)
        row += head_height
        leaves = [leaf for header in block.rows for leaf in header.leaves()]
        _draw_rows(block.rows, row, 0, label_columns, vertical, labels)
        for offset in range(len(leaves)):
            for column, width in spans:
                slots.append(Slot(first_field + len(slots), Box(row + offset, column, 1, width)))
        row += len(leaves)
    return Drawing(tuple(labels), tuple(slots), label_columns, row, right)


def _label_depth(block: Block) -> int:
    return max(header.depth for header in block.rows) if any(header.label for header in block.rows) else 0


def _count(headers: tuple[Header, ...]) -> int:
    return sum(len(header.leaves()) for header in headers)


def _spans(block: Block, left: int, right: int) -> list[tuple[int, int]]:
    """(column, width) of each figure column of ``block``."""
    count = _count(block.columns)
    return [(left + i, 1 if i < count - 1 else right - left - count + 1) for i in range(count)]


def _draw_heads(
    headers: tuple[Header, ...],
    top: int,
    bottom: int,
    first: int,
    spans: list[tuple[int, int]],
    labels: list[Label],
) -> None:
    for header in headers:
        last = first + len(header.leaves()) - 1
        column = spans[first][0]
        width = spans[last][0] + spans[last][1] - column
        height = 1 if header.children else bottom - top
        labels.append(Label(Box(top, column, height, width), header.label, "head"))
        _draw_heads(header.children, top + 1, bottom, first, spans, labels)
        first = last + 1


def _draw_rows(
    headers: tuple[Header, ...], top: int, column: int, columns: int, vertical: int, labels: list[Label]
) -> None:
    for header in headers:
        height = len(header.leaves())
        if header.label:
            width = 1 if header.children else columns - column
            upright = column < vertical and bool(header.children)
            labels.append(Label(Box(top, column, height, width), header.label, "row", upright))
        _draw_rows(header.children, top, column + 1, columns, vertical, labels)
        top += height
