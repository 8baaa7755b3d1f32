"""One return's figures, with where each came from."""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePosixPath
from typing import Any

from .findings import Finding
from .form import Form, Severity
from .form.layout import Layout
from .narrative.heard import Heard
from .source import Source


class Status(StrEnum):
    """What becomes of a return."""

    ACCEPTED = "accepted"
    NEEDS_EXPLANATION = "needs-explanation"
    REJECTED = "rejected"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Agency:
    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Record:
    """One organ's figures for one year.

    ``values`` holds a figure for each of ``Form.fields``, in its order, as exact integers in steps of the
    field's unit; computed fields are recomputed, None is a blank that no declaration makes 0 (or a cell that
    could not be read, then its index is in ``unread``). ``overtyped`` holds the numbers that stood where a
    total's formula belongs. ``moved`` gives (sheet, cell) for fields found elsewhere than the layout says.
    """

    edition: str
    year: int | None
    agency: Agency
    values: tuple[int | None, ...]
    unread: frozenset[int] = frozenset()
    overtyped: Mapping[int, int] = field(default_factory=dict)
    moved: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    cover: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)
    is_summary: bool = False  # made by a government's collation, not filled in by hand
    coverage: str = ""  # of a summary: Stamp.coverage
    is_published: bool = False  # read from a published report, not from a workbook
    heard: Mapping[str, Heard] = field(default_factory=dict)  # what each section says of the tables
    former_code: str = ""  # on its cover, where the roster has another for ``agency`` by now

    def __reduce__(self) -> tuple[object, ...]:
        """Travels between processes as its bare parts: faster, and what all records share is one object on arrival."""
        return _arrived, tuple(getattr(self, name) for name in self.__dataclass_fields__)

    @property
    def issued_code(self) -> str:
        """The code of the organ as the workbook itself has it."""
        return self.former_code or self.agency.code

    def is_of(self, edition: str, year: int) -> bool:
        """Whether it is in that edition and of that year, or names no year."""
        return self.edition == edition and self.year in (year, None)

    def place(self, index: int, layout: Layout) -> tuple[str, str]:
        """(sheet, cell) where the field with this index stood."""
        return self.moved.get(index) or layout.place(index)


_TEXTS = ("cover", "narrative", "explanations")


def _arrived(*parts: Any) -> Record:
    """A Record from what ``Record.__reduce__`` gave."""
    given = dict(zip(Record.__dataclass_fields__, parts, strict=True))
    for name in _TEXTS:
        given[name] = {sys.intern(key): text for key, text in given[name].items()}
    return Record(**given)


@dataclass(frozen=True, slots=True)
class Correction:
    """A figure that the office changed after it came, as by telephone: ``field`` is its index in ``Form.fields``.

    ``old`` stood in the return and ``new`` counts, in steps of the field's unit; ``day`` is when (an ISO date), ``by``
    who and ``reason`` why; ``line`` is the line of the ledger that holds it.
    """

    field: int
    old: int | None
    new: int | None
    reason: str
    by: str
    day: str
    line: int = 0


@dataclass(frozen=True, slots=True)
class Return:
    """One workbook that came back: its record where it could be read, and what was found.

    ``file`` is what it is called in reports. ``source`` says where it lies, None where that is not known, or not told;
    it is no part of what the return says. ``index`` is its place among the returns of a run, by which all that is known
    of it belongs to it: names repeat.
    ``saved_at`` is an ISO time and ``program`` a name, both as the file says; ``seal`` is the stamped one.
    ``superseded_by`` is the file of the same organ that counts in its place, where the roster tells.
    ``corrections`` are what the office changed in its figures since.
    """

    file: str
    sha256: str
    record: Record | None
    findings: tuple[Finding, ...] = ()
    saved_at: str = ""
    program: str = ""
    seal: str = ""
    fingerprint: str = ""
    rules: str = ""  # Stamp.rules
    changes: str = ""  # Stamp.changes
    superseded_by: str = ""
    corrections: tuple[Correction, ...] = ()  # already made in ``record``
    source: Source | None = field(default=None, compare=False)
    index: int = field(default=-1, compare=False)

    @property
    def status(self) -> Status:
        if self.record is None:
            return Status.UNREADABLE
        severities = {finding.severity for finding in self.findings if not finding.settled}
        if Severity.ERROR in severities:
            return Status.REJECTED
        return Status.NEEDS_EXPLANATION if Severity.EXPLAIN in severities else Status.ACCEPTED

    def with_findings(self, more: Sequence[Finding]) -> Return:
        return replace(self, findings=(*self.findings, *more)) if more else self

    def count(self, severity: Severity) -> int:
        return sum(finding.severity is severity and not finding.settled for finding in self.findings)


def numbered(returns: Iterable[Return]) -> list[Return]:
    """``returns`` as those of one run: each knows its index."""
    return [replace(item, index=index) for index, item in enumerate(returns)]


def base_name(file: str) -> str:
    """The name of a returned file without the folders or the archive it came in."""
    return PurePosixPath(file.replace("\\", "/")).name


def usual_year(returns: Iterable[Return]) -> int | None:
    """The year that most of ``returns`` are of, the latest of several alike; None where none can be told."""
    years = Counter(item.record.year for item in returns if item.record is not None and item.record.year is not None)
    return max(years, key=lambda year: (years[year], year), default=None)


def recompute(form: Form, values: Sequence[int | None]) -> tuple[int | None, ...]:
    """``values`` (one for each of ``Form.fields``) with every computed field made anew from the inputs.

    A total with a blank among its parts is None.
    """
    result = list(values)
    for at, added, taken_off in _sums(form):
        parts = [result[index] for index in added]
        rest = [result[index] for index in taken_off]
        result[at] = None if None in parts or None in rest else sum(parts) - sum(rest)  # type: ignore[arg-type]
    return tuple(result)


def inputs_of(form: Form, index: int) -> frozenset[int]:
    """The figures that somebody fills in which the figure with ``index`` is made of: itself, where it is no total."""
    return _inputs(form)[index]


@lru_cache(maxsize=16)
def _inputs(form: Form) -> tuple[frozenset[int], ...]:
    found = [frozenset((item.index,)) for item in form.fields]
    for at, added, taken_off in _sums(form):  # in the order to work them out
        found[at] = frozenset().union(*(found[part] for part in (*added, *taken_off)))
    return tuple(found)


@lru_cache(maxsize=16)
def _sums(form: Form) -> tuple[tuple[int, tuple[int, ...], tuple[int, ...]], ...]:
    """Each computed field with the fields it adds up and those it takes off, in the order to work them out."""
    return tuple(
        (
            relation.at,
            tuple(term.field for term in relation.right if term.sign > 0),
            tuple(term.field for term in relation.right if term.sign < 0),
        )
        for relation in form.computations
    )


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of one run over many returns. ``passed_over`` counts what was not looked at, by reason;
    ``general`` holds findings about the run as a whole, such as one slip repeated in many returns. ``rules`` is the
    digest of the office's rules file, empty where it has none.
    """

    edition: str
    year: int | None
    returns: tuple[Return, ...]
    general: tuple[Finding, ...] = ()
    passed_over: Mapping[str, int] = field(default_factory=dict)
    rules: str = ""

    @property
    def counted(self) -> tuple[Return, ...]:
        """The returns that none of the same organ supersedes: what is counted, and answered."""
        return tuple(item for item in self.returns if not item.superseded_by)
