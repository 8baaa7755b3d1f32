"""Which findings one slip brought about: one wrong figure may break five rules, and is one thing to mend.

Two findings come of one slip where they are told of the same figure; where the sums they speak of share a figure and
are out by the same amount; where one is told at a total of figures that the other speaks of; or where a figure that is
wrong by itself stands in the other's sum. What remains doubtful stands by itself: better one item too many in a
letter than one that is hidden.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...a1 import position, range_of, rectangles
from ...findings import Finding
from ...form import Severity
from ...form.layout import Layout
from ...form.sendback import Words
from ...records import Record, Return, inputs_of
from ..numbered import number_findings, related_places
from ..verdict import gravest
from .blanks import with_blanks_together
from .slip import Slip, Told

FEW = 6  # cells that are each told what they take part in; those of a longer sum are only coloured


@dataclass(frozen=True, slots=True)
class Figures:
    """What a finding speaks of: ``own`` is the index of the figure it is told at, if it is told at one; ``inputs`` are
    the figures that somebody fills in which it rests on.
    """

    own: int | None
    inputs: frozenset[int]


class Places:
    """Which figures stand where in a return, or, without ``record``, in a workbook as it is sent out."""

    def __init__(self, layout: Layout | None, record: Record | None = None) -> None:
        self.layout, self.form = layout, layout.form if layout else None
        self._spots: list[tuple[str, str]] = []
        if layout is not None:
            fields = range(len(layout.form.fields))
            self._spots = [record.place(index, layout) if record else layout.place(index) for index in fields]
        self._indices = {spot: index for index, spot in enumerate(self._spots)}

    def figures(self, finding: Finding) -> Figures:
        """What ``finding`` speaks of."""
        if self.form is None or not self._spots:
            return Figures(None, frozenset())
        named = self.form.by_code.get(finding.field)
        here = self._indices.get((finding.sheet, finding.cell))
        own = here if named is not None and here == named.index else None
        parts = [self._indices.get(place) for place in related_places(finding)]
        spoken = [index for index in (here, *parts) if index is not None]
        return Figures(own, frozenset().union(*(inputs_of(self.form, index) for index in spoken)))

    def official(self, sheet: str, cell: str) -> tuple[str, str] | None:
        """Where a figure that stands there has its place in a workbook as it is sent out; None for no figure."""
        index = self._indices.get((sheet, cell))
        return self.layout.place(index) if index is not None and self.layout is not None else None

    def is_total(self, finding: Finding) -> bool:
        """Whether it is told at a total, which is locked: nobody can mend it there."""
        own = self.figures(finding).own
        return own is not None and self.form is not None and self.form.fields[own].computed

    def is_long_sum(self, finding: Finding) -> bool:
        """Whether it is told at a total of so many figures that nobody can say which of them is wrong."""
        return self.is_total(finding) and len(self.figures(finding).inputs) > FEW

    def spots(self, inputs: Iterable[int]) -> list[tuple[str, str]]:
        """(sheet, cell) of each of ``inputs``, in the form's order."""
        return [self._spots[index] for index in sorted(inputs)]

    def cells(self, finding: Finding) -> str:
        """The input cells that ``finding`` rests on, in few ranges; those of other sheets with their name."""
        return self._named(self.figures(finding).inputs, finding.sheet)

    def suspect(self, lead: Finding, beneath: Sequence[Finding]) -> str:
        """The one input cell that all findings of a slip rest on, where the first speaks of several; else empty."""
        of_all = [self.figures(finding).inputs for finding in (lead, *beneath)]
        common = frozenset.intersection(*of_all)
        return self._named(common, lead.sheet) if len(common) == 1 < len(of_all[0]) else ""

    def _named(self, inputs: Iterable[int], home: str) -> str:
        sheets: dict[str, list[str]] = {}
        for sheet, cell in self.spots(inputs):
            sheets.setdefault(sheet, []).append(cell)
        told = []
        for sheet, cells in sheets.items():
            ranges = [range_of(area) for area in rectangles(map(position, cells))]
            told += [text if sheet == home else f"{sheet}!{text}" for text in ranges]
        return "、".join(told)


def told_of(item: Return, places: Places, words: Words) -> tuple[Told, ...]:
    """What is told of ``item``: its slips numbered from 1, the gravest first, with what lies beneath each."""
    slips = with_blanks_together(find_slips(item.findings, places), places.layout, words)
    told = []
    for one in number_findings([slip.lead for slip in slips]):
        mine = [slips[index] for index in one.indices]
        told.append(
            Told(one, tuple(more for slip in mine for more in slip.beneath), tuple(slip.cells for slip in mine))
        )
    return tuple(told)


def find_slips(findings: Sequence[Finding], places: Places) -> tuple[Slip, ...]:
    """``findings`` by the slips they come of, in their order; what is settled stands by itself."""
    ranks = {severity: rank for rank, severity in enumerate(Severity)}
    known = [(finding, places.figures(finding)) for finding in gravest(findings)]
    waiting = [(finding, figures, number) for number, (finding, figures) in enumerate(known) if not finding.settled]
    waiting.sort(key=lambda one: (ranks[one[0].severity], places.is_total(one[0]), len(one[1].inputs) or 1))
    groups: dict[int, list[Finding]] = {}  # what lies beneath, by the number of the lead
    for finding, figures, number in waiting:
        lead = next((lead for lead in groups if _is_one(*known[lead], finding, figures, places)), None)
        if lead is None:
            groups[number] = []
        else:
            groups[lead].append(finding)
    return tuple(
        Slip(finding, tuple(groups.get(number, ())))
        for number, (finding, _) in enumerate(known)
        if number in groups or finding.settled
    )


def _is_one(lead: Finding, of_lead: Figures, other: Finding, of_other: Figures, places: Places) -> bool:
    """Whether ``other`` comes of the same slip as ``lead``, which is as grave or graver."""
    if of_lead.own is not None and of_lead.own == of_other.own:
        return True
    shared = of_lead.inputs & of_other.inputs
    if not shared:
        return False
    if lead.difference and other.difference and abs(lead.difference) == abs(other.difference):
        return True
    if places.is_total(other) and of_lead.inputs <= of_other.inputs:
        return True
    if of_lead.own is not None and not lead.difference and len(of_lead.inputs) == 1:
        return True
    return other.severity is Severity.NOTICE and of_other.own is not None and of_other.inputs <= of_lead.inputs


def count_slips(told: Sequence[Told], severity: Severity) -> int:
    """How many things of ``severity`` there are to mend."""
    return sum(1 + one.numbered.more for one in told if one.numbered.state == severity.value)
