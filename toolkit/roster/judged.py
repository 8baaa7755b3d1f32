"""All that can be wrong with the lines of a roster, whether they were read or made."""

from __future__ import annotations

from collections.abc import Sequence

from .faults import Fault, cell_faults, tree_faults
from .model import RosterLine
from .ranks import rank_faults
from .succession_faults import succession_faults


def line_faults(lines: Sequence[RosterLine]) -> set[Fault]:
    """The faults of each line by itself, of the tree that they make, and of what became of whom."""
    return {*cell_faults(lines), *tree_faults(lines), *rank_faults(lines), *succession_faults(lines)}
