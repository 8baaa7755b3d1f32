"""The totals as they stand in the workbook: whether their formulas are the template's, and what they show.

A total is never taken from the file, it is made anew; what is told is where a person sees another.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from types import MappingProxyType

from ...book import Book, ByCell, Content, Sheet
from ...findings import Finding
from ...form import Relation
from ...form.layout import Layout
from ...memory import remembered
from ...ooxml.formulas import canonical, constant, is_volatile, sheets_named, summed
from ...quoting import quoted
from ...rules.formulas import total
from ...values import Cell, read_value
from .expected import ExpectedTable, expected_tables
from .places import Located
from .telling import tell_at, tell_each


class Made(Enum):
    """How a total comes about, where not by the template's formula or one that adds up the same."""

    TYPED = "TOTAL-OVERTYPED"  # no formula stands there
    OTHERWISE = "TOTAL-FORMULA"  # another formula


@dataclass(slots=True)
class Totals:
    """``overtyped`` is what totals show that have lost the template's formula or show another figure than they should,
    in steps, by field index.
    """

    overtyped: dict[int, int] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    by_wording: dict[str, dict[str, list[tuple[str, str]]]] = field(default_factory=dict)

    def note(self, wording: str, table: str, sheet: str, cell: str) -> None:
        self.by_wording.setdefault(wording, {}).setdefault(table, []).append((sheet, cell))


def read_totals(layout: Layout, located: Located, values: Sequence[int | None], book: Book) -> Totals:
    """What a person sees at the places of the totals in ``book``, held against ``values``, the totals made anew."""
    totals, exact = Totals(), book.exact  # exact: the file shows which cells hold formulas
    sheets = frozenset(sheet.name.lower() for sheet in book.sheets)
    for table, home in zip(expected_tables(layout), located.homes, strict=True):
        made: Mapping[int, Made] = {}
        if home is not None and exact:
            made = how_made(layout, home.content().formulas, home.name, sheets)
        if home is not None and not made and _are_right(home.content(), table, values):
            continue
        for index in table.totals.values():
            place = located.places[index]
            if place is None:
                continue
            sheet, cell = place
            content = sheet.cells.get(cell)
            if home is None and exact and (found := _made_elsewhere(layout, located, index, sheet, cell, sheets)):
                made = {**made, index: found}
            if index in made or type(content) is not int or content != values[index]:
                _read_total(layout, totals, index, sheet, cell, content, made.get(index), values[index], exact=exact)
    for wording, by_table in totals.by_wording.items():
        totals.findings += tell_each(layout, wording, by_table)
    return totals


def _are_right(content: Content, table: ExpectedTable, values: Sequence[int | None]) -> bool:
    """Whether each total is the whole number that it should be, as in most returns."""
    shown = list(map(content.cells.get, table.totals))
    return shown == [values[index] for index in table.totals.values()] and set(map(type, shown)) == {int}


@remembered(64)
def how_made(layout: Layout, formulas: ByCell[str], sheet: str, sheets: frozenset[str]) -> Mapping[int, Made]:
    """The totals of the sheet called ``sheet`` that do not come about as in the template, by field index.

    Neither do those that ask a sheet that is none of ``sheets``, the workbook's: they show an error.
    """
    found: dict[int, Made] = {}
    for relation, cell, official in _official(layout, sheet.casefold()):
        text = formulas.by_cell.get(cell)
        if text is None:
            found[relation.at] = Made.TYPED
        elif not (sheets_named(text) <= sheets and _is_same(layout, relation, text, official, sheet)):
            found[relation.at] = Made.OTHERWISE
    return MappingProxyType(found)


@remembered(64)
def _official(layout: Layout, sheet: str) -> tuple[tuple[Relation, str, str], ...]:
    """The totals of the sheet called ``sheet`` (in small letters): each with its cell and the template's formula."""
    places = ((relation, *layout.place(relation.at)) for relation in layout.form.computations)
    return tuple(
        (relation, cell, total(layout, relation).removeprefix("="))
        for relation, home, cell in places
        if home.casefold() == sheet
    )


def _made_elsewhere(
    layout: Layout, located: Located, index: int, sheet: Sheet, cell: str, sheets: frozenset[str]
) -> Made | None:
    """How a total comes about that does not stand where the template has it: by what its formula adds up there."""
    text = sheet.formulas.get(cell)
    if text is None:
        return Made.TYPED
    if not sheets_named(text) <= sheets:
        return Made.OTHERWISE
    places = [(located.places[term.field], term.sign) for term in _relations(layout)[index].right]
    parts = {place[1]: sign for place, sign in places if place is not None and place[0] is sheet}
    added = dict(summed(text, sheet.name) or {})
    # A row put in between has its cell in the range: it is told where the table moved, and adds nothing while blank.
    beside = [other for other in added if other not in parts and sheet.cells.get(other) in (None, "")]
    known = (
        not text or len(parts) < len(places) or {other: added[other] for other in added if other not in beside} == parts
    )
    return None if known else Made.OTHERWISE


@lru_cache(maxsize=16)
def _relations(layout: Layout) -> Mapping[int, Relation]:
    return {relation.at: relation for relation in layout.form.computations}


def _is_same(layout: Layout, relation: Relation, text: str, official: str, sheet: str) -> bool:
    """Whether a formula says what the template's says, or adds up the same."""
    if text in ("", official):
        return True
    ours = canonical(text, sheet)
    if ours is not None and ours == canonical(official, sheet):
        return True
    parts = {layout.place(term.field)[1]: term.sign for term in relation.right}
    return not relation.constant and dict(summed(text, sheet) or {}) == parts


def _read_total(
    layout: Layout,
    totals: Totals,
    index: int,
    sheet: Sheet,
    cell: str,
    content: Cell,
    made: Made | None,
    expected: int | None,
    *,
    exact: bool,
) -> None:
    item = layout.form.fields[index]
    if made is Made.OTHERWISE and (content is None or is_volatile(sheet.formulas[cell])):
        content = constant(sheet.formulas[cell])
        if content is None:
            totals.findings.append(tell_at("TOTAL-UNKNOWN", item, sheet.name, cell, quoted(f"={sheet.formulas[cell]}")))
            return
    reading = read_value(content, item.unit)
    if reading.problem:
        totals.findings.append(tell_at("TOTAL-TEXT", item, sheet.name, cell, quoted(str(content))))
    elif reading.steps is None:
        if made is Made.TYPED and exact:
            totals.note("TOTAL-GONE", item.table, sheet.name, cell)
    elif expected is None:
        if made is not None:
            totals.findings.append(tell_at("TOTAL-UNCHECKED", item, sheet.name, cell, item.unit.number(reading.steps)))
    elif made is not None or reading.steps != expected:
        totals.overtyped[index] = reading.steps
        if reading.steps == expected and made is not None:
            totals.note(made.value, item.table, sheet.name, cell)
