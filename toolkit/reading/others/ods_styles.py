"""How cells, runs and sheets of an ods file look, by their styles: own, inherited and default ones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ...book import Look
from ...memory import remembered
from ...ooxml.colours import OFFICE as OFFICE_COLOURS
from ...ooxml.colours import is_lost
from ...ooxml.number_formats import colours_of, parse_format
from ...ooxml.number_shown import misleads_of_zero, shows_counts
from ...ooxml.style_sheet import is_symbols
from .ods_conditional import MAP_BASE, MAP_CONDITION, MAP_STYLE, asks_for_zero
from .ods_digits import GENERAL, UNKNOWN
from .ods_formats import KINDS, DataStyle, FormatDraft, whole_code
from .ods_xml import DRAW, FO, LOEXT, OFFICE, STYLE, SVG, TABLE, TEXT, parse

PART = "styles.xml"
PLAIN = Look()  # this very one, so that looks are told apart quickly
_DEFAULT = "Default"  # the cell style that programs give to cells without one
_NAME, _FAMILY, _PARENT = STYLE + "name", STYLE + "family", STYLE + "parent-style-name"
_STRUCK = (STYLE + "text-line-through-style", STYLE + "text-line-through-type")
_CARRIERS = frozenset(
    STYLE + kind
    for kind in ("text-properties", "table-cell-properties", "table-properties", "table-column-properties",
                 "table-row-properties", "graphic-properties")
)  # fmt: skip
_CROSSED = (STYLE + "diagonal-bl-tr", STYLE + "diagonal-tl-br")
_FONTS = (FO + "font-family", STYLE + "font-name")
# What is kept of a style's properties; a child's own counts before its parent's.
_KEPT = (
    *_STRUCK, FO + "color", FO + "background-color", TEXT + "display", TABLE + "display", LOEXT + "opacity",
    STYLE + "text-position", STYLE + "use-window-font-color", STYLE + "repeat-content", STYLE + "cell-protect",
    FO + "font-size", STYLE + "column-width", STYLE + "row-height", STYLE + "rotation-angle", STYLE + "direction",
    *_CROSSED, *_FONTS, DRAW + "fill", DRAW + "opacity", DRAW + "stroke", DRAW + "image-opacity", SVG + "stroke-width",
    SVG + "stroke-opacity",
)  # fmt: skip
_PAPER = "#ffffff"
_LENGTH = re.compile(r"([0-9]{0,6}\.?[0-9]{1,6})(cm|mm|in|pt|pc|px)")
_POINTS = {"cm": 28.35, "mm": 2.835, "in": 72.0, "pt": 1.0, "pc": 12.0, "px": 0.75}
_TINY, _NO_ROOM = 4.0, 2.0  # points: letters that nobody can read, columns and rows in which nothing is seen
Veils = tuple[bool, bool]  # whether a figure may be shown otherwise or not at all, and whether 0 as another figure
_DEPTH = 30  # styles that inherit from each other


@dataclass(slots=True)
class Styles:
    """The styles of one part, by (family, name), and its data styles by name; ``maps`` are the conditions of cell
    styles, each with the cell it is written for and the style that it puts on. ``behind`` are the styles of styles.xml.
    """

    properties: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    formats: dict[str, DataStyle] = field(default_factory=dict)
    maps: dict[str, list[tuple[str, str, str]]] = field(default_factory=dict)
    behind: Styles | None = None
    _looks: dict[tuple[str, str, bool], Look] = field(default_factory=dict)
    _veiled: dict[str, Veils] = field(default_factory=dict)
    _rooms: dict[tuple[str, str], float | None] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _whole: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _marks: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def look(self, name: str, kind: str, *, protected: bool = False) -> Look:
        """The Look of a cell of the style ``name`` that holds a value of ``kind``, in a sheet that may be protected."""
        known = self._looks.get((name, kind, protected))
        if known is None:
            known = self._looks[name, kind, protected] = self._look(name or _DEFAULT, kind, protected)
        return known

    def own_veils(self, name: str) -> Veils:
        """What the conditions of the cell style ``name`` may do to what it shows."""
        known = self._veiled.get(name)
        if known is None:
            found = [self.veils(style, *asked) for *asked, style in self._maps(name)]
            known = self._veiled[name] = (any(figure for figure, _ in found), any(zero for _, zero in found))
        return known

    def veils(self, name: str, condition: str, base: str) -> Veils:
        """What the cell style ``name``, put on under ``condition``, may do; it is written for ``base``."""
        if not name:
            return False, False
        look = self.look(name, "")
        zeros = misleads_of_zero(parse_format(look.format))
        return _is_odd(look) and not asks_for_zero(condition, base), zeros

    def room(self, family: str, name: str) -> float | None:
        """How wide a column, or how high a row, of the style ``name`` is, in points; None where it doesn't say. One
        that is too small for anything to be seen in it has no room.
        """
        if (family, name) not in self._rooms:
            size = self._all(family, name) if name else {}
            found = points(size.get(STYLE + ("column-width" if family == "table-column" else "row-height"), ""))
            self._rooms[family, name] = 0.0 if found is not None and found < _NO_ROOM else found
        return self._rooms[family, name]

    def graphic(self, name: str) -> Mapping[str, str]:
        """What the style ``name`` of shapes says of their fills and lines."""
        return self._all("graphic", name)

    def marks(self, name: str, cell_style: str) -> tuple[str, ...]:
        """What is special of a run of the style ``name`` in a cell: superscript, subscript, struck, invisible."""
        known = self._marks.get((name, cell_style))
        if known is None:
            run = self._all("text", name)
            beneath = self._all("table-cell", cell_style or _DEFAULT).get(FO + "background-color", "")
            known = (*_position(run.get(STYLE + "text-position", "")), *(("struck",) if _struck(run) else ()))
            known = self._marks[name, cell_style] = (*known, *(("invisible",) if _invisible(run, beneath) else ()))
        return known

    def hides_sheet(self, name: str) -> bool:
        """Whether a sheet of the style ``name`` is hidden."""
        return self._all("table", name).get(TABLE + "display") == "false"

    def _maps(self, name: str, depth: int = 0) -> Iterator[tuple[str, str, str]]:
        home = self if name in self.maps or self.behind is None else self.behind
        yield from home.maps.get(name, [])
        own = self._own("table-cell", name) if name and depth < _DEPTH else None
        if own is not None:
            yield from self._maps(own.get(_PARENT, ""), depth + 1)

    def _look(self, name: str, kind: str, protected: bool) -> Look:
        cell = self._all("table-cell", name)
        code = self._code(cell.get(STYLE + "data-style-name", ""))
        if code == GENERAL and kind in ("percentage", "currency"):
            code = UNKNOWN  # shown as such by one program, and plain by another
        hidden = protected and cell.get(STYLE + "cell-protect") == "hidden-and-protected"
        repeated = cell.get(STYLE + "repeat-content") == "true"
        crossed = any(cell.get(key, "none") not in ("", "none") for key in _CROSSED)
        turned = cell.get(STYLE + "rotation-angle", "0") not in ("", "0") or cell.get(STYLE + "direction") == "ttb"
        look = Look(code, crossed or _struck(cell), hidden or _invisible(cell, "", code), repeated, turned)
        return PLAIN if look == PLAIN else look

    def _code(self, name: str) -> str:
        if not name:
            return GENERAL
        known = self._codes.get(name)
        if known is None:
            style = self.formats.get(name)
            home = self if style is not None or self.behind is None else self.behind
            known = self._codes[name] = whole_code(style or home.formats.get(name), home.formats)
        return known

    def _all(self, family: str, name: str, depth: int = 0) -> dict[str, str]:
        """The properties of a style with those it inherits, down to the default of its family."""
        known = self._whole.get((family, name))
        if known is not None:
            return known
        own = self._own(family, name)
        if own is None or depth == _DEPTH:
            return self._own(family, "") or {}
        if not name:
            return own
        found = dict(self._all(family, own.get(_PARENT, ""), depth + 1))
        if _STRUCK[0] in own or _STRUCK[1] in own:  # both tell one thing
            for key in _STRUCK:
                found.pop(key, None)
        found |= own
        self._whole[family, name] = found
        return found

    def _own(self, family: str, name: str) -> dict[str, str] | None:
        own = self.properties.get((family, name))
        return self.behind._own(family, name) if own is None and self.behind else own


class StyleReader:
    """Fills a Styles from the events of one part, between the ends of its list of styles."""

    def __init__(self, styles: Styles) -> None:
        self.styles = styles
        self._format: FormatDraft | None = None
        self._style: dict[str, str] | None = None
        self._name = ""

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._format is not None:
            self._format.open(name, attributes)
        elif name in KINDS:
            self._format = FormatDraft(name, attributes)
            self.styles.formats[attributes.get(_NAME, "")] = self._format.style
        elif name == STYLE + "style" or name == STYLE + "default-style":
            self._style = {key: attributes[key] for key in (_PARENT, STYLE + "data-style-name") if attributes.get(key)}
            key = (attributes.get(_FAMILY, ""), attributes.get(_NAME, "") if name == STYLE + "style" else "")
            self.styles.properties[key] = self._style
            self._name = key[1]
            if shown := attributes.get(STYLE + "display-name"):  # by which extensions call it
                self.styles.properties.setdefault((key[0], shown), self._style)
        elif self._style is not None and name in _CARRIERS:
            self._style |= {key: attributes[key] for key in _KEPT if key in attributes}
        elif self._style is not None and name == STYLE + "map":
            self.styles.maps.setdefault(self._name, []).append(
                (attributes.get(MAP_CONDITION, ""), attributes.get(MAP_BASE, ""), attributes.get(MAP_STYLE, ""))
            )

    def text(self, text: str) -> None:
        if self._format is not None:
            self._format.add(text)

    def end(self, name: str) -> None:
        if self._format is None:
            return
        if name in KINDS:
            self._format.done()
            self._format = None
        else:
            self._format.close(name)


@remembered(16, longest=1 << 18)  # the same for most returns of an office
def read_styles(data: bytes) -> Styles:
    """The common styles in the part ``data`` (styles.xml; may be empty). Raises Refused as ``parse`` does."""
    styles = Styles()
    if not data:
        return styles
    reader = StyleReader(styles)
    wanted = OFFICE + "styles"  # those of headers, footers and pages stand beside them
    inside = False

    def start(name: str, attributes: Mapping[str, str]) -> None:
        nonlocal inside
        if inside:
            reader.start(name, attributes)
        inside = inside or name == wanted

    def end(name: str) -> None:
        nonlocal inside
        inside = inside and name != wanted
        if inside:
            reader.end(name)

    parse(PART, data, start, end, reader.text)
    return styles


def _is_odd(look: Look) -> bool:
    """Whether some figure is shown otherwise, or can't be seen."""
    unlike = look.struck or look.invisible or look.repeated or look.turned
    return unlike or not shows_counts(parse_format(look.format))


def _struck(properties: Mapping[str, str]) -> bool:
    return any(properties.get(key, "none") != "none" for key in _STRUCK)


def _invisible(properties: Mapping[str, str], beneath: str, code: str = GENERAL) -> bool:
    """Whether a text is not shown, in a font of symbols, or in the colour of what lies behind it (the own background,
    else ``beneath``). ``code`` is the number format, which may have colours of its own.
    """
    if properties.get(TEXT + "display", "true") != "true" or properties.get(LOEXT + "opacity", "100%") == "0%":
        return True
    size = points(properties.get(FO + "font-size", ""))
    if size is not None and size < _TINY:
        return True
    if any(is_symbols(properties.get(key, "").strip("'\"")) for key in _FONTS):
        return True
    by_itself = properties.get(STYLE + "use-window-font-color") == "true"
    colour = "" if by_itself else properties.get(FO + "color", "").lower()
    own = OFFICE_COLOURS.rgb({"rgb": colour[1:]}) if colour else None
    drawn = [OFFICE_COLOURS.named(name) or own for name in colours_of(code)] if "[" in code else [own]
    back = next((found for found in (properties.get(FO + "background-color", ""), beneath) if found[:1] == "#"), _PAPER)
    behind = [OFFICE_COLOURS.rgb({"rgb": back[1:]})]
    return any(front is not None and is_lost(front, behind) for front in drawn)


def points(length: str) -> float | None:
    """A length that leads forwards, in points; None for what is none."""
    found = _LENGTH.fullmatch(length)
    return float(found[1]) * _POINTS[found[2]] if found else None


def _position(written: str) -> tuple[str, ...]:
    first = (written.split() or ["0%"])[0]
    if first == "super" or (first.endswith("%") and not first.startswith("-") and first.strip("0.%")):
        return ("superscript",)
    return ("subscript",) if first == "sub" or (first.startswith("-") and first.strip("-0.%")) else ()
