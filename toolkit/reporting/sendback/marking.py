"""Marks up an agency's own workbook: cells coloured and commented, the list of what to mend as its first sheet.

The file is changed part by part, so that locks, validations, formulas, names and the stamp stay as they were.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ...ooxml.cell_text import fitting
from ...ooxml.comments import comment_on
from ...ooxml.editing import EditablePackage
from ...ooxml.sheet_edit import SheetEdit
from ...ooxml.sheet_list import SheetList
from ...ooxml.style_edit import StyleEdit
from ...ooxml.styles import read_styles
from ...ooxml.xml_tree import UneditableError
from ...refusal import Refused
from .colours import marked
from .fitness import Fitness
from .listing import Listing, draw_listing

__all__ = ["BeyondRepairError", "Mark", "mark_workbook"]

AUTHOR = "年报校验"  # of the comments
_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
_LONGEST = 4_000  # units of a comment: what does not fit is in the list


class BeyondRepairError(Exception):
    """The workbook can't be marked up; a fresh one has to go out in its place."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One cell to be coloured (``state`` is a key of ``marked``) and, where ``comment`` says something, commented."""

    sheet: str
    cell: str
    state: str
    comment: str = ""


def mark_workbook(
    data: bytes, marks: Sequence[Mark], listing: Listing, fitness: Fitness, written: Mapping[str, Mapping[str, str]]
) -> bytes:
    """``data``, an xlsx file, with ``marks`` and ``listing`` put in. ``written`` are texts by sheet and cell that must
    not be lost with a list of an earlier round, on which they may stand alone.

    Raises BeyondRepairError where that can't be done without harm: no plain xlsx, a part missing or in another
    shape than the format says, or without what ``fitness`` asks for.
    """
    try:
        return _mark(EditablePackage(data), marks, listing, fitness, written)
    except (Refused, UneditableError, ValueError, KeyError, IndexError, RecursionError) as error:
        raise BeyondRepairError(str(error)) from error


def _mark(
    package: EditablePackage,
    marks: Sequence[Mark],
    listing: Listing,
    fitness: Fitness,
    written: Mapping[str, Mapping[str, str]],
) -> bytes:
    if package.content_type(package.main) != _XLSX:
        raise UneditableError("not an xlsx workbook")
    listed, styles = SheetList(package), StyleEdit(package)
    sheets = {name: SheetEdit(package, part) for name, part in listed.parts.items() if name != listing.answer.sheet}
    _, looks = package.related(package.main, "styles")
    fitness.check(sheets, styles, read_styles(package[looks], looks).dates)
    if listing.answer.sheet in listed.parts:
        for name, sheet in sheets.items():
            if name not in fitness.asides:
                _clear(package, sheet, styles)
            for cell, text in written.get(name, {}).items():
                sheet.fill(cell, text, keep_formula=False)
    for name, sheet in sheets.items():
        mine = [mark for mark in marks if mark.sheet == name]
        if mine:
            _mark_sheet(package, sheet, mine, styles)
    listed.put_first(listing.answer.sheet, draw_listing(listing, styles))
    return package.save()


def _clear(package: EditablePackage, sheet: SheetEdit, styles: StyleEdit) -> None:
    """Takes our marks of an earlier round off: a marked cell gets the background of an unmarked one of its kind."""
    looks = {cell: (style, computed) for cell, style, computed in sheet.cells()}
    ours = {style for style, _ in looks.values() if styles.colour(style) in marked().values()}
    plain: dict[tuple[bool, bool], int] = {}
    for style, computed in looks.values():
        if style not in ours:
            plain.setdefault((styles.unlocked(style), computed), style)
    for cell, (style, computed) in looks.items():
        if style in ours:
            like = plain.get((styles.unlocked(style), computed))
            sheet.set_style(cell, styles.painted_like(style, like))
    if package.related(sheet.part, "comments")[1]:
        comment_on(package, sheet, AUTHOR, {})


def _mark_sheet(package: EditablePackage, sheet: SheetEdit, marks: Sequence[Mark], styles: StyleEdit) -> None:
    ranks = list(marked())
    states: dict[str, str] = {}
    comments: dict[str, list[str]] = {}
    for mark in marks:
        known = states.get(mark.cell)
        if known is None or ranks.index(mark.state) < ranks.index(known):
            states[mark.cell] = mark.state
        if mark.comment:
            comments.setdefault(mark.cell, []).append(mark.comment)
    for cell, state in states.items():
        sheet.set_style(cell, styles.painted(sheet.style(cell), marked()[state]))
    if comments:
        texts = {cell: fitting("\n".join(told), _LONGEST) for cell, told in comments.items()}
        comment_on(package, sheet, AUTHOR, texts)
