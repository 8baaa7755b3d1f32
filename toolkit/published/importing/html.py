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
_DROPPED = frozenset(
    {"script", "style", "noscript", "template", "head", "select", "button", "textarea", "iframe", "rp"}
)
_BLOCKS = frozenset(
    ("address", "article", "aside", "blockquote", "body", "br", "caption", "center", "dd", "div", "dl", "dt", "figure",
     "fieldset", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p",
     "pre", "section", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
)  # fmt: skip
_RAISED = frozenset({"sup", "sub", "rt"})
_STRUCK = frozenset({"s", "strike", "del"})
_TYPED = frozenset({"text", "number", "tel", "search"})  # inputs that show what is typed into them
_WRITES = re.compile(r"document\s*\.\s*write|innerHTML", re.IGNORECASE)
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
            if element.tag == "script" and _WRITES.search(element.text or ""):
                self.unseen.append(("script", ""))
            return False
        if self.in_cell and element.get("value") and element.tag == "input" and element.get("type", "text") in _TYPED:
            self.unseen.append(("form", ""))
        struck = element.tag in _STRUCK or self.sight.strikes(element)
        if struck or self.sight.hides(element):
            text = squeezed(element.text_content()).replace("\n", " ")
            within = next(element.iterancestors("td", "th"), None) is not None or element.find(".//td") is not None
            if text and (within or struck or self.grids):
                self.unseen.append(("struck" if struck else "hidden", text[:40]))
            return False
        if self.in_cell and (moved := self.sight.moves(element)):
            self.unseen.append((moved, squeezed(element.text_content()).replace("\n", " ")[:40]))
        return True


def _grid(table: html.HtmlElement, flow: _Flow, name: str) -> Grid:
    cells: dict[Cell, str] = {}
    spans: dict[Cell, tuple[int, int]] = {}
    taken: set[Cell] = set()
    row = -1
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
    return "\n".join(part.text for part in inner.parts if isinstance(part, Paragraph))
