"""What a formula says, as a small tree: numbers, texts, areas, names, calls, and chains of them with operators.

A chain keeps its operators in their order, which says as much as a tree by precedence would.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from .formula_tokens import Corner, written


@dataclass(frozen=True, slots=True)
class Number:
    value: Decimal


@dataclass(frozen=True, slots=True)
class Text:
    quoted: str  # as it stands, with its quotes


@dataclass(frozen=True, slots=True)
class Area:
    """Cells from corner to corner, both counted in, from 0. ``sheet`` is in small letters, ``""`` for the formula's."""

    sheet: str
    top: int
    left: int
    bottom: int
    right: int

    @property
    def size(self) -> int:
        return (self.bottom - self.top + 1) * (self.right - self.left + 1)


@dataclass(frozen=True, slots=True)
class Name:
    name: str


@dataclass(frozen=True, slots=True)
class Call:
    function: str  # in capitals
    arguments: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """An operand with the operator before it (none before the first), and its minus signs and percent signs."""

    operator: str
    minus: int
    operand: Node
    percent: int


@dataclass(frozen=True, slots=True)
class Chain:
    """Operands in a row; of none, an argument left blank."""

    parts: tuple[Part, ...]


Node: TypeAlias = Number | Text | Area | Name | Call | Chain


def within(node: Node) -> Iterator[Node]:
    """``node`` and all below it."""
    waiting = [node]
    while waiting:
        here = waiting.pop()
        yield here
        if isinstance(here, Call):
            waiting += here.arguments
        elif isinstance(here, Chain):
            waiting += [part.operand for part in here.parts]


def said(node: Node) -> str:
    """A node in the one way of writing it, without ``$`` and spaces: of two nodes that differ, two texts."""
    match node:
        case Number(value):
            return _number(value)
        case Text(quoted):
            return quoted
        case Area(sheet, top, left, bottom, right):
            first, last = (written(Corner(*place, False, False)) for place in ((top, left), (bottom, right)))
            prefix = "'" + sheet.replace("'", "''") + "'!" if sheet else ""
            return prefix + first + (f":{last}" if last != first else "")
        case Name(name):
            return name
        case Call(function, arguments):
            return f"{function}({','.join(said(argument) for argument in arguments)})"
        case Chain(parts):
            return "".join(
                part.operator + "-" * part.minus + _within(part.operand) + "%" * part.percent for part in parts
            )


def _within(operand: Node) -> str:
    return f"({said(operand)})" if isinstance(operand, Chain) else said(operand)


def _number(value: Decimal) -> str:
    """As short as its digits, so that ``1E+300`` stays no longer than it is."""
    _, digits, exponent = value.as_tuple()
    text = "".join(map(str, digits)).rstrip("0")
    if not text or not isinstance(exponent, int):  # 0; there is no infinite number in a formula
        return "0"
    exponent += len(digits) - len(text)
    return f"{text}E{exponent}" if abs(exponent) > 20 else format(Decimal((0, tuple(map(int, text)), exponent)), "f")
