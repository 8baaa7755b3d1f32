"""One cell's content to an exact figure, and what had to be mended to get there."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from .form import Unit

Cell = object  # str, int, float, bool, date, datetime, time, timedelta or None, as the reading libraries give it


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. ``steps`` is the figure in steps of the field's unit, None for a blank or a problem.

    ``problem`` names why it is no figure, ``mend`` what was done to make it one; both are ids of wordings.
    """

    steps: int | None
    mend: str = ""
    problem: str = ""


def read_value(cell: Cell, unit: Unit) -> Reading:
    """The figure in ``cell``, counted in steps of ``unit``."""
    if cell is None or (isinstance(cell, str) and not cell.strip()):
        return Reading(None)
    if isinstance(cell, bool) or not isinstance(cell, int | float | str):
        return Reading(None, problem="text")
    try:
        number = Decimal(repr(cell) if isinstance(cell, float) else str(cell).strip())
    except InvalidOperation:
        return Reading(None, problem="text")
    steps = number.scaleb(unit.decimals)
    if steps != steps.to_integral_value():
        return Reading(None, problem="decimal")
    return Reading(int(steps), mend="number_as_text" if isinstance(cell, str) else "")
