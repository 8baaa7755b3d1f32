"""The parts of an xlsx package to a Book.

Each part is found by its relation, from the package's root on, and read by structure. Only what differs in every
return (values, strings, defined names) is taken by patterns, where it is written as the usual programs write it; which
way a sheet is read is settled here, before anybody asks for a cell.
"""

from __future__ import annotations

from functools import partial

from ...book import Book, Content, Sheet
from ...ooxml.cell_values import CellReader
from ...ooxml.drawings import Drawing, read_drawing
from ...ooxml.main_part import SheetEntry, read_main_part
from ...ooxml.package import Package
from ...ooxml.properties import read_properties
from ...ooxml.relations import Relation, Relations
from ...ooxml.shared_parts import strings_of, styles_of
from ...ooxml.sheet_data import PlannedSheet, content_of, open_sheet
from ...ooxml.styles import Styles
from ...ooxml.vml_shapes import read_vml
from ...refusal import Refused
from ...stamp import STAMP_NAME_PREFIX

_CELLS = "worksheet"
# Sheets that hold no cells of ours; the last two by their whole types, which are Microsoft's own.
_OTHERS = (
    "chartsheet",
    "dialogsheet",
    "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet",
    "http://schemas.microsoft.com/office/2006/relationships/xlIntlMacrosheet",
)


def read_xlsx(package: Package) -> Book:
    """The Book that ``package`` holds. Raises Refused where it can't be told for certain what a person sees in it."""
    main = package.main
    facts = read_main_part(package.related(main), main, STAMP_NAME_PREFIX)
    related = package.relations(main)
    styles = styles_of(package)
    texts = strings_of(package, styles.palette)
    sheets = []
    for entry in facts.sheets:
        relation = _relation(related, entry, main)
        if relation.kind == _CELLS:
            reader = CellReader(entry.name, texts, styles.dates, facts.epoch_1904)
            sheets.append(_sheet(package, entry, relation.part, reader, styles))
    if not sheets:
        raise Refused("PART-MISSING", part=_CELLS)
    properties, saved_at, program = read_properties(package)
    return Book(
        sheets=tuple(sheets),
        names=facts.names,
        properties=properties,
        locked=facts.locked,
        saved_at=saved_at,
        program=program,
    )


def _relation(related: Relations, entry: SheetEntry, main: str) -> Relation:
    relation = related.by_id.get(entry.relation)
    if relation is None or not relation.usual or relation.kind not in (_CELLS, *_OTHERS):
        raise Refused("PART-AMBIGUOUS", part=main)
    return relation


def _sheet(package: Package, entry: SheetEntry, part: str, reader: CellReader, styles: Styles) -> Sheet:
    data = package.related(part)
    frame, cut, plan, passed = open_sheet(data, package.cut(data), entry.name, package.limits, styles.palette)
    drawing = _drawing(package, part, frame.drawing)
    sheet = partial(
        Sheet,
        entry.name,
        protected=frame.protected,
        hidden=entry.hidden,
        text_boxes=drawing.texts,
        drawn_over=(*drawing.covered, *_notes(package, part, frame.notes), *frame.sparklines),
    )
    if cut is not None and plan is not None:
        held = PlannedSheet(cut, plan, frame, reader, styles)
        return sheet(held.content, held.columns, held.bears)
    assert passed is not None
    return sheet(partial(_same, content_of(passed, frame, reader, styles)))


def _same(content: Content) -> Content:
    return content


def _drawing(package: Package, part: str, relation: str) -> Drawing:
    found = _drawn(package, part, relation)
    return read_drawing(package[found], found) if found else Drawing()


def _notes(package: Package, part: str, relation: str) -> tuple[str, ...]:
    """The ranges that notes lie on which are always shown, and what else the old drawing of a sheet holds."""
    found = _drawn(package, part, relation)
    return read_vml(package[found]) if found else ()


def _drawn(package: Package, part: str, relation: str) -> str:
    """The part of a drawing that the sheet ``part`` names; empty where it has none."""
    found = package.relations(part).by_id.get(relation) if relation else None
    return found.part if found is not None and found.part in package else ""
