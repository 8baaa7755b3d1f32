"""What an edition of the official form is, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Severity(StrEnum):
    """How badly a breach weighs, the gravest first."""

    ERROR = "error"
    EXPLAIN = "explain"
    NOTICE = "notice"


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is counted in.

    Figures travel through the toolkit as exact integers, counted in the unit's smallest step
    (``10 ** -decimals``): 9.985 万元 with six decimals is 9985000. ``parts`` maps a smaller unit's name to how
    many of it make one of this (元: 10000), ``multiples`` a larger one's to how many of this it holds.
    """

    id: str
    label: str
    decimals: int = 0
    spelled: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
    multiples: Mapping[str, int] = field(default_factory=dict)

    @property
    def scale(self) -> int:
        return int(10**self.decimals)

    def decimal(self, steps: int) -> Decimal:
        """``steps`` as an exact number in this unit."""
        return Decimal(steps).scaleb(-self.decimals) if self.decimals else Decimal(steps)

    def number(self, steps: int) -> int | Decimal:
        """``steps`` as an int where the unit is whole, else as a Decimal without trailing zeros."""
        if not self.decimals:
            return steps
        number = self.decimal(steps).normalize()
        return number if number.as_tuple().exponent < 0 else Decimal(int(number))  # type: ignore[operator]

    def text(self, steps: int) -> str:
        """``steps`` written out, without trailing zeros: ``9.985``, ``1808595``, ``-3``."""
        return f"{self.number(steps):f}" if self.decimals else str(steps)


@dataclass(frozen=True, slots=True)
class Header:
    """A row or a column of a table, or a group of them: one label of the official form.

    ``path`` holds the ids from the outermost down (a group without an id adds none), ``labels`` the printed
    labels; ``children`` is empty for a row or column that bears figures. ``short`` is what messages call it.
    """

    path: tuple[str, ...]
    labels: tuple[str, ...]
    children: tuple[Header, ...] = ()
    unit: Unit | None = None
    signed: bool = False
    short: str = ""

    @property
    def label(self) -> str:
        return self.labels[-1]

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    def leaves(self) -> tuple[Header, ...]:
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of figures with its own heads; table 2 has several, tables 3 and 4 have one.

    ``rows`` is one header with an empty label path where the official table has no row labels.
    """

    label: str
    corner: str
    heading: str
    columns: tuple[Header, ...]
    rows: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One official table."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of one table. ``index`` is its place in ``Form.fields`` and in every record's values."""

    index: int
    code: str
    table: str
    table_number: int
    row: tuple[str, ...]
    column: tuple[str, ...]
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    unit: Unit
    signed: bool
    computed: bool
    row_short: str = ""  # the last row label and the column label as messages call them: 新收, 行政复议·结果维持
    column_short: str = ""

    @property
    def kind(self) -> str:
        return "computed" if self.computed else "input"

    @property
    def label(self) -> str:
        """Row and column labels as one line, outermost first."""
        row = "·".join(self.row)
        column = "·".join(self.column)
        return f"{row} / {column}" if row and column else row or column


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


@dataclass(frozen=True, slots=True)
class CoverEntry:
    """One line of the cover. ``role`` tells the ones the toolkit itself understands; ``text`` is fixed wording."""

    id: str
    label: str
    role: str = ""
    text: str = ""


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
    year: int = 0  # the report year it was loaded for, 0 where none was asked

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
            if rule.computes:
                for relation in rule.relations:
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

    def table(self, table_id: str) -> Table:
        return next(table for table in self.tables if table.id == table_id)

    def cover_entry(self, role: str) -> CoverEntry | None:
        """The cover line that plays ``role`` (code, name, date), if the edition has one."""
        return next((entry for entry in self.cover if entry.role == role), None)
