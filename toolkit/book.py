"""A returned workbook as plain cells, whatever file format it came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Generic, TypeVar

from .values import Cell

T = TypeVar("T")


@dataclass(frozen=True, slots=True, eq=False)
class ByCell(Generic[T]):
    """Something of several cells, by address. Told apart as an object: made once for what is alike, and looked up."""

    by_cell: Mapping[str, T]


@dataclass(frozen=True, slots=True)
class Look:
    """How a cell shows what it holds: the code of its number format, and whether it is struck out, can't be seen, is
    shown over and over for as often as it has room, or is turned.
    """

    format: str = "General"
    struck: bool = False
    invisible: bool = False
    repeated: bool = False
    turned: bool = False


NO_FORMULAS: ByCell[str] = ByCell({})
NO_LOOKS: ByCell[Look] = ByCell({})


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a sheet.

    ``cells`` holds what is not blank, by address (``D31``); of a formula's cell, the result as it was saved.
    ``formulas`` has the text of each formula as it is written, without ``=``; empty where the file keeps it to itself.
    ``spills`` are the ranges that one formula fills (array formulas, data tables), ``merges`` the merged ones.
    ``looks`` has a Look for each cell with content that has another than the plain one; nothing for kinds of file that
    don't tell; ``veils`` are ranges where a conditional format may show a figure otherwise, ``zero_veils`` where it may
    show another one for 0. ``hidden_rows`` and ``hidden_columns`` count from 0; of rows below the last content, any may
    be missing.
    """

    cells: Mapping[str, Cell]
    formulas: ByCell[str] = NO_FORMULAS
    merges: tuple[str, ...] = ()
    spills: tuple[str, ...] = ()
    looks: ByCell[Look] = NO_LOOKS
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    veils: tuple[str, ...] = ()
    zero_veils: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``content`` is called when something is first asked of it, and must answer the same each time;
    ``some`` gives the cells of a few columns alone, ``compare`` whether the sheet bears some texts, both cheaper than
    looking at all cells. ``protected`` is None where the format doesn't say. ``text_boxes`` are the texts of shapes
    that lie on the sheet, ``drawn_over`` the ranges that shapes and pictures cover.
    """

    name: str
    content: Callable[[], Content]
    some: Callable[[frozenset[str]], Mapping[str, Cell]] | None = None
    compare: Callable[[ByCell[str]], bool] | None = None
    protected: bool | None = None
    hidden: bool = False
    text_boxes: tuple[str, ...] = ()
    drawn_over: tuple[str, ...] = ()

    @property
    def cells(self) -> Mapping[str, Cell]:
        return self.content().cells

    @property
    def formulas(self) -> Mapping[str, str]:
        return self.content().formulas.by_cell

    @property
    def merges(self) -> tuple[str, ...]:
        return self.content().merges

    def bears(self, texts: ByCell[str]) -> bool:
        """Whether each of ``texts`` stands in its cell, to the letter."""
        return self.compare(texts) if self.compare else texts.by_cell.items() <= self.cells.items()

    def columns(self, letters: frozenset[str]) -> Mapping[str, Cell]:
        """At least the cells of these columns: cheaper than all where most of a sheet is of no interest."""
        return self.some(letters) if self.some else self.cells


@dataclass(frozen=True, slots=True)
class Book:
    """One workbook: its sheets in their order, and what its properties say.

    ``names`` are the defined names of the stamp with what they hold, ``properties`` the custom document properties.
    ``locked`` tells whether sheets can be added and removed, None where the format doesn't say. ``exact`` is
    False where the format hides formulas, locks and names.
    """

    sheets: tuple[Sheet, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    properties: Mapping[str, str] = field(default_factory=dict)
    locked: bool | None = None
    saved_at: str = ""
    program: str = ""
    exact: bool = True

    def sheet(self, name: str) -> Sheet | None:
        """The sheet called ``name``; as Excel does, upper and lower case are one."""
        for sheet in self.sheets:
            if sheet.name == name:
                return sheet
        wanted = name.casefold()
        return next((sheet for sheet in self.sheets if sheet.name.casefold() == wanted), None)


def text_of(cell: Cell) -> str:
    """What stands in a cell, as a person would write it; empty for a blank."""
    if cell is None:
        return ""
    if isinstance(cell, float):
        return f"{cell:.15g}"
    return str(cell)
