"""What must hold in an edition, as plain data: its rules, and the relations between figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

# Kinds that only the office can judge. A clerk sees the others on the check sheet: what a workbook can judge, and
# what may need explaining.
OFFICE_KINDS = ("cover", "node", "swing")


class Severity(StrEnum):
    """How badly a breach weighs, the gravest first."""

    ERROR = "error"
    EXPLAIN = "explain"
    NOTICE = "notice"


class Comparison(StrEnum):
    EQUAL = "equal"
    AT_LEAST = "at_least"
    AT_MOST = "at_most"

    @property
    def sign(self) -> str:
        return {"equal": "＝", "at_least": "≥", "at_most": "≤"}[self.value]


@dataclass(frozen=True, slots=True)
class Term:
    """One figure in a relation: ``sign`` is 1 or -1; ``prior`` takes last year's figure."""

    field: int
    sign: int = 1
    prior: bool = False


@dataclass(frozen=True, slots=True)
class Relation:
    """One instance of a relation rule: ``left <comparison> right + constant``.

    ``key`` tells the instances of a rule apart (the path of the row or column it repeats over, or ``""``),
    ``at`` is the field a breach is told at, ``constant`` counts in steps of that field's unit.
    """

    key: str
    label: str
    left: tuple[Term, ...]
    comparison: Comparison
    right: tuple[Term, ...]
    constant: int
    at: int

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left + self.right

    @property
    def needs_prior(self) -> bool:
        return any(term.prior for term in self.terms)

    @property
    def current_fields(self) -> tuple[int, ...]:
        """The fields of this year that take part, each once, in the order of the formula."""
        return tuple(dict.fromkeys(term.field for term in self.terms if not term.prior))


@dataclass(frozen=True, slots=True)
class Rule:
    """Something that must hold. Which of the optional parts are filled depends on ``kind`` (form/rules.py).

    ``keys`` names the rule's instances as explanations do: ``<id>`` or ``<id>@<key>``.
    """

    id: str
    kind: str
    severity: Severity
    words: str
    fix: str
    source: str
    line: int
    tables: tuple[str, ...] = ()
    fields: tuple[int, ...] = ()
    relations: tuple[Relation, ...] = ()
    computes: bool = False
    sections: tuple[str, ...] = ()
    inputs: tuple[str, ...] = ()
    mentions: tuple[str, ...] = ()
    check: str = ""
    allow_kinds: tuple[str, ...] = ()
    allow_levels: tuple[str, ...] = ()
    factor: int = 0
    floor: int = 0
    zeros: int = 0
    most: int = 0  # in whole units; 0 where the rule sets no bound
    trips: Mapping[str, str | int | None] = field(default_factory=dict)  # an example that breaks it, and
    passes: Mapping[str, str | int | None] = field(default_factory=dict)  # one that keeps it (checking/examples.py)

    @property
    def keys(self) -> tuple[str, ...]:
        if self.relations:
            return tuple(relation.key for relation in self.relations)
        if self.kind in ("filled", "domain"):
            return self.tables
        return self.sections if self.kind in ("written", "narrated") else ("",)
