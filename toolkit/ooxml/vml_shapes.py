"""The old drawing of a sheet: the boxes of its notes, and the buttons and pictures that form controls are.

It is written in VML, and often not well-formed. No file is refused for it: what can be told of it is, up to where it
breaks. Only shapes that say their cells count (``x:Anchor``, ECMA-376 part 4, 19.4.2.3).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field

from ..a1 import COLUMNS, ROWS, range_of
from ..memory import remembered
from ..refusal import Refused
from .drawings import EVERYWHERE, LARGEST
from .xml_events import read_events

_VML, _EXCEL = "urn:schemas-microsoft-com:vml ", "urn:schemas-microsoft-com:office:excel "
_SHAPES = frozenset(
    f"{_VML}{kind}" for kind in ("shape", "rect", "roundrect", "oval", "line", "polyline", "arc", "curve", "image")
)
_DATA, _FILL, _PICTURE, _TEXTBOX = f"{_EXCEL}ClientData", f"{_VML}fill", f"{_VML}imagedata", f"{_VML}textbox"
_SAID = frozenset(f"{_EXCEL}{name}" for name in ("Anchor", "Visible", "UIObj"))
_UNCLOSED = re.compile(rb"<br\s*/?>", re.IGNORECASE)
_NUMBERS = re.compile(r"\s*-?[0-9]{1,7}\s*(?:,\s*-?[0-9]{1,7}\s*){7}", re.ASCII)
_OPACITY = re.compile(r"\s*([0-9]{0,6}\.?[0-9]{0,6})(f|%)?\s*", re.ASCII)
_NOTE = "Note"
_SLIVER = 6  # pixels into a cell that hide no figure
_NO = frozenset(("f", "false", "0"))
_CLEAR = 0.6  # of what hides less, a figure beneath can be read


@remembered(8, longest=1 << 18)
def read_vml(data: bytes) -> tuple[str, ...]:
    """The ranges that what is always shown of the drawing in ``data`` lies on: all, where it is not looked into."""
    if len(data) > LARGEST:
        return (EVERYWHERE,)
    reading = _Reading()
    with suppress(Refused):
        read_events(_UNCLOSED.sub(b"", data), "", reading.start, reading.end, reading.text)
    return tuple(dict.fromkeys(reading.covered))


@dataclass(slots=True)
class _Shape:
    style: str
    filled: bool
    kind: str = ""
    pictured: bool = False
    words: bool = False
    said: dict[str, str] = field(default_factory=dict)

    def covers(self) -> bool:
        """Whether it is shown, and hides what lies beneath. Arrows that open lists belong to the program itself."""
        hidden = re.search(r"visibility\s*:\s*hidden", self.style, re.IGNORECASE) is not None
        if hidden and not (self.kind == _NOTE and self.said.get("Visible", "false").lower() not in _NO):
            return False
        return "UIObj" not in self.said and (self.filled or self.pictured or self.words)


class _Reading:
    def __init__(self) -> None:
        self.covered: list[str] = []
        self._shape: _Shape | None = None
        self._textboxes = 0  # that are open
        self._text: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        self._textboxes += element == _TEXTBOX
        self._text.clear()
        if element in _SHAPES:
            self._shape = _Shape(attributes.get("style", ""), _fills(attributes, "filled"))
        elif self._shape is None:
            return
        elif element == _DATA:
            self._shape.kind = attributes.get("ObjectType", "")
        elif element == _FILL and not _fills(attributes, "on"):
            self._shape.filled = False
        elif element == _PICTURE:
            self._shape.pictured = True

    def text(self, text: str) -> None:
        self._text.append(text)
        if self._shape is not None and text.strip() and self._textboxes:
            self._shape.words = True

    def end(self, element: str) -> None:
        self._textboxes -= element == _TEXTBOX
        if self._shape is None:
            return
        if element in _SAID:
            self._shape.said[element.removeprefix(_EXCEL)] = "".join(self._text)
        elif element in _SHAPES:
            area = _area(self._shape.said.get("Anchor", ""))
            if area and self._shape.covers():
                self.covered.append(area)
            self._shape = None


def _fills(attributes: Mapping[str, str], name: str) -> bool:
    """Whether a shape or its fill hides what lies beneath."""
    if attributes.get(name, "t").strip().lower() in _NO:
        return False
    found = _OPACITY.fullmatch(attributes.get("opacity", "1"))
    try:
        opacity = float(found[1]) if found else 1.0
    except ValueError:
        return True
    return opacity / {"f": 65_536, "%": 100}.get((found[2] if found else "") or "", 1) >= _CLEAR


def _area(anchor: str) -> str:
    """``3, 2, 5, 2, 4, 0, 5, 26`` as ``D6``: column and row of two corners, each with how far in it they lie."""
    if not _NUMBERS.fullmatch(anchor):
        return ""
    left, _, top, _, right, across, bottom, down = map(int, anchor.split(","))
    if (top, _, left) == (bottom, _, right) and (down <= _SLIVER or across <= _SLIVER):
        return ""
    last = (bottom - (down <= _SLIVER), right - (across <= _SLIVER))  # it does not reach in so far
    top, left = min(max(top, 0), ROWS - 1), min(max(left, 0), COLUMNS - 1)
    return range_of((top, left, min(max(last[0], top), ROWS - 1), min(max(last[1], left), COLUMNS - 1)))
