"""A cell of a sheet as its part writes it, before anything is made of it."""

from __future__ import annotations

from typing import NamedTuple

from ..values import Cell
from .formula_cells import Formula


class RawCell(NamedTuple):
    """A cell as it is written. ``value`` is the text of its value, ``inline`` its own text; None for none."""

    address: str
    kind: str
    style: str
    value: str | None
    inline: Cell
    formula: Formula | None
