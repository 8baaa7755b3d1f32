"""Makes the workbooks of many organs: one is built, the others are struck from it.

A struck workbook is the same, part by part, as one built for its organ. Where an organ's texts don't allow that (a name
that is also one of the form's own texts, say), its workbook is built by itself.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import lru_cache

from ...a1 import address
from ...form.layout import Layout
from ...ooxml.package import open_package
from ...ooxml.plate import Plate, Spot, Value, make_plate, strike
from ...ooxml.plate_texts import UnfitError, check_text, stand_in, stand_in_number
from ...records import Agency
from ...roster import RosterLine
from ...rules.authority import standings
from ...rules.case import Case, cases
from ...rules.lines import line_values
from ...rules.shared import PLACED, shared_formulas
from ...stamp import make_seal
from ..template.canvas import exact
from ..template.content import Draft, Issue, blank_content, is_prefilled, prefilled
from ..template.draw_tables import last_year
from ..template.live_formulas import LIVE_COLUMNS, Known, formulas, results
from ..template.workbook import draft_bytes, make_stamp_of

_ADDRESS = ("code", "name", "seal")
Figures = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class Order:
    """One organ's workbook: for whom, and last year's comparable figures, where there are any."""

    line: RosterLine
    prior: Figures | None = None


@dataclass(slots=True)
class Striker:
    """Strikes the workbooks of one distribution. Keeps one plate for each sort of workbook that is structured alike."""

    layout: Layout
    year: int
    prior_year: int | None = None
    with_prior: bool = False
    seal_key: bytes | None = None
    password: str | None = None
    deadline: str = ""
    contact: str = ""
    _plates: dict[tuple[str, ...], Plate | None] = field(default_factory=dict)
    _said: dict[str, dict[int | None, str]] = field(default_factory=dict)  # of last year's figures, by unit

    def strike(self, order: Order) -> tuple[bytes, str]:
        """The workbook that ``order`` asks for, and its seal (empty without a key)."""
        issue = self.issue(order)
        agency = issue.agency
        sort = "prefilled" if issue.prefilled else "", *standings(self.layout, issue).values(), _named(agency)
        if sort not in self._plates:
            self._plates[sort] = self._prepare(self._draft(issue))
        plate = self._plates[sort]
        if plate is not None:
            try:
                for text in (order.line.code, order.line.name):
                    check_text(text)
                return strike(plate, self._texts(issue), self._cells(issue)), issue.seal
            except UnfitError:
                pass
        return self.build(self._draft(issue)), issue.seal

    def issue(self, order: Order) -> Issue:
        """What the workbook for ``order`` is made for, sealed."""
        line = order.line
        issue = Issue(
            year=self.year,
            agency=Agency(line.code, line.name),
            standing=(line.kind, line.level),
            prior=order.prior,
            prior_year=self.prior_year,
            deadline=self.deadline,
            contact=self.contact,
            prefilled=is_prefilled(self.layout.form, order.prior),
        )
        if not self.seal_key:
            return issue
        return replace(issue, seal=make_seal(self.seal_key, make_stamp_of(self.layout, issue)))

    def _draft(self, issue: Issue) -> Draft:
        return Draft(self.layout, issue, blank_content(self.layout.form, issue))

    def build(self, draft: Draft) -> bytes:
        """The workbook built afresh, as ``write_template`` would."""
        return draft_bytes(draft, password=self.password)

    def _prepare(self, draft: Draft) -> Plate | None:
        """A plate for workbooks such as this; None where what is struck from it is not what is built."""
        form = self.layout.form
        code, name, seal = (stand_in(index) for index in range(len(_ADDRESS)))
        figures = [stand_in_number(len(_ADDRESS) + item.index) * item.unit.scale for item in form.fields]
        issue = replace(
            draft.issue,
            agency=Agency(code if draft.issue.agency.code else "", name if draft.issue.agency.name else ""),
            seal=seal if draft.issue.seal else "",
            prior=tuple(figures) if self.with_prior else None,
        )
        texts = dict(zip(_ADDRESS, (code, name, seal), strict=True))
        texts |= self._notes(issue)
        plate = make_plate(self.build(self._draft(issue)), texts, self._cells(issue))
        try:
            for text in (draft.issue.agency.code, draft.issue.agency.name):
                check_text(text)
            struck = strike(plate, self._texts(draft.issue), self._cells(draft.issue))
        except UnfitError:
            return plate
        return plate if dict(open_package(struck)) == dict(open_package(self.build(draft))) else None

    def _texts(self, issue: Issue) -> dict[str, str]:
        address = dict(zip(_ADDRESS, (issue.agency.code, issue.agency.name, issue.seal), strict=True))
        return address | self._notes(issue)

    def _notes(self, issue: Issue) -> dict[str, str]:
        """What each input's prompt says of last year's figure, by field code."""
        if not self.with_prior:
            return {}
        notes = {}
        for item in self.layout.form.inputs:
            figure = issue.prior[item.index] if issue.prior else None
            said = self._said.setdefault(item.unit.id, {})
            note = said.get(figure)
            if note is None:
                note = said[figure] = "" if figure is None else last_year(issue, item.unit, figure)
            notes[item.code] = note
        return notes

    def _cells(self, issue: Issue) -> dict[Spot, Value]:
        """What stands in the cells that last year's figures have a part in: themselves, prefilled inputs, formulas."""
        if not self.with_prior:
            return {}
        draft = self._draft(issue)
        places = _open_places(self.layout)
        found = results(draft, places.known)
        cells: dict[Spot, Value] = {spot: exact(found.get(place, "")) for spot, place in places.formulas}
        for spot, index in places.carried:
            cells[spot] = _number(draft, draft.content.values[index], index)
        for spot, index in places.priors:
            cells[spot] = _number(draft, draft.prior(index), index)
        return cells


def _named(agency: Agency) -> str:
    """Which parts of ``agency`` there are: a workbook has no cell for one that is not."""
    return f"{agency.code and 'code'} {agency.name and 'name'}"


@dataclass(frozen=True, slots=True)
class _OpenPlaces:
    """The cells that last year's figures have a part in, and what each shows: a formula's result, or a field. ``known``
    is what they have no part in.
    """

    known: Known
    formulas: tuple[tuple[Spot, tuple[str, int, int]], ...]
    carried: tuple[tuple[Spot, int], ...]
    priors: tuple[tuple[Spot, int], ...]


@lru_cache(maxsize=4)
def _open_places(layout: Layout) -> _OpenPlaces:
    members = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(layout.sheets, start=1)}

    def spot(sheet: str, row: int, column: int) -> Spot:
        return members[sheet], address(row, column)

    everything: Figures = tuple(0 for _ in layout.form.fields)
    carried = [index for index, value in enumerate(prefilled(layout.form, everything)) if value is not None]
    fixed = _untouched(layout, set(carried))
    blank = Draft(layout, Issue(layout.form.first_year), blank_content(layout.form, Issue(layout.form.first_year)))
    return _OpenPlaces(
        known=Known(
            {
                case.check: line_values(case, blank)
                for case in cases(layout)
                if (layout.checks_sheet, case.check.row, layout.check_columns["verdict"]) in fixed
            },
            {spot: value for spot, value in results(blank).items() if spot[0] == layout.checks_sheet and spot in fixed},
        ),
        formulas=tuple((spot(*place), place) for place in formulas(layout) if place not in fixed),
        carried=tuple((spot(*layout.places[index]), index) for index in carried),
        priors=tuple(
            (spot(layout.checks_sheet, *layout.prior_cell(field)), field) for field in layout.lines.prior_rows
        ),
    )


def _untouched(layout: Layout, carried: set[int]) -> set[tuple[str, int, int]]:
    """The formulas that come to the same whatever last year's figures are: those without a prefilled or an earlier
    figure among what they rest on.
    """
    touched = set(carried)
    fixed = {(layout.narrative_sheet, part.count.row, part.count.column) for part in layout.narrative}
    for relation in layout.form.computations:
        if touched.isdisjoint(relation.current_fields):
            fixed.add(layout.places[relation.at])
        else:
            touched.add(relation.at)
    settled = {case.check.row for case in cases(layout) if not _rests_on(case, touched)}
    for row in settled:
        fixed |= {(layout.checks_sheet, row, layout.check_columns[name]) for name in (*PLACED, *LIVE_COLUMNS)}
    for shared in layout.lines.shared:
        if settled.issuperset(range(shared.first, shared.last + 1)):
            fixed |= {(layout.checks_sheet, *spot) for spot in shared_formulas(layout, shared)}
    return fixed


def _rests_on(case: Case, touched: set[int]) -> bool:
    """Whether a line asks for one of the ``touched`` figures, or for one of last year's."""
    stated = case.rule.relations[case.instance : case.instance + 1]
    if stated:
        return stated[0].needs_prior or not touched.isdisjoint(stated[0].current_fields)
    tables = (case.check.key,) if case.check.key in case.says.tables else case.says.tables
    fields = case.layout.form.fields
    return bool(case.says.earlier) or any(fields[index].table in tables for index in touched)


def _number(draft: Draft, steps: int | None, index: int) -> float | None:
    if steps is None:
        return None
    unit = draft.layout.form.fields[index].unit
    return float(exact(unit.number(steps))) if unit.decimals else float(steps)
