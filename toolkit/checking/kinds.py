"""The kinds of rule that are judged here: how each is measured for all returns, and how a breach is told.

A measure has a row for each return and a column for each instance of the rule (``Rule.keys``). It is a
difference for a relation and the number of faults for all else; what it must be, the schema says.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ..findings import Finding
from ..form import Rule
from . import across_years, claimed, entries, narrated, organs, presence, prose, relations, texts
from .batch import Batch, Whole


@dataclass(frozen=True, slots=True)
class Kind:
    measure: Callable[[Batch, Rule[Any]], Whole]
    tell: Callable[[Batch, Rule[Any], int, int], list[Finding]]


KINDS: Mapping[str, Kind] = {
    "relation": Kind(relations.measure, relations.tell),
    "filled": Kind(presence.measure_filled, presence.tell_filled),
    "domain": Kind(presence.measure_domain, presence.tell_domain),
    "authority": Kind(organs.measure_authority, organs.tell_authority),
    "magnitude": Kind(across_years.measure_magnitude, across_years.tell_magnitude),
    "swing": Kind(across_years.measure_swing, across_years.tell_swing),
    "written": Kind(texts.measure_written, texts.tell_written),
    "length": Kind(prose.measure_length, prose.tell_length),
    "topics": Kind(prose.measure_topics, prose.tell_topics),
    "substance": Kind(prose.measure_substance, prose.tell_substance),
    "stated": Kind(texts.measure_stated, texts.tell_stated),
    "narrated": Kind(narrated.measure, narrated.tell),
    "claimed": Kind(claimed.measure, claimed.tell),
    "dated": Kind(prose.measure_dated, prose.tell_dated),
    "cover": Kind(organs.measure_cover, organs.tell_cover),
    "entries": Kind(entries.measure, entries.tell),
}
