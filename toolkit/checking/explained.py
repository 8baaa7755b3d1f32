"""Explanations that agencies write: which settle a finding, and which say nothing."""

from __future__ import annotations

import re
from dataclasses import replace

from ..coverage import Coverage
from ..findings import Finding
from ..form import Form, Severity
from ..form.explaining import emptiness
from ..records import Record
from ..roster import Roster, lines_in_heading


def says_something(text: str, shortest: int = 0) -> bool:
    """Whether an explanation gives a reason, as far as a program can tell.

    ``shortest`` is how many characters its edition asks for, 0 for the toolkit's own measure.
    """
    measure = emptiness()
    bare = re.sub(r"[\W_]+", "", text)
    if len(bare) < (shortest or measure.shortest):
        return False
    for phrase in measure.stock:
        bare = bare.replace(phrase, "")
    return len(bare) >= measure.remainder and len(set(bare)) > 1 and not bare.isdigit()


def lacking_words(coverage: Coverage | None, *, below: bool = False) -> str:
    """What is to be said of a sum that lacks organs, by its ``coverage``: of a summary as sent in, or of what lies
    ``below`` its government; empty where none is lacking.
    """
    if coverage is None or coverage.complete:
        return ""
    wording = emptiness().lacking_below if below else emptiness().lacking
    return wording.format(count=coverage.lacking, words=coverage.words)


def settle(
    finding: Finding, record: Record, form: Form, *, lacking: bool = False, roster: Roster | None = None
) -> Finding:
    """``finding`` of ``record`` with the explanation that settles it, or with a remark where what was written does not.

    An explanation under a rule's bare id speaks for all its instances. In a government's summary only the government's
    own words settle anything, and not even those where organs are ``lacking`` of which the difference may come.
    """
    if finding.severity is not Severity.EXPLAIN:
        return finding
    text = (record.explanations.get(finding.id) or record.explanations.get(finding.rule) or "").strip()
    if not text:
        return finding
    measure, shown = emptiness(), text[:20]
    if not says_something(text, form.shortest_explanation):
        return replace(finding, fix=f"{measure.remark.format(text=shown)}{finding.fix}")
    if record.is_summary and _is_of_another(text, record, roster):
        return replace(finding, fix=f"{measure.others.format(text=shown)}{finding.fix}")
    if lacking:
        return replace(finding, fix=f"{measure.unsettled.format(text=shown)}{finding.fix}")
    return replace(finding, explanation=text)


def _is_of_another(text: str, record: Record, roster: Roster | None) -> bool:
    """Whether ``text`` stands under the name of another organ, as where those of all organs are gathered."""
    named = lines_in_heading(text, roster) if roster is not None else []
    return bool(named) and record.agency.code.strip() not in [line.code for line in named]
