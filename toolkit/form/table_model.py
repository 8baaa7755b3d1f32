"""What an edition asks for, as plain data: its tables, their rows and columns, the figures where they meet."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Unit:
    """What a figure is counted in.

    Figures travel through the toolkit as exact integers, counted in the unit's smallest step
    (``10 ** -decimals``): 9.985 万元 with six decimals is 9985000. ``parts`` maps a smaller unit's name to how
    many of it make one of this (元: 10000), ``multiples`` a larger one's to how many of this it holds.
    """

    id: str
    label: str
    decimals: int = 0
    spelled: tuple[str, ...] = ()
    parts: Mapping[str, int] = field(default_factory=dict)
    multiples: Mapping[str, int] = field(default_factory=dict)

    @property
    def scale(self) -> int:
        return int(10**self.decimals)

    def decimal(self, steps: int) -> Decimal:
        """``steps`` as an exact number in this unit."""
        return Decimal(steps).scaleb(-self.decimals) if self.decimals else Decimal(steps)

    def number(self, steps: int) -> int | Decimal:
        """``steps`` as an int where the unit is whole, else as a Decimal without trailing zeros."""
        if not self.decimals:
            return steps
        number = self.decimal(steps).normalize()
        return number if number.as_tuple().exponent < 0 else Decimal(int(number))  # type: ignore[operator]

    def text(self, steps: int) -> str:
        """``steps`` written out, without trailing zeros: ``9.985``, ``1808595``, ``-3``."""
        return f"{self.number(steps):f}" if self.decimals else str(steps)


@dataclass(frozen=True, slots=True)
class Header:
    """A row or a column of a table, or a group of them: one label of the official form.

    ``path`` holds the ids from the outermost down (a group without an id adds none), ``labels`` the printed
    labels; ``children`` is empty for a row or column that bears figures. ``short`` is what messages call it.
    """

    path: tuple[str, ...]
    labels: tuple[str, ...]
    children: tuple[Header, ...] = ()
    unit: Unit | None = None
    signed: bool = False
    short: str = ""

    @property
    def label(self) -> str:
        return self.labels[-1]

    @property
    def depth(self) -> int:
        return 1 + max((child.depth for child in self.children), default=0)

    def leaves(self) -> tuple[Header, ...]:
        if not self.children:
            return (self,)
        return tuple(leaf for child in self.children for leaf in child.leaves())


@dataclass(frozen=True, slots=True)
class Block:
    """A rectangle of figures with its own heads; table 2 has several, tables 3 and 4 have one.

    ``rows`` is one header with an empty label path where the official table has no row labels.
    """

    label: str
    corner: str
    heading: str
    columns: tuple[Header, ...]
    rows: tuple[Header, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """One official table."""

    id: str
    number: int
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Field:
    """One figure of one table. ``index`` is its place in ``Form.fields`` and in every record's values."""

    index: int
    code: str
    table: str
    table_number: int
    row: tuple[str, ...]
    column: tuple[str, ...]
    row_path: tuple[str, ...]
    column_path: tuple[str, ...]
    unit: Unit
    signed: bool
    computed: bool
    row_short: str = ""  # the last row label and the column label as messages call them: 新收, 行政复议·结果维持
    column_short: str = ""

    @property
    def kind(self) -> str:
        return "computed" if self.computed else "input"

    @property
    def label(self) -> str:
        """Row and column labels as one line, outermost first."""
        row = "·".join(self.row)
        column = "·".join(self.column)
        return f"{row} / {column}" if row and column else row or column
