"""What lies on a sheet: the texts of shapes, which no cell holds, and the cells that shapes and pictures cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ..a1 import COLUMNS, ROWS, range_of
from .xml_events import read_events

_SHEET = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing "
_MAIN = "http://schemas.openxmlformats.org/drawingml/2006/main "
_SHAPE, _PARAGRAPH, _TEXT, _BREAK = f"{_SHEET}sp", f"{_MAIN}p", f"{_MAIN}t", f"{_MAIN}br"
_ANCHORS = frozenset(f"{_SHEET}{kind}CellAnchor" for kind in ("two", "one"))
_OPAQUE = frozenset(f"{_SHEET}{kind}" for kind in ("pic", "graphicFrame"))
_UNFILLED = (_SHAPE, f"{_SHEET}spPr", f"{_MAIN}noFill")
# EMU of an ordinary column and row, for what states its size and not where it ends.
_COLUMN, _ROW = 700_000, 270_000


@dataclass(frozen=True, slots=True)
class Drawing:
    """``texts`` are those of shapes that have one, ``covered`` the ranges that something lies on."""

    texts: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()


@lru_cache(maxsize=8)
def read_drawing(data: bytes, name: str) -> Drawing:
    """The drawing in ``data``, the part called ``name``. Raises Refused where it is not well-formed."""
    reading = _Reading()
    read_events(data, name, reading.start, reading.end, reading.text)
    texts = (text for shape in reading.shapes if (text := shape.text()))
    return Drawing(tuple(dict.fromkeys(texts)), tuple(dict.fromkeys(reading.covered)))


@dataclass(slots=True)
class _Shape:
    filled: bool = True
    pieces: list[str] = field(default_factory=list)

    def text(self) -> str:
        return "".join(self.pieces).strip()


class _Reading:
    def __init__(self) -> None:
        self.shapes: list[_Shape] = []
        self.covered: list[str] = []
        self._path: list[str] = []
        self._first_shape = 0  # of the anchor that is open
        self._opaque = False
        self._numbers: dict[tuple[str, str], int] = {}
        self._digits: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        self._path.append(element)
        self._digits.clear()
        if element in _ANCHORS:
            self._first_shape, self._opaque = len(self.shapes), False
            self._numbers.clear()
        elif element == _SHAPE:
            self.shapes.append(_Shape())
        elif element in _OPAQUE:
            self._opaque = True
        elif tuple(self._path[-3:]) == _UNFILLED:
            self.shapes[-1].filled = False
        elif element in (_PARAGRAPH, _BREAK) and self.shapes and self.shapes[-1].pieces:
            self.shapes[-1].pieces.append("\n")
        elif element == f"{_SHEET}ext" and self._path[-2] in _ANCHORS:
            self._numbers["ext", "col"] = _number(attributes.get("cx", "")) // _COLUMN
            self._numbers["ext", "row"] = _number(attributes.get("cy", "")) // _ROW

    def end(self, element: str) -> None:
        self._path.pop()
        space, _, name = element.rpartition(" ")
        if name in ("col", "row", "colOff", "rowOff") and self._path and f"{space} " == _SHEET:
            self._numbers[self._path[-1].rpartition(" ")[2], name] = _number("".join(self._digits))
        elif element in _ANCHORS and (
            self._opaque or any(shape.filled or shape.text() for shape in self.shapes[self._first_shape :])
        ):
            self._cover()

    def text(self, text: str) -> None:
        if self._path[-1] == _TEXT and self.shapes:
            self.shapes[-1].pieces.append(text)
        elif self._path[-1].startswith(_SHEET):
            self._digits.append(text)

    def _cover(self) -> None:
        bounds = []
        for name, most in (("row", ROWS), ("col", COLUMNS)):
            first = self._numbers.get(("from", name), 0)
            if ("to", name) in self._numbers:  # where it ends at the very edge, it does not reach in
                last = self._numbers["to", name] - (self._numbers.get(("to", f"{name}Off"), 0) <= 0)
            else:
                last = first + self._numbers.get(("ext", name), 0)
            bounds.append((min(first, most - 1), min(max(first, last), most - 1)))
        (top, bottom), (left, right) = bounds
        self.covered.append(range_of((top, left, bottom, right)))


def _number(text: str) -> int:
    text = text.strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
