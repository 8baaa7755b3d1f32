"""A workbook's style sheet as it stands in its part: fonts, fills, formats and the styles made of them."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from ..refusal import Refused
from .attributes import flag
from .colours import BLACK, PAPER, Palette, Rgb, is_lost
from .number_formats import colours_of
from .xml_events import ALTERNATIVE, local, read_events

TINY, _USUAL = 4.0, 11.0  # points: nobody can read what is smaller; what a font has that says nothing
_SIZE = re.compile(r"[0-9]{1,9}(?:\.[0-9]{0,20})?", re.ASCII)
_SYMBOLS = re.compile(
    r"(?i)(?:wingdings|webdings|symbol|marlett|ms outlook|bookshelf symbol|opens?ymbol|zapf dingbats)\b"
)
_BARE = ("", "none")  # patterns of a fill that is none

Attributes = Mapping[str, str]


@dataclass(slots=True)
class Font:
    """``colour`` is None where the font tells none, ``size`` is in points; ``symbols``: it has no digits, but pictures
    in their place.
    """

    struck: bool = False
    size: float = _USUAL
    symbols: bool = False
    colour: Attributes | None = None


@dataclass(slots=True)
class Fill:
    """``fore`` and ``back`` are the colours of the ``pattern``, ``stops`` those of a gradient."""

    pattern: str = ""
    fore: Attributes | None = None
    back: Attributes | None = None
    stops: list[Attributes] = field(default_factory=list)


@dataclass(slots=True)
class CellStyle:
    """One ``xf``: what it says, and what it says of alignment (None for nothing)."""

    says: Attributes
    alignment: Attributes | None = None


@dataclass(slots=True)
class Conditional:
    """One ``dxf``: what a conditional format puts on."""

    font: Font = field(default_factory=Font)
    fill: Fill = field(default_factory=Fill)
    number: Attributes | None = None
    border: Attributes = field(default_factory=dict)
    crossed: bool = False


class StyleSheet:
    """One pass over the part called ``name``; ``theme`` has the colours that it refers to by their index."""

    def __init__(self, name: str, theme: tuple[str, ...]) -> None:
        self.name = name
        self.formats: dict[str, str] = {}
        self.fonts: list[Font] = []
        self.fills: list[Fill] = []
        self.crossed: list[bool] = []  # for each border, whether it crosses its cells out
        self.parents: list[CellStyle] = []
        self.styles: list[CellStyle] = []
        self.conditional: list[Conditional] = []
        self._theme = theme
        self._indexed: list[str] = []
        self._border_says: Attributes = {}
        self._path: list[str] = []
        self._takers: dict[str, Callable[[Attributes], object]] = {
            "numFmts/numFmt": self._format,
            "fonts/font": lambda _: self.fonts.append(Font()),
            "fills/fill": lambda _: self.fills.append(Fill()),
            "borders/border": self._border,
            "borders/border/diagonal": self._diagonal,
            "cellStyleXfs/xf": lambda says: self.parents.append(CellStyle(dict(says))),
            "cellXfs/xf": lambda says: self.styles.append(CellStyle(dict(says))),
            "cellStyleXfs/xf/alignment": lambda says: setattr(self.parents[-1], "alignment", dict(says)),
            "cellXfs/xf/alignment": lambda says: setattr(self.styles[-1], "alignment", dict(says)),
            "dxfs/dxf": lambda _: self.conditional.append(Conditional()),
            "colors/indexedColors/rgbColor": lambda says: self._indexed.append(says.get("rgb", "")),
        }

    def read(self, data: bytes) -> StyleSheet:
        """Raises Refused where it is not well-formed, or where programs differ in what it says."""
        read_events(data, self.name, self._start, self._end)
        return self

    @property
    def palette(self) -> Palette:
        return Palette(self._theme or Palette().theme, tuple(self._indexed))

    def _start(self, element: str, attributes: Attributes) -> None:
        self._path.append(local(element))
        if element == ALTERNATIVE and "extLst" not in self._path:
            raise Refused("PART-AMBIGUOUS", part=self.name)  # a style for one program, and none for another
        if self._path[0] != "styleSheet":
            return
        where = "/".join(self._path[1:])
        if where in self._takers:
            self._takers[where](attributes)
        elif where.startswith("fonts/font/") and self.fonts:
            take_font(self.fonts[-1], where.removeprefix("fonts/font/"), attributes, self.name)
        elif where.startswith("fills/fill/") and self.fills:
            _take_fill(self.fills[-1], where.removeprefix("fills/fill/"), attributes)
        elif where.startswith("dxfs/dxf/") and self.conditional:
            take_conditional(self.conditional[-1], where.removeprefix("dxfs/dxf/"), attributes, self.name)

    def _end(self, element: str) -> None:
        self._path.pop()

    def _border(self, attributes: Attributes) -> None:
        self._border_says = dict(attributes)
        self.crossed.append(False)

    def _diagonal(self, attributes: Attributes) -> None:
        self.crossed[-1] = is_crossed(self._border_says, attributes, self.name)

    def _format(self, attributes: Attributes) -> None:
        number, code = attributes.get("numFmtId", ""), attributes.get("formatCode", "")
        if self.formats.setdefault(number, code) != code:
            raise Refused("PART-AMBIGUOUS", part=self.name)  # which of the two counts is anyone's guess


def take_font(font: Font, name: str, attributes: Attributes, part: str) -> None:
    """Takes in a property of a font, or of a run of text, in ``part``."""
    if name == "strike":
        font.struck = flag(attributes.get("val"), part, default=True)
    elif name == "color":
        font.colour = dict(attributes)
    elif name == "sz":
        size = attributes.get("val", str(_USUAL))
        if not _SIZE.fullmatch(size):
            raise Refused("PART-AMBIGUOUS", part=part)
        font.size = float(size)
    elif name in ("name", "rFont"):
        font.symbols = is_symbols(attributes.get("val", ""))


def take_conditional(style: Conditional, where: str, attributes: Attributes, part: str) -> None:
    """Takes in what stands at the path ``where`` of a conditional style in ``part``."""
    if where == "numFmt":
        style.number = dict(attributes)
    elif where.startswith("font/"):
        take_font(style.font, where.removeprefix("font/"), attributes, part)
    elif where.startswith("fill/"):
        _take_fill(style.fill, where.removeprefix("fill/"), attributes)
    elif where == "border":
        style.border = dict(attributes)
    elif where == "border/diagonal":
        style.crossed = is_crossed(style.border, attributes, part)


def is_crossed(border: Attributes, diagonal: Attributes, part: str) -> bool:
    """Whether a border crosses its cells out."""
    asked = any(flag(border.get(name), part) for name in ("diagonalUp", "diagonalDown"))
    return asked and diagonal.get("style", "none") != "none"


def is_symbols(font: str) -> bool:
    """Whether the font called so has pictures in the place of digits."""
    return _SYMBOLS.match(font) is not None


def is_unseen(font: Font, fill: Fill, palette: Palette, code: str = "") -> bool:
    """Whether nobody reads on paper a figure other than 0 that is written so, by the number format ``code``."""
    if font.colour is not None and palette.is_untold(font.colour):
        return True
    by_itself = _drawn(font.colour, palette, BLACK)
    colours = [palette.named(colour) or by_itself for colour in colours_of(code)] if "[" in code else [by_itself]
    behind = _behind(fill, palette)
    lost = any(colour is not None and is_lost(colour, behind) for colour in colours)
    return font.size < TINY or font.symbols or lost


def _take_fill(fill: Fill, name: str, attributes: Attributes) -> None:
    if name == "patternFill":
        fill.pattern = attributes.get("patternType", "")
    elif name == "patternFill/fgColor":
        fill.fore = dict(attributes)
    elif name == "patternFill/bgColor":
        fill.back = dict(attributes)
    elif name == "gradientFill":
        fill.pattern = "gradient"
    elif name == "gradientFill/stop/color":
        fill.stops.append(dict(attributes))


def _behind(fill: Fill, palette: Palette) -> list[Rgb | None]:
    """The colours that lie behind what is written; None for one that is not known."""
    if fill.pattern in _BARE:
        return [PAPER]
    if fill.pattern == "gradient":
        return [palette.rgb(stop) for stop in fill.stops] or [None]
    # What says no colour, or leaves it to the program, is drawn in that of letters; behind a pattern lies paper.
    fore = _drawn(fill.fore, palette, BLACK)
    return [fore] if fill.pattern == "solid" else [fore, _drawn(fill.back, palette, PAPER)]


def _drawn(colour: Attributes | None, palette: Palette, by_itself: Rgb) -> Rgb | None:
    return by_itself if colour is None or "auto" in colour else palette.rgb(colour)
