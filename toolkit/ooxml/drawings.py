"""What lies on a sheet: the texts of shapes, which no cell holds, and the cells that shapes and pictures cover."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from xml.etree.ElementTree import Element, TreeBuilder

from ..a1 import COLUMNS, ROWS, range_of
from ..memory import remembered
from .drawing_anchors import ANCHORS, Anchor
from .drawn_looks import says
from .drawn_shapes import SHAPE, reach_of
from .xml_events import ALTERNATIVE as _ALTERNATIVE
from .xml_events import read_events

_SPACES = frozenset(
    f"{home}/{name}"
    for home in ("http://schemas.openxmlformats.org/drawingml/2006", "http://purl.oclc.org/ooxml/drawingml")
    for name in ("spreadsheetDrawing", "main")
)
# Bytes of a part that is looked into: room for some thousands of shapes, which are read in a second or two.
LARGEST = 1 << 22
_MOST = 200_000  # tags, or so
_LEAST = 12_700  # EMU (1 pt): what is smaller covers nothing, such as what is left of pictures pasted from pages
EVERYWHERE = range_of((0, 0, ROWS - 1, COLUMNS - 1))


@dataclass(frozen=True, slots=True)
class Drawing:
    """``texts`` are those of shapes that have one, ``covered`` the ranges that something lies on."""

    texts: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()


@remembered(8, longest=1 << 18)
def read_drawing(data: bytes, name: str) -> Drawing:
    """The drawing in ``data``, the part called ``name``. Raises Refused where it is not well-formed.

    One that is larger than any honest one is not looked into, and covers everything.
    """
    if len(data) > LARGEST or data.count(b"<") > _MOST:
        return Drawing(covered=(EVERYWHERE,))
    root = _tree(data, name)
    for alternative in root.iter(_ALTERNATIVE):  # what stands in the fallback is for programs that know less
        if len(alternative) > 1:
            alternative[:] = alternative[:1]
    texts = (text for shape in root.iter(SHAPE) if (text := says(shape)))
    return Drawing(tuple(dict.fromkeys(texts)), _covered(root))


def _tree(data: bytes, name: str) -> Element:
    """The elements of a drawing, both kinds by their local names alone."""
    builder, names = TreeBuilder(), dict[str, str]()

    def start(element: str, attributes: Mapping[str, str]) -> None:
        builder.start(named(element), dict(attributes))

    def end(element: str) -> None:
        builder.end(names[element])

    def named(element: str) -> str:
        known = names.get(element)
        if known is None:
            space, _, own = element.rpartition(" ")
            known = names[element] = own if space in _SPACES else element
        return known

    read_events(data, name, start, end, builder.data)
    return builder.close()


def _covered(root: Element) -> tuple[str, ...]:
    covered: dict[str, None] = {}
    for element in root.iter():
        if element.tag in ANCHORS:
            anchor = Anchor.of(element)
            reach = reach_of(element, anchor.size)
            if reach is not None and (any(reach) or min(anchor.size) >= _LEAST):
                covered[range_of(anchor.area(reach))] = None
    return tuple(covered)
