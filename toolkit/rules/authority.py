"""The figures are zero, except for organs of the kinds and levels that the roster gives and the rule allows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Protocol

from ..a1 import areas, reference
from ..form import Relation
from ..form.check_lines import CheckRow
from ..form.layout import Layout
from ..form.source import Section
from .case import NOT_JUDGED, Case, Entered, Line, cases
from .formulas import incomplete, literal, place
from .kind import Kind
from .paths import Outline, read_fields, tables_of
from .places import figure


@dataclass(frozen=True, slots=True)
class Authority:
    """``kinds`` and ``levels`` are the roster's; an empty one allows all."""

    fields: tuple[int, ...]
    tables: tuple[str, ...]
    kinds: tuple[str, ...]
    levels: tuple[str, ...]
    sections: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    def allows(self, kind: str, level: str) -> bool:
        """Whether an organ of this kind and level may report the figures."""
        return (not self.kinds or kind in self.kinds) and (not self.levels or level in self.levels)


class Listed(Protocol):
    """What the roster says of an organ; of ``Entered``."""

    @property
    def standing(self) -> tuple[str, str]: ...
    @property
    def allowed(self) -> Mapping[str, str]: ...


def standings(layout: Layout, entered: Listed) -> dict[CheckRow, str]:
    """By line of a rule of this kind, whether the organ may report the figures: the layout's yes or no, empty where
    unknown.
    """
    return {
        case.check: _standing(layout, case.check, case.says, entered)
        for case in cases(layout)
        if isinstance(case.says, Authority)
    }


def _standing(layout: Layout, check: CheckRow, says: Authority, entered: Listed) -> str:
    if check.id in entered.allowed:
        return entered.allowed[check.id]
    if entered.standing == ("", ""):
        return ""
    return layout.yes if says.allows(*entered.standing) else layout.no


def _read(section: Section, outline: Outline) -> Authority:
    fields = read_fields(section, outline)
    allow = section.section("allow")
    allow.only("kinds", "levels")
    return Authority(fields, tables_of(outline, fields), allow.strings("kinds"), allow.strings("levels"))


def _formulas(case: Case[Authority]) -> Line:
    layout, fields = case.layout, case.says.fields
    sheet = layout.places[fields[0]][0]
    cells = areas((place(layout, index) for index in fields), sheet)
    standing = reference(*layout.standing_cell(case.check))
    refused = f"IF({standing}={literal(layout.no)},{case.breach},{literal(NOT_JUDGED)})"
    allowed = f"IF({standing}={literal(layout.yes)},{case.literal('pass')},{refused})"
    blank = incomplete(layout, fields, sheet)
    verdict = f"=IF(SUM({cells})=0,IF({blank},{case.literal('blank')},{case.literal('pass')}),{allowed})"
    return Line(f"=SUM({cells})", 0, f"={case.here('left')}-{case.here('right')}", verdict)


def _values(case: Case[Authority], entered: Entered) -> Line:
    fields = case.says.fields
    figures = [entered.values[index] for index in fields]
    number = case.layout.form.fields[fields[0]].unit.number(sum(steps or 0 for steps in figures))
    if not number:
        verdict = case.word("blank" if None in figures else "pass")
    else:
        allowed = {case.layout.yes: case.word("pass"), case.layout.no: case.breached(entered)}
        verdict = allowed.get(_standing(case.layout, case.check, case.says, entered), NOT_JUDGED)
    return Line(number, 0, number, verdict)


KIND = Kind(
    name="authority",
    takes=("fields", "allow"),
    needs=(("fields",), ("allow",)),
    read=_read,
    place=lambda case: figure(case.layout, case.says.fields[0]),
    formulas=_formulas,
    values=_values,
)
