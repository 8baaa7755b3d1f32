"""One cell's content to an exact figure, and what had to be mended to get there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from .figuretext import looks_like_figure, read_text
from .form import Unit

Cell = (
    object  # str, MarkedText, int, float, bool, date, datetime, time, timedelta, CellError or None, as reading gives it
)

LARGEST = 10**15  # steps: beyond it Excel itself keeps no exact figure, and sums would leave 64 bits
_LONGEST_NAME = 1000  # characters: no name, code or head is longer
# Nobody sees them: zero-width blanks and joiners, byte-order marks, soft hyphens, marks of direction.
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")


@dataclass(frozen=True, slots=True)
class CellError:
    """An error value, such as ``#REF!``, in place of a figure."""

    code: str

    def __str__(self) -> str:
        return self.code


class MarkedText(str):
    """A cell's text of which some runs are not shown as the rest is, so that a person may see another figure.

    ``marks`` holds the kinds of those runs, each once: superscript, subscript, struck, invisible. It is equal to
    the same text without marks. A reader gives it where the marked runs hold more than blanks.
    """

    __slots__ = ("marks",)
    marks: tuple[str, ...]

    def __new__(cls, text: str, marks: Iterable[str]) -> MarkedText:
        marked = super().__new__(cls, text)
        marked.marks = tuple(dict.fromkeys(marks))
        return marked

    def __getnewargs__(self) -> tuple[str, tuple[str, ...]]:  # type: ignore[override]
        return str(self), self.marks


@dataclass(frozen=True, slots=True)
class Reading:
    """What a cell says. ``steps`` is the figure in steps of the field's unit, None for a blank or a problem.

    ``problem`` names why it is no figure: text, mark (``22①``), remark (``22（其中修订16件）``), run (a MarkedText),
    date, error, boolean, decimal or huge. ``mend`` names what was done to make it one: text, width, spaces, commas,
    unit, signed, converted or none (several: the one that changed most). ``told`` is the figure as it was written,
    where that was in another unit or with a word for its sign; of a mark or a remark, what it says.
    """

    steps: int | None
    mend: str = ""
    problem: str = ""
    told: str = ""


_BLANK = Reading(None)


def read_value(cell: Cell, unit: Unit, *, signed: bool = False) -> Reading:
    """The figure in ``cell``, counted in steps of ``unit``; ``signed`` where it tells a change (``Field.signed``)."""
    if cell is None:
        return _BLANK
    if isinstance(cell, bool):
        return Reading(None, problem="boolean")
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < LARGEST:
        cell = int(cell)
    if isinstance(cell, int):
        steps = cell * unit.scale
        return Reading(steps) if -LARGEST <= steps <= LARGEST else Reading(None, problem="huge")
    if isinstance(cell, float):
        # Excel keeps 15 digits and shows no more: 72701.257799999992 is 72701.2578, 0.1+0.2 is 0.3.
        return _steps(Decimal(f"{cell:.15g}"), unit)
    if isinstance(cell, MarkedText) and looks_like_figure(cell):
        return Reading(None, problem="run")
    if isinstance(cell, str):
        written = read_text(cell, unit, signed=signed)
        if written.number is None:
            return Reading(None, problem=written.problem, told=written.told) if written.problem else _BLANK
        return _steps(written.number, unit, written.mend, written.told, written.factor)
    return Reading(None, problem="error" if isinstance(cell, CellError) else "date")


def seen(text: str) -> str:
    """``text`` without the characters that nobody sees, which come along with what is copied from pages and systems."""
    return text if text.isascii() else _UNSEEN.sub("", text)


def folded(text: str) -> str:
    """``text`` in half width, without blanks and what nobody sees, as names, codes and heads are compared."""
    text = seen(text)
    # Normalising takes the square of the time for marks without end; no name is that long.
    return "".join((unicodedata.normalize("NFKC", text) if len(text) <= _LONGEST_NAME else text).split())


def _steps(number: Decimal, unit: Unit, mend: str = "", told: str = "", factor: Fraction = Fraction(1)) -> Reading:
    if not number.is_finite():
        return Reading(None, problem="text")
    if number and number.adjusted() > 30:
        return Reading(None, problem="huge")
    if number and number.adjusted() < -30:
        return Reading(None, problem="decimal")
    steps = Fraction(number) * unit.scale * factor
    if steps.denominator != 1:
        return Reading(None, problem="decimal")
    if abs(steps) > LARGEST:
        return Reading(None, problem="huge")
    return Reading(int(steps), mend, told=told)
