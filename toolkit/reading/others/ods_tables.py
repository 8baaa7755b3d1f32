"""The tables of an ods file, one after the other: columns, rows and cells with their texts, as events come."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ...a1 import COLUMNS, ROWS, Spot, address
from ...ooxml.limits import Limits, megabytes
from ...refusal import Refused
from .ods_conditional import RANGES, RULE_BASE, RULE_CONDITION, RULE_STYLE, ranges_of, shows_no_value
from .ods_grid import Grid, Placed, Room
from .ods_places import Places
from .ods_shapes import note_box
from .ods_steps import Step
from .ods_styles import PLAIN, Styles
from .ods_text import BREAK, FIELD, TAB, Paragraphs
from .ods_values import TYPE, VALUE_ATTRIBUTES, ContradictionError, read_cell
from .ods_xml import OFFICE, TABLE, TEXT

_STYLE, _DEFAULT_STYLE = TABLE + "style-name", TABLE + "default-cell-style-name"
_FORMULA = TABLE + "formula"
_SPANS = (TABLE + "number-rows-spanned", TABLE + "number-columns-spanned")
_FILLS = (TABLE + "number-matrix-rows-spanned", TABLE + "number-matrix-columns-spanned")
_COLUMNS, _ROWS = TABLE + "number-columns-repeated", TABLE + "number-rows-repeated"
_RUN_STYLE, _SPACES = TEXT + "style-name", TEXT + "c"
_HOLDING = frozenset((*VALUE_ATTRIBUTES, _FORMULA, *_SPANS))  # of a cell without any of them, only texts count
_ONE = (1, 1)


@dataclass(slots=True)
class Table:
    """One table of the workbook as it is read. ``column_starts`` and ``column_styles`` go together."""

    name: str
    style: str
    protected: bool
    grid: Grid
    text_boxes: list[str] = field(default_factory=list)
    places: Places = field(default_factory=Places)
    column_starts: list[int] = field(default_factory=list)
    column_styles: list[str] = field(default_factory=list)


class TableReader:
    """Fills the Table that was begun last. Its ``open`` and ``close`` have what is to be done at which Step."""

    def __init__(self, styles: Styles, limits: Limits) -> None:
        self._styles = styles
        self._limits = limits
        self._room = Room(limits)
        self._table: Table | None = None
        self._groups: list[bool] = []  # of rows and columns that are open: whether each is hidden
        self._hiding = 0  # how many of them are
        self._next_column = self._column = self._spaces = 0
        self._row: Mapping[str, str] = {}
        self._placed: list[Placed] = []
        self._cell: Mapping[str, str] = {}
        self._ranges: list[str] = []  # of the conditional format that is open
        self._told: set[str] = set()  # what of it was told
        self.text = Paragraphs()
        self.open: dict[Step, Callable[[Mapping[str, str]], None]] = {
            Step.GROUP: self._open_group, Step.COLUMN: self._open_column, Step.ROW: self._open_row,
            Step.CELL: self._open_cell, Step.COVERED: self._open_cell, Step.RUN: self._open_run,
            Step.FIELD: self._open_field, Step.SPACES: self._add_spaces,
            Step.CONDITIONAL: self._open_conditional, Step.CONDITION: self._open_condition, Step.NOTE: self._open_note,
            Step.TAB: lambda _: self.text.add_blank(TAB), Step.BREAK: lambda _: self.text.add_blank(BREAK),
        }  # fmt: skip
        self.close: dict[Step, Callable[[], object]] = {
            Step.GROUP: self._close_group, Step.ROW: self._close_row, Step.CELL: self._close_cell,
            Step.COVERED: self._close_covered, Step.PARAGRAPH: self.text.close, Step.RUN: self.text.close_run,
            Step.FIELD: self.text.close_run,
        }  # fmt: skip

    def begin(self, name: str, style: str, protected: bool) -> Table:
        """A new table, which all that follows belongs to."""
        self._table = Table(name, style, protected, Grid(self._room))
        self._next_column = self._column = 0
        return self._table

    def refused(self, wording: str, **facts: object) -> Refused:
        """A refusal that names the cell that is being read, as far as one is."""
        if self._table is None:
            return Refused(wording, sheet="", cell="", **facts)
        return Refused(wording, sheet=self._table.name, cell=address(self._grid.row, self._column), **facts)

    @property
    def place(self) -> Spot:
        """Where the cell stands that is being read."""
        return min(self._grid.row, ROWS - 1), min(self._column, COLUMNS - 1)

    @property
    def _places(self) -> Places:
        assert self._table is not None
        return self._table.places

    @property
    def _grid(self) -> Grid:
        assert self._table is not None  # columns, rows and cells stand in tables only
        return self._table.grid

    def _count(self, attributes: Mapping[str, str], name: str) -> int:
        """A number of repeats, or of cells spanned; 1 where nothing is said."""
        written = attributes.get(name)
        if written is None:
            return 1
        text = written.strip()
        if text.isascii() and text.isdigit() and len(text) < 10 and int(text):
            return int(text)
        raise self.refused("ODS-REPEAT", found=written[:100])

    def _size(self, names: tuple[str, str]) -> tuple[int, int]:
        if names[0] not in self._cell and names[1] not in self._cell:
            return _ONE
        return self._count(self._cell, names[0]), self._count(self._cell, names[1])

    def _open_group(self, attributes: Mapping[str, str]) -> None:
        hidden = attributes.get(TABLE + "display") == "false"
        self._groups.append(hidden)
        self._hiding += hidden

    def _close_group(self) -> None:
        self._hiding -= self._groups.pop()

    def _is_hidden(self, attributes: Mapping[str, str]) -> bool:
        return attributes.get(TABLE + "visibility", "visible") != "visible" or self._hiding > 0

    def _open_column(self, attributes: Mapping[str, str]) -> None:
        count = self._count(attributes, _COLUMNS)
        if self._table is not None:
            self._table.column_starts.append(self._next_column)
            self._table.column_styles.append(attributes.get(_DEFAULT_STYLE, ""))
        width = self._styles.room("table-column", attributes.get(_STYLE, ""))
        if self._is_hidden(attributes) or width == 0:
            self._grid.hide_columns(self._next_column, count)
            width = 0.0
        self._places.columns.add(count, width)
        self._next_column += count

    def _open_row(self, attributes: Mapping[str, str]) -> None:
        self._row, self._placed, self._column = attributes, [], 0

    def _close_row(self) -> None:
        count = self._count(self._row, _ROWS)
        height = self._styles.room("table-row", self._row.get(_STYLE, ""))
        hidden = self._is_hidden(self._row) or height == 0
        self._grid.add_row(self._placed, count, hidden=hidden)
        self._places.rows.add(count, 0.0 if hidden else height)

    def _open_cell(self, attributes: Mapping[str, str]) -> None:
        self._cell = attributes

    def _close_covered(self) -> None:
        self._close_cell(covered=True)

    def _close_cell(self, *, covered: bool = False) -> None:
        cell, text = self._cell, self.text.take()
        width = self._count(cell, _COLUMNS) if _COLUMNS in cell else 1
        if not text and _HOLDING.isdisjoint(cell):
            self._column += width
            return
        try:
            value = read_cell(cell, text)
        except ContradictionError as error:
            kind = error.kind[:100] or "—"
            raise self.refused("ODS-VALUE", kind=kind, found=error.found[:100], shown=text[:100]) from None
        formula = cell.get(_FORMULA, "")
        spans = self._size(_SPANS)
        if value is not None or formula or spans != _ONE:
            look, veils = PLAIN, (False, False)
            if value is not None and self._table is not None:
                style = self._style()
                look = self._styles.look(style, cell.get(TYPE, ""), protected=self._table.protected)
                veils = self._styles.own_veils(style)
            placed = Placed(self._column, width, value, formula, look, spans, self._size(_FILLS), covered, veils)
            self._placed.append(placed)
        self._column += width

    def _open_note(self, attributes: Mapping[str, str]) -> None:
        if attributes.get(OFFICE + "display") == "true":
            self._places.boxes.append(note_box(attributes, self.place))

    def _open_conditional(self, attributes: Mapping[str, str]) -> None:
        self._ranges, self._told = list(ranges_of(attributes.get(RANGES, ""))), set()

    def _open_condition(self, attributes: Mapping[str, str]) -> None:
        """A condition for how some cells look; icons and bars have none, and no style."""
        asked = attributes.get(RULE_CONDITION, ""), attributes.get(RULE_BASE, "")
        figures, zeros = self._styles.veils(attributes.get(RULE_STYLE, ""), *asked)
        # Once is enough, however many conditions there are.
        if (figures or shows_no_value(attributes)) and "figures" not in self._told:
            self._grid.veils += self._ranges
            self._told.add("figures")
        if zeros and "zeros" not in self._told:
            self._grid.zero_veils += self._ranges
            self._told.add("zeros")

    def _style(self) -> str:
        """The style of the cell that is being read: its own, else its row's, else its column's."""
        own = self._cell.get(_STYLE) or self._row.get(_DEFAULT_STYLE)
        if own or self._table is None:
            return own or ""
        at = bisect_right(self._table.column_starts, self._column) - 1
        return self._table.column_styles[at] if at >= 0 else ""

    def _open_run(self, attributes: Mapping[str, str]) -> None:
        style = attributes.get(_RUN_STYLE, "")
        self.text.open_run(self._styles.marks(style, self._style()) if style else ())

    def _open_field(self, _: Mapping[str, str]) -> None:
        self.text.open_run((), before=FIELD)

    def _add_spaces(self, attributes: Mapping[str, str]) -> None:
        written = attributes.get(_SPACES, "1").strip()
        count = int(written) if written.isascii() and written.isdigit() and len(written) < 10 else 1
        self._spaces += self.text.add_spaces(count)
        if self._spaces > self._limits.text:
            raise Refused("GUARD-TEXT", size=megabytes(self._spaces), limit=megabytes(self._limits.text))
