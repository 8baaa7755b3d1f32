"""Marks up an agency's own workbook: cells coloured and commented, the list of what to mend as its first sheet.

The file is changed part by part, so that locks, validations, formulas, names and the stamp stay as they were.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from xml.dom.minidom import Element

from .comments import comment_on
from .listing import Listing, draw_listing
from .package import Package
from .paint import COLOURS, Paint
from .sheet import Sheet
from .xmltree import BeyondRepairError, child, children, make, relation_prefix, root_of, serialize

__all__ = ["BeyondRepairError", "Mark", "mark_workbook"]

_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"
_SELECTED = re.compile(rb'(<(?:\w+:)?sheetView\b[^>]*?) tabSelected="(?:1|true)"')


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to be coloured (``state`` is a key of COLOURS) and, where ``comment`` says something, commented."""

    sheet: str
    cell: str
    state: str
    comment: str = ""


def mark_workbook(data: bytes, marks: Sequence[Mark], listing: Listing, inputs: Mapping[str, Sequence[str]]) -> bytes:
    """``data``, an xlsx file, with ``marks`` and ``listing`` put in. ``inputs`` are the input cells of each sheet.

    Raises BeyondRepairError where that can't be done without harm: no plain xlsx, a part missing or in another
    shape than the format says, one of the sheets in ``inputs`` no longer locked, or one of its cells locked.
    """
    try:
        return _mark(Package(data), marks, listing, inputs)
    except (ValueError, KeyError, IndexError, RecursionError) as error:
        raise BeyondRepairError(str(error)) from error


def _mark(package: Package, marks: Sequence[Mark], listing: Listing, inputs: Mapping[str, Sequence[str]]) -> bytes:
    book = root_of(package.tree(package.main))
    parts = _sheet_parts(package, book)
    paint = Paint(package)
    for name, cells in inputs.items():
        if name not in parts or not Sheet(package, parts[name]).locked:
            raise BeyondRepairError(f"{name} is missing or no longer locked")
        sheet = Sheet(package, parts[name])
        if not all(paint.unlocked(sheet.style(cell)) for cell in cells):
            raise BeyondRepairError(f"{name} has input cells that are locked")
    if listing.answer.sheet in parts:
        for name in set(parts) - {listing.answer.sheet}:
            _clear(package, Sheet(package, parts[name]), paint)
    for name, part in parts.items():
        mine = [mark for mark in marks if mark.sheet == name]
        if mine and name != listing.answer.sheet:
            _mark_sheet(package, Sheet(package, part), mine, paint)
    _put_first(package, book, parts, listing.answer.sheet, draw_listing(listing, paint))
    return package.save()


def _clear(package: Package, sheet: Sheet, paint: Paint) -> None:
    """Takes our marks of an earlier round off: a marked cell gets the background of an unmarked one of its kind."""
    styles = {cell: (style, computed) for cell, style, computed in sheet.cells()}
    plain: dict[tuple[bool, bool], int] = {}
    for style, computed in styles.values():
        if not paint.is_mark(style):
            plain.setdefault((paint.unlocked(style), computed), style)
    for cell, (style, computed) in styles.items():
        if paint.is_mark(style):
            like = plain.get((paint.unlocked(style), computed))
            sheet.set_style(cell, paint.unpainted(style, like))
    if package.related(sheet.part, "comments") is not None:
        comment_on(package, sheet, {})


def _mark_sheet(package: Package, sheet: Sheet, marks: Sequence[Mark], paint: Paint) -> None:
    ranks = list(COLOURS)
    states: dict[str, str] = {}
    comments: dict[str, list[str]] = {}
    for mark in marks:
        known = states.get(mark.cell)
        if known is None or ranks.index(mark.state) < ranks.index(known):
            states[mark.cell] = mark.state
        if mark.comment:
            comments.setdefault(mark.cell, []).append(mark.comment)
    for cell, state in states.items():
        sheet.set_style(cell, paint.painted(sheet.style(cell), COLOURS[state]))
    if comments:
        comment_on(package, sheet, {cell: "\n".join(texts) for cell, texts in comments.items()})


def _sheet_parts(package: Package, book: Element) -> dict[str, str]:
    """The part of each worksheet by the sheet's name, in their order."""
    targets = {link.id: link.target for link in package.relations(package.main) if link.kind == "worksheet"}
    prefix = relation_prefix(book)
    sheets = child(book, "sheets")
    if sheets is None:
        raise BeyondRepairError("workbook without sheets")
    listed = {sheet.getAttribute("name"): sheet.getAttribute(f"{prefix}:id") for sheet in children(sheets, "sheet")}
    return {name: targets[link] for name, link in listed.items() if targets.get(link) in package.parts}


def _put_first(package: Package, book: Element, parts: Mapping[str, str], name: str, data: bytes) -> None:
    """Puts the sheet ``name`` before all others and opens the workbook on it; an earlier one of ours makes room."""
    for part in parts.values():
        package.replace(part, _SELECTED.sub(rb"\1", _current(package, part)))
    sheets = child(book, "sheets")
    assert sheets is not None
    entries = list(children(sheets, "sheet"))
    if name in parts:
        package.replace(parts[name], data)
        for link in list(package.relations(parts[name])):
            package.remove(link.target)
        _drop_relations(package, parts[name])
        old = next(entry for entry in entries if entry.getAttribute("name") == name)
        if old is not entries[0]:
            _move_names(book, entries.index(old), 0)
            sheets.insertBefore(old, entries[0])
    else:
        part = package.add("xl/worksheets", "sheet", ".xml", data, _SHEET_TYPE)
        number = max((int(entry.getAttribute("sheetId")) for entry in entries), default=0) + 1
        relation = package.relate(package.main, "worksheet", part)
        entry = make(sheets, "sheet", name=name, sheetId=str(number))
        entry.setAttribute(f"{relation_prefix(book)}:id", relation)
        _move_names(book, len(entries), 0)
        sheets.insertBefore(entry, entries[0])
    views = child(book, "bookViews")
    for view in children(views, "workbookView") if views is not None else ():
        view.setAttribute("activeTab", "0")
        view.setAttribute("firstSheet", "0")


def _move_names(book: Element, source: int, target: int) -> None:
    """Names that belong to a sheet count the sheets in their order: count anew for one moved from ``source``."""
    order = [number for number in range(max(source, 512) + 1) if number != source]
    order.insert(target, source)
    places = {old: new for new, old in enumerate(order)}
    names = child(book, "definedNames")
    for defined in children(names, "definedName") if names is not None else ():
        own = defined.getAttribute("localSheetId")
        if own:
            defined.setAttribute("localSheetId", str(places[int(own)]))


def _current(package: Package, part: str) -> bytes:
    """The part as it would be saved now."""
    return serialize(package.tree(part))


def _drop_relations(package: Package, part: str) -> None:
    folder, _, file = part.rpartition("/")
    package.remove(f"{folder}/_rels/{file}.rels")
