"""A figure held against what organs of the same kind and level report in the round."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding
from ..form import Rule
from ..rules.peers import Peers
from .batch import ceilings
from .rounds import Round
from .telling import breach_at, spelled, wordings, written

_ASKED_ALONE = "magnitude"  # the kind that asks about a figure by itself: one slip is asked about once


def find_peers(round_: Round, rule: Rule[Peers]) -> dict[int, list[Finding]]:
    """A finding for each figure that is ``factor`` times the median of the others of its kind and level. Zeros count
    for nothing: most organs have nothing to report in such a field.
    """
    found: dict[int, list[Finding]] = {}
    for index in rule.says.fields:
        limit = ceilings(round_.form)[index]
        groups: dict[tuple[str, ...], list[tuple[int, int]]] = {}
        for row, record in enumerate(round_.records):
            value = record.values[index]
            group = _group(round_, row)
            if group is not None and value is not None and 0 < value <= limit:
                groups.setdefault(group, []).append((value, row))
        for members in groups.values():
            for row, value, others in _far_above(round_, rule.says, members):
                if not _is_asked(round_, row, index):
                    found.setdefault(row, []).append(_told(round_, rule, index, row, value, others))
    return found


def _group(round_: Round, row: int) -> tuple[str, ...] | None:
    """What a return's peers have in common; without a roster all are peers, and in a roster whoever is in it."""
    line = round_.lines[row]
    if round_.office.roster is None:
        return (str(round_.records[row].is_summary),)
    return (line.kind, line.level) if line is not None else None


def _far_above(round_: Round, says: Peers, members: Sequence[tuple[int, int]]) -> list[tuple[int, int, Sequence[int]]]:
    """(row, figure, the others' figures from the least) of ``members`` far above the rest."""
    latest = set(round_.latest)
    counted = sorted((value, round_.organs[row]) for value, row in members if row in latest)
    own = {organ: place for place, (_, organ) in enumerate(counted)}
    figures = [value for value, _ in counted]
    far: list[tuple[int, int, Sequence[int]]] = []
    for value, row in members:
        place = own.get(round_.organs[row])
        rest = len(figures) - (place is not None)
        if rest < says.enough or value < says.factor * _median(figures, place):
            continue
        far.append((row, value, figures if place is None else figures[:place] + figures[place + 1 :]))
    return far


def _median(figures: Sequence[int], without: int | None = None) -> int:
    """The middle of sorted ``figures``, but for the one at ``without``; the larger of two."""
    middle = (len(figures) - (without is not None)) // 2
    return figures[middle + (without is not None and without <= middle)]


def _is_asked(round_: Round, row: int, index: int) -> bool:
    """Whether the same figure is already asked about for its size."""
    rules, code = round_.form.by_rule, round_.form.fields[index].code
    asked = (one.rule for one in round_.returns[row].findings if one.field == code)
    return any(name in rules and rules[name].kind == _ASKED_ALONE for name in asked)


def _told(round_: Round, rule: Rule[Peers], index: int, row: int, value: int, others: Sequence[int]) -> Finding:
    unit, line, median = round_.form.fields[index].unit, round_.lines[row], _median(others)
    name, factor = next(iter(unit.parts.items()), ("", 0))
    exact = factor and value % factor == 0
    who = wordings()["peers-of-kind" if line else "peers-of-any"]
    return breach_at(
        round_.alone(row),
        0,
        rule,
        index,
        "peers" if factor else "peers-plain",
        found=value,
        who=who.format(kind=line.kind, level=line.level) if line else who,
        count=len(others),
        median=written(median, unit),
        times=value // median,
        part=name,
        meant=written(value // factor, unit) if exact else spelled(unit.decimal(value) / (factor or 1)),
    )
