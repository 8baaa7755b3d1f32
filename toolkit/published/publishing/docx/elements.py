"""Elements of WordprocessingML, and lengths as they count them: twips, a twentieth of a point."""

from __future__ import annotations

import re
from collections.abc import Iterator
from copy import deepcopy

from docx.oxml.ns import nsmap, qn
from docx.oxml.parser import oxml_parser
from docx.oxml.xmlchemy import BaseOxmlElement

from ....memory import remembered
from ..look import Face, Font, Page

_SPACE = {"w": nsmap["w"]}
_W = f"{{{nsmap['w']}}}"
_JOINED = re.compile(r"(?<=[0-9])-(?=[0-9])")  # of a telephone number: no line ends with it


def element(tag: str, *children: BaseOxmlElement | None, **attributes: str | int) -> BaseOxmlElement:
    """``w:tag`` with ``children`` (None is left out) and ``w:`` attributes."""
    named = {_W + name: str(value) for name, value in attributes.items()}
    made: BaseOxmlElement = oxml_parser.makeelement(_W + tag, named, _SPACE)
    made.extend([child for child in children if child is not None])
    return made


def twips(tenths: int) -> int:
    """``tenths`` of a millimetre in twips, to the nearest."""
    return (tenths * 1440 + 127) // 254


def pitch(page: Page) -> int:
    """From one line to the next, in twips, so that all lines of a page fit its type area."""
    return twips(page.type_height) // page.lines


def character(page: Page) -> int:
    """From one character to the next, in twips, so that all characters of a line fit."""
    return twips(page.type_width) // page.characters


def tightness(face: Face, page: Page) -> int:
    """What is added to each character of ``face``, in twips, so that as many as ought to go into a line."""
    return character(page) - face.size * 10


def fonts(font: Font) -> BaseOxmlElement:
    """One font for all scripts: quotation marks and dashes stand in the Chinese one, as the hint asks."""
    return element("rFonts", ascii=font.name, hAnsi=font.name, eastAsia=font.name, cs=font.name, hint="eastAsia")


def run_properties(
    face: Face, *, style: str = "", marked: bool = False, size: int = 0, spacing: int = 0, narrowed: int = 100
) -> BaseOxmlElement:
    """``size`` in half points takes the place of the face's own; ``spacing`` in twips is added to each character, which
    is ``narrowed`` to so many per cent of its width.
    """
    return deepcopy(_run_properties(face, style, marked, size or face.size, spacing, narrowed))


@remembered(64)
def _run_properties(face: Face, style: str, marked: bool, size: int, spacing: int, narrowed: int) -> BaseOxmlElement:
    return element(
        "rPr",
        element("rStyle", val=style) if style else None,
        fonts(face.font),
        element("spacing", val=spacing) if spacing else None,
        element("w", val=narrowed) if narrowed != 100 else None,
        element("sz", val=size),
        element("szCs", val=size),
        element("highlight", val="yellow") if marked else None,
        element("lang", val="en-US", eastAsia="zh-CN"),  # digits as Chinese would be broken over lines
    )


def run(
    text: str,
    face: Face,
    *,
    style: str = "",
    marked: bool = False,
    size: int = 0,
    spacing: int = 0,
    narrowed: int = 100,
) -> BaseOxmlElement:
    """A run of ``text``, which names its fonts and size itself. No line ends with a hyphen between its digits."""
    look = run_properties(face, style=style, marked=marked, size=size, spacing=spacing, narrowed=narrowed)
    return element("r", look, *_pieces(text))


def _pieces(text: str) -> Iterator[BaseOxmlElement]:
    for place, piece in enumerate(_JOINED.split(text)):
        if place:
            yield element("noBreakHyphen")
        said = element("t")
        said.text = piece
        said.set(qn("xml:space"), "preserve")
        yield said
