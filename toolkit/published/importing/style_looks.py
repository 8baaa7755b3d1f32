"""What declarations of style make of a text: whether it is to be seen, where it stands, and in which colour."""

from __future__ import annotations

import re
from collections.abc import Mapping

from tinycss2 import color3, color4

Said = Mapping[str, str]  # properties and their values, in lower case
Colour = tuple[float, float, float]

LINES = ("text-decoration", "text-decoration-line")
GROUNDS = ("background-color", "background", "background-image")
_LENGTH = re.compile(r"(-?\d*\.?\d+)\s*(px|pt|em|rem|%|cm|mm|in|vw|vh|ex|ch)?")
_FAR = 200.0  # of any unit, from which on something is moved out of sight
_TINY = 1.5  # pixels of a box that shows nothing
_SMALL = 0.3  # of its size, below which nobody reads type
_UNREADABLE = {
    "px": 4, "pt": 3, "em": _SMALL, "rem": _SMALL, "%": 100 * _SMALL, "mm": 1, "cm": 0.1, "in": 0.04, "vw": 0.3,
    "vh": 0.3,
}  # fmt: skip
_FAINT = 0.05  # of opacity, below which nothing is seen
_PALE = 0.04  # by which a colour differs from its ground where nobody sees it
WHITE: Colour = (1.0, 1.0, 1.0)
BLACK: Colour = (0.0, 0.0, 0.0)
_EDGE = r"[01](?:px)?[\s,]+"
_CLIPPED = re.compile(rf"rect\(\s*(?:{_EDGE}){{3}}[01](?:px)?\s*\)|inset\([^)]*(?:[5-9]\d|100)%|(?:circle|ellipse)\(0")
_SHORTHAND = re.compile(r"(?<![\d.])[0-3]?(?:\.\d+)?(?:px|pt|em)?\s*/|(?:^|\s)(?:0|[0-3](?:\.\d+)?px)(?:px|pt|em)?\s")
_FILTERED = re.compile(r"opacity\(\s*0*\.?0*%?\s*\)")
_SOME = re.compile(r"[1-9]")
_MOVED = {
    "float": re.compile(r"left|right|inline-(?:start|end)"),
    "order": _SOME,
    "flex-direction": re.compile("reverse"),
}
_TURNED = {
    "direction": re.compile("^rtl"),
    "unicode-bidi": re.compile("override"),
    "transform": re.compile("^(?!none)."),
    "rotate": _SOME,
    "scale": re.compile("^(?!none|1$)."),
    "translate": _SOME,
}
_EDGES = ("left", "top", "right", "bottom", "inset")
_CLOSE = (-0.3, -4.0)  # em, any other unit: of letters or boxes that are set so close that they lie over each other

OF_SIGHT = frozenset({
    *_MOVED, *_TURNED, *LINES, *GROUNDS, *_EDGES, "display", "visibility", "opacity", "font-size", "font", "color",
    "mso-hide", "text-indent", "position", "clip", "clip-path", "width", "height", "overflow", "max-height",
    "max-width", "margin-left", "content-visibility", "-webkit-text-fill-color", "zoom", "filter", "letter-spacing",
})  # fmt: skip


def is_hidden(said: Said, *, in_table: bool = False) -> bool:
    """Whether what is ``said`` of an element leaves nothing of it to be seen. ``in_table``: it is a part of one, which
    is as large as what it holds.
    """
    of = said.get
    return (
        of("display") in ("none", "table-column", "table-column-group")
        or of("visibility", "") in ("hidden", "collapse")
        or of("content-visibility") == "hidden"
        or "all" in of("mso-hide", "")
        or any(_is_at_most(of(name, ""), _FAINT) for name in ("opacity", "zoom"))
        or _is_tiny(of("font-size", ""))
        or 0 < _number(of("zoom", "1")) * (0.01 if "%" in of("zoom", "") else 1) < _SMALL
        or any(_is_clear(of(name, "")) for name in ("color", "-webkit-text-fill-color"))
        or _SHORTHAND.search(of("font", "")) is not None
        or "scale(0" in of("transform", "")
        or _FILTERED.search(of("filter", "")) is not None
        or _is_away(said, in_table=in_table)
    )


def _is_away(said: Said, *, in_table: bool) -> bool:
    """Whether an element is moved out of sight, or cut to nothing."""
    of = said.get
    moved = [_number(of("text-indent", "")), _number(of("margin-left", "")) / 2, _number(of("translate", ""))]
    if of("position") in ("absolute", "fixed"):
        moved += [_number(of(edge, "")) for edge in ("left", "top", "right")]
    sizes = [_LENGTH.match(of(name, "")) for name in ("width", "height", "max-height", "max-width")]
    cut = of("overflow", "").startswith("hidden") and any(size and abs(float(size[1])) <= _TINY for size in sizes)
    clipped = any(_CLIPPED.search(of(name, "")) for name in ("clip", "clip-path"))
    return min(moved) <= -_FAR or (cut and not in_table) or clipped


def is_moved(said: Said) -> bool:
    """Whether an element stands before or behind what is beside it, otherwise than it is written."""
    position = said.get("position", "")
    if position in ("absolute", "fixed"):
        return True
    if position in ("relative", "sticky") and any(_SOME.search(said.get(edge, "")) for edge in _EDGES):
        return True
    return any(known.search(said.get(name, "")) for name, known in _MOVED.items())


def is_turned(said: Said) -> bool:
    """Whether the characters of an element stand in another order than they are written, or over each other."""
    if any(known.search(said.get(name, "")) for name, known in _TURNED.items()):
        return True
    return any(_is_close(said.get(name, "")) for name in ("letter-spacing", "margin-left"))


def colour_of(text: str) -> Colour | None:
    """The colour that ``text`` names, without one that is not known or can be seen through."""
    found = color3.parse_color(text)
    if isinstance(found, color3.RGBA):
        return (found[0], found[1], found[2]) if found.alpha > 0 else None
    other = color4.parse_color(text)
    if isinstance(other, color4.Color) and other.space in ("srgb", "hsl", "hwb") and other.alpha > 0:
        red, green, blue = other.coordinates
        return (float(red or 0), float(green or 0), float(blue or 0))
    return None


def ground_of(said: Said) -> tuple[Colour | None, bool]:
    """The colour that an element has behind it, and whether that is all there is: a picture may be of any."""
    for name in GROUNDS:
        text = said.get(name, "")
        if "url(" in text or "gradient(" in text:
            return None, False
        words = [text, *text.split()]
        found = next((colour for word in words if word and (colour := colour_of(word)) is not None), None)
        if found is not None:
            return found, True
    return None, True


def is_alike(one: Colour, other: Colour) -> bool:
    """Whether nobody tells one colour from the other."""
    return all(abs(a - b) <= _PALE for a, b in zip(one, other, strict=True))


def _number(text: str) -> float:
    found = _LENGTH.match(text)
    return float(found[1]) if found else 0.0


def _is_close(text: str) -> bool:
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) <= (_CLOSE[0] if found[2] in ("em", "rem") else _CLOSE[1])


def _is_tiny(text: str) -> bool:
    """Whether type of the size ``text`` can't be read."""
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) <= _UNREADABLE.get(found[2], 0)


def _is_at_most(text: str, most: float) -> bool:
    found = _LENGTH.match(text)
    return found is not None and float(found[1]) * (0.01 if found[2] == "%" else 1) <= most


def _is_clear(text: str) -> bool:
    for parse in (color3.parse_color, color4.parse_color) if text else ():
        colour = parse(text)
        if colour is not None and not isinstance(colour, str):
            return bool(float(colour.alpha) <= _FAINT)
    return text == "transparent"
