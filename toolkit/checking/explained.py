"""Explanations that agencies write: which settle a finding, and which say nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from ..findings import Finding
from ..form import Severity, data_folders
from ..form.source import read_definition


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What makes an explanation empty-handed: too short, or nothing left once ``stock`` phrases are gone."""

    shortest: int
    remainder: int
    stock: tuple[str, ...]
    remark: str


@lru_cache(maxsize=1)
def emptiness() -> Emptiness:
    """The office's measure, from ``schemas/catalogue/explanations.yaml``."""
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "explanations.yaml")
    root.only("shortest", "remainder", "stock", "remark")
    stock = sorted(root.strings("stock"), key=len, reverse=True)
    return Emptiness(root.get("shortest", int), root.get("remainder", int), tuple(stock), root.get("remark", str))


def says_something(text: str) -> bool:
    """Whether an explanation gives a reason, as far as a program can tell."""
    measure = emptiness()
    bare = re.sub(r"[\W_]+", "", text)
    if len(bare) < measure.shortest:
        return False
    for phrase in measure.stock:
        bare = bare.replace(phrase, "")
    return len(bare) >= measure.remainder and len(set(bare)) > 1 and not bare.isdigit()


def settle(finding: Finding, explanations: Mapping[str, str]) -> Finding:
    """``finding`` with the explanation that settles it, or with a remark where what was written says nothing.

    An explanation under a rule's bare id speaks for all its instances.
    """
    if finding.severity is not Severity.EXPLAIN:
        return finding
    text = (explanations.get(finding.id) or explanations.get(finding.rule) or "").strip()
    if not text:
        return finding
    if says_something(text):
        return replace(finding, explanation=text)
    return replace(finding, fix=f"{emptiness().remark.format(text=text[:20])}{finding.fix}")
