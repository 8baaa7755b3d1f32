"""A published page to a Page, by lxml: what is shown, in its order; nothing is fetched, run or styled."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree, html

from .html_sight import Sight, sight_of
from .page import RAISED, Cell, Grid, Page, Paragraph, squeezed

_CHARSET = re.compile(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_HEAD = 4096  # bytes in which a page says how it is encoded
_CHINESE = frozenset({"gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80"})
# Elements without what stands in them, and how that is told in a cell of a table, where it may be a figure.
_DROPPED = {
    **dict.fromkeys(("style", "noscript", "template", "head", "rp"), ""),
    **dict.fromkeys(("select", "button", "textarea", "datalist"), "form"),
    **dict.fromkeys(("iframe", "object", "canvas", "video", "audio", "noframes", "noembed"), "object"),
    "script": "script",
}
_PICTURES = ("img", "svg", "canvas", "video", "embed", "object", "picture")
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figure",
     "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_RAISED = frozenset({"sup", "sub", "rt"})
_STRUCK = frozenset({"s", "strike", "del"})
_UNTYPED = frozenset({"hidden", "checkbox", "radio", "image", "file", "range", "color"})  # inputs that show no text
_WRITES = re.compile(r"(?:document\s*\.\s*write|innerHTML)[^;]*<t(?:able|[rdh])\b", re.IGNORECASE)  # parts of tables
_SENTENCE = ("。", 30)  # what a text has that is part of a report, and of how many characters it is at least
_DOT = 2  # pixels of a picture that keeps a place
_MOST_SPAN = 200  # rows or columns; the widest official table has 15


def read_html(data: bytes) -> Page:
    """The page in ``data``, in the encoding that it declares, else in UTF-8 or GB 18030."""
    text, sound = _decoded(data)
    parser = html.HTMLParser(encoding="utf-8", no_network=True, huge_tree=False, remove_pis=True)
    root = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    flow = _Flow(sight_of(root))
    flow.unseen += [("hidden", selector) for selector in flow.sight.unknown]
    if not sound:
        flow.unseen.append(("encoding", ""))
    flow.take(root)
    flow.end_line()
    titles = tuple(filter(None, (squeezed(each.text_content()) for each in root.iter("title", "h1"))))
    return Page(tuple(flow.parts), titles, tuple(dict.fromkeys(flow.unseen)))


def _decoded(data: bytes) -> tuple[str, bool]:
    """The text of ``data``, and whether each of its bytes could be read."""
    declared = _CHARSET.search(data, 0, _HEAD)
    name = declared[1].decode("ascii").lower() if declared else ""
    tries = ["gb18030" if name in _CHINESE else name] if name else []
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        tries = ["utf-16"]
    for encoding in (*tries, "utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding).removeprefix("\ufeff"), True
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("gb18030", "replace"), False


@dataclass
class _Flow:
    """What was met so far; ``line`` is the paragraph that is being gathered; ``in_cell``: within one of a table that
    holds no other.
    """

    sight: Sight
    parts: list[Paragraph | Grid] = field(default_factory=list)
    unseen: list[tuple[str, str]] = field(default_factory=list)
    line: list[str] = field(default_factory=list)
    lines: int = 0
    grids: int = 0
    in_cell: bool = False

    def take(self, element: html.HtmlElement) -> None:
        """All that ``element`` shows."""
        if not self.shows(element):
            return
        if element.tag == "table" and element.find(".//table") is None:
            self.end_line()
            self.grids += 1
            self.parts.append(_grid(element, self, f"第{self.grids}张表"))
            return
        block = element.tag in _BLOCKS
        if block:
            self.end_line()
        if element.tag in _RAISED:
            self.line.append(RAISED)
        self.line.append(element.text or "")
        for child in element:
            self.take(child)
            self.line.append(child.tail or "")
        if block:
            self.end_line()

    def end_line(self) -> None:
        text = squeezed("".join(self.line)).replace("\n", " ")
        self.line.clear()
        if text:
            self.lines += 1
            self.parts.append(Paragraph(text, self.lines))

    def shows(self, element: html.HtmlElement) -> bool:
        """Whether a reader sees ``element``; what is hidden of a report is noted."""
        if not isinstance(element.tag, str):
            if element.tag is etree.Comment and "<td" in (element.text or "").lower():
                self.unseen.append(("comment", ""))
            return False
        if element.tag in _DROPPED:
            if (self.in_cell and _has_content(element)) or _writes(element):
                self.tell(_DROPPED[element.tag], element)
            return False
        if self.in_cell and _is_typed_into(element):
            self.unseen.append(("form", element.get("value", "")[:40]))
        struck = element.tag in _STRUCK or self.sight.strikes(element)
        if struck or self.sight.hides(element):
            text = squeezed(element.text_content().replace("\ufeff", "")).replace("\n", " ")
            mark, least = _SENTENCE
            is_part = self.in_cell or element.find(".//td") is not None or (mark in text and len(text) >= least)
            if text and (is_part or struck):
                self.unseen.append(("struck" if struck else "hidden", text[:40]))
            return False
        if self.in_cell and (moved := self.sight.moves(element)):
            self.tell(moved, element)
        return True

    def tell(self, kind: str, element: html.HtmlElement) -> None:
        """Notes what stands in ``element``; nothing of no ``kind``."""
        if kind:
            text = "" if element.tag == "script" else squeezed(element.text_content()).replace("\n", " ")
            self.unseen.append((kind, text[:40]))


def _has_content(element: html.HtmlElement) -> bool:
    return bool((element.text_content() or "").strip()) or element.tag in ("script", "iframe", "object")


def _writes(script: html.HtmlElement) -> bool:
    """Whether a script writes parts of a table; what others write on a page (counters, marks) is no report."""
    return script.tag == "script" and _WRITES.search(script.text or "") is not None


def _is_typed_into(element: html.HtmlElement) -> bool:
    """Whether ``element`` shows a value that is typed in."""
    is_shown = element.tag == "input" and element.get("type", "text").lower() not in _UNTYPED
    return is_shown and bool(element.get("value", "").strip())


def _grid(table: html.HtmlElement, flow: _Flow, name: str) -> Grid:
    cells: dict[Cell, str] = {}
    spans: dict[Cell, tuple[int, int]] = {}
    taken: set[Cell] = set()
    row = -1
    above, flow = flow, _Flow(flow.sight, grids=flow.grids, in_cell=True)
    for line in table.iter("tr", "caption"):
        if any(not flow.shows(each) for each in (line, *_above(line, table))):
            continue
        row += 1
        column = 0
        for cell in [line] if line.tag == "caption" else _cells(line, flow):
            while (row, column) in taken:
                column += 1
            height, width = _span(cell.get("rowspan")), _span(cell.get("colspan"))
            cells[row, column] = _text(cell, flow)
            if height * width > 1:
                spans[row, column] = (height, width)
                taken |= {(row + down, column + right) for down in range(height) for right in range(width)}
            column += width
    above.unseen += flow.unseen
    return Grid(name, cells, spans)


def _above(line: html.HtmlElement, table: html.HtmlElement) -> Iterator[html.HtmlElement]:
    for above in line.iterancestors():
        if above is table:
            return
        yield above


def _cells(line: html.HtmlElement, flow: _Flow) -> list[html.HtmlElement]:
    return [cell for cell in line if cell.tag in ("td", "th") and flow.shows(cell)]


def _span(given: str | None) -> int:
    return min(max(int(given), 1), _MOST_SPAN) if given and given.strip().isdecimal() and len(given) < 6 else 1


def _text(cell: html.HtmlElement, flow: _Flow) -> str:
    inner = _Flow(flow.sight, grids=flow.grids, in_cell=True)
    inner.line.append(cell.text or "")
    for child in cell:
        inner.take(child)
        inner.line.append(child.tail or "")
    inner.end_line()
    flow.unseen += inner.unseen
    text = "\n".join(part.text for part in inner.parts if isinstance(part, Paragraph))
    if not any(map(str.isalpha, text)) and any(map(_is_picture, cell.iter(*_PICTURES))):
        flow.unseen.append(("drawn", text))
    return text


def _is_picture(element: html.HtmlElement) -> bool:
    """Whether it is a picture that shows something, and does not only keep a place."""
    sizes = [element.get(side, "") for side in ("width", "height")]
    return not any(size.isdecimal() and int(size[:6]) <= _DOT for size in sizes)
