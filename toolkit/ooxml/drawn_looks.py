"""What of a shape hides the cells beneath it: its fill, its line, its text (ECMA-376 part 1, 20.1.8)."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from .lengths import emu, share

PICTURES = frozenset(("pic", "graphicFrame"))
CONNECTOR = "cxnSp"
_FILLS = frozenset(("noFill", "solidFill", "gradFill", "pattFill", "blipFill", "grpFill"))
_COLOURS = frozenset(f"{kind}Clr" for kind in ("scrgb", "srgb", "hsl", "sys", "scheme", "prst"))
_CLEAR = 0.6  # of a colour that hides less, a figure beneath can be read: as with a marker pen
# EMU of a line that may hide a figure (3 pt), and of one around a shape: a ring covers its edge alone (9 pt).
_THICK, _THICK_RING = 38_100, 114_300
_NO_FILLS = ("", "0", "1000")  # of a theme


def is_hidden(element: Element) -> bool:
    """Whether a shape or group is not shown."""
    about = element.find("*/cNvPr")
    return about is not None and about.get("hidden") in ("1", "true", "on")


def says(shape: Element) -> str:
    """The text in a shape, a line for each of its paragraphs."""
    pieces: list[str] = []
    for element in shape.iter():
        if element.tag in ("p", "br") and pieces:
            pieces.append("\n")
        elif element.tag == "t" and element.text:
            pieces.append(element.text)
    return "".join(pieces).strip()


def is_filled(shape: Element, group: bool) -> bool:
    """Whether what lies beneath ``shape`` can't be read for its fill; ``group``: whether that of its group hides.

    A shape that states none has that of the theme that its style names, and without a style none at all.
    """
    if shape.tag == CONNECTOR:
        return False
    if shape.tag == "graphicFrame":
        return True
    if shape.tag == "pic":
        return _hides(shape.find("blipFill"))
    own = own_fill(shape.find("spPr"), group)
    return _from_theme(shape, "style/fillRef") if own is None else own


def own_fill(properties: Element | None, group: bool) -> bool | None:
    """Whether the fill that ``properties`` state hides what lies beneath; None where they state none."""
    for element in () if properties is None else properties:
        if element.tag in _FILLS:
            return group if element.tag == "grpFill" else element.tag != "noFill" and _hides(element)
    return None


def thick_line(shape: Element) -> int:
    """The width of the line around or along ``shape`` where it may hide a figure, else 0.

    A line that states no width has one of the theme's, which are thin.
    """
    line = shape.find("spPr/ln")
    width = 0 if line is None else emu(line.get("w"))
    if line is None or width < (_THICK if shape.tag == CONNECTOR else _THICK_RING):
        return 0
    own = own_fill(line, group=True)
    return width if own or (own is None and _from_theme(shape, "style/lnRef")) else 0


def thrown_shadow(shape: Element) -> Element | None:
    """The shadow outside of ``shape``, where it hides what it falls on."""
    shadow = shape.find("spPr/effectLst/outerShdw")
    return shadow if shadow is not None and _hides(shadow) else None


def _from_theme(shape: Element, where: str) -> bool:
    named = shape.find(where)
    return named is not None and named.get("idx", "").strip() not in _NO_FILLS and _hides(named)


def _hides(fill: Element | None) -> bool:
    """Whether one of the colours in ``fill``, or its picture, is hardly transparent; so where it states none."""
    if fill is None:
        return True
    faint = [share(effect.get("amt", "100%")) for effect in fill.iterfind("blip/alphaModFix")]
    faint += [_opacity(colour) for colour in fill.iter() if colour.tag in _COLOURS]
    return not faint or max(faint) >= _CLEAR


def _opacity(colour: Element) -> float:
    stated = [share(alpha.get("val")) for alpha in colour.iterfind("alpha")]
    changed = colour.find("alphaMod") is not None or colour.find("alphaOff") is not None
    return max(stated) if stated and not changed else 1.0
