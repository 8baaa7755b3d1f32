"""Governments of one level side by side: each indicator's order, with how complete each of them is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..coverage import Coverage
from ..doubts import Doubts, doubts_of
from ..form import Indicator
from ..form.indicators import measure
from ..rollup import Node, Summary

_FEWEST = 2  # that make an order


@dataclass(frozen=True, slots=True)
class Place:
    """One government in the order: ``rank`` is shared by those of the same ``value``, None where it has none.

    ``value`` is as ``measure`` gives it. ``doubtful``: figures are in it that owe an explanation.
    """

    rank: int | None
    code: str
    name: str
    above: str
    value: Fraction | None
    coverage: Coverage
    doubtful: bool = False


@dataclass(frozen=True, slots=True)
class Ranking:
    """All governments of one ``level`` (as the roster calls it) by one indicator, the largest value first."""

    level: str
    indicator: Indicator
    places: tuple[Place, ...]


def rankings(summary: Summary) -> tuple[Ranking, ...]:
    """A Ranking for each indicator of each level below the top that has several governments, in the order of the tree;
    none where no level has.
    """
    doubts = doubts_of(summary)
    return tuple(
        Ranking(
            level, indicator, _places(summary, indicator, nodes, [doubts.get(node.line.code, {}) for node in nodes])
        )
        for level, nodes in _levels(summary).items()
        for indicator in summary.form.indicators
    )


def is_ranked(summary: Summary) -> bool:
    """Whether ``rankings`` has any."""
    return bool(_levels(summary)) and bool(summary.form.indicators)


def _levels(summary: Summary) -> dict[str, list[Node]]:
    """The governments of each level that has several; those at the top are one where there are several of them."""
    alone = len(summary.roots) == 1
    levels: dict[str, list[Node]] = {}
    for node in summary.nodes.values():
        if node.depth or not alone:
            levels.setdefault(node.line.level, []).append(node)
    return {level: nodes for level, nodes in levels.items() if len(nodes) >= _FEWEST}


def _places(
    summary: Summary, indicator: Indicator, nodes: Sequence[Node], doubts: Sequence[Doubts]
) -> tuple[Place, ...]:
    terms = {term.field for term in (*indicator.numerator, *indicator.denominator)}
    measured = [
        (None if node.values is None else measure(indicator, node.values), node, not terms.isdisjoint(doubtful))
        for node, doubtful in zip(nodes, doubts, strict=True)
    ]
    return tuple(_ordered(summary, measured))


def _ordered(summary: Summary, measured: Sequence[tuple[Fraction | None, Node, bool]]) -> Iterator[Place]:
    values = sorted((value for value, _, _ in measured if value is not None), reverse=True)
    ranks: dict[Fraction, int] = {}
    for rank, each in enumerate(values, start=1):
        ranks.setdefault(each, rank)
    last = len(values) + 1
    placed = [(None if value is None else ranks[value], value, node, doubtful) for value, node, doubtful in measured]
    for found, value, node, doubtful in sorted(placed, key=lambda one: one[0] or last):
        above = summary.roster.by_code.get(node.line.parent)
        yield Place(found, node.line.code, node.line.name, above.name if above else "", value, node.coverage, doubtful)
