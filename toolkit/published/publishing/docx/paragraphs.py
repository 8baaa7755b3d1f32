"""Title, texts and signature as paragraphs of a document."""

from __future__ import annotations

from collections.abc import Iterator

from docx.oxml.xmlchemy import BaseOxmlElement

from ....width import columns
from ..look import Look
from ..report import Paragraph, PublishedReport
from .elements import character, element, pitch, run, run_properties, tightness, twips
from .styles import BODY, FIRST, RUN_IN, SECOND, SIGNED, TITLE

HALF_A_CHARACTER = 5  # twips of half a character for each half point of its size


def title(report: PublishedReport, look: Look) -> BaseOxmlElement:
    """The title, broken where its sense lets it be where it is longer than a line (GB/T 9704—2012, 7.3.1)."""
    face = look.faces["title"]
    fits = columns(report.title) * face.size * HALF_A_CHARACTER <= twips(look.page.type_width)
    made = element("p", _in(TITLE))
    for place, piece in enumerate([report.title] if fits else report.title_lines):
        if place:
            made.append(element("r", run_properties(face), element("br")))
        made.append(run(piece, face))
    return made


def heading(text: str, look: Look) -> BaseOxmlElement:
    """The title of a section; where it stands above a table, it goes to that one's page."""
    face = look.faces["first"]
    return element("p", _in(FIRST), run(text, face, spacing=tightness(face, look.page)))


def text(paragraph: Paragraph, look: Look) -> BaseOxmlElement:
    """A paragraph with its heading, if it has one: as a heading where it is nothing else."""
    style = SECOND if paragraph.is_heading else BODY
    made = element("p", _in(style))
    for one in paragraph.runs:
        run_in = RUN_IN if one.level and not paragraph.is_heading else ""
        face = look.faces["second" if one.level else "body"]
        spacing = tightness(face, look.page)
        made.append(run(one.text, face, style=run_in, marked=one.marked, spacing=spacing))
    return made


def signature(paragraphs: tuple[Paragraph, ...], look: Look) -> Iterator[BaseOxmlElement]:
    """Organ and date (GB/T 9704—2012, 7.3.5): the organ two characters from the right and the date begun two characters
    right of it; where the date is longer, that stands two from the right and the organ as far left of it.
    """
    ends = _right_indents([columns(paragraph.text) for paragraph in paragraphs])
    for place, (paragraph, end) in enumerate(zip(paragraphs, ends, strict=True)):
        made = element(
            "p",
            element(
                "pPr",
                element("pStyle", val=SIGNED),
                None if place + 1 < len(paragraphs) else element("keepNext", val=0),
                element("spacing", before=pitch(look.page)) if not place else None,
                element("ind", right=end * character(look.page) // 2, firstLineChars=0, firstLine=0),
            ),
        )
        made.extend([run(one.text, look.faces["body"], marked=one.marked) for one in paragraph.runs])
        yield made


def hold(last: BaseOxmlElement) -> None:
    """Keeps the end of ``last``, a paragraph or a table, on the page of what follows: of a text two lines."""
    rows = last.xpath("./w:tr[last()]//w:p")
    for paragraph in rows or [last]:
        look = paragraph.get_or_add_pPr()
        look.get_or_add_keepNext()
        if not rows:
            look.get_or_add_widowControl()


def _right_indents(widths: list[int]) -> list[int]:
    """In halves of a character, for lines of ``widths`` halves, each begun two characters right of the one above."""
    starts = [4 * place for place in range(len(widths))]
    right = max(start + width for start, width in zip(starts, widths, strict=True)) + 4
    return [right - start - width for start, width in zip(starts, widths, strict=True)]


def _in(style: str) -> BaseOxmlElement:
    return element("pPr", element("pStyle", val=style))
