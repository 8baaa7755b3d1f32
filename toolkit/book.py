"""A returned workbook as plain cells, whatever file format it came in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .values import Cell


@dataclass(frozen=True, slots=True)
class Content:
    """What stands in a sheet. ``cells`` holds what is not blank, by address (``D31``); ``formulas`` the addresses
    where a formula stands (its cached value is in ``cells``); ``merges`` the ranges as ``B3:D3``.
    """

    cells: Mapping[str, Cell]
    formulas: frozenset[str] = frozenset()
    merges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class FixedTexts:
    """Texts that belong on a sheet, by address. Told apart as an object: made once for a layout, held against all."""

    by_cell: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet. ``content`` is called when something is first asked of it, and must answer the same each time;
    ``some`` gives the cells of a few columns alone, ``compare`` whether the sheet bears some texts, both cheaper than
    looking at all cells. ``protected`` is None where the format doesn't say.
    """

    name: str
    content: Callable[[], Content]
    some: Callable[[frozenset[str]], Mapping[str, Cell]] | None = None
    compare: Callable[[FixedTexts], bool] | None = None
    protected: bool | None = None
    hidden: bool = False

    @property
    def cells(self) -> Mapping[str, Cell]:
        return self.content().cells

    @property
    def formulas(self) -> frozenset[str]:
        return self.content().formulas

    @property
    def merges(self) -> tuple[str, ...]:
        return self.content().merges

    def bears(self, texts: FixedTexts) -> bool:
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
