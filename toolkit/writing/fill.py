"""Puts figures into a workbook that exists, leaving everything else in it byte for byte as it is.

Loading and saving with a library would lose cached values, protection and extensions; so the few cells that change
are changed in the sheets' XML, and every formula's cached value is made right for the new figures.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from ..form import load_form
from ..form.layout import Layout, address, load_layout
from ..output import whole_file
from ..records import Agency
from .case import Shown
from .content import Content, Draft, Issue
from .given import ValuesError, read_figure, read_given
from .live import Spot, formulas, results
from .package import CELL, Package, open_package

Cells = dict[str, dict[str, Shown]]  # by sheet, then by address


def fill_workbook(source: str | Path, values: Mapping[str, object], target: str | Path, *, force: bool = False) -> None:
    """Writes a copy of the template ``source`` to ``target`` with ``values`` (content of VALUES.json) filled in.

    Inputs that ``values`` does not name keep what they hold. Raises ValuesError for a workbook that is no template,
    or for values that don't fit it; OutputError where ``target`` exists or can't be written.
    """
    package = open_package(Path(source))
    layout = load_layout(load_form(package.year))
    if package.fingerprint and package.fingerprint != layout.fingerprint:
        raise ValuesError(f"“{source}”是另一版模板，请用现在的 {package.year} 年度模板")
    given = read_given(values, layout)
    draft = _merged(package, layout, given)
    _refuse_other_agency(layout, draft, given)
    cells = _typed(layout, given)
    shown = results(draft)
    for spot in formulas(layout):
        cells.setdefault(spot[0], {})[address(*spot[1:])] = shown.get(spot, "")
    with whole_file(Path(target), force=force) as temporary:
        _write(package, cells, temporary)


def _refuse_other_agency(layout: Layout, draft: Draft, given: Content) -> None:
    for role, stamped in (("code", draft.issue.agency.code), ("name", draft.issue.agency.name)):
        entry = layout.form.cover_entry(role)
        wanted = given.cover.get(entry.id, "") if entry else ""
        if entry and stamped and wanted and wanted != stamped:
            raise ValuesError(f"这份模板是发给“{stamped}”的，VALUES 里的{entry.label}是“{wanted}”，请用对应的模板")


def _merged(package: Package, layout: Layout, given: Content) -> Draft:
    """What the workbook will hold once filled: what it holds now, and over it what is given."""
    form = layout.form
    values = list(given.values)
    prior: list[int | None] = []
    for item in form.fields:
        sheet, cell = layout.place(item.index)
        if values[item.index] is None and not item.computed:
            values[item.index] = read_figure(package.text(sheet, cell), item.unit, f"{sheet}!{cell}")
        last = package.text(layout.checks_sheet, address(*layout.prior_cell(item.index)))
        prior.append(read_figure(last, item.unit, f"{layout.checks_sheet}"))
    cover = {entry.id: package.text(layout.cover_sheet, address(entry.row, entry.column)) for entry in layout.cover}
    texts: dict[str, str] = {}
    for part in layout.narrative:
        texts[part.section] = package.text(layout.narrative_sheet, address(part.text.row, part.text.column))
        for item_id, _, box in part.inputs:
            texts[item_id] = package.text(layout.narrative_sheet, address(box.row, box.column))
    column = layout.check_columns["explanation"]
    written = {check.id: package.text(layout.checks_sheet, address(check.row, column)) for check in layout.checks}
    content = Content(
        tuple(values),
        {**cover, **given.cover},
        {**texts, **given.narrative},
        {**written, **given.explanations},
    )
    known = tuple(prior) if any(figure is not None for figure in prior) else None
    issue = Issue(package.year, Agency(package.facts.get("agency_code", ""), package.facts.get("agency_name", "")))
    return Draft(layout, replace(issue, standing=("", ""), prior=known), content)


def _typed(layout: Layout, given: Content) -> Cells:
    """What is given, cell by cell."""
    typed: dict[Spot, Shown] = {}
    for item, value in zip(layout.form.fields, given.values, strict=True):
        if value is not None:
            typed[layout.places[item.index]] = item.unit.number(value)
    for entry in layout.cover:
        if entry.id in given.cover:
            typed[layout.cover_sheet, entry.row, entry.column] = given.cover[entry.id]
    typed |= _typed_narrative(layout, given)
    for check in layout.checks:
        if check.id in given.explanations:
            spot = (layout.checks_sheet, check.row, layout.check_columns["explanation"])
            typed[spot] = given.explanations[check.id]
    cells: Cells = {}
    for (sheet, row, column), shown in typed.items():
        cells.setdefault(sheet, {})[address(row, column)] = shown
    return cells


def _typed_narrative(layout: Layout, given: Content) -> dict[Spot, Shown]:
    typed: dict[Spot, Shown] = {}
    for part in layout.narrative:
        if part.section in given.narrative:
            typed[layout.narrative_sheet, part.text.row, part.text.column] = given.narrative[part.section]
        for item_id, _, box in part.inputs:
            if text := given.narrative.get(item_id, ""):
                typed[layout.narrative_sheet, box.row, box.column] = Decimal(text)
    return typed


def _write(package: Package, cells: Cells, target: Path) -> None:
    changed = {package.members[sheet]: contents for sheet, contents in cells.items() if sheet in package.members}
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for info, data in package.parts:
            if info.filename in changed:
                data = _with_cells(data.decode(), changed[info.filename]).encode()
            archive.writestr(info, data, zipfile.ZIP_DEFLATED)


def _with_cells(xml: str, contents: Mapping[str, Shown]) -> str:
    """A sheet's XML with the cells of ``contents`` holding them; formulas keep their text and get a new result."""

    def changed(match: re.Match[str]) -> str:
        cell, style, inner = match["cell"], match["style"] or "", match["inner"] or ""
        if cell not in contents:
            return match[0]
        formula = re.search(r"<f\b.*?(?:/>|</f>)", inner, re.DOTALL)
        return _cell(cell, style, formula[0] if formula else "", contents[cell])

    return CELL.sub(changed, xml)


def _cell(cell: str, style: str, formula: str, shown: Shown) -> str:
    if isinstance(shown, int | Decimal):
        return f'<c r="{cell}"{style}>{formula}<v>{shown:f}</v></c>'
    if formula:
        return f'<c r="{cell}"{style} t="str">{formula}<v>{escape(shown)}</v></c>'
    if shown == "":
        return f'<c r="{cell}"{style}/>'
    return f'<c r="{cell}"{style} t="inlineStr"><is><t xml:space="preserve">{escape(shown)}</t></is></c>'
