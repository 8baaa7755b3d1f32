"""A report as a whole document: equal reports are equal files."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from io import BytesIO

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE as RELATION
from docx.oxml.xmlchemy import BaseOxmlElement, serialize_for_reading

from ....ooxml.package import open_package
from ....ooxml.zip_writing import write_packed
from ..look import Look
from ..report import PublishedReport
from . import paragraphs
from .elements import element
from .page import set_page
from .styles import font_elements, style_elements
from .table import table

_KEPT = (RELATION.STYLES, RELATION.SETTINGS, RELATION.FONT_TABLE, RELATION.HEADER, RELATION.FOOTER)
_WORD = 15  # the program whose way of setting lines is meant: Word 2013 and later


def to_docx(report: PublishedReport) -> bytes:
    """``report`` as a .docx file, set as its look says."""
    look = report.look
    document = docx.Document()
    _strip(document, look)
    body = document.element.body
    for child in _children(report, look):
        body.insert_element_before(child, "w:sectPr")
    set_page(document, report)
    _describe(document, report)
    return _packed(document)


def _children(report: PublishedReport, look: Look) -> Iterable[BaseOxmlElement]:
    made = [paragraphs.title(report, look), *(paragraphs.text(paragraph, look) for paragraph in report.preface)]
    for part in report.parts:
        made.append(paragraphs.heading(part.title, look))
        made += (paragraphs.text(paragraph, look) for paragraph in part.paragraphs)
        if part.grid is not None:
            made.append(table(part.grid, part.title, look))
    paragraphs.hold(made[-1])  # no page holds organ and date alone
    return [*made, *paragraphs.signature(report.signature, look)]


def _strip(document: Document, look: Look) -> None:
    """Leaves nothing of the library's own template: no theme, no other styles, no picture of a page."""
    package = document.part.package
    for rels, kept in (
        (document.part.rels, _KEPT),
        (package.rels, (RELATION.OFFICE_DOCUMENT, RELATION.CORE_PROPERTIES)),
    ):
        for name in [name for name, relation in rels.items() if relation.reltype not in kept]:
            del rels[name]
    _replace(document.styles.element, style_elements(look))
    _replace(document.settings.element, _settings())
    fonts = document.part.part_related_by(RELATION.FONT_TABLE)
    listed = element("fonts", *font_elements(look))
    fonts._blob = serialize_for_reading(listed).encode()


def _settings() -> list[BaseOxmlElement]:
    mode = element("compatSetting", name="compatibilityMode", uri="http://schemas.microsoft.com/office/word", val=_WORD)
    return [
        element("zoom", percent=100),
        element("defaultTabStop", val=420),
        element("evenAndOddHeaders"),
        element("characterSpacingControl", val="doNotCompress"),
        element("compat", element("useFELayout"), mode),
    ]


def _describe(document: Document, report: PublishedReport) -> None:
    """Title, organ, language; no time, by which equal reports would differ."""
    properties = document.core_properties
    del properties._element[:]
    properties.title, properties.author, properties.language = report.title[:255], report.organ[:255], "zh-CN"


def _replace(part: BaseOxmlElement, children: Iterable[BaseOxmlElement]) -> None:
    del part[:]
    part.extend(list(children))


def _packed(document: Document) -> bytes:
    """The library notes the time in each member; the same members without it."""
    dated, target = BytesIO(), BytesIO()
    document.save(dated)
    package = open_package(dated.getvalue())
    write_packed(target, ((name, partial(package.__getitem__, name)) for name in package))
    return target.getvalue()
