"""A report as it is published, in no format yet: title, preface, sections with texts and tables, signature."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .look import Look


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of a paragraph. What is ``marked`` is a place that somebody must still fill in; ``level`` is 2 for a
    heading within a text, 0 for the text itself.
    """

    text: str
    marked: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    runs: tuple[Run, ...]

    @property
    def text(self) -> str:
        return "".join(run.text for run in self.runs)

    @property
    def is_heading(self) -> bool:
        """Whether all of it is a heading within a text."""
        return all(run.level for run in self.runs)


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table, or a merged range. Rows and columns count from 0.

    ``role`` is block, corner, head, row or figure. ``vertical`` text runs downwards; a ``marked`` figure is missing.
    """

    row: int
    column: int
    height: int
    width: int
    text: str
    role: str
    vertical: bool = False
    marked: bool = False


@dataclass(frozen=True, slots=True)
class Grid:
    """An official table. ``widths`` of its columns are in no unit, to be held against their sum.

    ``heads`` is how many rows from the top say what all below them mean, 0 where each block of rows has heads of its
    own; ``blocks`` are the rows that such blocks begin with.
    """

    cells: tuple[Cell, ...]
    rows: int
    widths: tuple[int, ...]
    labels: int  # columns of labels
    heads: int
    blocks: tuple[int, ...]

    @property
    def columns(self) -> int:
        return len(self.widths)

    def by_row(self) -> Iterator[tuple[Cell, ...]]:
        """The cells that begin in each row, from the left."""
        rows: list[list[Cell]] = [[] for _ in range(self.rows)]
        for cell in self.cells:
            rows[cell.row].append(cell)
        for row in rows:
            yield tuple(sorted(row, key=lambda cell: cell.column))


@dataclass(frozen=True, slots=True)
class Part:
    """One of the report's sections, with its text or its table."""

    title: str
    paragraphs: tuple[Paragraph, ...] = ()
    grid: Grid | None = None


@dataclass(frozen=True, slots=True)
class PublishedReport:
    """The whole. ``look`` is how it is set, ``number`` how a page is numbered (its number as {page}). ``draft`` is what
    a draft says of itself on every page, empty for none; ``lacking`` names the marked places, ``file`` is what it is
    called where nobody names it.
    """

    title_lines: tuple[str, ...]  # pieces that a long title is broken between
    preface: tuple[Paragraph, ...]
    parts: tuple[Part, ...]
    signature: tuple[Paragraph, ...]
    organ: str
    look: Look
    number: str
    draft: str = ""
    lacking: tuple[str, ...] = ()
    file: str = ""

    @property
    def title(self) -> str:
        return "".join(self.title_lines)
