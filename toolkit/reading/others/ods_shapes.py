"""The shapes of an ods file that hide what lies beneath them, each with where it lies (ODF 1.3 part 3, chapter 10)."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping

from ...a1 import Spot, area_of
from .ods_conditional import ranges_of
from .ods_places import Box
from .ods_styles import Styles, points
from .ods_xml import DRAW, SVG, TABLE

_AREAS = frozenset(
    DRAW + kind
    for kind in ("rect", "custom-shape", "ellipse", "circle", "path", "polygon", "regular-polygon", "caption")
)
_LINES = frozenset(DRAW + kind for kind in ("line", "polyline", "connector", "measure"))
_FRAME, _TEXT_BOX, _CONTROL = DRAW + "frame", DRAW + "text-box", DRAW + "control"
_PICTURES = frozenset(DRAW + kind for kind in ("image", "object", "object-ole", "plugin", "applet", "floating-frame"))
_ENDS = tuple(SVG + name for name in ("x1", "y1", "x2", "y2"))
_TRANSLATE = re.compile(r"translate\s*\(\s*([^\s,()]+)(?:[\s,]+([^\s,()]+))?\s*\)")
_ROTATE = re.compile(r"rotate\s*\(\s*(-?[0-9]{0,6}\.?[0-9]{1,17})\s*\)")
_SHARE = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,9})?)%")
_CLEAR = 60.0  # per cent: what hides less lets a figure beneath be read
_LEAST = 1.0  # points: what is smaller covers nothing, such as what is left of pictures pasted from pages
_THICK = 9.0  # points of a line that may hide a figure: rings around one are thinner
_NOTHING = (math.inf, math.inf, -math.inf, -math.inf)
# Where programs put a note that does not say it, from the end of its cell: points.
_BESIDE, _ABOVE, _NOTE_WIDTH, _NOTE_HEIGHT = 17.0, -42.5, 82.0, 51.0


class ShapeReader:
    """Reads one shape after the other, each with all in it: those of a group cover what each of them covers."""

    def __init__(self, styles: Styles) -> None:
        self._styles = styles
        self._depth = 0
        self._home: Spot | None = None
        self._end: tuple[Spot, float, float] | None = None
        self._seen = self._covering = _NOTHING
        self._words = False
        self._frame: Mapping[str, str] = {}

    def start(self, name: str, attributes: Mapping[str, str], home: Spot | None) -> None:
        """An element of a shape; ``home`` is the cell that holds it, None for the sheet."""
        if not self._depth:
            self._home, self._end = home, _end(attributes)
            self._seen = self._covering = _NOTHING
            self._words, self._frame = False, {}
        self._depth += 1
        if name in _AREAS or name in _LINES or name in (_FRAME, _CONTROL):
            self._take(name, attributes)
        elif self._frame and (
            (name == _TEXT_BOX and self._fills(self._frame))
            or (name in _PICTURES and not self._lets_through(self._frame, DRAW + "image-opacity"))
        ):
            self._cover(_box(self._frame))

    def close(self, text: str) -> Box | None:
        """The end of an element: where it was the last one, where the shape with ``text`` lies that covers cells."""
        self._depth -= 1
        self._words = self._words or text != ""
        sides = self._seen if self._words else self._covering
        nothing = min(sides[2] - sides[0], sides[3] - sides[1]) < _LEAST and self._end is None
        if self._depth or sides[0] > sides[2] or nothing:
            return None
        return Box(*sides, home=self._home, end=self._end)

    def _take(self, name: str, attributes: Mapping[str, str]) -> None:
        self._frame = {}
        if attributes.get(TABLE + "table-background") == "true":  # figures are written over it
            return
        if attributes.get(DRAW + "display", "always") in ("none", "printer"):
            return
        if name == _FRAME:
            self._frame = attributes
        box, line = _box(attributes), self._thick_line(attributes)
        self._seen = _both(self._seen, box)
        if name == _CONTROL or (name in _AREAS and self._fills(attributes)):
            self._cover(box)
        if line:
            self._cover((box[0] - line / 2, box[1] - line / 2, box[2] + line / 2, box[3] + line / 2))

    def _cover(self, box: tuple[float, float, float, float]) -> None:
        self._covering = _both(self._covering, box)

    def _style(self, attributes: Mapping[str, str]) -> Mapping[str, str]:
        return self._styles.graphic(attributes.get(DRAW + "style-name", ""))

    def _fills(self, attributes: Mapping[str, str]) -> bool:
        if self._style(attributes).get(DRAW + "fill", "solid") == "none":
            return False
        return not self._lets_through(attributes, DRAW + "opacity")

    def _lets_through(self, attributes: Mapping[str, str], opacity: str) -> bool:
        found = _SHARE.fullmatch(self._style(attributes).get(opacity, "").strip())
        return found is not None and float(found[1]) < _CLEAR

    def _thick_line(self, attributes: Mapping[str, str]) -> float:
        style = self._style(attributes)
        if style.get(DRAW + "stroke") == "none" or self._lets_through(attributes, SVG + "stroke-opacity"):
            return 0.0
        width = points(style.get(SVG + "stroke-width", "")) or 0.0
        return width if width >= _THICK else 0.0


def note_box(attributes: Mapping[str, str], cell: Spot) -> Box:
    """Where the note of ``cell`` lies that is always shown."""
    if SVG + "x" in attributes and SVG + "width" in attributes:
        return Box(*_box(attributes))
    after = (cell[0], cell[1] + 1)
    return Box(_BESIDE, _ABOVE, _BESIDE + _NOTE_WIDTH, _ABOVE + _NOTE_HEIGHT, home=after)


def _box(attributes: Mapping[str, str]) -> tuple[float, float, float, float]:
    """The sides of a shape, in points from its home."""
    if _ENDS[0] in attributes:
        x1, y1, x2, y2 = (_offset(attributes.get(name)) for name in _ENDS)
        return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)
    left, top = _offset(attributes.get(SVG + "x")), _offset(attributes.get(SVG + "y"))
    width, height = _offset(attributes.get(SVG + "width")), _offset(attributes.get(SVG + "height"))
    box = (left, top, left + width, top + height)
    transform = attributes.get(DRAW + "transform", "")
    if not transform:
        return box
    if turn := _ROTATE.search(transform):
        box = _turned(box, math.remainder(float(turn[1]), math.tau))
    moved = _TRANSLATE.search(transform)
    right, down = (_offset(moved[1]), _offset(moved[2])) if moved else (0.0, 0.0)
    return box[0] + right, box[1] + down, box[2] + right, box[3] + down


def _turned(box: tuple[float, float, float, float], angle: float) -> tuple[float, float, float, float]:
    """What ``box`` covers once it is turned about its home; programs don't agree which way, so either."""
    sine, cosine = math.sin(angle), math.cos(angle)
    corners = [(x, y) for x in box[::2] for y in box[1::2]]
    across = [x * cosine + way * y * sine for x, y in corners for way in (1, -1)]
    down = [y * cosine - way * x * sine for x, y in corners for way in (1, -1)]
    return min(across), min(down), max(across), max(down)


def _both(
    one: tuple[float, float, float, float], other: tuple[float, float, float, float]
) -> tuple[float, float, float, float]:
    return min(one[0], other[0]), min(one[1], other[1]), max(one[2], other[2]), max(one[3], other[3])


def _end(attributes: Mapping[str, str]) -> tuple[Spot, float, float] | None:
    cell = next(ranges_of(attributes.get(TABLE + "end-cell-address", "")), "")
    if not cell:
        return None
    spot = area_of(cell)[:2]
    return spot, _offset(attributes.get(TABLE + "end-x")), _offset(attributes.get(TABLE + "end-y"))


def _offset(written: str | None) -> float:
    """A length that may lead backwards, in points; 0 for what is none."""
    text = (written or "").strip()
    size = points(text.removeprefix("-")) or 0.0
    return -size if text.startswith("-") else size
