"""A published report of no format: its paragraphs and its tables in their order, and what a reader does not see."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

Cell = tuple[int, int]  # row, column, both from 0
_JOINED = re.compile(r"(?<=[0-9])\u2011(?=[0-9])")  # a hyphen that no line ends with, as programs write it
RAISED = "^"  # before what stands above or below the line: 2² is not 22


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line of text. ``line`` is its place: the line of a text file, else the number of the paragraph, from 1."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Grid:
    """A table called ``name``: the text of each cell at its top left corner, blank ones too.

    ``spans`` are (height, width) of the cells that cover more than one place. Without ``has_rows`` its cells stand in
    reading order and no more is known of them.
    """

    name: str
    cells: Mapping[Cell, str]
    spans: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    has_rows: bool = True


@dataclass(frozen=True, slots=True)
class Page:
    """``unseen`` is what was left out, as (kind, an example); ``schemas/catalogue/reports.yaml`` has the kinds.

    ``titles`` are texts that stand for the report as a whole, such as that of the window.
    """

    parts: tuple[Paragraph | Grid, ...]
    titles: tuple[str, ...] = ()
    unseen: tuple[tuple[str, str], ...] = ()


def squeezed(text: str) -> str:
    """``text`` with each run of blanks as one, a line break where one of them was; a hyphen within a number as it is
    typed.
    """
    lines = (" ".join(line.split()) for line in _JOINED.sub("-", text).splitlines())
    return "\n".join(line for line in lines if line)
