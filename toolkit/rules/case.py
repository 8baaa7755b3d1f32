"""One rule instance on the check sheet: its cells, the words for its verdicts, and what it is judged by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Generic, Protocol, TypeAlias

from ..a1 import address
from ..form import Rule, Severity
from ..form.check_lines import CheckRow
from ..form.layout import Layout
from ..form.rule_model import SaysT
from .formulas import literal

NOT_JUDGED = "—"  # verdict of a rule the workbook alone can't judge
NOTICE = "提示"  # verdict of a breached rule that owes no explanation

Value: TypeAlias = str | int | Decimal  # what a cell shows; text that begins with = is a formula


@dataclass(frozen=True, slots=True)
class Line:
    """The four live cells of a check: formulas, or what they come to. ``array``: left is an array formula. ``first``
    has the number of the first cell at fault (``faulty_cells``), of kinds that count such cells.
    """

    left: Value
    right: Value
    difference: Value
    verdict: Value
    array: bool = False
    first: Value = ""


class Entered(Protocol):
    """What stands in one workbook, and what it was issued with: all that its formulas see."""

    @property
    def typed(self) -> tuple[int | None, ...]:
        """The figures that stand in the cells, by field, in steps."""

    @property
    def values(self) -> tuple[int | None, ...]:
        """The same as formulas see them: what a declaration makes 0 is 0, totals are made anew."""

    def prior(self, field: int) -> int | None:
        """Last year's figure, where the workbook holds it."""

    def text(self, part: str) -> str:
        """A narrative section, or one of its inputs."""

    def explanation(self, check: str) -> str: ...

    @property
    def standing(self) -> tuple[str, str]:
        """The organ's kind and level in the roster, both empty where unknown."""

    @property
    def allowed(self) -> Mapping[str, str]:
        """By check, where the workbook says it: whether the organ may report an authority rule's figures."""


@dataclass(frozen=True, eq=False)
class Case(Generic[SaysT]):
    """One instance of one rule in the workbooks of one layout: the ``instance``-th of its keys. There is one object for
    each, made once.
    """

    layout: Layout
    rule: Rule[SaysT]
    check: CheckRow
    instance: int

    @property
    def says(self) -> SaysT:
        return self.rule.says

    @cached_property
    def inputs(self) -> tuple[int, ...]:
        """The input fields of the table that the line speaks of."""
        return tuple(item.index for item in self.layout.form.inputs if item.table == self.check.key)

    def here(self, column: str) -> str:
        """The address of another cell of this line."""
        return address(self.check.row, self.layout.check_columns[column])

    def word(self, name: str) -> str:
        """The edition's word for a verdict: pass, fail, blank, explain, explained."""
        return _words(self.layout)[name]

    def literal(self, name: str) -> str:
        """A verdict's word as a formula has it."""
        return literal(self.word(name))

    @property
    def breach(self) -> str:
        """What a verdict formula says of a breach."""
        if self.rule.severity is Severity.EXPLAIN:
            written = f"LEN(TRIM({self.here('explanation')}))>={self.layout.form.shortest_explanation}"
            return f"IF({written},{self.literal('explained')},{self.literal('explain')})"
        return literal(self.breach_word)

    @property
    def breach_word(self) -> str:
        """The verdict for a breach that no words can settle."""
        return self.word("fail") if self.rule.severity is Severity.ERROR else NOTICE

    def breached(self, entered: Entered) -> str:
        """What the verdict is for a breach, given what was explained."""
        if self.rule.severity is Severity.EXPLAIN:
            length = len(" ".join(filter(None, entered.explanation(self.check.id).split(" "))))
            return self.word("explained" if length >= self.layout.form.shortest_explanation else "explain")
        return self.breach_word


def not_judged(*_: object) -> Line:
    """The line of a rule that only the office that receives the workbook can judge, or that it does not come under."""
    return Line("", "", "", NOT_JUDGED)


def counting(case: Case, faults: str, *, array: bool = False, first: str = "") -> Line:
    """The formulas of a line that counts ``faults``, of which there may be none."""
    left = case.here("left")
    verdict = f"=IF({left}=0,{case.literal('pass')},{case.breach})"
    return Line(f"={faults}", 0, f"={left}-{case.here('right')}", verdict, array, first)


def counted(case: Case, entered: Entered, faults: int, first: Value = "") -> Line:
    """What the formulas of ``counting`` come to."""
    return Line(faults, 0, faults, case.breached(entered) if faults else case.word("pass"), first=first)


@lru_cache(maxsize=16)
def _words(layout: Layout) -> Mapping[str, str]:
    words = layout.template.section("checks").section("verdicts")
    return {name: str(words.get(name, str)) for name in words.values}


@lru_cache(maxsize=16)
def cases(layout: Layout) -> tuple[Case, ...]:
    """All lines of the check sheet, in order."""
    rules = layout.form.by_rule
    return tuple(
        Case(layout, rules[check.rule], check, rules[check.rule].says.keys.index(check.key)) for check in layout.checks
    )
