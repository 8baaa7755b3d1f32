"""What a cell's style says about it: its number format, and whether what it shows is struck out or can't be seen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from ..book import Look
from .built_in_formats import BUILT_IN
from .number_formats import is_date, parse_format
from .rich_text import is_invisible
from .xml_events import local, read_events

T = TypeVar("T")

_OFF = ("0", "false", "off")
_PLAIN = Look()
_BARE_FILLS = ("none", "gray125", "")
# Where each thing stands in the style sheet.
_FONT, _FILL = ("styleSheet", "fonts", "font"), ("styleSheet", "fills", "fill", "patternFill")
_STYLE, _FORMAT = ("styleSheet", "cellXfs"), ("styleSheet", "numFmts")
_CONDITIONAL = ("styleSheet", "dxfs", "dxf")


@dataclass(frozen=True, slots=True, eq=False)
class Styles:
    """``looks`` has one for each style, by the index cells refer to it with; ``dates`` are those styles that show a
    number as a date or a time. ``conditional`` has the number format code of each conditional style, empty for most.
    """

    looks: tuple[Look, ...] = ()
    dates: frozenset[str] = frozenset()
    conditional: tuple[str, ...] = ()

    def look(self, style: str) -> Look:
        """The look of ``style`` as a cell names it; the plain one where there is no such style."""
        return _pick(self.looks, style or "0") or _PLAIN


@lru_cache(maxsize=64)
def read_styles(data: bytes, name: str) -> Styles:
    """The styles in ``data``, the part called ``name``. Raises Refused where it can't be parsed."""
    sheet = _StyleSheet()
    read_events(data, name, sheet.start, sheet.end)
    looks = tuple(map(sheet.look, sheet.styles))
    dates = frozenset(str(index) for index, look in enumerate(looks) if is_date(parse_format(look.format)))
    return Styles(looks, dates, tuple(sheet.conditional))


@dataclass(slots=True)
class _Font:
    struck: bool = False
    white: bool = False
    colour: str = ""


class _StyleSheet:
    def __init__(self) -> None:
        self.path: list[str] = []
        self.formats: dict[str, str] = {}
        self.fonts: list[_Font] = []
        self.fills: list[str] = []  # the colour of each, empty for none and for white
        self.styles: list[Mapping[str, str]] = []
        self.conditional: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        name, here = local(element), tuple(self.path)
        self.path.append(name)
        if name == "numFmt" and here == _FORMAT:
            self.formats[attributes.get("numFmtId", "")] = attributes.get("formatCode", "")
        elif name == "font" and here == _FONT[:2]:
            self.fonts.append(_Font())
        elif here == _FONT:
            self._font(name, attributes)
        elif name == "fill" and here == _FILL[:2]:
            self.fills.append("")
        elif name == "patternFill" and here == _FILL[:3] and self.fills:
            self.fills[-1] = "" if attributes.get("patternType", "") in _BARE_FILLS else "?"
        elif name == "fgColor" and here == _FILL and self.fills and self.fills[-1]:
            self.fills[-1] = "" if is_invisible("color", attributes) else attributes.get("rgb", "?")[-6:].upper()
        elif name == "xf" and here == _STYLE:
            self.styles.append(attributes)
        elif name == "dxf" and here == _CONDITIONAL[:2]:
            self.conditional.append("")
        elif name == "numFmt" and here == _CONDITIONAL:
            self.conditional[-1] = attributes.get("formatCode", "")

    def end(self, element: str) -> None:
        self.path.pop()

    def _font(self, name: str, attributes: Mapping[str, str]) -> None:
        font = self.fonts[-1]
        if name == "strike":
            font.struck = attributes.get("val", "") not in _OFF
        elif is_invisible(name, attributes):
            font.white = True
        elif name == "color":
            font.colour = attributes.get("rgb", "")[-6:].upper()

    def look(self, style: Mapping[str, str]) -> Look:
        number = style.get("numFmtId", "0")
        code = self.formats.get(number) or BUILT_IN.get(_index(number), "General")
        font = _pick(self.fonts, style.get("fontId", "0")) or _Font()
        fill = _pick(self.fills, style.get("fillId", "0")) or ""
        return Look(code, font.struck, (font.white and not fill) or (bool(fill) and font.colour == fill))


def _pick(items: Sequence[T], index: str) -> T | None:
    at = _index(index)
    return items[at] if 0 <= at < len(items) else None


def _index(written: str) -> int:
    return int(written) if written.isascii() and written.isdigit() and len(written) < 9 else -1
