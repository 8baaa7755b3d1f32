"""What a collation found out, as plain data: who reported, what it sums up to, and where each figure came from.

``collating`` makes a Summary; the summary workbook, the page, the facts and the status list are written from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from .both_years import BothYears
from .coverage import Coverage
from .findings import Finding
from .form import Form
from .prior import Prior
from .records import Return
from .roster import DEPARTMENT, OFFICE, Roster, RosterLine

Values = tuple[int | None, ...]  # one for each of Form.fields, in steps of the field's unit


class State(StrEnum):
    """What became of a roster line: the status of the return that counts, missing, or that it owes none: a government,
    and what has become part of another organ.
    """

    ACCEPTED = "accepted"
    NEEDS_EXPLANATION = "needs-explanation"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"
    MISSING = "missing"
    GOVERNMENT = "government"
    MERGED = "merged"


class Source(StrEnum):
    """Which figures stand for a government: never both."""

    CHILDREN = "children"  # the sum of what is below it
    OWN = "own"  # the summary it sent itself, because nothing below it is at hand
    NONE = "none"  # nothing at all


class Part(StrEnum):
    """The three parts of a government's sum."""

    OFFICE = "office"  # 本级
    DEPARTMENTS = "departments"  # 部门
    BELOW = "below"  # 下级: governments, townships and sub-districts


PARTS = {OFFICE: Part.OFFICE, DEPARTMENT: Part.DEPARTMENTS}  # by the kind of a line; all other kinds are below


@dataclass(frozen=True, slots=True)
class Difference:
    """One figure that stands differently in two places; ``field`` is its index in the fields of the edition of both."""

    field: int
    first: int | None
    second: int | None

    @property
    def difference(self) -> int:
        return (self.first or 0) - (self.second or 0)


@dataclass(frozen=True, slots=True)
class Superseded:
    """A return that another of the same organ replaces.

    ``differences`` hold the replaced figure first, the counted one second; none for an identical copy.
    """

    line: RosterLine
    returned: Return
    counted: Return
    differences: tuple[Difference, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """One roster line and what it sent. ``chosen`` is the return that counts for it.

    ``included`` says that the figures of ``chosen`` are in the sum of the government above. An organ that sent
    nothing, but whose government's own summary stands for it, has that summary's code in ``covered_by``.
    One that has become part of another (``State.MERGED``) counts nowhere; the last that it sent all the same is
    ``chosen``.
    ``rivals`` are returns of the same moment with other figures, among which the office must choose; ``unread`` are
    newer ones than ``chosen`` that nobody can read, of which it must ask whether they were to count.
    """

    line: RosterLine
    state: State
    chosen: Return | None = None
    included: bool = False
    superseded: tuple[Superseded, ...] = ()
    rivals: tuple[Return, ...] = ()
    unread: tuple[Return, ...] = ()
    covered_by: str = ""

    @property
    def is_from_published(self) -> bool:
        """Whether its figures come from a published report, not from a workbook."""
        record = self.chosen.record if self.included and self.chosen else None
        return record is not None and record.is_published

    @property
    def coverage(self) -> Coverage:
        """How complete the line is by itself: of what has become part of another, nothing is expected."""
        if self.state is State.MERGED:
            return Coverage()
        if self.included or self.covered_by:
            return Coverage(1, included=1, doubtful=int(self.included and self.state is State.NEEDS_EXPLANATION))
        absent = self.state in (State.MISSING, State.GOVERNMENT)
        return Coverage(1, missing=1) if absent else Coverage(1, rejected=1)

    @property
    def values(self) -> Values | None:
        """The figures the line contributes; None where it contributes none."""
        return self.chosen.record.values if self.included and self.chosen and self.chosen.record else None


@dataclass(frozen=True, slots=True)
class Node:
    """One government's sum. ``values`` is None where nothing below it, nor a summary of its own, is at hand.

    ``parts`` holds the three parts where the sum is of its children (``source`` CHILDREN), and is empty where its
    own summary stands for them. ``differences`` are the node check, the government's own summary first and the
    sum of its children second; empty where one of the two is not there. ``prior`` is last year's sum where
    comparable, and ``both`` holds the two years of the same organs. ``stated`` is the coverage its own summary claims
    for itself, where it does.
    """

    line: RosterLine
    depth: int
    source: Source
    values: tuple[int, ...] | None
    parts: Mapping[Part, tuple[int, ...]]
    coverage: Coverage
    differences: tuple[Difference, ...] = ()
    prior: Values | None = None
    stated: Coverage | None = None
    both: BothYears | None = None

    @property
    def compared(self) -> tuple[Values, Values] | None:
        """This year's figures and last year's that a change is told of; None where there is nothing to compare."""
        return None if self.both is None else (self.both.now, self.both.then)

    @property
    def base(self) -> tuple[Values, Values] | None:
        """``compared`` where it is not the whole of both years, so that the whole does not explain the change."""
        whole = self.both is None or self.both.is_of(self.values, self.prior)
        return None if whole else self.compared

    @property
    def remark(self) -> str:
        """What belongs beside its figures and indicators: who is missing, and who is not compared."""
        lacking = self.coverage.lacking
        short = f"应报 {self.coverage.expected} 家，缺 {lacking} 家" if lacking else ""
        return "；".join(filter(None, (short, self.both.words if self.both else "")))

    @property
    def brief(self) -> str:
        """``remark`` as short as it can be, for each of many figures below one another."""
        short = "" if self.coverage.complete else f"缺 {self.coverage.lacking} 家"
        return "，".join(filter(None, (short, self.both.brief if self.both else "")))


@dataclass(frozen=True, eq=False)
class Summary:
    """A whole collation of one year and edition.

    ``entries`` follow the roster's lines one to one, governments included; ``nodes`` hold every government by
    code, each before those below it. ``returns`` are all returns of the run with their findings, each at its index
    (those of ``apart`` keep the index that they have in the run); ``unknown`` those of them whose organ is not in the
    roster, ``unplaced`` unreadable ones whose organ can't be told.
    ``included_rejected`` says that rejected returns were summed on request, which every face must say.
    ``apart`` are the summaries of returns in other editions or of other years found in the same run.
    ``notes`` are remarks in Chinese that belong on every face. ``general`` are findings about the run as a whole,
    ``passed_over`` counts what was not looked at, by reason.
    """

    roster: Roster
    form: Form
    year: int
    returns: tuple[Return, ...]
    entries: tuple[Entry, ...]
    nodes: Mapping[str, Node]
    unknown: tuple[Return, ...] = ()
    unplaced: tuple[Return, ...] = ()
    prior: Prior | None = None
    included_rejected: bool = False
    apart: tuple[Summary, ...] = ()
    notes: tuple[str, ...] = ()
    general: tuple[Finding, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)

    @cached_property
    def by_code(self) -> Mapping[str, Entry]:
        return {entry.line.code: entry for entry in self.entries}

    @cached_property
    def roots(self) -> tuple[Node, ...]:
        """The governments at the top: one, unless the roster names several."""
        return tuple(self.nodes[line.code] for line in self.roster.roots if line.code in self.nodes)

    @cached_property
    def coverage(self) -> Coverage:
        """How complete the whole is: what the completeness line says."""
        loose = (self.coverage_of(line) for line in self.roster.roots if line.code not in self.nodes)
        return sum((*(node.coverage for node in self.roots), *loose), Coverage())

    def coverage_of(self, line: RosterLine) -> Coverage:
        """How complete one roster line is: a government's whole area, or one organ."""
        entry = self.by_code[line.code]
        if line.code in self.nodes:
            whole = self.nodes[line.code].coverage
            # What a summary from above covers is in the sum with all that is below it.
            return Coverage(whole.expected, included=whole.expected) if entry.covered_by else whole
        return entry.coverage

    @cached_property
    def values(self) -> tuple[int, ...] | None:
        """The whole: the sum of all roots; None where nothing at all is at hand."""
        tops: list[Values | None] = [node.values for node in self.roots]
        tops += [self.by_code[line.code].values for line in self.roster.roots if line.code not in self.nodes]
        known = [values for values in tops if values is not None]
        return tuple(sum(value or 0 for value in column) for column in zip(*known, strict=True)) if known else None

    @property
    def completeness(self) -> str:
        """The line that every face of every output says, with what else must be said beside it."""
        also = "（含退回的报送件）" if self.included_rejected else ""
        return self.coverage.words + also

    @property
    def superseded(self) -> tuple[Superseded, ...]:
        return tuple(item for entry in self.entries for item in entry.superseded)

    @property
    def doubted(self) -> tuple[Return, ...]:
        """Returns that stand for no organ: their file or cover names another one than that whose code they have, and
        that one's own counts.
        """
        placed = {item.index for entry in self.entries for item in (entry.chosen, *entry.rivals, *entry.unread) if item}
        placed |= {item.index for item in (*self.unknown, *self.unplaced, *self.from_merged)}
        return tuple(
            item
            for item in self.returns
            if item.record is not None
            and item.index not in placed
            and not item.superseded_by
            and item.record.is_of(self.form.edition, self.year)
        )

    @property
    def from_merged(self) -> tuple[Return, ...]:
        """Returns of this year from organs that have become part of others, of which the office must ask."""
        merged = {entry.line.code for entry in self.entries if entry.state is State.MERGED}
        sent = ((item, item.record) for item in self.returns if item.record is not None) if merged else ()
        ours = self.form.edition, self.year
        return tuple(item for item, record in sent if record.agency.code in merged and record.is_of(*ours))

    @cached_property
    def chase(self) -> tuple[Entry, ...]:
        """Who must still be asked: the missing first, then what goes back, then those who sent a newer return that
        can't be read, then those whose figures are summed and not explained; each in the order of the roster.
        """
        owing = [e for e in self.entries if not e.line.is_government and e.state is not State.MERGED]
        owed = [e for e in owing if not e.included and not e.covered_by]
        unread = [e for e in self.entries if e.unread and e not in owed]
        doubtful = [e for e in self.entries if e.included and e.state is State.NEEDS_EXPLANATION and e not in unread]
        return (*sorted(owed, key=lambda entry: entry.state is not State.MISSING), *unread, *doubtful)

    def tree(self) -> Iterator[tuple[int, Entry]]:
        """(depth, entry) of every roster line: each government, then its own office, departments, and those below."""

        def walk(line: RosterLine, depth: int) -> Iterator[tuple[int, Entry]]:
            yield depth, self.by_code[line.code]
            for child in self.roster.children.get(line.code, ()):
                yield from walk(child, depth + 1)

        for root in self.roster.roots:
            yield from walk(root, 0)

    def prior_of(self, entry: Entry) -> Values | None:
        """Last year's figures of one line where comparable: an organ's own, a government's sum."""
        if entry.line.code in self.nodes:
            return self.nodes[entry.line.code].prior
        prior = self.prior.before(self.year) if self.prior else None
        return prior.comparable(self.form, entry.line.code) if prior else None

    def heritage_of(self, entry: Entry) -> str:
        """What must be said of last year's figures of one line, where they are not simply its own of then."""
        return self.prior.heritage_of(entry.line.code) if self.prior and self.prior.precedes(self.year) else ""
