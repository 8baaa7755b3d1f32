"""One rule instance on the check sheet: its cells, and the words for its verdicts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache

from ..a1 import address
from ..form import Relation, Rule, Severity, Unit
from ..form.layout import CheckRow, Layout
from . import wording
from .content import Draft

Shown = str | int | Decimal  # what a cell shows; text that begins with = is a formula


@dataclass(frozen=True, slots=True)
class Line:
    """The four live cells of a check: formulas, or what they come to. ``array``: left is an array formula."""

    left: Shown
    right: Shown
    difference: Shown
    verdict: Shown
    array: bool = False


@dataclass(frozen=True, eq=False)
class Case:
    """One instance of one rule in the workbooks of one layout. There is one object for each, made once."""

    layout: Layout
    rule: Rule
    check: CheckRow

    @cached_property
    def relation(self) -> Relation:
        return next(relation for relation in self.rule.relations if relation.key == self.check.key)

    @cached_property
    def unit(self) -> Unit:
        """The unit of a relation's figures."""
        return self.layout.form.fields[self.relation.at].unit

    @cached_property
    def inputs(self) -> list[int]:
        """The input fields of the line's table that a filled or domain rule speaks of."""
        chosen = set(self.rule.fields)
        inputs = [item.index for item in self.layout.form.inputs if item.table == self.check.key]
        return [index for index in inputs if index in chosen] if self.rule.kind == "domain" else inputs

    def here(self, column: str) -> str:
        """The address of another cell of this line."""
        return address(self.check.row, self.layout.check_columns[column])

    def word(self, name: str) -> str:
        """The edition's word for a verdict: pass, fail, blank, explain, explained."""
        return _words(self.layout)[name]

    @property
    def breach(self) -> str:
        """What a verdict formula says of a breach."""
        if self.rule.severity is Severity.EXPLAIN:
            written = f"LEN(TRIM({self.here('explanation')}))>={self.layout.form.shortest_explanation}"
            return f'IF({written},"{self.word("explained")}","{self.word("explain")}")'
        return f'"{self.word("fail")}"' if self.rule.severity is Severity.ERROR else f'"{wording.NOTICE}"'

    def breached(self, draft: Draft) -> str:
        """What the verdict is for a breach, given what was explained."""
        if self.rule.severity is Severity.EXPLAIN:
            length = len(" ".join(filter(None, draft.content.explanations.get(self.check.id, "").split(" "))))
            return self.word("explained" if length >= self.layout.form.shortest_explanation else "explain")
        return self.word("fail") if self.rule.severity is Severity.ERROR else wording.NOTICE


@lru_cache(maxsize=16)
def _words(layout: Layout) -> Mapping[str, str]:
    words = layout.template.section("checks").section("verdicts")
    return {name: str(words.get(name, str)) for name in words.values}


@lru_cache(maxsize=16)
def cases(layout: Layout) -> tuple[Case, ...]:
    """All lines of the check sheet, in order."""
    return tuple(Case(layout, layout.form.by_rule[check.rule], check) for check in layout.checks)
