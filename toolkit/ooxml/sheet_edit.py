"""One sheet of a workbook to be changed: its cells found by address, looked at, and put right."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from ..a1 import Spot, address, position
from .editing import EditablePackage
from .escapes import unescaped
from .xml_tree import (
    Element,
    UneditableError,
    child,
    children,
    empty,
    make,
    name_relation,
    needed_child,
    put_text,
    root_of,
    text_in,
)

Content = str | int | Decimal  # what a cell is given; an empty text empties it

# What stands behind the drawing of comments in a sheet's part, in the order the format asks for.
_BEHIND_COMMENTS = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_TRUE = ("1", "true", "on")


class SheetEdit:
    """The sheet in ``part``. Rows and cells that do not say where they stand follow those before them.

    Raises UneditableError where two rows or cells stand in one place, or a cell stands in another row than it says.
    """

    def __init__(self, package: EditablePackage, part: str) -> None:
        self.package, self.part = package, part
        self.root = root_of(package.tree(part))
        self.data = needed_child(self.root, "sheetData")
        self._rows: dict[int, Element] = {}
        self._cells: dict[Spot, Element] = {}
        number = -1
        for row in children(self.data, "row"):
            number = _whole(row, "r", number + 2) - 1
            if number in self._rows:
                raise UneditableError(f"{part} has row {number + 1} twice")
            self._rows[number] = row
            self._take_in(number, row)

    def _take_in(self, number: int, row: Element) -> None:
        column = -1
        for cell in children(row, "c"):
            own = cell.getAttribute("r")
            spot = _spot(own) if own else (number, column + 1)
            column = spot[1]
            if spot[0] != number or spot in self._cells:
                raise UneditableError(f"{self.part} has {own} out of its place")
            self._cells[spot] = cell

    @property
    def locked(self) -> bool:
        guard = child(self.root, "sheetProtection")
        return guard is not None and guard.getAttribute("sheet") in _TRUE

    def cells(self) -> Iterator[tuple[str, int, bool]]:
        """(address, style, whether a formula stands there) of each cell."""
        for spot, cell in self._cells.items():
            yield address(*spot), _whole(cell, "s", 0), child(cell, "f") is not None

    def holds(self, cell: str) -> bool:
        """Whether the sheet has an element for this cell."""
        return _spot(cell) in self._cells

    def style(self, cell: str) -> int:
        return _whole(self._cell(cell), "s", 0)

    def formula(self, cell: str) -> str:
        """The plain formula of a cell, without its ``=``; empty where it has none, or one shared or of an array."""
        formula = child(self._cells[_spot(cell)], "f") if self.holds(cell) else None
        if formula is None or formula.getAttribute("t") not in ("", "normal"):
            return ""
        return unescaped(text_in(formula))

    def set_style(self, cell: str, style: int) -> None:
        self._cell(cell).setAttribute("s", str(style))

    def fill(self, cell: str, content: Content, *, keep_formula: bool) -> None:
        """Puts ``content`` into the cell, as what its formula comes to where it has one and ``keep_formula`` is set."""
        element = self._cell(cell)
        computed = keep_formula and child(element, "f") is not None
        empty(element, but="f" if computed else "")
        for name in ("t", "vm", "cm") if not computed else ("t", "vm"):
            if element.hasAttribute(name):
                element.removeAttribute(name)
        if not isinstance(content, str):
            put_text(make(element, "v"), plain_number(content))
        elif computed:
            element.setAttribute("t", "str")
            put_text(make(element, "v"), content)
        elif content:
            element.setAttribute("t", "inlineStr")
            put_text(make(make(element, "is"), "t"), content)

    def show_comments(self, relation: str) -> None:
        """Names the drawing that holds the boxes of the comments."""
        old = child(self.root, "legacyDrawing")
        drawing = old if old is not None else make(self.root, "legacyDrawing", before=_BEHIND_COMMENTS)
        for name in list(drawing.attributes.keys()):
            drawing.removeAttribute(name)
        name_relation(drawing, relation)

    def _cell(self, name: str) -> Element:
        """The cell's element, made in its place where the sheet has none."""
        spot = _spot(name)
        if spot not in self._cells:
            self._cells[spot] = self._new_cell(name, spot)
        return self._cells[spot]

    def _new_cell(self, name: str, spot: Spot) -> Element:
        row = self._rows.get(spot[0]) or self._new_row(spot[0])
        later = [column for number, column in self._cells if number == spot[0] and column > spot[1]]
        made = make(row, "c", before=("extLst",), r=name)
        if later:
            row.insertBefore(made, self._cells[spot[0], min(later)])
        if row.getAttribute("customFormat") in _TRUE and row.getAttribute("s"):
            made.setAttribute("s", row.getAttribute("s"))
        return made

    def _new_row(self, number: int) -> Element:
        row = make(self.data, "row", r=str(number + 1))
        later = [known for known in self._rows if known > number]
        if later:
            self.data.insertBefore(row, self._rows[min(later)])
        self._rows[number] = row
        return row


def plain_number(number: Decimal | float) -> str:
    """A number as Excel writes it: ``1408``, not ``1408.000000``."""
    return f"{int(number)}" if number == int(number) else f"{number:f}"


def _spot(cell: str) -> Spot:
    try:
        return position(cell)
    except ValueError as error:
        raise UneditableError(f"{cell} is no cell") from error


def _whole(element: Element, name: str, default: int) -> int:
    """A number that ``element`` states."""
    told = element.getAttribute(name)
    if told and not (told.isascii() and told.isdigit() and len(told) < 8):
        raise UneditableError(f"{name} of {element.tagName} is no number")
    return int(told) if told else default
