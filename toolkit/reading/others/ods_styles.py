"""How cells, runs and sheets of an ods file look, by their styles: own, inherited and default ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from ...book import Look
from .ods_digits import GENERAL, UNKNOWN
from .ods_formats import KINDS, DataStyle, FormatDraft, whole_code
from .ods_xml import FO, LOEXT, OFFICE, STYLE, TABLE, TEXT, parse

PART = "styles.xml"
PLAIN = Look()  # this very one, so that looks are told apart quickly
_DEFAULT = "Default"  # the cell style that programs give to cells without one
_NAME, _FAMILY, _PARENT = STYLE + "name", STYLE + "family", STYLE + "parent-style-name"
_STRUCK = (STYLE + "text-line-through-style", STYLE + "text-line-through-type")
_CARRIERS = (STYLE + "text-properties", STYLE + "table-cell-properties", STYLE + "table-properties")
# What is kept of a style's properties; a child's own counts before its parent's.
_KEPT = (
    *_STRUCK, FO + "color", FO + "background-color", TEXT + "display", TABLE + "display", LOEXT + "opacity",
    STYLE + "text-position", STYLE + "use-window-font-color",
)  # fmt: skip
_PAPER = "#ffffff"
_DEPTH = 30  # styles that inherit from each other


@dataclass(slots=True)
class Styles:
    """The styles of one part, by (family, name), and its data styles by name. ``behind`` are those of styles.xml."""

    properties: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    formats: dict[str, DataStyle] = field(default_factory=dict)
    behind: Styles | None = None
    _looks: dict[tuple[str, str], Look] = field(default_factory=dict)
    _codes: dict[str, str] = field(default_factory=dict)
    _whole: dict[tuple[str, str], dict[str, str]] = field(default_factory=dict)
    _marks: dict[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)

    def look(self, name: str, kind: str) -> Look:
        """The Look of a cell of the style ``name`` that holds a value of ``kind``."""
        known = self._looks.get((name, kind))
        if known is None:
            known = self._looks[name, kind] = self._look(name or _DEFAULT, kind)
        return known

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

    def _look(self, name: str, kind: str) -> Look:
        cell = self._all("table-cell", name)
        code = self._code(cell.get(STYLE + "data-style-name", ""))
        if code == GENERAL and kind in ("percentage", "currency"):
            code = UNKNOWN  # shown as such by one program, and plain by another
        look = Look(code, _struck(cell), _invisible(cell, ""))
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
        elif self._style is not None and name in _CARRIERS:
            self._style |= {key: attributes[key] for key in _KEPT if key in attributes}

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


@lru_cache(maxsize=16)  # the same for most returns of an office
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


def _struck(properties: Mapping[str, str]) -> bool:
    return any(properties.get(key, "none") != "none" for key in _STRUCK)


def _invisible(properties: Mapping[str, str], beneath: str) -> bool:
    """Whether a text is not shown, or in the colour of what lies behind it (the own background, else ``beneath``)."""
    if properties.get(TEXT + "display", "true") != "true" or properties.get(LOEXT + "opacity", "100%") == "0%":
        return True
    colour = properties.get(FO + "color", "").lower()
    if not colour or properties.get(STYLE + "use-window-font-color") == "true":
        return False
    back = next((found for found in (properties.get(FO + "background-color", ""), beneath) if found[:1] == "#"), _PAPER)
    return colour == back.lower()


def _position(written: str) -> tuple[str, ...]:
    first = (written.split() or ["0%"])[0]
    if first == "super" or (first.endswith("%") and not first.startswith("-") and first.strip("0.%")):
        return ("superscript",)
    return ("subscript",) if first == "sub" or (first.startswith("-") and first.strip("-0.%")) else ()
