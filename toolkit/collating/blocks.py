"""What the facts of a collation are made of: all figures of one organ or government, with the return they came in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..records import Return
from ..rollup import Summary, Values


@dataclass(frozen=True, slots=True)
class Block:
    """All figures of one organ or government. ``returned`` is None for a government's computed figures."""

    scope: str
    code: str
    name: str
    values: Values
    returned: Return | None


def blocks(summary: Summary, *, summed: bool = True) -> Iterator[Block]:
    """Every government with a sum, in the order of the tree, each followed by the organs directly below it that are
    in the sum, as the roster lists them. Without ``summed``, of governments only what they sent themselves.
    """
    for _, entry in summary.tree():
        line = entry.line
        node = summary.nodes.get(line.code)
        if node is not None and node.values is not None and (summed or entry.included):
            yield Block("government", line.code, line.name, node.values, entry.chosen if entry.included else None)
        elif node is None and entry.values is not None:
            yield Block("organ", line.code, line.name, entry.values, entry.chosen)
