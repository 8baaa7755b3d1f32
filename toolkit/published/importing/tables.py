"""The figures of an edition's tables in a report: placed by their labels, by two ways that must not contradict."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from ...a1 import address
from ...book import Content, Sheet
from ...findings import Finding, tell
from ...form import Form, Table
from ...form.layout import Layout
from ...quoting import quoted
from ...reading.understand.figures import Place, read_figures
from ...reading.understand.labels import bare
from ...reading.understand.match import Match, match_table, sight
from ...values import read_value
from .page import Cell, Grid, Page
from .sections import Sections, grids_in, split
from .tokens import Token
from .walk import Walk, tokens_of, walk

_SHOWN = 8
Spot = tuple[int, Cell]  # the table of the report by number, and the cell


@dataclass(slots=True)
class Tables:
    """``values`` in steps by field index, totals as None; ``totals`` are those that the report itself states.
    ``places`` has the name of the report's table and the cell of each figure.
    """

    values: list[int | None]
    unread: set[int] = field(default_factory=set)
    totals: dict[int, int] = field(default_factory=dict)
    places: dict[int, tuple[str, str]] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)


def count_found(page: Page, form: Form) -> int:
    """How many figures of ``form`` have a place in ``page``."""
    sections = split(page, form)
    return sum(len(_Search(_grids_of(page, sections, table, form), table, form).spots()) for table in form.tables)


def read_tables(page: Page, layout: Layout) -> Tables:
    """The figures of the edition of ``layout`` in ``page``, with what is not certain."""
    form, sections = layout.form, split(page, layout.form)
    places: list[Place | None] = []
    findings: list[Finding] = []
    for table in form.tables:
        grids = _grids_of(page, sections, table, form)
        search = _Search(grids, table, form)
        sheets = [_sheet(grid) for grid in grids]
        spots = search.spots()
        first = len(places)
        size = sum(item.table == table.id for item in form.fields)
        places += [_place(spots.get(offset), sheets) for offset in range(size)]
        short = next(each.short for each in layout.tables if each.table == table.id)
        lost = [form.fields[first + offset] for offset in range(size) if offset not in spots]
        findings += search.tell(short)
        if lost:
            labels = "、".join(item.label for item in lost[:_SHOWN]) + ("等" if len(lost) > _SHOWN else "")
            wording = "REPORT-LOST" if spots else "REPORT-TABLE"
            findings.append(tell(wording, field=lost[0].code, table=short, count=len(lost), labels=labels))
    figures = read_figures(layout, places, [None] * len(form.tables), frozenset())
    # Every figure of a published report is text.
    findings += [each for each in figures.findings if each.rule != "MENDED-TEXT"]
    found = Tables(figures.values, figures.unread, findings=findings)
    for index, place in enumerate(places):
        if place is not None:
            found.places[index] = (place[0].name, place[1])
            if form.fields[index].computed:
                _read_total(form, index, place, found)
    return found


def _read_total(form: Form, index: int, place: Place, found: Tables) -> None:
    item, (sheet, cell) = form.fields[index], place
    reading = read_value(sheet.cells.get(cell), item.unit)
    if reading.problem:
        said = quoted(str(sheet.cells.get(cell)))
        told = tell("VALUE-TEXT", field=item.code, sheet=sheet.name, cell=cell, label=item.label, found=said)
        found.findings.append(told)
    elif reading.steps is not None:
        found.totals[index] = reading.steps


def _place(spot: Spot | None, sheets: Sequence[Sheet]) -> Place | None:
    return (sheets[spot[0]], address(*spot[1])) if spot else None


def _sheet(grid: Grid) -> Sheet:
    content = Content({address(*cell): text for cell, text in grid.cells.items() if text})
    return Sheet(grid.name, lambda: content)


def _grids_of(page: Page, sections: Sections, table: Table, form: Form) -> list[Grid]:
    """The tables below the title of ``table``, and all others that bear labels which only it has."""
    below = grids_in(sections.below.get(table.id, ()))
    own = labels_of(table) - {label for other in form.tables if other.id != table.id for label in labels_of(other)}
    elsewhere = [
        part
        for part in page.parts
        if isinstance(part, Grid) and part not in below and sum(bare(text) in own for text in part.cells.values()) > 1
    ]
    return sorted([*below, *elsewhere], key=lambda grid: page.parts.index(grid)) if elsewhere else below


def labels_of(table: Table) -> frozenset[str]:
    """The labels of ``table``, without their numbering."""
    blocks = table.blocks
    headers = [leaf for block in blocks for each in (*block.columns, *block.rows) for leaf in each.leaves()]
    return frozenset(bare(header.label) for header in headers if header.label)


class _Search:
    """One official table, searched for in ``grids`` by the matcher of returned workbooks and by walking along it."""

    def __init__(self, grids: list[Grid], table: Table, form: Form) -> None:
        self.grids, self.table = grids, table
        tokens = tokens_of(grids, table)
        by_rows = all(grid.has_rows for grid in grids)
        self.walk = walk(tokens, table, by_rows=by_rows) if tokens else Walk()
        self.matched = _match(grids, table, form) if by_rows else {}
        self.unsure: list[int] = []

    def spots(self) -> dict[int, Spot]:
        """Where each figure stands, by offset: where one way found it and the other does not say otherwise."""
        walked = {offset: (token.grid, token.cell) for offset, token in self.walk.places.items()}
        found = {}
        self.unsure = []
        for offset in sorted(walked.keys() | self.matched.keys()):
            one, other = walked.get(offset), self.matched.get(offset)
            if one is not None and other is not None and one != other:
                self.unsure.append(offset)
            elif (spot := one or other) is not None:
                found[offset] = spot
        taken: dict[Spot, int] = {}
        for offset, spot in list(found.items()):
            if spot in taken:  # one cell can't be two figures
                found.pop(offset)
                found.pop(taken[spot], None)
                self.unsure.append(offset)
            taken[spot] = offset
        return found

    def tell(self, short: str) -> Iterator[Finding]:
        """What is odd about the table, called ``short``."""
        walked, spots = self.walk, set(self.spots().values())
        for token, label in walked.cut[:_SHOWN]:
            sheet, cell = self._at(token)
            said = quoted(token.text)
            yield tell("REPORT-LABEL", sheet=sheet, cell=cell, table=short, expected=label, found=said)
        for token, label, count, expected in walked.uneven[:_SHOWN]:
            sheet, cell = self._at(token)
            yield tell("REPORT-ROW", sheet=sheet, cell=cell, table=short, row=label, found=count, expected=expected)
        stray = [token for token in walked.stray if (token.grid, token.cell) not in spots]
        if stray:
            sheet, cell = self._at(stray[0])
            shown = "、".join(quoted(token.text) for token in stray[:_SHOWN]) + ("等" if len(stray) > _SHOWN else "")
            yield tell("REPORT-EXTRA", sheet=sheet, cell=cell, table=short, count=len(stray), cells=shown)
        if set(self.matched) - set(walked.places) or (walked.headless and spots):
            yield tell("REPORT-ORDER", table=short, labels="、".join(walked.missing[:_SHOWN]) or "有的行")
        if self.unsure:
            yield tell("REPORT-UNSURE", table=short, count=len(self.unsure))

    def _at(self, token: Token) -> tuple[str, str]:
        return self.grids[token.grid].name, address(*token.cell)


def _match(grids: Sequence[Grid], table: Table, form: Form) -> dict[int, Spot]:
    """Where the matcher finds figures in one grid alone; no row counts in which it leaves out a figure."""
    options: dict[int, list[Spot]] = {}
    for number, grid in enumerate(grids):
        match: Match = match_table(sight({c: t for c, t in grid.cells.items() if t}, grid.spans), table, form.tables)
        placed = set(match.places.values())
        labels = match.labels
        odd = {
            cell[0]
            for cell, text in grid.cells.items()
            if cell not in placed and cell not in labels and Token(text, number, cell).is_figure
        }
        anchors = grid.cells.keys()
        for offset, cell in match.places.items():
            if cell[0] not in odd and cell in anchors:
                options.setdefault(offset, []).append((number, cell))
    return {offset: spots[0] for offset, spots in options.items() if len(spots) == 1}
