"""What of one sheet is hidden, merged or struck out, for those who read its values by another way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..a1 import Area, area_of
from ..refusal import Refused
from ..values import MarkedText
from .cell_values import CellReader
from .main_part import MainPart, read_main_part
from .package import Package, open_package
from .shared_parts import strings_of, styles_of
from .sheet_data import Opened, all_of, hidden_in, open_sheet
from .styles import Styles


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """Rows and columns count from 0; the ones that a filter hides are hidden. ``struck`` are the cells with struck-out
    letters: true where all of them are.
    """

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Area, ...]
    struck: Mapping[str, bool]


def find_frame(data: bytes, sheet: str) -> SheetFrame | None:
    """The frame of the worksheet called ``sheet`` of the xlsx file ``data``; None where it can't be told, as of
    another kind of file.
    """
    try:
        package = open_package(data)
        facts = read_main_part(package.related(package.main), package.main, "\0")
        part = _part_of(package, facts, sheet)
        if part is None:
            return None
        whole = package.related(part)
        styles = _styles(package)
        opened = open_sheet(whole, package.cut(whole), part, package.limits, styles.palette)
    except Refused:
        return None
    frame, passed = opened.frame, opened.passed
    rows = frozenset(passed.hidden_rows) if passed is not None else frozenset[int]()
    if opened.plan is not None:
        rows = hidden_in(opened.plan, frame)
    merges = tuple(area_of(cells) for cells in frame.merges)
    return SheetFrame(rows, frame.hidden_columns, merges, _struck(package, facts, opened, styles))


def _styles(package: Package) -> Styles:
    """Those of the workbook; plain ones where they can't be told, which costs no more than the looks."""
    try:
        return styles_of(package)
    except Refused:
        return Styles()


def _struck(package: Package, facts: MainPart, opened: Opened, styles: Styles) -> Mapping[str, bool]:
    """The cells with struck-out letters; none where what the cells hold can't be told."""
    try:
        reader = CellReader("", strings_of(package, styles.palette), styles.dates, facts.epoch_1904)
        content = all_of(opened, reader, styles)
    except Refused:
        return {}
    looks = content.looks.by_cell
    wholly = {cell: True for cell in content.cells if cell in looks and looks[cell].struck}
    partly = {
        cell: False
        for cell, text in content.cells.items()
        if isinstance(text, MarkedText) and "struck" in text.marks and cell not in wholly
    }
    return wholly | partly


def _part_of(package: Package, facts: MainPart, sheet: str) -> str | None:
    links = package.relations(package.main).by_id
    for entry in facts.sheets:
        relation = links.get(entry.relation)
        if entry.name == sheet and relation is not None and relation.kind == "worksheet":
            return relation.part
    return None
