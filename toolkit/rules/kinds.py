"""All kinds of rule, by the name that a definition calls them by. What a kind is, its own module says."""

from __future__ import annotations

from collections.abc import Mapping

from . import (
    alike,
    authority,
    cover,
    domain,
    filled,
    magnitude,
    narrated,
    node,
    peers,
    relation,
    stated,
    swing,
    written,
)
from .kind import Kind

_MODULES = (relation, filled, domain, authority, magnitude, swing, peers, written, stated, narrated, alike, cover, node)
KINDS: Mapping[str, Kind] = {module.KIND.name: module.KIND for module in _MODULES}
