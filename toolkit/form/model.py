"""An edition of the official form as plain data: the whole, and what it has beside tables and rules."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .rule_model import Comparison, Relation, Rule, Term
from .table_model import Field, Table, Unit


@dataclass(frozen=True, slots=True)
class CoverEntry:
    """One line of the cover. ``role`` tells the ones the toolkit itself understands; ``text`` is fixed wording.
    What is ``personal`` names a person or a telephone.
    """

    id: str
    label: str
    role: str = ""
    text: str = ""
    personal: bool = False


@dataclass(frozen=True, slots=True)
class NarrativeInput:
    """A figure asked for within a narrative section, such as the fee for processing information."""

    id: str
    label: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class Narrative:
    """One narrative section. ``limit`` is the customary cap in characters, 0 for none."""

    id: str
    title: str
    hint: str
    limit: int
    inputs: tuple[NarrativeInput, ...]


@dataclass(frozen=True, slots=True)
class Bridge:
    """What of an earlier edition is comparable: this edition's field indices to the earlier field codes.

    A pair ``((a, b), "x")`` says that the sum of this edition's fields a and b is the earlier edition's x.
    """

    edition: str
    pairs: tuple[tuple[tuple[int, ...], str], ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A measure of how a year went: a sum of figures, or one sum as a share of another.

    ``words`` is its formula in words; ``group`` heads those that ``each`` made of the rows of one group.
    """

    id: str
    label: str
    words: str
    group: str
    numerator: tuple[Term, ...]
    denominator: tuple[Term, ...]  # empty for a figure

    @property
    def is_ratio(self) -> bool:
        return bool(self.denominator)


@dataclass(frozen=True, slots=True)
class ChartSeries:
    """One series of a chart; ``fields[i]`` are summed for its i-th point. ``label`` is empty for an only series."""

    label: str
    fields: tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Which figures a chart shows. ``over`` says what stands on the axis beside them: figures, governments, years."""

    id: str
    title: str
    over: str
    points: tuple[str, ...]
    series: tuple[ChartSeries, ...]


@dataclass(frozen=True, eq=False)
class Form:
    """One edition of the official form: what it asks for and what must hold."""

    edition: str
    title: str
    document: str
    document_name: str
    first_year: int
    last_year: int | None
    units: Mapping[str, Unit]
    cover: tuple[CoverEntry, ...]
    tables: tuple[Table, ...]
    fields: tuple[Field, ...]
    narrative: tuple[Narrative, ...]
    rules: tuple[Rule, ...]
    bridges: Mapping[str, Bridge]
    path: str
    digest: str
    indicators: tuple[Indicator, ...] = ()
    charts: tuple[Chart, ...] = ()
    shortest_explanation: int = 0  # characters, with which an explanation may say something
    year: int = 0  # the report year it was loaded for, 0 where none was asked
    rules_digest: str = ""  # of the office's rules file that changed its rules
    changes: tuple[tuple[str, str], ...] = ()  # what that changed: the rules' ids, each with "off" or its severity
    unchanged: Form | None = None  # and as it was before
    instead_of: str = ""  # of an office's own: the file of the edition that would else be in force in its years

    @cached_property
    def by_code(self) -> Mapping[str, Field]:
        return {item.code: item for item in self.fields}

    @cached_property
    def by_rule(self) -> Mapping[str, Rule]:
        return {rule.id: rule for rule in self.rules}

    @cached_property
    def inputs(self) -> tuple[Field, ...]:
        return tuple(item for item in self.fields if not item.computed)

    @cached_property
    def computations(self) -> tuple[Relation, ...]:
        """One relation for each computed field, ordered so that each stands after those it needs."""
        chosen: dict[int, Relation] = {}
        for rule in self.rules:
            for relation in rule.relations:
                if relation.computes:
                    chosen.setdefault(relation.at, relation)
        ordered: dict[int, Relation] = {}

        def visit(index: int) -> None:
            if index in ordered or index not in chosen:
                return
            for term in chosen[index].right:
                visit(term.field)
            ordered[index] = chosen[index]

        for index in chosen:
            visit(index)
        return tuple(ordered.values())

    @cached_property
    def carried(self) -> tuple[tuple[int, int, tuple[Term, ...]], ...]:
        """Each input that a rule gives by last year's figures alone, with the rule's constant and terms."""
        carried = []
        for relation in (relation for rule in self.rules for relation in rule.relations):
            left, right = relation.left, relation.right
            lone = len(left) == 1 and left[0].sign == 1 and relation.comparison is Comparison.EQUAL
            if not lone or left[0].prior or self.fields[left[0].field].computed:
                continue
            if right and all(term.prior for term in right):
                carried.append((left[0].field, relation.constant, right))
        return tuple(carried)

    def is_blank(self, values: Sequence[int | None]) -> bool:
        """Whether nobody has filled in anything of ``values``: what last year gives is there from the start."""
        given = {index for index, _, _ in self.carried}
        return all(values[item.index] is None for item in self.inputs if item.index not in given)

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def cover_entry(self, role: str) -> CoverEntry | None:
        """The cover line that plays ``role`` (code, name, date), if the edition has one."""
        return next((entry for entry in self.cover if entry.role == role), None)
