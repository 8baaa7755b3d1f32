"""How far what is drawn in one anchor reaches: groups, outlines, shadows, turned and pointed shapes.

Lengths are in EMU from the top left corner of the anchor. Of shapes whose outline is worked out by formulas of their
own, only the points that are written as numbers count.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import NamedTuple
from xml.etree.ElementTree import Element

from .drawing_anchors import Reach
from .drawn_looks import CONNECTOR, PICTURES, is_filled, is_hidden, own_fill, says, thick_line, thrown_shadow
from .lengths import degrees, emu, share

SHAPE = "sp"
_DRAWN = frozenset((SHAPE, CONNECTOR, *PICTURES))
_GROUP = "grpSp"
_FAR = 1e12  # EMU: beyond any sheet
_TAILED = frozenset(("wedgeRectCallout", "wedgeRoundRectCallout", "wedgeEllipseCallout", "cloudCallout"))
_LONG_TAIL = 2.5  # widths of a callout from its middle: a shorter tail is a thin one, as it is drawn to point at a cell


class _Box(NamedTuple):
    left: float
    top: float
    right: float
    bottom: float

    @property
    def size(self) -> tuple[float, float]:
        return self.right - self.left, self.bottom - self.top

    def grown(self, across: float, down: float) -> _Box:
        return _Box(self.left - across, self.top - down, self.right + across, self.bottom + down)

    def with_(self, other: _Box) -> _Box:
        return _Box(*map(min, self[:2], other[:2]), *map(max, self[2:], other[2:]))


class _Space(NamedTuple):
    """What the lengths inside of a group mean outside: a place and a scale for each of both ways. ``filled``: the
    fill that shapes have from their group hides what lies beneath.
    """

    left: float
    top: float
    across: float
    down: float
    filled: bool

    def box(self, frame: Element | None) -> _Box:
        x, y = _pair(frame, "off", "x", "y")
        width, height = _pair(frame, "ext", "cx", "cy")
        left, top = _near(self.left + x * self.across), _near(self.top + y * self.down)
        return _Box(left, top, _near(left + width * self.across), _near(top + height * self.down))


def reach_of(anchor: Element, size: tuple[int, int]) -> Reach | None:
    """How far what ``anchor`` holds, of about that ``size``, reaches beyond it; None where it covers nothing."""
    whole = _Box(0, 0, *size)
    reached: _Box | None = None
    for shape, box in _shapes(anchor, whole):
        reached = (reached or whole).with_(_outline(shape, box))
    if reached is None:
        return None
    beyond = (-reached.left, -reached.top, reached.right - size[0], reached.bottom - size[1])
    return Reach(*(int(max(0.0, _near(length))) for length in beyond))


def _shapes(anchor: Element, whole: _Box) -> Iterator[tuple[Element, _Box]]:
    """Each shape that covers something, and where it stands; what stands right in the anchor fills it."""
    waiting: list[tuple[Element, _Space | None]] = [(anchor, None)]
    while waiting:
        here, space = waiting.pop()
        if here.tag in _DRAWN:
            if not is_hidden(here) and _covers(here, group=space is not None and space.filled):
                frame = here.find("xfrm") if here.tag == "graphicFrame" else here.find("spPr/xfrm")
                yield here, whole if space is None or frame is None else space.box(frame)
        elif here.tag != _GROUP:
            waiting += [(child, space) for child in here]
        elif not is_hidden(here):
            inner = _inside(here, space, whole)
            waiting += [(child, inner) for child in here]


def _covers(shape: Element, *, group: bool) -> bool:
    return is_filled(shape, group) or thick_line(shape) > 0 or (shape.tag == SHAPE and says(shape) != "")


def _inside(group: Element, space: _Space | None, whole: _Box) -> _Space:
    properties, frame = group.find("grpSpPr"), group.find("grpSpPr/xfrm")
    box = whole if space is None or frame is None else space.box(frame)
    x, y = _pair(frame, "chOff", "x", "y")
    scales = [
        _near(outer / inner) if inner else 1.0
        for outer, inner in zip(box.size, _pair(frame, "chExt", "cx", "cy"), strict=True)
    ]
    filled = bool(own_fill(properties, group=space is not None and space.filled))
    return _Space(_near(box.left - x * scales[0]), _near(box.top - y * scales[1]), scales[0], scales[1], filled)


def _outline(shape: Element, box: _Box) -> _Box:
    """All that ``shape`` draws, which stands in ``box``."""
    width, height = box.size
    for x, y in (*_path_points(shape), *_tail(shape)):
        at = _Box(*(_near(place) for place in (box.left + x * width, box.top + y * height) * 2))
        box = box.with_(at)
    frame = shape.find("spPr/xfrm")
    # Anchors hold shapes that are turned by a right angle as they lie then.
    angle = math.radians((degrees(None if frame is None else frame.get("rot")) + 45) % 90 - 45)
    if angle:
        width, height = box.size
        turned = (width, height), (height, width)
        across, down = (abs(a * math.cos(angle)) + abs(b * math.sin(angle)) for a, b in turned)
        box = box.grown(max(0, across - width) / 2, max(0, down - height) / 2)
    line = thick_line(shape) / 2
    box = box.grown(line, line)
    shadow = thrown_shadow(shape)
    return box if shadow is None else box.with_(_fallen(shadow, box))


def _fallen(shadow: Element, box: _Box) -> _Box:
    """Where the shadow of ``box`` falls: away from it, and maybe larger than it."""
    direction, length = math.radians(degrees(shadow.get("dir"))), emu(shadow.get("dist"))
    right, down = length * math.cos(direction), length * math.sin(direction)
    larger = [
        max(0.0, abs(share(shadow.get(name, "100%"))) - 1) * size
        for name, size in zip(("sx", "sy"), box.size, strict=True)
    ]
    return _Box(box.left + right, box.top + down, box.right + right, box.bottom + down).grown(*larger)


def _path_points(shape: Element) -> Iterator[tuple[float, float]]:
    """The points of a shape's own outline, as shares of its width and height."""
    for path in shape.iterfind("spPr/custGeom/pathLst/path"):
        across, down = emu(path.get("w")), emu(path.get("h"))
        width, height = _pair(shape.find("spPr/xfrm"), "ext", "cx", "cy")
        for point in path.iter("pt"):
            yield emu(point.get("x")) / (across or width or 1), emu(point.get("y")) / (down or height or 1)


def _tail(shape: Element) -> Iterator[tuple[float, float]]:
    """Where the tail of a callout ends that reaches far."""
    geometry = shape.find("spPr/prstGeom")
    if geometry is None or geometry.get("prst") not in _TAILED:
        return
    guides = {guide.get("name"): guide.get("fmla", "") for guide in geometry.iterfind("avLst/gd")}
    x, y = (share(guides.get(name, "").removeprefix("val ")) for name in ("adj1", "adj2"))
    if max(abs(x), abs(y)) > _LONG_TAIL:
        yield x + 0.5, y + 0.5


def _pair(frame: Element | None, name: str, first: str, second: str) -> tuple[int, int]:
    found = None if frame is None else frame.find(name)
    return (0, 0) if found is None else (emu(found.get(first)), emu(found.get(second)))


def _near(length: float) -> float:
    return min(max(length, -_FAR), _FAR)
