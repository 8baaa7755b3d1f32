"""A Word document to a Page, by python-docx: the text as it stands when all changes are accepted, and what is told."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO

from docx import Document
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from .docx_sight import Looks
from .page import RAISED, Cell, Grid, Page, Paragraph, squeezed
from .unfinished import names_draft

_TEXT = qn("w:t")
# What stands for a character, and a run's own text.
_PLAIN = {_TEXT: "", qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_PARAGRAPH, _TABLE, _ROW, _CELL = qn("w:p"), qn("w:tbl"), qn("w:tr"), qn("w:tc")
# What is left out, and by which name it is told.
_LEFT_OUT = {
    qn("w:del"): "deleted",
    qn("w:moveFrom"): "deleted",
    qn("w:txbxContent"): "textbox",
    qn("w:commentReference"): "note",
    qn("w:footnoteReference"): "footnote",
    qn("w:endnoteReference"): "footnote",
    qn("w:object"): "object",
    qn("m:oMath"): "object",
}
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_ALTERNATIVES, _CHOICE, _FALLBACK = f"{_MC}AlternateContent", f"{_MC}Choice", f"{_MC}Fallback"
# Fields that draw, move or write text otherwise than as their result.
_DRAWING_FIELD = re.compile(r"\s*(?:EQ|ADVANCE|MACROBUTTON|SYMBOL|GOTOBUTTON)\b", re.IGNORECASE)
# What Word knows: elements of other names it leaves out with all that is in them.
_KNOWN = re.compile(
    r"\{(?:http://schemas\.openxmlformats\.org/|http://schemas\.microsoft\.com/office/|urn:schemas-microsoft-com:"
    r"|http://purl\.oclc\.org/ooxml/)"
)
_EXTENDED = re.compile(r"w(?:14|15|16\w*|p14|ps|pg|pc|pi|ne)|a14|c14|cx\w*|am3d|p14|aink|oel")  # by a Choice
_PICTURES = (qn("w:drawing"), qn("w:pict"))
_SYMBOL = qn("w:sym")  # a sign by its number in a font of signs
_INSERTED = (qn("w:ins"), qn("w:moveTo"))
_INSTRUCTION = qn("w:instrText")
_PROPERTIES = frozenset({qn("w:pPr"), qn("w:rPr"), qn("w:tblPr"), qn("w:trPr"), qn("w:tcPr"), qn("w:instrText")})
_WORD_ART = "{urn:schemas-microsoft-com:vml}textpath"
_MOST_SPAN = 200


def read_docx(data: bytes) -> Page:
    """The document in ``data``, which must have passed the guard."""
    document = Document(BytesIO(data))
    reading = _Reading(Looks(document.styles.element))
    reading.blocks(document.element.body)
    reading.unseen += [("draft", mark) for mark in _marks_on_pages(document) if names_draft(mark)]
    title = squeezed(document.core_properties.title or "")
    return Page(tuple(reading.parts), (title,) if title else (), tuple(dict.fromkeys(reading.unseen)))


def _marks_on_pages(document: WordDocument) -> Iterator[str]:
    """What stands on each page: the lines of headers and footers, and words drawn across it or its text."""
    for drawn in document.element.iter(_WORD_ART):
        yield squeezed(drawn.get("string") or "")
    for relation in document.part.rels.values():
        if relation.is_external or not relation.reltype.endswith(("/header", "/footer")):
            continue
        root = etree.fromstring(relation.target_part.blob, etree.XMLParser(resolve_entities=False, no_network=True))
        for paragraph in root.iter(_PARAGRAPH):
            yield squeezed("".join(each.text or "" for each in paragraph.iter(_TEXT)))
        for drawn in root.iter(_WORD_ART):
            yield squeezed(drawn.get("string") or "")


@dataclass
class _Reading:
    looks: Looks
    parts: list[Paragraph | Grid] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    grids: int = 0

    def blocks(self, parent: etree._Element) -> None:
        """The paragraphs and tables in ``parent``, also where they stand in a content control."""
        for child in _shown(parent):
            if child.tag == _PARAGRAPH:
                text = self.text(child)
                for line in text.split("\n"):
                    self._line(line)
            elif child.tag == _TABLE:
                self.grids += 1
                self.parts.append(self._grid(child))
            elif child.tag in _LEFT_OUT:
                self.note(_LEFT_OUT[child.tag], child)
            elif child.tag not in _PROPERTIES:
                self.blocks(child)

    def _line(self, text: str) -> None:
        if text:
            self.lines += 1
            self.parts.append(Paragraph(text, self.lines))

    def text(self, element: etree._Element) -> str:
        """What ``element`` says, without what is deleted, hidden or lies on shapes; that is noted."""
        return squeezed("".join(self._pieces(element)))

    def _pieces(self, element: etree._Element) -> Iterator[str]:
        for child in _shown(element):
            if child.tag in _PLAIN:
                yield _PLAIN[child.tag] or child.text or ""
            elif kind := _LEFT_OUT.get(child.tag) or self.looks.veil(child):
                self.note(kind, child)
            elif child.tag == _INSTRUCTION and _DRAWING_FIELD.match(child.text or ""):
                self.note("object", child)
            elif child.tag not in _PROPERTIES:
                if child.tag in _INSERTED:
                    self.note("inserted", child)
                if _is_raised(child):
                    yield RAISED
                yield from self._pieces(child)
                if child.tag == _PARAGRAPH:
                    yield "\n"

    def _tell_shown(self, cell: etree._Element, text: str) -> None:
        """Notes what a cell of figures shows beside its text, or otherwise than it is written."""
        if any(map(str.isalpha, text)):
            return
        if next(cell.iter(*_PICTURES), None) is not None:
            self.unseen.append(("drawn", text))
        if next(cell.iter(_SYMBOL), None) is not None:
            self.unseen.append(("glyphs", text))
        if any(self.looks.is_listed(each) for each in cell.iter(_PARAGRAPH)):
            self.unseen.append(("generated", text))
        if self.looks.is_moved(cell):
            self.unseen.append(("moved", text))

    def note(self, kind: str, element: etree._Element) -> None:
        text = squeezed("".join(each.text or "" for each in element.iter(_TEXT, qn("w:delText")))).replace("\n", " ")
        if text or kind in ("note", "footnote", "object"):
            self.unseen.append((kind, text[:40]))

    def _grid(self, table: etree._Element) -> Grid:
        cells: dict[Cell, str] = {}
        spans: dict[Cell, tuple[int, int]] = {}
        open_at: dict[int, Cell] = {}  # the merged cell that goes on in a column
        lines = []
        for line in _within(table, _ROW):
            if veil := self.looks.veil_of_row(line):
                self.note(veil, line)
            else:
                lines.append(line)
        for row, line in enumerate(lines):
            column = _number(line, "w:trPr/w:gridBefore", 0)
            for cell in _within(line, _CELL):
                width = _number(cell, "w:tcPr/w:gridSpan", 1)
                merge = cell.find("./" + qn("w:tcPr") + "/" + qn("w:vMerge"))
                goes_on = merge is not None and merge.get(qn("w:val")) != "restart"
                text = self.text(cell)
                self._tell_shown(cell, text)
                if goes_on and column in open_at:
                    top = open_at[column]
                    height, _ = spans.get(top, (1, width))
                    spans[top] = (height + 1, width)
                    if text:  # a program that heeds the merge does not show it
                        self.unseen.append(("covered", text[:40]))
                else:
                    cells[row, column] = text
                    open_at.pop(column, None)
                    if merge is not None:
                        open_at[column] = (row, column)
                    if width > 1:
                        spans[row, column] = (1, width)
                column += width
        return Grid(f"第{self.grids}张表", cells, spans)


def _within(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The children of ``parent`` with ``tag``, also those in content controls."""
    for child in _shown(parent):
        if child.tag == tag:
            yield child
        elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:customXml"), qn("w:ins")):
            yield from _within(child, tag)


def _number(element: etree._Element, path: str, usual: int) -> int:
    found = element.find("/".join(qn(step) for step in path.split("/")))
    given = found.get(qn("w:val"), "") if found is not None else ""
    return min(int(given), _MOST_SPAN) if given.isdecimal() and len(given) < 6 else usual


def _shown(parent: etree._Element) -> Iterator[etree._Element]:
    """The children of ``parent`` that Word knows; of several ways to show something, what is in the first that it
    knows, else in the one for those that know none.
    """
    for child in parent.iterchildren(tag=etree.Element):
        if child.tag == _ALTERNATIVES:
            ways = child.iterchildren(_CHOICE)
            known = (way for way in ways if all(map(_EXTENDED.fullmatch, way.get("Requires", "").split())))
            for way in [*known, *child.iterchildren(_FALLBACK)][:1]:
                yield from _shown(way)
        elif _KNOWN.match(child.tag):
            yield child


def _is_raised(run: etree._Element) -> bool:
    """Whether a run stands above or below the line, or a word above another."""
    if run.tag == qn("w:rt"):
        return True
    look = run.find(qn("w:rPr")) if run.tag == qn("w:r") else None
    if look is None:
        return False
    found, place = look.find(qn("w:vertAlign")), look.find(qn("w:position"))
    aligned = found is not None and found.get(qn("w:val")) in ("superscript", "subscript")
    return aligned or (place is not None and place.get(qn("w:val"), "0") not in ("0", "-0"))
