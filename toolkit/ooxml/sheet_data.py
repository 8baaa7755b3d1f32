"""One sheet of an xlsx file: which way it is read is settled when it is opened, before anybody asks for a cell."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from typing import NamedTuple

from ..book import ByCell, Content, Look
from ..memory import remembered
from ..refusal import Refused
from ..values import Cell
from .cell_values import CellReader
from .colours import OFFICE, Palette
from .depth import is_deeper
from .formula_cells import formulas_of
from .frames import Frame, FrameNotes
from .limits import Limits
from .looks import looks_by_cell, styled
from .sheet_cut import LARGEST, VALUE, Cut
from .sheet_pass import SheetPass
from .sheet_plan import Plan, looks_of, plan_of, veils_of
from .styles import Styles
from .veils import Veils, find_veils


class PlannedSheet:
    """A sheet whose cells are all written as the usual programs write them; its values are read when asked for."""

    def __init__(self, cut: Cut, plan: Plan, frame: Frame, reader: CellReader, styles: Styles) -> None:
        self.cut, self.plan, self.frame, self.reader, self.styles = cut, plan, frame, reader, styles
        self._borne: dict[ByCell[str], bool] = {}
        self._all: Content | None = None
        self._some: tuple[frozenset[str], Mapping[str, Cell]] | None = None

    def content(self) -> Content:
        """Everything in the sheet. Raises Refused for a cell whose value is none of its type."""
        if self._all is None:
            plan, frame = self.plan, self.frame
            self._all = Content(
                plan.cells(self.cut.values, self.reader),
                plan.formulas,
                frame.merges,
                plan.spills,
                looks_of(plan, frame, self.styles),
                hidden_in(plan, frame),
                frame.hidden_columns,
                *veils_of(plan, frame, self.styles),
            )
        return self._all

    def columns(self, letters: frozenset[str]) -> Mapping[str, Cell]:
        """The cells of some columns."""
        if self._all is not None:
            return self._all.cells
        if self._some is None or self._some[0] != letters:
            self._some = letters, self.plan.only(letters).cells(self.cut.values, self.reader)
        return self._some[1]

    def bears(self, texts: ByCell[str]) -> bool:
        """Whether each of ``texts`` stands in its cell, to the letter."""
        if texts not in self._borne:
            self._borne[texts] = self.plan.bear(texts, self.cut.values, self.reader.strings)
        return self._borne[texts]


class Opened(NamedTuple):
    """A sheet's part as it can be read: ``planned`` where it is written as usual, else ``passed`` cell by cell."""

    frame: Frame
    cut: Cut | None
    plan: Plan | None
    passed: SheetPass | None


def hidden_in(plan: Plan, frame: Frame) -> frozenset[int]:
    """The rows of a planned sheet that are not shown, from 0."""
    return plan.hidden_rows | plan.unsized_rows if frame.rows_hidden else plan.hidden_rows


def open_sheet(part: bytes, cut: Cut | None, name: str, limits: Limits, palette: Palette = OFFICE) -> Opened:
    """The sheet in ``part``, called ``name``, and its ``cut`` where it has one: by plan where its cells have one,
    else element by element. Raises Refused where that can't be done for certain.
    """
    plan = plan_of(cut) if cut is not None else None
    if cut is None:
        passed = SheetPass(name, limits, palette).read(part)
        return Opened(passed.notes.made(), None, None, passed)
    around = _around(cut.frame, name, limits)
    if plan is None:
        if _lies_deeper(cut.skeleton, limits.nesting - 1):  # there is one element around it
            raise Refused("GUARD-NESTING", part=name, limit=limits.nesting)
        passed = SheetPass(name, limits, palette, around.notes).read(cut.lightened)
        return Opened(around.frame, None, None, passed)
    plan.extent.check(limits)
    return Opened(around.frame, cut, plan, None)


@remembered(64, longest=LARGEST)
def _lies_deeper(skeleton: bytes, most: int) -> bool:
    return is_deeper(skeleton.replace(VALUE, b"<v/>"), most)


def content_of(passed: SheetPass, frame: Frame, reader: CellReader, styles: Styles) -> Content:
    """Everything in a sheet that was read element by element. Raises Refused as a planned one does."""
    cells: dict[str, Cell] = {}
    for raw in passed.cells:
        if raw.value is not None:
            cells[raw.address] = reader.read(raw.address, raw.kind, raw.style, raw.value)
        elif raw.inline is not None:
            cells[raw.address] = raw.inline
    named = styled([(raw.address, raw.style) for raw in passed.cells], passed.row_styles, frame)
    texts, spills = formulas_of((raw.address, raw.formula) for raw in passed.cells if raw.formula is not None)
    seen = _known_seen if passed.is_noted else _seen  # what is not cut may be of any length
    looks, veils = seen(tuple(named), tuple(passed.row_heights.items()), frame, styles)
    return Content(
        cells,
        ByCell(texts),
        frame.merges,
        spills,
        looks,
        frozenset(passed.hidden_rows),
        frame.hidden_columns,
        *veils,
    )


def _seen(
    named: tuple[tuple[str, str], ...], row_heights: tuple[tuple[int, float], ...], frame: Frame, styles: Styles
) -> tuple[ByCell[Look], Veils]:
    """How the cells in ``named`` look, each given with the style that it has, and what may veil them."""
    return looks_by_cell(named, dict(row_heights), styles), find_veils(named, frame, styles)


_known_seen = remembered(64, longest=5_000)(_seen)


def all_of(opened: Opened, reader: CellReader, styles: Styles) -> Content:
    """Everything in a sheet, whichever way it is read. Raises Refused for a cell whose value is none of its type."""
    if opened.cut is not None and opened.plan is not None:
        return PlannedSheet(opened.cut, opened.plan, opened.frame, reader, styles).content()
    assert opened.passed is not None
    return content_of(opened.passed, opened.frame, reader, styles)


class _Around(NamedTuple):
    """What a sheet says around its cells: as it was gathered, and as a Frame."""

    notes: FrameNotes
    frame: Frame


def _around(part: bytes, name: str, limits: Limits) -> _Around:
    """What a cut part says around its cells. Raises Refused where it is not well-formed, or holds cells after all."""
    with suppress(Refused):  # told below, by the part's own name
        return _known_around(part, limits)
    return _read_around(part, name, limits)


def _read_around(part: bytes, name: str, limits: Limits) -> _Around:
    notes = SheetPass(name, limits).read(part).notes
    return _Around(notes, notes.made())


@remembered(64, longest=1 << 14)  # of a frame of some 4,000 bytes; what is gathered of one takes sixty times as much
def _known_around(part: bytes, limits: Limits) -> _Around:
    return _read_around(part, "", limits)
