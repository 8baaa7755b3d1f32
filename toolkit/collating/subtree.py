"""One government of a collation by itself: a Summary of what is at and below it, with nothing of its neighbours."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import replace

from ..checking import run_notices, year_notices
from ..findings import Finding, catalogue
from ..office import Office
from ..prior import Prior
from ..records import Return, base_name
from ..rollup import Entry, Summary
from ..roster import Roster, RosterLine
from .summing import notes_of

_DUPLICATE = "DUPLICATE-FIGURES"  # names the organs that have the same figures
_QUOTE, _IN_BRACKETS = re.compile("“([^”]*)”"), re.compile("（([^（）]*)）")


def subsummary(summary: Summary, code: str) -> Summary:
    """``summary`` as it would be, had the government with ``code`` collated what is at and below it; every return keeps
    its index in the run. Raises KeyError where no government has that code.

    What no organ below it can be told to have sent stays with the whole, as does what was passed over. Findings that
    name an organ elsewhere, whose text or figures are alike, say no more than that organ's own is told.
    """
    top = summary.nodes[code]
    lines = tuple(_at_and_below(summary.roster, summary.roster.by_code[code]))
    codes = {line.code for line in lines}
    in_order = tuple(line for line in summary.roster.lines if line.code in codes)
    roster = Roster(summary.roster.path, in_order)
    prior = _prior(summary.prior, codes)
    apart = tuple(other for each in summary.apart if (other := subsummary(each, code)).returns)
    entries = [entry for entry in summary.entries if entry.line.code in codes]
    own = {item.index for entry in entries for item in _sent(entry)} | {
        item.index for other in apart for item in other.returns
    }
    discreet = _Discreet(summary, own, codes)
    made = replace(
        summary,
        roster=roster,
        returns=tuple(discreet.told(item) for item in summary.returns if item.index in own),
        entries=tuple(discreet.entry(entry, codes) for entry in entries),
        nodes={
            line: replace(node, depth=node.depth - top.depth) for line, node in summary.nodes.items() if line in codes
        },
        unknown=(),
        unplaced=(),
        prior=prior,
        apart=apart,
        passed_over={},
    )
    general = (
        *year_notices(made.returns, summary.year),
        *run_notices(made.returns, Office(roster, prior, summary.year)),
    )
    return replace(made, notes=notes_of(made), general=general)


def _at_and_below(roster: Roster, line: RosterLine) -> Iterator[RosterLine]:
    yield line
    for child in roster.children.get(line.code, ()):
        yield from _at_and_below(roster, child)


def _sent(entry: Entry) -> Iterator[Return]:
    """All returns of one line."""
    yield from (item.returned for item in entry.superseded)
    yield from (*entry.unread, *entry.rivals)
    if entry.chosen is not None:
        yield entry.chosen


def _prior(prior: Prior | None, codes: Collection[str]) -> Prior | None:
    if prior is None:
        return None
    return replace(
        prior,
        figures={code: values for code, values in prior.figures.items() if code in codes},
        names={code: name for code, name in prior.names.items() if code in codes},
        texts={code: written for code, written in prior.texts.items() if code in codes},
        unlike=tuple(one for one in prior.unlike if one.code in codes),
        beside={code: rows for code, rows in prior.beside.items() if code in codes},
        inherited=prior.inherited and tuple(one for one in prior.inherited if one.code in codes),
        aside=(),  # it names organs of anywhere
    )


class _Discreet:
    """Tells the returns with index in ``own`` without naming the organs whose code is not in ``codes``."""

    def __init__(self, summary: Summary, own: Collection[int], codes: Collection[str]) -> None:
        self._own = own
        self._names = {name for line in summary.roster.lines if line.code not in codes for name in line.names}
        self._files = set[str]()
        for item in summary.returns:
            if item.index not in own:
                self._files |= {item.file, base_name(item.file)}
                self._names |= {item.record.agency.name} if item.record else set()

    def told(self, item: Return) -> Return:
        findings = tuple(map(self._finding, item.findings))
        same = all(one is other for one, other in zip(findings, item.findings, strict=True))
        return item if same else replace(item, findings=findings)

    def entry(self, entry: Entry, codes: Collection[str]) -> Entry:
        replaced = (
            replace(one, returned=self.told(one.returned), counted=self.told(one.counted)) for one in entry.superseded
        )
        return replace(
            entry,
            chosen=entry.chosen and self.told(entry.chosen),
            superseded=tuple(replaced),
            rivals=tuple(map(self.told, entry.rivals)),
            unread=tuple(map(self.told, entry.unread)),
            covered_by=entry.covered_by if entry.covered_by in codes else "",
        )

    def _finding(self, finding: Finding) -> Finding:
        if finding.against is None and finding.rule != _DUPLICATE:
            return finding
        elsewhere = (
            finding.against is not None and finding.against.index >= 0 and finding.against.index not in self._own
        )
        if not elsewhere and not self._names_others(finding.message):
            return finding
        told = finding.organ_message or (
            catalogue()[finding.rule].title if finding.rule in catalogue() else finding.fix
        )
        return replace(finding, message=told, against=None if elsewhere else finding.against)

    def _names_others(self, message: str) -> bool:
        quotes = _QUOTE.findall(message)
        if not self._names.isdisjoint(quotes) or not self._files.isdisjoint(_IN_BRACKETS.findall(message)):
            return True
        return not quotes and any(file in message for file in self._files)  # of one whose cover names nobody
