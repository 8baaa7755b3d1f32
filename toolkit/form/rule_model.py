"""What must hold in an edition, as plain data: its rules, and the relations between figures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum, StrEnum
from typing import Generic, Protocol

from typing_extensions import TypeVar


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

    def holds(self, difference: int) -> bool:
        """Whether left minus right is as it must be."""
        if self is Comparison.EQUAL:
            return difference == 0
        return difference >= 0 if self is Comparison.AT_LEAST else difference <= 0


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
    ``at`` is the field a breach is told at, ``constant`` counts in steps of that field's unit. One that ``computes``
    makes a total, which stands alone on its left.
    """

    key: str
    label: str
    left: tuple[Term, ...]
    comparison: Comparison
    right: tuple[Term, ...]
    constant: int
    at: int
    computes: bool = False

    @property
    def terms(self) -> tuple[Term, ...]:
        return self.left + self.right

    @property
    def weighted(self) -> tuple[tuple[Term, int], ...]:
        """Each term with its weight in left minus right."""
        return tuple((term, term.sign) for term in self.left) + tuple((term, -term.sign) for term in self.right)

    @property
    def needs_prior(self) -> bool:
        return any(term.prior for term in self.terms)

    @property
    def current_fields(self) -> tuple[int, ...]:
        """The fields of this year that take part, each once, in the order of the formula."""
        return tuple(dict.fromkeys(term.field for term in self.terms if not term.prior))


class Says(Protocol):
    """What a rule of one kind takes. Each kind has its own, in ``toolkit/rules``."""

    @property
    def tables(self) -> tuple[str, ...]:
        """The tables it speaks of."""

    @property
    def sections(self) -> tuple[str, ...]:
        """The narrative sections it speaks of."""

    @property
    def keys(self) -> tuple[str, ...]:
        """What tells its instances apart; an empty text where there is one alone."""

    @property
    def relations(self) -> tuple[Relation, ...]:
        """The relations between figures that it states, one an instance; empty where it states none."""

    @property
    def earlier(self) -> tuple[int, ...]:
        """The fields whose figures of last year its line on the check sheet asks for."""


SaysT = TypeVar("SaysT", bound=Says, default=Says, covariant=True)


class Shown(Enum):
    """When a rule has a line on the check sheet: a clerk sees what a workbook can judge, and what may need words."""

    ALWAYS = "always"
    TO_EXPLAIN = "to explain"  # only the office can judge it
    NEVER = "never"


@dataclass(frozen=True, slots=True)
class Rule(Generic[SaysT]):
    """Something that must hold. ``kind`` is its kind's name, ``says`` what it takes."""

    id: str
    kind: str
    severity: Severity
    words: str
    fix: str
    source: str
    says: SaysT
    shown: Shown = Shown.ALWAYS
    trips: Mapping[str, str | int | None] = field(default_factory=dict)  # an example that breaks it, and
    passes: Mapping[str, str | int | None] = field(default_factory=dict)  # one that keeps it (checking/examples.py)

    @property
    def relations(self) -> tuple[Relation, ...]:
        return self.says.relations

    @property
    def is_on_check_sheet(self) -> bool:
        explained = self.shown is Shown.TO_EXPLAIN and self.severity is Severity.EXPLAIN
        return self.shown is Shown.ALWAYS or explained
