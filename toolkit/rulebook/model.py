"""What an office's rules file says, as plain data."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..findings import Finding
from ..form import Form, Severity

OFF = "off"


@dataclass(frozen=True, slots=True)
class Change:
    """What becomes of one rule: ``is_off`` altogether, or as grave as ``severity`` (None: as its form has it) and in
    force for the report years ``since`` to ``until``, both included, without end where None.
    """

    is_off: bool = False
    severity: Severity | None = None
    since: int | None = None
    until: int | None = None

    def at(self, year: int | None) -> Severity | str | None:
        """``OFF``, a severity, or None where the rule stands as its form has it in ``year``. Where nobody knows the
        year, no date takes the rule away.
        """
        early = year is not None and self.since is not None and year < self.since
        late = year is not None and self.until is not None and year > self.until
        return OFF if self.is_off or early or late else self.severity


@dataclass(frozen=True)
class RulesFile:
    """The changes of an office's file, by rule id. An empty file is as none."""

    changes: Mapping[str, Change] = field(default_factory=dict)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of what the file says, in hex: order, comments and spelling don't count. Empty for an empty file."""
        if not self.changes:
            return ""
        said = {
            rule: [change.is_off, change.severity, change.since, change.until] for rule, change in self.changes.items()
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def changes_of(self, form: Form, year: int | None) -> tuple[tuple[str, str], ...]:
        """The rules of ``form`` that stand otherwise in ``year``, in its order, with ``OFF`` or their severity."""
        found = []
        for rule in form.rules:
            state = self.changes[rule.id].at(year) if rule.id in self.changes else None
            if state not in (None, rule.severity):
                found.append((rule.id, str(state)))
        return tuple(found)

    def graded(self, finding: Finding, year: int | None) -> Finding | None:
        """``finding``, of no rule of a form, as the file has it for ``year``; None where it is not in force."""
        state = self.changes[finding.rule].at(year) if finding.rule in self.changes else None
        if state == OFF:
            return None
        return replace(finding, severity=Severity(state)) if state else finding
