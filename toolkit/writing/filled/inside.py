"""What an issued workbook holds in its input cells, and what it was issued with."""

from __future__ import annotations

from collections.abc import Mapping

from ...a1 import address, position
from ...form.layout import Layout
from ...records import Agency
from ...rules.authority import Authority
from ...rules.case import Value, cases
from ...stamp import SUMMARY_KIND, Stamp
from ...values import read_value
from ..template.content import Content, Issue
from ..template.live_formulas import Spot
from .issued import IssuedWorkbook

Edits = dict[str, dict[tuple[int, int], Value]]  # what goes into cells, by sheet and cell


def content_of(issued: IssuedWorkbook, layout: Layout) -> Content:
    """What stands in the input cells now."""
    figures = []
    for item in layout.form.fields:
        sheet, cell = layout.place(item.index)
        figures.append(None if item.computed else read_value(issued.cells(sheet).get(cell), item.unit).steps)
    cover = {entry.id: issued.text(layout.cover_sheet, (entry.row, entry.column)) for entry in layout.cover}
    boxes = {part.section: part.text for part in layout.narrative}
    boxes |= {item: box for part in layout.narrative for item, _, box in part.inputs}
    rooms = layout.explanation_cells
    explained = {name: issued.text(layout.checks_sheet, position(cell)) for name, cell in rooms.items()}
    return Content(
        tuple(figures),
        cover,
        {name: issued.text(layout.narrative_sheet, (box.row, box.column)) for name, box in boxes.items()},
        {name: text for name, text in explained.items() if text},
    )


def issue_of(issued: IssuedWorkbook, layout: Layout, stamp: Stamp) -> Issue:
    """What the workbook was issued with: its address, last year's figures, and what the roster allows."""
    checks = issued.cells(layout.checks_sheet)
    prior: list[int | None] = [None] * len(layout.form.fields)
    for index in layout.lines.prior_rows:
        unit = layout.form.fields[index].unit
        prior[index] = read_value(checks.get(address(*layout.prior_cell(index))), unit).steps
    allowed = {
        case.check.id: issued.text(layout.checks_sheet, layout.standing_cell(case.check))
        for case in cases(layout)
        if isinstance(case.says, Authority)
    }
    year = int(stamp.year) if stamp.year.isdecimal() else layout.form.first_year
    agency = Agency(stamp.agency_code, stamp.agency_name)
    caveat = issued.text(layout.checks_sheet, layout.caveat) if stamp.kind == SUMMARY_KIND else ""
    return Issue(year, agency, kind=stamp.kind, prior=tuple(prior), allowed=allowed, caveat=caveat)


def by_sheet(spots: Mapping[Spot, Value]) -> Edits:
    """``spots`` as a workbook is filled: sheet by sheet."""
    edits: Edits = {}
    for (sheet, row, at), content in spots.items():
        edits.setdefault(sheet, {})[row, at] = content
    return edits
