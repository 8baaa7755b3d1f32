"""What of one sheet is hidden or merged, for those who read its values by another way."""

from __future__ import annotations

from dataclasses import dataclass

from ..a1 import Area, area_of
from ..refusal import Refused
from .main_part import read_main_part
from .package import Package, open_package
from .sheet_data import hidden_in, open_sheet


@dataclass(frozen=True, slots=True)
class SheetFrame:
    """Rows and columns count from 0; the ones that a filter hides are hidden."""

    hidden_rows: frozenset[int]
    hidden_columns: frozenset[int]
    merges: tuple[Area, ...]


def find_frame(data: bytes, sheet: str) -> SheetFrame | None:
    """The frame of the worksheet called ``sheet`` of the xlsx file ``data``; None where it can't be told, as of
    another kind of file.
    """
    try:
        package = open_package(data)
        part = _part_of(package, sheet)
        if part is None:
            return None
        opened = open_sheet(package.related(part), package.cut(package.related(part)), part, package.limits)
    except Refused:
        return None
    frame, passed = opened.frame, opened.passed
    rows = frozenset(passed.hidden_rows) if passed is not None else frozenset[int]()
    if opened.plan is not None:
        rows = hidden_in(opened.plan, frame)
    return SheetFrame(rows, frame.hidden_columns, tuple(area_of(cells) for cells in frame.merges))


def _part_of(package: Package, sheet: str) -> str | None:
    facts = read_main_part(package.related(package.main), package.main, "\0")
    links = package.relations(package.main).by_id
    for entry in facts.sheets:
        relation = links.get(entry.relation)
        if entry.name == sheet and relation is not None and relation.kind == "worksheet":
            return relation.part
    return None
