"""Colours as they come out on the screen: by the theme, the palette and their tint; and whether two are told apart.

The palette and the tint are those of ECMA-376 part 1, 18.8.27 and 18.8.19; the contrast is that of WCAG 2.1.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from colorsys import hls_to_rgb, rgb_to_hls
from dataclasses import dataclass

from ..memory import remembered
from .xml_events import read_events

Rgb = tuple[float, float, float]  # red, green, blue from 0 to 1

BLACK, PAPER = (0.0, 0.0, 0.0), (1.0, 1.0, 1.0)
_BASIC = "000000 FFFFFF FF0000 00FF00 0000FF FFFF00 FF00FF 00FFFF"
_INDEXED = tuple(
    f"{_BASIC} {_BASIC} 800000 008000 000080 808000 800080 008080 C0C0C0 808080 9999FF 993366 FFFFCC CCFFFF 660066 "
    "FF8080 0066CC CCCCFF 000080 FF00FF FFFF00 00FFFF 800080 800000 008080 0000FF 00CCFF CCFFFF CCFFCC FFFF99 99CCFF "
    "FF99CC CC99FF FFCC99 3366FF 33CCCC 99CC00 FFCC00 FF9900 FF6600 666699 969696 003366 339966 003300 333300 993300 "
    "993366 333399 333333 000000 FFFFFF".split()  # the last two are the screen's own
)
_DRAWING = ("http://schemas.openxmlformats.org/drawingml/2006/main", "http://purl.oclc.org/ooxml/drawingml/main")
_HOMES = frozenset((f"{space} themeElements", f"{space} clrScheme") for space in _DRAWING)
UNTOLD = "?"
_PLAIN = frozenset(f"{space} srgbClr" for space in _DRAWING)
_SYSTEM_COLOURS = frozenset(f"{space} sysClr" for space in _DRAWING)
# In the order of their indices; the scheme itself has dark before light.
_THEME = ("lt1", "dk1", "lt2", "dk2", *(f"accent{number}" for number in range(1, 7)), "hlink", "folHlink")
_SYSTEM = {"window": "FFFFFF", "windowText": "000000"}
# What number formats call colours, in English and Chinese versions; the numbered ones are the palette's from 8 on.
_NAMED = {
    name: rgb
    for names, rgb in (
        ("black 黑", "000000"), ("white 白", "FFFFFF"), ("red 红", "FF0000"), ("green 绿", "00FF00"),
        ("blue 蓝", "0000FF"), ("yellow 黄", "FFFF00"), ("magenta 洋红", "FF00FF"), ("cyan 青", "00FFFF"),
    )
    for name in names.split()
}  # fmt: skip
_NUMBERED = re.compile(r"(?i:colou?r|颜色)\s*(\d{1,2})")
_RGB = re.compile(r"(?:[0-9A-Fa-f]{2})?([0-9A-Fa-f]{6})")
# Below this contrast nobody reads a figure; white darkened by 15 %, for what is meant to be faint, has 1.4.
_TOLD_APART = 1.15


@dataclass(frozen=True, slots=True)
class Palette:
    """``theme`` are the theme's colours by index (those of Office where there is no more), ``indexed`` the first of
    the palette, where a workbook has its own.
    """

    theme: tuple[str, ...] = ("FFFFFF", "000000")
    indexed: tuple[str, ...] = ()

    def rgb(self, attributes: Mapping[str, str]) -> Rgb | None:
        """The colour that ``attributes`` tell; None where that is not known, or left to the program."""
        written = ""
        if "theme" in attributes:
            written = _pick(self.theme, attributes["theme"])
        elif "rgb" in attributes:
            written = attributes["rgb"]
        elif "indexed" in attributes:
            written = _pick((*self.indexed, *_INDEXED[len(self.indexed) :]), attributes["indexed"])
        found = _RGB.fullmatch(written)
        if found is None:
            return None
        red, green, blue = (int(found[1][at : at + 2], 16) / 255 for at in (0, 2, 4))
        return _tinted((red, green, blue), attributes.get("tint", "0"))

    def is_untold(self, attributes: Mapping[str, str]) -> bool:
        """Whether ``attributes`` tell a colour of the theme that nobody can say."""
        return "theme" in attributes and _pick(self.theme, attributes["theme"]) == UNTOLD

    def named(self, colour: str) -> Rgb | None:
        """The colour that number formats call so; None for none."""
        number = _NUMBERED.fullmatch(colour)
        if number is not None:
            return self.rgb({"indexed": str(int(number[1]) + 7)})
        name = colour.lower().removesuffix("色")
        return self.rgb({"rgb": _NAMED[name]}) if name in _NAMED else None


OFFICE = Palette()


def is_lost(colour: Rgb, behind: Sequence[Rgb | None]) -> bool:
    """Whether what is drawn in ``colour`` can't be told from any of the colours ``behind`` it; None for not known."""
    return all(back is not None and _contrast(colour, back) < _TOLD_APART for back in behind)


@remembered(16, longest=1 << 16)
def read_theme(data: bytes, name: str) -> tuple[str, ...]:
    """The colours of the theme in ``data``, the part called ``name``, by index; empty for one that is not known.

    UNTOLD for those that hardly any program writes there: mixed ones, and others of the screen than those of a window.
    Raises Refused where it is not well-formed.
    """
    colours: dict[str, str] = {}
    inside: list[str] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if tuple(inside[1:3]) in _HOMES and len(inside) == 4:
            said = attributes.get("val", "")
            # The screen's own colours are those of whoever looks, not the last ones of whoever saved.
            told = said if element in _PLAIN else _SYSTEM.get(said, "") if element in _SYSTEM_COLOURS else ""
            name = inside[-1].rpartition(" ")[2]
            colours[name] = UNTOLD if name in colours or not _RGB.fullmatch(told) else told
        elif tuple(inside[1:3]) in _HOMES and len(inside) > 4:  # it is mixed with something
            colours[inside[3].rpartition(" ")[2]] = UNTOLD
        inside.append(element)

    def end(element: str) -> None:
        inside.pop()

    read_events(data, name, start, end)
    return tuple(colours.get(colour, "") for colour in _THEME)


def _pick(colours: Sequence[str], index: str) -> str:
    at = int(index) if index.isascii() and index.isdigit() and len(index) < 10 else len(colours)
    return colours[at] if at < len(colours) else ""


def _tinted(colour: Rgb, written: str) -> Rgb:
    try:
        tint = min(1.0, max(-1.0, float(written)))
    except ValueError:
        return colour
    if not tint:
        return colour
    hue, light, saturation = rgb_to_hls(*colour)
    return hls_to_rgb(hue, light * (1 + tint) if tint < 0 else light * (1 - tint) + tint, saturation)


def _contrast(one: Rgb, other: Rgb) -> float:
    dark, light = sorted((_luminance(one), _luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: Rgb) -> float:
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
