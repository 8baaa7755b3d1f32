"""The page of a document: paper, type area, grid, the page number below and the word of a draft above."""

from __future__ import annotations

from docx.document import Document
from docx.oxml.xmlchemy import BaseOxmlElement
from docx.section import Section
from docx.shared import Twips

from ..look import Look
from ..report import PublishedReport
from .elements import element, pitch, run, run_properties, twips
from .styles import FOOTER, HEADER


def set_page(document: Document, report: PublishedReport) -> None:
    """Sets the one section of ``document``; of a draft, what it says of itself stands at the head of every page."""
    look, draft = report.look, report.draft
    page, section = look.page, document.sections[0]
    section.page_width, section.page_height = Twips(twips(page.width)), Twips(twips(page.height))
    section.top_margin, section.bottom_margin = Twips(twips(page.top)), Twips(twips(page.bottom))
    section.left_margin, section.right_margin = Twips(twips(page.left)), Twips(twips(page.right))
    section.header_distance, section.footer_distance = Twips(twips(page.header)), Twips(twips(page.number))
    for grid in section._sectPr.xpath("w:docGrid"):
        section._sectPr.remove(grid)
    section._sectPr.append(_grid(look))
    _number_pages(section, report)
    if draft:
        for header in (section.header, section.even_page_header):
            header.is_linked_to_previous = False
            paragraph = element("p", element("pPr", element("pStyle", val=HEADER)), run(draft, look.faces["draft"]))
            _fill(header._element, paragraph)


def _grid(look: Look) -> BaseOxmlElement:
    return element("docGrid", type="lines", linePitch=pitch(look.page))


def _number_pages(section: Section, report: PublishedReport) -> None:
    """Odd pages at the right, even ones at the left, one character from the edge (GB/T 9704—2012, 7.5)."""
    look = report.look
    face = look.faces["number"]
    indent = face.size * 10  # twips of one character
    for footer, side in ((section.footer, "right"), (section.even_page_footer, "left")):
        footer.is_linked_to_previous = False
        ends: dict[str, str | int] = {side: indent, "firstLineChars": 0, "firstLine": 0}
        paragraph = element(
            "p", element("pPr", element("pStyle", val=FOOTER), element("ind", **ends), element("jc", val=side))
        )
        before, _, after = report.number.partition("{page}")
        paragraph.extend([run(before, face), *_field("PAGE", look), run(after, face)])
        _fill(footer._element, paragraph)


def _field(code: str, look: Look) -> list[BaseOxmlElement]:
    face = look.faces["number"]
    instruction = element("instrText")
    instruction.text = code
    parts = [
        element("fldChar", fldCharType="begin"),
        instruction,
        element("fldChar", fldCharType="separate"),
    ]
    runs = [element("r", run_properties(face), part) for part in parts]
    return [*runs, run("1", face), element("r", run_properties(face), element("fldChar", fldCharType="end"))]


def _fill(part: BaseOxmlElement, paragraph: BaseOxmlElement) -> None:
    del part[:]
    part.append(paragraph)
