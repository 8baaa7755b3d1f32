"""What was heard in a written section, as data that travels from the processes that read to the one that judges."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from .numerals import Figure


@dataclass(frozen=True, slots=True)
class Statement:
    """``subjects`` (the id of one, or of several whose sum it is) have ``figure``, as ``quote`` says.

    An id ``a|b`` means either: steps of handling of the same cases.
    """

    subjects: tuple[str, ...]
    figure: Figure
    quote: str


@dataclass(frozen=True, slots=True)
class WrongSum:
    """A list of parts that does not come to its whole."""

    quote: str
    whole: Decimal
    parts: Decimal


@dataclass(frozen=True, slots=True)
class Heard:
    """What a section states of the tables, and its lists that do not come to their whole."""

    statements: tuple[Statement, ...] = ()
    wrong_sums: tuple[WrongSum, ...] = ()
