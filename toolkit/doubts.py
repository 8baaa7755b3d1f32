"""Which figures are summed although they owe an explanation, and which sums they flow into."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .form import Form, Severity
from .rollup import PARTS, Entry, Part, Source, Summary

Doubts = Mapping[int, int]  # by field: how many of the returns in the sum leave it unexplained
NONE: Doubts = {}


def doubts_of(summary: Summary) -> Mapping[str, Doubts]:
    """The doubtful figures of every organ and government by code; those without any are not there.

    Doubtful is a figure at which a return that is summed has a finding that nothing settles, and every total that it is
    part of, in its own return and in the governments above.
    """
    found: dict[str, Doubts] = {}
    for entry in summary.entries:
        if entry.included and (mine := _of_entry(summary.form, entry)):
            found[entry.line.code] = dict.fromkeys(mine, 1)
    for code, node in reversed(tuple(summary.nodes.items())):
        if node.source is Source.CHILDREN:
            below = (found[line.code] for line in summary.roster.children.get(code, ()) if line.code in found)
            if sums := _added(below):
                found[code] = sums
    return found


def whole_doubts(summary: Summary, found: Mapping[str, Doubts]) -> Doubts:
    """Of what ``doubts_of`` found, that of the whole: of all roots together."""
    return _added(found[line.code] for line in summary.roster.roots if line.code in found)


def doubts_by_part(summary: Summary, found: Mapping[str, Doubts], code: str) -> Mapping[Part, Doubts]:
    """Of a government's doubtful figures (``found`` by ``doubts_of``) those in each part of its sum."""
    given: dict[Part, list[Doubts]] = {part: [] for part in Part}
    for line in summary.roster.children.get(code, ()):
        if line.code in found:
            given[PARTS.get(line.kind, Part.BELOW)].append(found[line.code])
    return {part: _added(several) for part, several in given.items()}


def _of_entry(form: Form, entry: Entry) -> set[int]:
    findings = entry.chosen.findings if entry.chosen else ()
    doubtful = {
        form.by_code[finding.field].index
        for finding in findings
        if finding.severity is not Severity.NOTICE and not finding.settled and finding.field in form.by_code
    }
    for relation in form.computations if doubtful else ():
        if any(term.field in doubtful for term in relation.right):
            doubtful.add(relation.at)
    return doubtful


def _added(several: Iterable[Doubts]) -> Doubts:
    total: Counter[int] = Counter()
    for one in several:
        total.update(one)
    return total
