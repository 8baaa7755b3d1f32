"""Sums along the roster's tree: organs into their government, governments into the one above."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from ..checking.explained import lacking_words, settle
from ..coverage import Coverage, read_coverage
from ..findings import Finding
from ..form import Form
from ..form.layout import load_layout
from ..prior import Prior
from ..records import Record, Return, recompute
from ..rollup import PARTS, Difference, Entry, Node, Part, Source, State, Values
from ..roster import Roster, RosterLine
from ..rules.node import NodeSum
from .inbox import Wanted
from .same_organs import both_years


def build_nodes(roster: Roster, entries: Mapping[str, Entry], wanted: Wanted, prior: Prior | None) -> dict[str, Node]:
    """Every government's sum by code, each before those below it."""
    form = wanted.form
    lines = list(_governments(roster))
    done: dict[str, Node] = {}
    earlier_year = prior.before(wanted.year) if prior else None
    for line, depth in reversed(lines):
        node = _sum(line, depth, roster, entries, done, form)
        own = entries[line.code].chosen
        if own is not None and own.record is not None and wanted.fits(own):
            node = _with_own(node, own.record, form, usable=entries[line.code].included)
            if node.source is Source.OWN and entries[line.code].state is State.NEEDS_EXPLANATION:
                node = replace(node, coverage=replace(node.coverage, doubtful=1))  # one summary, whoever made the doubt
        node = replace(node, prior=_earlier(line, roster, done, form, earlier_year))
        done[line.code] = replace(node, both=both_years(node, roster, entries, done, form, earlier_year))
    return {line.code: done[line.code] for line, _ in lines}


def place_governments(entries: Sequence[Entry], nodes: Mapping[str, Node], roster: Roster) -> tuple[Entry, ...]:
    """The entries, with a government's own summary included only where it stands for its children, and with what
    it stands for marked as covered.
    """
    covering: dict[str, str] = {}
    for code, node in nodes.items():
        above = covering.get(node.line.parent, "")
        covering[code] = above or (code if node.source is Source.OWN else "")
    by_code = {entry.line.code: entry for entry in entries}
    placed = []
    for entry in entries:
        code = entry.line.code
        if code in nodes and nodes[code].source is not Source.OWN:
            entry = replace(entry, included=False)
        above = covering.get(entry.line.parent, "")
        if above and not entry.included and entry.state is not State.MERGED:
            sender = by_code[above]
            entry = replace(entry, covered_by=above)
            entry = replace(entry, state=sender.state) if entry.state is State.MISSING else entry
        placed.append(entry)
    return tuple(placed)


def node_findings(node: Node, own: Return, form: Form, roster: Roster) -> list[Finding]:
    """The node check as findings of the government's own summary, one at each figure that differs."""
    rule = next((rule for rule in form.rules if isinstance(rule.says, NodeSum)), None)
    record = own.record
    if rule is None or record is None:
        return []
    layout = load_layout(form)
    lacking = lacking_words(node.coverage, below=True) + lacking_words(node.stated)
    told = []
    for item in node.differences:
        field = form.fields[item.field]
        if field.table not in rule.says.tables or item.first is None or item.second is None:
            continue
        sheet, cell = record.place(item.field, layout)
        unit = field.unit
        message = (
            f"{field.label}：汇总表报 {unit.text(item.first)}，所属各单位之和 {unit.text(item.second)}，"
            f"相差 {unit.text(abs(item.difference))}{lacking}"
        )
        finding = Finding(
            rule.id, rule.severity, message, rule.fix, field=field.code, sheet=sheet, cell=cell, label=field.label,
            found=unit.number(item.first), expected=unit.number(item.second), difference=unit.number(item.difference),
        )  # fmt: skip
        told.append(settle(finding, record, form, lacking=bool(lacking), roster=roster))
    return told


def _governments(roster: Roster) -> list[tuple[RosterLine, int]]:
    """(line, depth) of every government, each before those below it."""
    found: list[tuple[RosterLine, int]] = []
    waiting = [(line, 0) for line in reversed(roster.roots) if line.is_government]
    while waiting:
        line, depth = waiting.pop()
        found.append((line, depth))
        below = [child for child in roster.children.get(line.code, ()) if child.is_government]
        waiting.extend((child, depth + 1) for child in reversed(below))
    return found


def _sum(
    line: RosterLine, depth: int, roster: Roster, entries: Mapping[str, Entry], done: Mapping[str, Node], form: Form
) -> Node:
    """The sum of what is below ``line``, by part."""
    given: dict[Part, list[Values]] = {part: [] for part in Part}
    coverage = Coverage()
    for child in roster.children.get(line.code, ()):
        if child.is_government:
            values: Values | None = done[child.code].values
            coverage += done[child.code].coverage
        else:
            entry = entries[child.code]
            values = entry.values
            coverage += entry.coverage
        if values is not None:
            given[PARTS.get(child.kind, Part.BELOW)].append(values)
    if not any(given.values()):
        if not roster.children.get(line.code):
            coverage = replace(entries[line.code], included=False).coverage
        return Node(line, depth, Source.NONE, None, {}, coverage)
    parts = {part: add_up(form, rows) for part, rows in given.items()}
    return Node(line, depth, Source.CHILDREN, add_up(form, list(parts.values())), parts, coverage)


def _with_own(node: Node, record: Record, form: Form, *, usable: bool) -> Node:
    """``node`` held against the summary that its government sent, or carried by it where nothing else is there."""
    stated = read_coverage(record.coverage)
    if node.values is not None:
        pairs = enumerate(zip(record.values, node.values, strict=True))
        unlike = tuple(Difference(index, own, below) for index, (own, below) in pairs if own != below)
        return replace(node, differences=unlike, stated=stated)
    if not usable:
        return replace(node, stated=stated)
    expected = node.coverage.expected
    coverage = Coverage(expected, included=expected)
    if stated is not None and (stated.expected == expected or expected == 1):
        coverage = stated  # also of organs that the roster does not list: its own word is all there is
    elif stated is not None and not stated.complete:
        coverage = Coverage(expected, expected - 1, 0, 1)
    return replace(node, source=Source.OWN, values=add_up(form, [record.values]), coverage=coverage, stated=stated)


def add_up(form: Form, rows: Sequence[Values]) -> tuple[int, ...]:
    """The exact sum of ``rows``, its totals made anew. A blank, which only a rejected return has, adds nothing."""
    if not rows:
        return (0,) * len(form.fields)
    whole = [row if None not in row else [value or 0 for value in row] for row in rows]
    sums = [sum(column) for column in zip(*whole, strict=True)]
    return tuple(value or 0 for value in recompute(form, sums))


def _earlier(
    line: RosterLine, roster: Roster, done: Mapping[str, Node], form: Form, prior: Prior | None
) -> Values | None:
    """Last year's sum of ``line``: its own where there is one, else that of what is below it."""
    if prior is None:
        return None
    direct = prior.comparable(form, line.code)
    if direct is not None:
        return direct
    below = [
        done[child.code].prior if child.is_government else prior.comparable(form, child.code)
        for child in roster.children.get(line.code, ())
    ]
    rows = [values for values in (*below, *prior.comparable_beside(form, line.code)) if values is not None]
    return tuple(_sum_known(column) for column in zip(*rows, strict=True)) if rows else None


def _sum_known(column: tuple[int | None, ...]) -> int | None:
    known = [value for value in column if value is not None]
    return sum(known) if known else None
