"""Explanations that agencies write: which settle a finding, and which say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from ..findings import Finding
from ..form import Form, Severity
from ..form.catalogue import emptiness


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


def settle(finding: Finding, explanations: Mapping[str, str], form: Form) -> Finding:
    """``finding`` with the explanation that settles it, or with a remark where what was written says nothing.

    An explanation under a rule's bare id speaks for all its instances.
    """
    if finding.severity is not Severity.EXPLAIN:
        return finding
    text = (explanations.get(finding.id) or explanations.get(finding.rule) or "").strip()
    if not text:
        return finding
    if says_something(text, form.shortest_explanation):
        return replace(finding, explanation=text)
    return replace(finding, fix=f"{emptiness().remark.format(text=text[:20])}{finding.fix}")
