"""Tells what was changed in a workbook beside its figures: sheets, protection, fixed texts, cells of nobody."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set

from ...a1 import position
from ...book import Book, ByCell, Sheet, text_of
from ...findings import Finding, tell
from ...form import Form
from ...form.answer import load_answer
from ...form.layout import Layout
from ...quoting import quoted
from ...stamp import Stamp
from ...values import read_value
from .expected import expected_tables, fixed_texts
from .figures import Place
from .labels import normal
from .places import Located

_SHOWN = 20


def inspect(
    book: Book, layout: Layout, stamp: Stamp | None, located: Located, texts: Mapping[str, str], read: Set[str]
) -> list[Finding]:
    """What was changed in ``book``, whose figures are ``located``; ``texts`` are the names that the sheets with texts
    have now, by their own, and ``read`` all sheets whose content is told of elsewhere.
    """
    findings = [*_sheets(book, layout, located.places, texts, read), *_protection(book, layout), *_text_boxes(book)]
    if stamp is not None and stamp.fingerprint and stamp.fingerprint != layout.fingerprint:
        findings += _other_template(book, layout, stamp, located)
    else:
        # The lines of the check sheet are those of an office's own rules, where the workbook was made under some.
        aside = {layout.checks_sheet} if stamp is not None and stamp.rules else set()
        fixed = {name: held for name, held in fixed_texts(layout).items() if name not in aside}
        findings += _fixed_texts(book, fixed)
    findings += _extras(layout, located)
    return findings


def _other_template(book: Book, layout: Layout, stamp: Stamp, located: Located) -> Iterator[Finding]:
    """One finding where a workbook of another build of the template is not as today's: nobody need have changed its
    texts. Where it asks the same in the same words, or only says the rules otherwise, there is nothing to tell.
    """
    asking = {name: texts for name, texts in fixed_texts(layout).items() if name != layout.checks_sheet}
    changed = next(_fixed_texts(book, asking), None) is not None
    known = stamp.template in (layout.version, *layout.earlier)
    if changed or not known or located.found < len(layout.places):
        found, expected = quoted(f"{stamp.template}/{stamp.fingerprint}"), f"{layout.version}/{layout.fingerprint}"
        yield tell("TEMPLATE-OTHER", found=found, expected=expected)


def _sheets(
    book: Book, layout: Layout, places: Sequence[Place | None], texts: Mapping[str, str], read: Set[str]
) -> Iterator[Finding]:
    used = {place[0].name for place in places if place is not None} | read
    # The list that a workbook sent back bears is ours, and may be deleted again.
    names = [sheet.name for sheet in book.sheets if sheet.name != load_answer().sheet]
    if tuple(names) == layout.sheets:
        return
    # Table sheets and those with texts that are gone are told where their content was looked for.
    told = {*(table.sheet for table in layout.tables), layout.cover_sheet, layout.narrative_sheet, *texts}
    gone = [name for name in layout.sheets if name not in told and book.sheet(name) is None]
    if gone:
        yield tell("SHEET-GONE", sheets="”、“".join(gone))
    own = {name.casefold() for name in layout.sheets}
    added = [name for name in names if name.casefold() not in own and name not in used]
    if added:
        yield tell("SHEET-ADDED", sheets="、".join(f"“{quoted(name)}”" for name in added[:_SHOWN]), sheet=added[0])
    order = [name.casefold() for name in layout.sheets]
    kept = [order.index(name.casefold()) for name in names if name.casefold() in own]
    if kept != sorted(kept):
        yield tell("SHEETS-REORDERED")


def _text_boxes(book: Book) -> Iterator[Finding]:
    """What is written on shapes, where nobody reads it."""
    for sheet in book.sheets:
        if sheet.text_boxes:
            yield tell("TEXT-BOX", sheet=sheet.name, count=len(sheet.text_boxes), found=quoted(sheet.text_boxes[0]))


def _protection(book: Book, layout: Layout) -> Iterator[Finding]:
    """Only where the file format tells of protection."""
    own = set(layout.sheets) - {layout.stamp_sheet}
    open_sheets = [sheet.name for sheet in book.sheets if sheet.protected is False and sheet.name in own]
    if open_sheets:
        yield tell("PROTECTION-OFF", sheets="、".join(f"“{name}”" for name in open_sheets), sheet=open_sheets[0])
    if book.locked is False:
        yield tell("STRUCTURE-OFF")


def _fixed_texts(book: Book, expected_texts: Mapping[str, ByCell[str]]) -> Iterator[Finding]:
    for name, texts in expected_texts.items():
        sheet = book.sheet(name)
        if sheet is None or sheet.bears(texts):
            continue
        for cell, expected in texts.by_cell.items():
            found = text_of(sheet.cells.get(cell))
            if normal(found) != normal(expected):
                shown = quoted(found) or "空白"
                yield tell("CELL-CHANGED", sheet=sheet.name, cell=cell, expected=expected, found=shown)


def _extras(layout: Layout, located: Located) -> Iterator[Finding]:
    """Figures inside the tables that belong to no field, and other content that no template has."""
    for table, home in zip(expected_tables(layout), located.homes, strict=True):
        if home is not None:
            if rest := _beside(home, table.known):
                yield from _tell_extras(layout.form, home, set(table.places), rest, table.sheet.short, moved=False)
            continue
        stand = located.places[table.first : table.first + len(table.places)]
        # Of a table that has moved, its own texts stand elsewhere too: only figures are looked for there.
        moved = [place and place[1] for place in stand] != list(table.places)
        mine = [place for place in stand if place is not None]
        for held in {id(sheet): sheet for sheet, _ in mine}.values():
            cells = {cell for sheet, cell in mine if sheet is held}
            if rest := _beside(held, cells | table.labels.keys()):
                yield from _tell_extras(layout.form, held, cells, rest, table.sheet.short, moved=moved)


def _beside(sheet: Sheet, known: Set[str]) -> set[str]:
    """The cells of ``sheet`` with content that are not ``known``."""
    # The second row is the line of organ, year and unit.
    return {cell for cell in sheet.cells.keys() - known if cell[-1] != "2" or not cell[:-1].isalpha()}


def _tell_extras(
    form: Form, sheet: Sheet, cells: set[str], rest: set[str], short: str, *, moved: bool
) -> Iterator[Finding]:
    where = [position(cell) for cell in cells]
    bottom, right = max(row for row, _ in where), max(column for _, column in where)
    top = min(row for row, _ in where)
    unit = form.fields[0].unit
    extras: dict[str, list[str]] = {"EXTRA-FIGURES": [], "EXTRA-TEXT": []}
    for cell in sorted(rest, key=position):
        row, column = position(cell)
        reading = read_value(sheet.cells[cell], unit)
        number = reading.steps is not None or reading.problem in ("decimal", "huge", "mark", "remark", "run")
        figure = number and reading.mend != "none" and top <= row <= bottom and column <= right
        if figure or not moved:
            extras["EXTRA-FIGURES" if figure else "EXTRA-TEXT"].append(cell)
    for wording, found in extras.items():
        if found:
            shown = "、".join(found[:_SHOWN]) + ("等" if len(found) > _SHOWN else "")
            yield tell(
                wording,
                sheet=sheet.name,
                cell=found[0],
                related=tuple(found[1:]),
                table=short,
                count=len(found),
                cells=shown,
            )
