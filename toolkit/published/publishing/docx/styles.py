"""The styles of a report, and the table of its fonts with what stands in for each."""

from __future__ import annotations

from docx.oxml.xmlchemy import BaseOxmlElement

from ..look import Face, Look, Page
from .elements import element, pitch, run_properties, tightness

BODY, TITLE, FIRST, SECOND, SIGNED = "Normal", "Title", "Heading1", "Heading2", "Signature"
RUN_IN, CELL, HEADER, FOOTER = "Heading2Char", "TableText", "Header", "Footer"

_OFF = (
    "widowControl",
    "autoSpaceDE",
    "autoSpaceDN",
)  # all lines of a page are filled, no room beside digits and letters


def style_elements(look: Look) -> list[BaseOxmlElement]:
    """The children of a styles part: what holds of all text, then the styles, each with fonts of its own."""
    face, page = look.faces, look.page
    line = element("spacing", before=0, after=0, line=pitch(page), lineRule="exact")
    indent = element("ind", firstLineChars=200, firstLine=2 * face["body"].size * 10)
    title = element("spacing", before=0, after=pitch(page), line=face["title"].size * 15, lineRule="exact")
    loose = element("spacing", before=0, after=0, line=240, lineRule="auto")
    keep, tight = element("keepNext"), tightness(face["body"], page)
    return [
        element(
            "docDefaults",
            element("rPrDefault", run_properties(face["body"])),
            element("pPrDefault", element("pPr", *(element(name, val=0) for name in _OFF))),
        ),
        _style(BODY, "Normal", face["body"], line, indent, element("jc", val="both"), spacing=tight, default=True),
        _style(TITLE, "Title", face["title"], keep, title, _no_indent(), element("jc", val="center")),
        _heading(FIRST, "heading 1", face["first"], 0, page),
        _heading(SECOND, "heading 2", face["second"], 1, page),
        element(
            "style",
            element("name", val="Heading 2 Char"),
            element("basedOn", val="DefaultParagraphFont"),
            run_properties(face["second"]),
            type="character",
            customStyle=1,
            styleId=RUN_IN,
        ),
        element(
            "style",
            element("name", val="Default Paragraph Font"),
            type="character",
            default=1,
            styleId="DefaultParagraphFont",
        ),
        _style(SIGNED, "Signature", face["body"], element("keepNext"), _no_indent(), element("jc", val="right")),
        _style(CELL, "Table Text", face["figure"], element("snapToGrid", val=0), loose, _no_indent(), own=True),
        _style(HEADER, "header", face["draft"], _copy(loose), _no_indent(), element("jc", val="center")),
        _style(FOOTER, "footer", face["number"], _copy(loose), _no_indent()),
    ]


def font_elements(look: Look) -> list[BaseOxmlElement]:
    """The children of a table of fonts: which others do in the place of each."""
    families = {"serif": "roman", "sans-serif": "swiss"}
    return [
        element(
            "font",
            element("altName", val=",".join(font.others)),
            element("charset", val="86"),  # GB 2312
            element("family", val=families[font.generic]),
            element("pitch", val="variable"),
            name=font.name,
        )
        for font in look.fonts
    ]


def _heading(style: str, name: str, face: Face, level: int, page: Page) -> BaseOxmlElement:
    return _style(
        style, name, face, element("keepNext"), element("outlineLvl", val=level), spacing=tightness(face, page)
    )


def _style(
    style: str,
    name: str,
    face: Face,
    *paragraph: BaseOxmlElement,
    spacing: int = 0,
    default: bool = False,
    own: bool = False,
) -> BaseOxmlElement:
    attributes: dict[str, str | int] = {"type": "paragraph", "styleId": style}
    attributes |= {"default": 1} if default else {}
    attributes |= {"customStyle": 1} if own else {}
    return element(
        "style",
        element("name", val=name),
        None if default else element("basedOn", val=BODY),
        None if default else element("next", val=BODY),
        element("qFormat"),
        element("pPr", *paragraph),
        run_properties(face, spacing=spacing),
        **attributes,
    )


def _no_indent() -> BaseOxmlElement:
    return element("ind", firstLineChars=0, firstLine=0)


def _copy(spacing: BaseOxmlElement) -> BaseOxmlElement:
    return element("spacing", **{name.rpartition("}")[2]: text for name, text in spacing.attrib.items()})
