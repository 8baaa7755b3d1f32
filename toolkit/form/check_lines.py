"""Which lines the check sheet has, and where: what a clerk can mend or explain, the gravest first.

What has to be mended stands once a rule: its instances lie in rows below that nobody sees, and their line tells how
many don't hold and where the first is. What may be explained has a line an instance, with room for the words.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from .model import Form
from .rule_model import Relation, Rule, Severity

FIRST_CHECK_ROW = 4  # below the title, the verdict, a line on what to do and the heads


@dataclass(frozen=True, slots=True)
class CheckRow:
    """One rule instance's row on the check sheet."""

    rule: str
    key: str
    row: int

    @property
    def id(self) -> str:
        """The name explanations go by: ``T3-BALANCE@natural``, or the rule's id where it has one instance."""
        return f"{self.rule}@{self.key}" if self.key else self.rule


@dataclass(frozen=True, slots=True)
class SharedRow:
    """The line that instances of a rule share; theirs are the rows from ``first`` to ``last``."""

    rule: str
    row: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class CheckLines:
    """The lines of a check sheet: ``bottom`` is the last that is seen. ``prior_rows`` has the rows in which last year's
    figures stand, by field.
    """

    checks: tuple[CheckRow, ...]
    shared: tuple[SharedRow, ...]
    bottom: int
    prior_rows: Mapping[int, int]

    @property
    def seen(self) -> range:
        """The rows of the lines that a clerk sees, each with a verdict."""
        return range(FIRST_CHECK_ROW, self.bottom + 1)

    @property
    def named(self) -> dict[int, str]:
        """The rule of each line that is seen, by row."""
        lines: tuple[SharedRow | CheckRow, ...] = (*self.shared, *self.checks)
        return {line.row: line.rule for line in lines if line.row <= self.bottom}

    def __repr__(self) -> str:
        return repr((self.checks, self.shared, sorted(self.prior_rows.items())))


def lines_of(form: Form) -> CheckLines:
    """The lines of workbooks as they are written now."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    rules = [(rule, tuple(_keys(form, rule))) for rule in form.rules if rule.is_on_check_sheet]
    rules = sorted((pair for pair in rules if pair[1]), key=lambda pair: ranks[pair[0].severity])
    explained = [rule for rule, _ in rules if rule.severity is Severity.EXPLAIN]
    bottom = FIRST_CHECK_ROW - 1 + sum(len(keys) if rule in explained else 1 for rule, keys in rules)
    line, below = FIRST_CHECK_ROW, bottom + 2
    checks, shared = [], []
    for rule, keys in rules:
        if rule in explained:
            checks += [CheckRow(rule.id, key, line + at) for at, key in enumerate(keys)]
            line += len(keys)
        else:
            checks += [CheckRow(rule.id, key, below + at) for at, key in enumerate(keys)]
            shared.append(SharedRow(rule.id, line, below, below + len(keys) - 1))
            line, below = line + 1, below + len(keys)
    asked = sorted({field for rule, _ in rules for field in rule.says.earlier})
    prior_rows = {field: FIRST_CHECK_ROW + at for at, field in enumerate(asked)}
    return CheckLines(tuple(checks), tuple(shared), bottom, prior_rows)


def every_line(form: Form) -> CheckLines:
    """A line for each instance of each rule, as templates had them until version 1; last year's figures all stand."""
    instances = [(rule.id, key) for rule in form.rules if rule.is_on_check_sheet for key in rule.says.keys]
    checks = tuple(CheckRow(rule, key, row) for row, (rule, key) in enumerate(instances, start=FIRST_CHECK_ROW))
    prior_rows = {field.index: FIRST_CHECK_ROW + field.index for field in form.fields}
    return CheckLines(checks, (), checks[-1].row if checks else FIRST_CHECK_ROW, prior_rows)


def _keys(form: Form, rule: Rule) -> Iterator[str]:
    """The instances that have a row: all that may be explained, and what no locked formula makes true."""
    if rule.severity is Severity.EXPLAIN:
        yield from rule.says.keys
        return
    made = {one.at: one for one in form.computations}
    weights = [_weights(made, relation) for relation in rule.relations]
    for at, key in enumerate(rule.says.keys):
        if at >= len(weights) or not _follows(form, rule, at, weights):
            yield key


def _follows(form: Form, rule: Rule, at: int, weights: Sequence[Counter[object]]) -> bool:
    """Whether the relation ``at`` holds by the formulas of its totals: by itself, or where the rule's other instances
    all hold. ``weights`` are those of each.
    """
    relation, own = rule.relations[at], weights[at]
    if not any(own.values()):
        return True
    if not all(form.fields[index].computed for index in relation.current_fields):
        return False
    others: Counter[object] = Counter()
    for other, weight in zip(rule.relations, weights, strict=True):
        if other is not relation and other.comparison is relation.comparison:
            others.update(weight)
    return _settled(own) == _settled(others)


def _settled(weights: Counter[object]) -> dict[object, int]:
    return {what: weight for what, weight in weights.items() if weight}


def _weights(made: Mapping[int, Relation], relation: Relation) -> Counter[object]:
    """The weight of each input in left minus right, totals taken apart; last year's figures and the constant too.

    ``made`` are the relations that totals are made by, by the total's field.
    """
    found: Counter[object] = Counter({"constant": -relation.constant})
    for term, weight in relation.weighted:
        if term.prior:
            found[term.field, "prior"] += weight
        else:
            _take_apart(made, term.field, weight, found)
    return found


def _take_apart(made: Mapping[int, Relation], field: int, weight: int, found: Counter[object]) -> None:
    if field not in made:
        found[field] += weight
        return
    for term in made[field].right:
        _take_apart(made, term.field, weight * term.sign, found)
