"""Findings about the years of a whole run: which editions are in force in them."""

from __future__ import annotations

from collections.abc import Sequence

from ..findings import Finding, tell
from ..form.own import replacements
from ..records import Return


def year_notices(returns: Sequence[Return], year: int | None = None) -> list[Finding]:
    """What must be known of the years of ``returns`` and the one asked for, told once for the run."""
    years = {item.record.year for item in returns if item.record is not None and item.record.year is not None}
    return [tell("FORM-INSTEAD", which=line) for line in replacements({*years, *([year] if year else [])})]
