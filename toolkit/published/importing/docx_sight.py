"""What of a Word document a reader sees: what its runs, or their styles, hide, strike out or paint white."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from docx.oxml.ns import qn
from lxml import etree

_OFF = ("0", "false", "off")
_TINY = 4  # half points of type, up to which nobody reads it
_PALE = 0xF5  # of each colour, from which on it is white
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

    def hides_row(self, row: etree._Element) -> bool:
        """Whether a row of a table is hidden."""
        found = row.find(_path("w:trPr", "w:hidden"))
        return found is not None and found.get(_VALUE, "1").lower() not in _OFF

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
        """Whether its type is too small to be seen, or white on white."""
        size, colour = _first(looks, "w:sz"), _first(looks, "w:color")
        if size.isdecimal() and int(size) <= _TINY:
            return True
        return _is_white(colour) and not any(map(_has_ground, (run, *run.iterancestors(_PARAGRAPH, _CELL))))


def _first(looks: list[etree._Element], name: str) -> str:
    found = (look.find(qn(name)) for look in looks)
    return next((one.get(_VALUE, "") for one in found if one is not None), "")


def _is_on(looks: list[etree._Element], name: str) -> bool:
    found = next((one for one in (look.find(qn(name)) for look in looks) if one is not None), None)
    return found is not None and found.get(_VALUE, "1").lower() not in _OFF


def _is_white(colour: str) -> bool:
    if len(colour) != 6:
        return False
    try:
        return all(part >= _PALE for part in bytes.fromhex(colour))
    except ValueError:
        return False


def _has_ground(element: etree._Element) -> bool:
    """Whether ``element`` has a colour behind it that is not white."""
    properties = element.find(qn(_SHADES[element.tag]))
    if properties is None:
        return False
    shade, marker = properties.find(qn("w:shd")), properties.find(qn("w:highlight"))
    fill = shade.get(qn("w:fill"), "auto") if shade is not None else "auto"
    return (fill != "auto" and not _is_white(fill)) or (
        marker is not None and marker.get(_VALUE) not in ("none", "white")
    )


def _path(*steps: str) -> str:
    return "/".join(map(qn, steps))
