"""What one workbook is made for, and what stands in its input cells."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

from ...form import Form
from ...form.layout import Layout
from ...records import Agency, recompute
from ...stamp import SUMMARY_KIND


@dataclass(frozen=True, slots=True)
class Issue:
    """Everything that differs between the workbooks of one edition handed out to many organs.

    ``agency`` is empty for a template that is addressed to nobody. ``standing`` is the roster's kind and level,
    both empty where unknown; ``allowed`` says by check id, where it is known, whether the organ may report an
    authority rule's figures (the layout's yes or no). ``prior`` holds last year's comparable figures in the form's
    field order; ``prefilled`` says that the organ finds some of them in its input cells. ``deadline`` and ``contact``
    (a name, a telephone) are what the guidance names. ``guidance`` is a summary's own, ``caveat`` why its figures are
    not those of the whole.
    """

    year: int
    agency: Agency = field(default_factory=Agency)
    standing: tuple[str, str] = ("", "")
    seal: str = ""
    kind: str = ""
    coverage: str = ""  # of a summary: Stamp.coverage
    prior: tuple[int | None, ...] | None = None
    prior_year: int | None = None
    deadline: str = ""
    contact: str = ""
    prefilled: bool = False
    allowed: Mapping[str, str] = field(default_factory=dict)
    guidance: tuple[str, ...] = ()
    caveat: str = ""

    @property
    def collated(self) -> bool:
        """Whether the workbook is a government's summary, which has figures only."""
        return self.kind == SUMMARY_KIND

    @property
    def addressed(self) -> bool:
        return bool(self.agency.code or self.agency.name)


@dataclass(frozen=True, slots=True)
class Content:
    """What the input cells hold. ``values`` has a figure or None for each field, totals included.

    ``values`` is what stands in the cells; what a blank counts for is ``Draft.values``.
    ``cover`` goes by cover id (``zero.t2`` for a declaration), ``narrative`` by section id and input id,
    ``explanations`` by ``RULE`` or ``RULE@key``.
    """

    values: tuple[int | None, ...]
    cover: Mapping[str, str] = field(default_factory=dict)
    narrative: Mapping[str, str] = field(default_factory=dict)
    explanations: Mapping[str, str] = field(default_factory=dict)


def prefilled(form: Form, prior: tuple[int | None, ...] | None) -> tuple[int | None, ...]:
    """The inputs that last year's figures give: those a rule says equal last year's and nothing else."""
    values: list[int | None] = [None] * len(form.fields)
    for index, constant, terms in form.carried if prior else ():
        assert prior is not None
        parts = [prior[term.field] for term in terms]
        if None not in parts:
            values[index] = constant + sum(term.sign * (part or 0) for term, part in zip(terms, parts, strict=True))
    return tuple(values)


def is_prefilled(form: Form, prior: tuple[int | None, ...] | None) -> bool:
    """Whether last year's figures fill an input."""
    return any(value is not None for value in prefilled(form, prior))


def blank_content(form: Form, issue: Issue) -> Content:
    """The content of a workbook nobody has filled in: the address, and what last year's figures give."""
    facts = {"code": issue.agency.code, "name": issue.agency.name}
    cover = {entry.id: facts[entry.role] for entry in form.cover if facts.get(entry.role)}
    return Content(recompute(form, prefilled(form, issue.prior)), cover)


@dataclass(frozen=True, eq=False)
class Draft:
    """One workbook about to be written: where things stand, whom it is for, what it holds; ``Entered`` to its rules."""

    layout: Layout
    issue: Issue
    content: Content

    @cached_property
    def values(self) -> tuple[int | None, ...]:
        """The figures as formulas see them: blanks of a table declared zero are 0, totals are made anew."""
        form = self.layout.form
        zero = {cell.table for cell in self.layout.cover if cell.kind == "zero" and self._declares(cell.id)}
        counted = [
            0 if value is None and not item.computed and item.table in zero else value
            for item, value in zip(form.fields, self.content.values, strict=True)
        ]
        return recompute(form, counted)

    @property
    def typed(self) -> tuple[int | None, ...]:
        return self.content.values

    def prior(self, field: int) -> int | None:
        return self.issue.prior[field] if self.issue.prior else None

    def text(self, part: str) -> str:
        return self.content.narrative.get(part, "")

    def explanation(self, check: str) -> str:
        return self.content.explanations.get(check, "")

    @property
    def standing(self) -> tuple[str, str]:
        return self.issue.standing

    @property
    def allowed(self) -> Mapping[str, str]:
        return self.issue.allowed

    def _declares(self, cover_id: str) -> bool:
        return self.content.cover.get(cover_id, "").strip() == self.layout.yes
