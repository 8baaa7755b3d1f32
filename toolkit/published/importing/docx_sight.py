"""What of a Word document a reader sees: what its runs, or their styles, hide, strike out or paint over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from lxml import etree

_OFF = ("0", "false", "off")
_TINY = 6  # half points of type, up to which nobody reads it
_CLOSE, _FAR = -80, -4_000  # twentieths of a point: between letters; before a paragraph
_LONG = 8  # digits of a measure, and more of which it is none
_THEMES = {"background1": b"\xff\xff\xff", "light1": b"\xff\xff\xff", "text1": b"\0\0\0", "dark1": b"\0\0\0"}
_NARROW = 30  # percent of its width, up to which nobody reads type
_PALE = 0x0A  # of each colour, by which nobody tells type from what is behind it
_WHITE = b"\xff\xff\xff"
_MARKERS = {
    "black": "000000", "blue": "0000FF", "cyan": "00FFFF", "darkBlue": "000080", "darkCyan": "008080",
    "darkGray": "808080", "darkGreen": "008000", "darkMagenta": "800080", "darkRed": "800000", "darkYellow": "808000",
    "green": "00FF00", "lightGray": "C0C0C0", "magenta": "FF00FF", "red": "FF0000", "white": "FFFFFF",
    "yellow": "FFFF00",
}  # fmt: skip
_DEEPEST = 20  # styles that rest on one another
_RUN, _LOOK, _VALUE = qn("w:r"), qn("w:rPr"), qn("w:val")
_PARAGRAPH, _CELL = qn("w:p"), qn("w:tc")
_SHADES = {_RUN: "w:rPr", _PARAGRAPH: "w:pPr", _CELL: "w:tcPr"}


class Looks:
    """How the runs of a document look, by its ``styles``."""

    def __init__(self, styles: etree._Element) -> None:
        self._styles: Mapping[str, etree._Element] = {
            style.get(qn("w:styleId"), ""): style for style in styles.iterchildren(qn("w:style"))
        }

    def veil(self, run: etree._Element) -> str:
        """Why ``run`` is not read: hidden, or struck out; empty where it is, and for all that is no run."""
        if run.tag != _RUN:
            return ""
        looks = list(self._looks(run))
        if any(_is_on(looks, name) for name in ("w:vanish", "w:webHidden")) or self._is_unseen(run, looks):
            return "hidden"
        return "struck" if any(_is_on(looks, name) for name in ("w:strike", "w:dstrike")) else ""

    def is_listed(self, paragraph: etree._Element) -> bool:
        """Whether a number or a sign stands before ``paragraph`` that is not written in it."""
        number = paragraph.find(_path("w:pPr", "w:numPr", "w:numId"))
        return number is not None and number.get(_VALUE, "0") != "0"

    def is_moved(self, cell: etree._Element) -> bool:
        """Whether what stands in ``cell`` runs the other way, is set so close that it lies over itself, or stands out
        of sight.
        """
        if cell.find(".//" + qn("w:bdo")) is not None or cell.find(".//" + qn("w:framePr")) is not None:
            return True
        spacing = (each.get(_VALUE, "") for each in cell.iterfind(".//" + _path("w:rPr", "w:spacing")))
        indents = (each.get(qn("w:left"), "") for each in cell.iterfind(".//" + _path("w:pPr", "w:ind")))
        return any(_twips(each) <= _CLOSE for each in spacing) or any(_twips(each) <= _FAR for each in indents)

    def veil_of_row(self, row: etree._Element) -> str:
        """Why a row of a table is not read: hidden, or deleted; empty where it is."""
        if row.find(_path("w:trPr", "w:del")) is not None:
            return "deleted"
        found = row.find(_path("w:trPr", "w:hidden"))
        return "hidden" if found is not None and found.get(_VALUE, "1").lower() not in _OFF else ""

    def _looks(self, run: etree._Element) -> Iterator[etree._Element]:
        """What says how ``run`` looks, the nearest first: its own, its style's, its paragraph's."""
        own = run.find(_LOOK)
        if own is not None:
            yield own
            yield from self._of_style(own.find(qn("w:rStyle")))
        paragraph = next(run.iterancestors(_PARAGRAPH), None)
        if paragraph is not None:
            yield from self._of_style(paragraph.find(_path("w:pPr", "w:pStyle")))

    def _of_style(self, named: etree._Element | None) -> Iterator[etree._Element]:
        for _ in range(_DEEPEST):
            style = self._styles.get(named.get(_VALUE, "")) if named is not None else None
            if style is None:
                return
            look = style.find(_LOOK)
            if look is not None:
                yield look
            named = style.find(qn("w:basedOn"))

    def _is_unseen(self, run: etree._Element, looks: list[etree._Element]) -> bool:
        """Whether its type is too small or too narrow to be read, or of the colour that is behind it."""
        size, wide, colour = _first(looks, "w:sz"), _first(looks, "w:w").rstrip("%"), _colour(looks)
        if (size.isdecimal() and int(size) <= _TINY) or (wide.isdecimal() and int(wide) <= _NARROW):
            return True
        grounds = (_ground(each) for each in (run, *run.iterancestors(_PARAGRAPH, _CELL)))
        ground = next((each for each in grounds if each is not None), _WHITE)
        return colour is not None and all(abs(a - b) <= _PALE for a, b in zip(colour, ground, strict=True))


def _first(looks: list[etree._Element], name: str) -> str:
    return next((one.get(_VALUE, "") for one in _said(looks, name)), "")


def _is_on(looks: list[etree._Element], name: str) -> bool:
    found = next(_said(looks, name), None)
    return found is not None and found.get(_VALUE, "1").lower() not in _OFF


def _said(looks: list[etree._Element], name: str) -> Iterator[etree._Element]:
    """What ``looks`` say of ``name``, the nearest first; where one says it twice, the last counts, as in Word."""
    return (found[-1] for look in looks if (found := look.findall(qn(name))))


def _colour(looks: list[etree._Element]) -> bytes | None:
    """The colour of type; None where it is the usual one, or one of a theme that is not known."""
    found = next(_said(looks, "w:color"), None)
    if found is None:
        return None
    theme = found.get(qn("w:themeColor"))
    return _rgb(found.get(_VALUE, "")) if theme is None else _THEMES.get(theme)


def _twips(text: str) -> int:
    return int(text) if text.lstrip("-").isdecimal() and len(text) < _LONG else 0


def _rgb(colour: str) -> bytes | None:
    """The three parts of ``colour``; None where it is none of its own."""
    try:
        return bytes.fromhex(colour) if len(colour) == len("RRGGBB") else None
    except ValueError:
        return None


def _ground(element: etree._Element) -> bytes | None:
    """The colour that ``element`` has behind it; None where it has none."""
    properties = element.find(qn(_SHADES[element.tag]))
    if properties is None:
        return None
    marker, shade = properties.find(qn("w:highlight")), properties.find(qn("w:shd"))
    if marker is not None and (named := _MARKERS.get(marker.get(_VALUE, ""))):
        return _rgb(named)
    if shade is None:
        return None
    return _rgb(shade.get(qn("w:color" if shade.get(_VALUE) == "solid" else "w:fill"), ""))


def _path(*steps: str) -> str:
    return "/".join(map(qn, steps))
