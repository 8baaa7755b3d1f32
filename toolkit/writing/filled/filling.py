"""Puts figures and texts into the input cells of a workbook that was issued, and brings its results up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from ...a1 import position
from ...apart import refuse_inputs
from ...editions import load_edition, load_form
from ...form.layout import Layout, load_layout
from ...output import whole_file
from ...rules.case import Value
from ...stamp import Stamp, stamp_of
from ...values import read_value
from ..template.content import Content, Draft
from ..template.live_formulas import Spot, formulas, results
from .arranged import arranged, stamped
from .entries import Entries, ValuesError, read_entries
from .inside import Edits, by_sheet, content_of, issue_of
from .issued import IssuedWorkbook, open_issued

_PROGRAM = "nianbao fill"  # noted as the one who saved last


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
    before = content_of(issued, layout)
    _check_address(entries, layout, stamp, before)
    after = _merged(layout, before, entries)
    draft = Draft(layout, issue_of(issued, layout, stamp), after)
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
    return by_sheet(spots)


def _results(layout: Layout, draft: Draft) -> Edits:
    """What every formula comes to, by sheet and cell."""
    made = results(draft)
    return by_sheet({spot: made[spot] for spot in formulas(layout, collated=draft.issue.collated)})


def _exact(layout: Layout, item: str, text: str) -> Value:
    """A narrative figure, kept as text until now, as the number it is."""
    unit = next(each.unit for part in layout.form.narrative for each in part.inputs if each.id == item)
    steps = read_value(text, unit).steps
    return "" if steps is None else unit.number(steps)
