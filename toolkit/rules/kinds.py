"""All kinds of rule, by the name that a definition calls them by. What a kind is, its own module says."""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    alike,
    authority,
    claimed,
    cover,
    dated,
    domain,
    entries,
    filled,
    length,
    magnitude,
    narrated,
    node,
    peers,
    relation,
    stated,
    substance,
    swing,
    topics,
    written,
)  # fmt: skip
from .kind import Kind

_MODULES = (
    relation, filled, domain, authority, magnitude, swing, peers, written, length, topics, substance, stated, narrated,
    claimed, dated, alike, cover, entries, node,
)  # fmt: skip
KINDS: Mapping[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
