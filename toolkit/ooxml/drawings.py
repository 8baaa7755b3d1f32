"""The texts of shapes that lie on a sheet: what a person reads there, and no cell holds."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from .xml_events import read_events

_SHAPES = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
_DRAWING = "http://schemas.openxmlformats.org/drawingml/2006/main"
_SHAPE, _PARAGRAPH, _TEXT, _BREAK = f"{_SHAPES} sp", f"{_DRAWING} p", f"{_DRAWING} t", f"{_DRAWING} br"


@lru_cache(maxsize=8)
def read_text_boxes(data: bytes, name: str) -> tuple[str, ...]:
    """The text of each shape in the drawing ``data``, called ``name``; shapes without text are left out.

    Raises Refused where it is not well-formed.
    """
    boxes: list[list[str]] = []
    inside: list[str] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if element == _SHAPE:
            boxes.append([])
        elif element in (_PARAGRAPH, _BREAK) and boxes and boxes[-1]:
            boxes[-1].append("\n")
        inside.append(element)

    def end(element: str) -> None:
        inside.pop()

    def text(said: str) -> None:
        if boxes and inside[-1] == _TEXT:
            boxes[-1].append(said)

    read_events(data, name, start, end, text)
    return tuple(dict.fromkeys(box for pieces in boxes if (box := "".join(pieces).strip())))
