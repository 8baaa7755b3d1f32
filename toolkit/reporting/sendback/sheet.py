"""One sheet of a returned workbook: its cells found by address, and looks put on them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.dom.minidom import Element

from ...a1 import address
from .package import Package
from .xmltree import BeyondRepairError, child, children, make, relation_prefix, root_of

# What stands behind the drawing of comments in a sheet's part, in the order the format asks for.
_BEHIND_COMMENTS = (
    "legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts", "extLst",
)  # fmt: skip
_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})\Z")


class Sheet:
    """The sheet in ``part``. Rows and cells that do not say where they stand follow those before them."""

    def __init__(self, package: Package, part: str) -> None:
        self.package, self.part = package, part
        self.root = root_of(package.tree(part))
        data = child(self.root, "sheetData")
        if data is None:
            raise BeyondRepairError(f"{part} has no cells")
        self.data = data
        self._rows: dict[int, Element] = {}
        number = 0
        for row in children(data, "row"):
            number = int(row.getAttribute("r") or number + 1)
            self._rows[number] = row

    @property
    def locked(self) -> bool:
        guard = child(self.root, "sheetProtection")
        return guard is not None and guard.getAttribute("sheet") in ("1", "true")

    def cells(self) -> Iterator[tuple[str, int, bool]]:
        """(address, style, whether a formula stands there) of each cell that has an address."""
        for row in self._rows.values():
            for cell in children(row, "c"):
                if cell.getAttribute("r"):
                    yield cell.getAttribute("r"), int(cell.getAttribute("s") or 0), child(cell, "f") is not None

    def style(self, cell: str) -> int:
        return int(self._cell(cell).getAttribute("s") or 0)

    def set_style(self, cell: str, style: int) -> None:
        self._cell(cell).setAttribute("s", str(style))

    def show_comments(self, relation: str) -> None:
        """Names the drawing that holds the boxes of the comments."""
        old = child(self.root, "legacyDrawing")
        drawing = old if old is not None else make(self.root, "legacyDrawing", before=_BEHIND_COMMENTS)
        prefix = relation_prefix(self.root)
        for name in list(drawing.attributes.keys()):
            drawing.removeAttribute(name)
        drawing.setAttribute(f"{prefix}:id", relation)

    def _cell(self, name: str) -> Element:
        """The cell's element, made in its place where the sheet has none."""
        column, row_number = parse_address(name)
        row = self._rows.get(row_number)
        if row is None:
            row = self._new_row(row_number)
        number = -1
        for cell in children(row, "c"):
            own = cell.getAttribute("r")
            number = parse_address(own)[0] if own else number + 1
            if number == column:
                return cell
            if number > column:
                made = make(row, "c", r=name)
                row.insertBefore(made, cell)
                break
        else:
            made = make(row, "c", before=("extLst",), r=name)
        if row.getAttribute("customFormat") in ("1", "true") and row.getAttribute("s"):
            made.setAttribute("s", row.getAttribute("s"))
        return made

    def _new_row(self, number: int) -> Element:
        row = make(self.data, "row", r=str(number))
        later = [known for known in self._rows if known > number]
        if later:
            self.data.insertBefore(row, self._rows[min(later)])
        self._rows[number] = row
        return row


def parse_address(name: str) -> tuple[int, int]:
    """``D31`` as (3, 31): the column from 0, the row from 1."""
    match = _ADDRESS.match(name)
    if match is None:
        raise BeyondRepairError(f"{name} is no cell")
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - 64
    assert address(0, column - 1) == f"{match[1]}1"
    return column - 1, int(match[2])
