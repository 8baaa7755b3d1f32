"""The line that the instances of a rule share on the check sheet: whether all hold, how many don't, where the first is.

Each instance has a row of its own below, which nobody sees: its line, the place it speaks of and what that is called.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..a1 import Spot, address, sheet_prefix
from ..form.check_lines import CheckRow, SharedRow
from ..form.layout import Layout
from ..memory import remembered
from ..width import units
from .case import NOT_JUDGED, Case, Line, Value, cases
from .faulty_cells import address_formula, spot_of
from .formulas import criterion, literal
from .kinds import KINDS
from .places import Place

PLACED = ("number", "words", "place")  # columns that hold, of an instance, where it is and what that is called
_FIGURES = ("left", "right", "difference")
_MORE = ("，共 ", " 处")  # around how many there are


def shared_formulas(layout: Layout, shared: SharedRow) -> dict[Spot, str]:
    """The formulas of the line and of what stands beside its instances' own, by cell."""
    here, column = _here(layout, shared), layout.check_columns
    made = {spot: formula for case in here.cases for spot, formula in _place_formulas(case).items()}
    own, chosen, many = address(shared.row, column["verdict"]), address(*here.chosen), address(*here.many)
    among = here.among("verdict")
    words = {name: here.cases[0].word(name) for name in ("pass", "blank")} | {"breach": here.breach}
    verdict = literal(NOT_JUDGED)
    for name in ("pass", "blank", "breach"):
        verdict = f"IF(COUNTIF({among},{criterion(words[name])})>0,{literal(words[name])},{verdict})"
    made[shared.row, column["verdict"]] = f"={verdict}"
    at = "0"
    for name in ("blank", "breach"):
        at = f"IF({own}={literal(words[name])},MATCH({criterion(words[name])},{among},0),{at})"
    made[here.chosen] = f"={at}"
    times = f"*ABS({here.among('difference')})" if here.counts else "*1"
    made[here.many] = f"=IF({chosen}=0,0,SUMPRODUCT(({among}={own}){times}))"
    target, label = (f"INDEX({here.among(name)},{chosen})" for name in ("words", "place"))
    more = f'IF({many}>1,{literal(_MORE[0])}&{many}&{literal(_MORE[1])},"")'
    made[shared.row, column["place"]] = f'=IF({chosen}=0,"",HYPERLINK("#"&{target},{label}&{more}))'
    for name in _FIGURES:
        if here.tells_figures:
            made[shared.row, column[name]] = f'=IF({chosen}=0,"",INDEX({here.among(name)},{chosen}))'
    return made


def shared_values(layout: Layout, shared: SharedRow, lines: Mapping[CheckRow, Line]) -> dict[Spot, Value]:
    """What they come to, given the ``lines`` of the instances, and the fixed places of those that have one."""
    here, column = _here(layout, shared), layout.check_columns
    told = [lines[case.check] for case in here.cases]
    places = here.places
    if here.counts:
        places = tuple(_first(place, line) for place, line in zip(here.places, told, strict=True))
    made: dict[Spot, Value] = {}
    for case, line, place in zip(here.cases, told, places, strict=True):
        made[case.check.row, column["number"]] = line.first
        made[case.check.row, column["words"]] = _target(place)
        made[case.check.row, column["place"]] = place.words
    order = (here.breach, *(here.cases[0].word(name) for name in ("blank", "pass")))
    verdict = next((word for word in order if word in [line.verdict for line in told]), NOT_JUDGED)
    found = [at for at, line in enumerate(told) if line.verdict == verdict] if verdict in order[:2] else []
    many = sum(abs(int(told[at].difference)) for at in found) if here.counts else len(found)
    made[shared.row, column["verdict"]] = verdict
    made[here.chosen], made[here.many] = found[0] + 1 if found else 0, many
    more = str(many).join(_MORE) if many > 1 else ""
    made[shared.row, column["place"]] = places[found[0]].words + more if found else ""
    for name in _FIGURES:
        made[shared.row, column[name]] = getattr(told[found[0]], name) if found and here.tells_figures else ""
    return made


@dataclass(frozen=True, slots=True)
class _Here:
    """One shared line: the cells that tell which of its instances is told and how many there are to tell, and where
    each instance is. Of rules other than relations, how many there are says it all.
    """

    layout: Layout
    shared: SharedRow
    cases: tuple[Case, ...]
    places: tuple[Place, ...]
    breach: str
    counts: bool
    tells_figures: bool
    chosen: Spot
    many: Spot

    def among(self, name: str) -> str:
        """The instances' cells of one column, as a range."""
        column = self.layout.check_columns[name]
        return f"{address(self.shared.first, column)}:{address(self.shared.last, column)}"


@remembered(256)
def _here(layout: Layout, shared: SharedRow) -> _Here:
    own = tuple(case for case in cases(layout) if case.check.rule == shared.rule)
    kind, rule = KINDS[own[0].rule.kind], own[0].rule
    return _Here(
        layout=layout,
        shared=shared,
        cases=own,
        places=tuple(kind.place(case) for case in own),
        breach=own[0].breach_word,
        counts=kind.counts,
        tells_figures=bool(rule.relations),
        chosen=(shared.row, layout.facts_column + 3),
        many=(shared.row, layout.facts_column + 4),
    )


def _place_formulas(case: Case) -> dict[Spot, str]:
    """Where the first cell at fault is, of kinds that count such cells."""
    kind, column, row = KINDS[case.rule.kind], case.layout.check_columns, case.check.row
    if not kind.counts:
        return {}
    place = kind.place(case)
    number, difference = case.here("number"), case.here("difference")
    sheet = sheet_prefix(place.sheet)
    where = f"IF({difference}=0,{literal(place.cell)},{address_formula(number)})"
    return {
        (row, column["number"]): "{" + str(kind.formulas(case).first) + "}",
        (row, column["words"]): f"={literal(sheet)}&{where}",
        (row, column["place"]): f"={literal(place.words + '!')}&MID({case.here('words')},{units(sheet) + 1},9)",
    }


def _first(place: Place, line: Line) -> Place:
    """The first of the cells of a table that a line counts; the table's first where there is none."""
    cell = address(*spot_of(int(line.first))) if line.difference else place.cell
    return Place(place.sheet, cell, f"{place.words}!{cell}")


def _target(place: Place) -> str:
    return sheet_prefix(place.sheet) + place.cell
