"""Puts figures and texts into the input cells of a workbook that was issued, and brings its results up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ...a1 import address, position
from ...apart import refuse_inputs
from ...editions import load_edition, load_form
from ...form.layout import Layout, load_layout
from ...output import whole_file
from ...records import Agency
from ...rules.authority import Authority
from ...rules.case import Value, cases
from ...stamp import SUMMARY_KIND, Stamp, stamp_of
from ...values import read_value
from ..template.content import Content, Draft, Issue
from ..template.live_formulas import Spot, formulas, results
from .arranged import arranged, stamped
from .entries import Entries, ValuesError, read_entries
from .issued import IssuedWorkbook, open_issued

_PROGRAM = "nianbao fill"  # noted as the one who saved last

Edits = dict[str, dict[tuple[int, int], Value]]


def fill_workbook(
    source: str | Path,
    values: Mapping[str, object],
    target: str | Path,
    *,
    force: bool = False,
    now: datetime | None = None,
) -> None:
    """Writes to ``target`` the issued workbook ``source`` with ``values`` (the content of VALUES.json) filled in.

    What ``values`` does not name stays as it is; everything but the cells filled in and the results of formulas
    is kept byte for byte, save who saved it last and when: ``now`` (with its zone), the time of the clock where it is
    None. Of several returns of one organ the one that was saved last counts. Figures may be text, to keep their digits.

    Raises ValuesError where ``source`` is no workbook of a known edition, or one that says two things of whose or
    of which year it is, or ``values`` names unknown codes or holds what is no figure; OutputError where ``target`` is
    ``source`` or can't be written.
    """
    issued = open_issued(Path(source))
    refuse_inputs(Path(target), [source])
    stamp = _stamp(issued)
    layout = _layout(stamp, issued)
    entries = read_entries(values, layout)
    before = _content(issued, layout)
    _check_address(entries, layout, stamp, before)
    after = _merged(layout, before, entries)
    draft = Draft(layout, _issue(issued, layout, stamp), after)
    _check_totals(entries, draft)
    entries.raise_problems()
    with whole_file(Path(target), force=force) as temporary:
        filled = issued.fill(
            _contents(layout, entries), _results(layout, draft), program=_PROGRAM, saved=now or datetime.now(UTC)
        )
        temporary.write_bytes(filled)


def _stamp(issued: IssuedWorkbook) -> Stamp:
    """What the workbook says about itself: on its stamp sheet, by its properties or its defined names."""
    stamp, conflicts = stamp_of(stamped(issued))
    if stamp is None:
        raise ValuesError(f"“{issued.file}”不是本系统发放的模板，请用 nianbao template 或 distribute 生成的工作簿")
    if conflicts:
        raise ValuesError(f"“{issued.file}”里几处记载的{'、'.join(conflicts)}不一致，可能被改动过，请换用发放的模板")
    return stamp


def _layout(stamp: Stamp, issued: IssuedWorkbook) -> Layout:
    form = load_form(int(stamp.year)) if stamp.year.isdecimal() else load_edition(stamp.edition)
    layout = load_layout(form if form.edition == stamp.edition else load_edition(stamp.edition))
    missing = [sheet for sheet in layout.sheets[1:-1] if sheet not in issued.sheets]
    if missing:
        raise ValuesError(f"“{issued.file}”里没有“{missing[0]}”这张表，请换用发放的模板")
    return arranged(issued, layout)


def _content(issued: IssuedWorkbook, layout: Layout) -> Content:
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


def _issue(issued: IssuedWorkbook, layout: Layout, stamp: Stamp) -> Issue:
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


def _check_address(entries: Entries, layout: Layout, stamp: Stamp, before: Content) -> None:
    """Refuses to put one organ's figures into a workbook addressed to another, and to change fixed wording."""
    for cell in layout.cover:
        given = entries.cover.get(cell.id)
        now = before.cover[cell.id]
        fixed = bool(cell.text) or (cell.kind in ("code", "name") and bool(stamp.agency_code or stamp.agency_name))
        if given is None or not fixed:
            continue
        if given.strip() != now.strip():
            entries.problems.append(f"{cell.label}：工作簿里是“{now}”，VALUES 里是“{given}”；请核对是否用错了工作簿")
        del entries.cover[cell.id]


def _check_totals(entries: Entries, draft: Draft) -> None:
    """A total in VALUES is made by the workbook itself; it may be there, if it is right."""
    for index, given in entries.totals.items():
        item, made = draft.layout.form.fields[index], draft.values[index]
        if given is None or given == made:
            continue
        said = f"{item.code}（{item.label}）：由公式算出"
        if made is None:
            entries.problems.append(f"{said}，有的项还没有填，请删去合计或补上各项")
            continue
        entries.problems.append(
            f"{said}，为 {item.unit.text(made)}，VALUES 里是 {item.unit.text(given)}，"
            f"相差 {item.unit.text(abs(given - made))}；请核对各项或删去合计"
        )


def _merged(layout: Layout, before: Content, entries: Entries) -> Content:
    figures = list(before.values)
    for index, steps in entries.figures.items():
        figures[index] = steps
    return replace(
        before,
        values=tuple(figures),
        cover={**before.cover, **entries.cover},
        narrative={**before.narrative, **entries.narrative},
        explanations={**before.explanations, **entries.explanations},
    )


def _contents(layout: Layout, entries: Entries) -> Edits:
    """What is filled in, by sheet and cell."""
    spots: dict[Spot, Value] = {}
    for index, steps in entries.figures.items():
        spots[layout.places[index]] = "" if steps is None else layout.form.fields[index].unit.number(steps)
    for cell in layout.cover:
        if cell.id in entries.cover:
            spots[layout.cover_sheet, cell.row, cell.column] = entries.cover[cell.id]
    for part in layout.narrative:
        if part.section in entries.narrative:
            spots[layout.narrative_sheet, part.text.row, part.text.column] = entries.narrative[part.section]
        for item, _, box in part.inputs:
            if item in entries.narrative:
                spots[layout.narrative_sheet, box.row, box.column] = _exact(layout, item, entries.narrative[item])
    rooms = layout.explanation_cells
    spots |= {(layout.checks_sheet, *position(rooms[name])): text for name, text in entries.explanations.items()}
    return _by_sheet(spots)


def _results(layout: Layout, draft: Draft) -> Edits:
    """What every formula comes to, by sheet and cell."""
    made = results(draft)
    return _by_sheet({spot: made[spot] for spot in formulas(layout, collated=draft.issue.collated)})


def _by_sheet(spots: Mapping[Spot, Value]) -> Edits:
    edits: Edits = {}
    for (sheet, row, at), content in spots.items():
        edits.setdefault(sheet, {})[row, at] = content
    return edits


def _exact(layout: Layout, item: str, text: str) -> Value:
    """A narrative figure, kept as text until now, as the number it is."""
    unit = next(each.unit for part in layout.form.narrative for each in part.inputs if each.id == item)
    steps = read_value(text, unit).steps
    return "" if steps is None else unit.number(steps)
