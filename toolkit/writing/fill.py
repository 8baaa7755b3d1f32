"""Puts figures and texts into the input cells of a workbook that was issued, and brings its results up to date."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from ..a1 import address
from ..form import load_edition, load_form
from ..form.layout import Layout, load_layout
from ..output import whole_file
from ..records import Agency
from ..stamp import PROPERTY_PREFIX, STAMP_NAME_PREFIX, Stamp, make_stamp
from ..values import read_value
from .case import Shown, cases
from .content import Content, Draft, Issue
from .entries import Entries, ValuesError, read_entries
from .live import Spot, formulas, results
from .package import Package, open_package

Edits = dict[str, dict[tuple[int, int], Shown]]


def fill_workbook(source: str | Path, values: Mapping[str, object], target: str | Path, *, force: bool = False) -> None:
    """Writes to ``target`` the issued workbook ``source`` with ``values`` (the content of VALUES.json) filled in.

    What ``values`` does not name stays as it is; everything but the cells filled in and the results of formulas
    is kept byte for byte. Figures may be text, to keep their digits.

    Raises ValuesError where ``source`` is no workbook of a known edition, or ``values`` names unknown codes or
    holds what is no figure; OutputError where ``target`` can't be written.
    """
    package = open_package(Path(source))
    stamp = _stamp(package)
    layout = _layout(stamp, package)
    entries = read_entries(values, layout)
    before = _content(package, layout)
    _check_address(entries, layout, stamp, before)
    after = _merged(layout, before, entries)
    draft = Draft(layout, _issue(package, layout, stamp), after)
    _check_totals(entries, draft)
    entries.raise_problems()
    with whole_file(Path(target), force=force) as temporary:
        package.with_cells(_edits(layout, entries, draft)).save(temporary)


def _stamp(package: Package) -> Stamp:
    """What the workbook says about itself, by its properties or else by its defined names."""
    for prefix, facts in ((PROPERTY_PREFIX, package.properties), (STAMP_NAME_PREFIX, package.names)):
        found = {name.removeprefix(prefix): fact for name, fact in facts.items() if name.startswith(prefix)}
        if prefix == STAMP_NAME_PREFIX:
            found = {name: fact.removeprefix('"').removesuffix('"').replace('""', '"') for name, fact in found.items()}
        if (stamp := make_stamp(found)) is not None:
            return stamp
    raise ValuesError(f"“{package.file}”不是本系统发放的模板，请用 nianbao template 或 distribute 生成的工作簿")


def _layout(stamp: Stamp, package: Package) -> Layout:
    form = load_form(int(stamp.year)) if stamp.year.isdecimal() else load_edition(stamp.edition)
    layout = load_layout(form if form.edition == stamp.edition else load_edition(stamp.edition))
    missing = [sheet for sheet in layout.sheets[1:-1] if sheet not in package.sheets]
    if missing:
        raise ValuesError(f"“{package.file}”里没有“{missing[0]}”这张表，请换用发放的模板")
    return layout


def _content(package: Package, layout: Layout) -> Content:
    """What stands in the input cells now."""
    sheets = {sheet: package.cells(sheet) for sheet in layout.sheets[1:-1]}
    figures = []
    for item in layout.form.fields:
        sheet, cell = layout.place(item.index)
        figures.append(
            None
            if item.computed
            else read_value(_number(sheets[sheet].get(cell, "")), item.unit, signed=item.signed).steps
        )
    cover = {entry.id: sheets[layout.cover_sheet].get(address(entry.row, entry.column), "") for entry in layout.cover}
    texts, checks = sheets[layout.narrative_sheet], sheets[layout.checks_sheet]
    boxes = {part.section: part.text for part in layout.narrative}
    boxes |= {item: box for part in layout.narrative for item, _, box in part.inputs}
    column = layout.check_columns["explanation"]
    return Content(
        tuple(figures),
        cover,
        {name: texts.get(address(box.row, box.column), "") for name, box in boxes.items()},
        {check.id: text for check in layout.checks if (text := checks.get(address(check.row, column), ""))},
    )


def _issue(package: Package, layout: Layout, stamp: Stamp) -> Issue:
    """What the workbook was issued with: its address, last year's figures, and what the roster allows."""
    checks = package.cells(layout.checks_sheet)
    prior = [
        read_value(_number(checks.get(address(*layout.prior_cell(item.index)), "")), item.unit).steps
        for item in layout.form.fields
    ]
    allowed = {
        case.check.id: checks.get(address(*layout.standing_cell(case.check)), "")
        for case in cases(layout)
        if case.rule.kind == "authority"
    }
    year = int(stamp.year) if stamp.year.isdecimal() else layout.form.first_year
    agency = Agency(stamp.agency_code, stamp.agency_name)
    return Issue(year, agency, kind=stamp.kind, prior=tuple(prior), allowed=allowed)


def _number(text: str) -> int | float | str:
    """A cell's text as the number a spreadsheet means by it: the shortest that is the same double."""
    if not text.isascii() or "_" in text:
        return text  # what Python takes for a number, and no spreadsheet writes
    try:
        return int(text) if text.lstrip("-").isdecimal() else float(text)
    except ValueError:
        return text


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


def _edits(layout: Layout, entries: Entries, draft: Draft) -> Edits:
    """The cells that change, by sheet: what is filled in, and the result of every formula."""
    made = results(draft)
    spots: dict[Spot, Shown] = {spot: made[spot] for spot in formulas(layout, collated=draft.issue.collated)}
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
    column = layout.check_columns["explanation"]
    rows = {check.id: check.row for check in layout.checks}
    spots |= {(layout.checks_sheet, rows[name], column): text for name, text in entries.explanations.items()}
    edits: Edits = {}
    for (sheet, row, at), content in spots.items():
        edits.setdefault(sheet, {})[row, at] = content
    return edits


def _exact(layout: Layout, item: str, text: str) -> Shown:
    """A narrative figure, kept as text until now, as the number it is."""
    unit = next(each.unit for part in layout.form.narrative for each in part.inputs if each.id == item)
    steps = read_value(text, unit).steps
    return "" if steps is None else unit.number(steps)
