"""What is wrong, how badly and where: findings, and the catalogue that holds their wording."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .form import Severity
from .form.folders import data_folders
from .form.source import Section, read_definition

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Against:
    """The text that a section was held against: of the return of the run with this ``index``, or ``text`` of last year.

    ``names`` were left out of the section before the two were compared, ``their_names`` of the other text.
    """

    index: int = -1
    text: str = ""
    names: tuple[str, ...] = ()
    their_names: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing wrong with a return, at its place.

    ``rule`` is the id of a form's rule or of an entry of the catalogue; ``key`` the rule's instance. ``cell`` is
    where it is told and ``related`` are the other cells that take part, on the same sheet unless written
    ``sheet!cell``. ``explanation`` is what the agency wrote about it, where that settles it.
    ``organ_message`` is what the organ is told where that is less than the office is.
    ``against`` is what a page shows beside the section that it is told of.
    """

    rule: str
    severity: Severity
    message: str
    fix: str
    key: str = ""
    field: str = ""
    sheet: str = ""
    cell: str = ""
    related: tuple[str, ...] = ()
    label: str = ""
    found: Number | str | None = None
    expected: Number | str | None = None
    difference: Number | None = None
    explanation: str = ""
    organ_message: str = ""
    against: Against | None = dataclasses.field(default=None, compare=False)

    @property
    def id(self) -> str:
        """The name explanations go by: ``T3-BALANCE@natural``, or the rule's id where it has one instance."""
        return f"{self.rule}@{self.key}" if self.key else self.rule

    @property
    def settled(self) -> bool:
        return self.severity is Severity.EXPLAIN and bool(self.explanation)


@dataclass(frozen=True, slots=True)
class Wording:
    """A catalogue entry: how a kind of finding is told.

    ``organ_message`` and ``organ_fix`` are what the organ is told where that differs from what the office is;
    ``carried`` is its remedy in a new workbook that took over the figures, of what can't be mended in a locked one.
    ``office_only``: the organ is not told. ``switchable``: a judgement of content, which an office's rules file may
    switch off, date or grade.
    """

    id: str
    severity: Severity
    title: str
    message: str
    fix: str
    organ_message: str = ""
    organ_fix: str = ""
    carried: str = ""
    office_only: bool = False
    switchable: bool = False


@lru_cache(maxsize=1)
def catalogue() -> Mapping[str, Wording]:
    """All findings that belong to no rule of a form, by id, from ``schemas/catalogue/findings.yaml``."""
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "findings.yaml")
    wordings = {}
    for name, entry in root.items():
        assert isinstance(entry, Section), name
        entry.only("severity", "title", "message", "fix", "organ", "switchable")
        organ = entry.section("organ") if entry.has("organ") else Section(entry.file, entry.line, {}, {})
        organ.only("message", "fix", "carried", "silent")
        wordings[name] = Wording(
            name,
            Severity(entry.choice("severity", tuple(Severity))),
            entry.get("title", str),
            entry.get("message", str),
            entry.get("fix", str),
            organ.get("message", str, ""),
            organ.get("fix", str, ""),
            organ.get("carried", str, ""),
            organ.get("silent", bool, False),
            entry.get("switchable", bool, False),
        )
    return wordings


def tell(
    wording_id: str,
    *,
    field: str = "",
    sheet: str = "",
    cell: str = "",
    related: tuple[str, ...] = (),
    label: str = "",
    found: Number | str | None = None,
    expected: Number | str | None = None,
    difference: Number | None = None,
    **facts: object,
) -> Finding:
    """A finding in the wording of the catalogue; ``facts`` and the places fill the ``{names}`` of its text."""
    wording = catalogue()[wording_id]
    names: dict[str, object] = {
        "field": field, "sheet": sheet, "cell": cell, "label": label,
        "found": found, "expected": expected, "difference": difference, **facts,
    }  # fmt: skip
    return Finding(
        rule=wording.id,
        severity=wording.severity,
        message=wording.message.format_map(names),
        fix=wording.fix.format_map(names),
        field=field,
        sheet=sheet,
        cell=cell,
        related=related,
        label=label,
        found=found,
        expected=expected,
        difference=difference,
    )
