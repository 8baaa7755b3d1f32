"""Parts of a workbook as trees that are written back as they came, but for what was changed.

The trees keep prefixes and namespace declarations as they stand; tree libraries that resolve them write others,
which breaks attributes such as ``mc:Ignorable`` that speak of prefixes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.dom.minidom import Document, Element, Node
from xml.parsers.expat import ExpatError

from defusedxml.common import DefusedXmlException
from defusedxml.minidom import parseString

from .cell_text import FORBIDDEN
from .escapes import escaped, in_attribute, in_text
from .xml_events import RELATIONSHIPS, STRICT_RELATIONSHIPS

__all__ = ["Document", "Element", "UneditableError"]


class UneditableError(Exception):
    """The workbook can't be changed part by part: it is in another shape than the format says, or in a rare one."""


def parse(data: bytes) -> Document:
    """The tree of a part. Raises UneditableError where it is no well-formed XML, or declares a document type."""
    try:
        document: Document = parseString(data, forbid_dtd=True)  # type: ignore[arg-type]  # takes bytes too
    except (ExpatError, DefusedXmlException, ValueError, LookupError, RecursionError) as error:
        raise UneditableError(str(error)) from error
    return document


def serialize(document: Document) -> bytes:
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(root_of(document), pieces)
    return "".join(pieces).encode()


def root_of(document: Document) -> Element:
    assert document.documentElement is not None
    return document.documentElement


def children(parent: Element, name: str = "") -> Iterator[Element]:
    """The child elements of ``parent`` in its own namespace, those of local name ``name`` where it is given.

    What other namespaces bring is nothing of the format's, whatever it is called.
    """
    for node in parent.childNodes:
        if not isinstance(node, Element) or node.namespaceURI != parent.namespaceURI:
            continue
        if not name or node.localName == name:
            yield node


def child(parent: Element, name: str) -> Element | None:
    return next(children(parent, name), None)


def needed_child(parent: Element, name: str) -> Element:
    """The child called ``name``. Raises UneditableError where there is none."""
    found = child(parent, name)
    if found is None:
        raise UneditableError(f"{parent.tagName} without {name}")
    return found


def make(parent: Element, tag: str, /, before: tuple[str, ...] = (), **attributes: str) -> Element:
    """A new child of ``parent`` with its prefix, put before the first of the elements named in ``before``."""
    document = parent.ownerDocument
    assert document is not None
    prefix = parent.tagName.rpartition(":")[0]
    made = document.createElementNS(parent.namespaceURI, f"{prefix}:{tag}" if prefix else tag)
    for key, value in attributes.items():
        made.setAttribute(key, FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", value))
    following = next((node for node in children(parent) if node.localName in before), None)
    parent.insertBefore(made, following)
    return made


def put_text(parent: Element, text: str) -> None:
    """Puts ``text`` into ``parent``, an element that holds a string of the spreadsheet."""
    document = parent.ownerDocument
    assert document is not None
    text = escaped(text)
    if text[:1].isspace() or text[-1:].isspace():
        parent.setAttribute("xml:space", "preserve")
    parent.appendChild(document.createTextNode(text))


def text_in(element: Node) -> str:
    """All text below an element, as it stands there."""
    if element.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        return str(element.nodeValue)
    return "".join(text_in(node) for node in element.childNodes)


def empty(element: Element, *, but: str = "") -> None:
    """Takes all out of ``element`` but its children called ``but``."""
    kept = list(children(element, but)) if but else []
    for node in list(element.childNodes):
        if node not in kept:
            element.removeChild(node)


def count_children(parent: Element) -> int:
    """How many children there are; also noted on ``parent``, which tells their count."""
    count = sum(1 for _ in children(parent))
    parent.setAttribute("count", str(count))
    return count


def relation_of(element: Element) -> str:
    """The relation that ``element`` names; empty where it names none."""
    return str(element.getAttributeNS(RELATIONSHIPS, "id") or element.getAttributeNS(STRICT_RELATIONSHIPS, "id") or "")


def name_relation(element: Element, relation: str) -> None:
    """Has ``element`` name ``relation``, by the prefix that its tree uses; declared at the root where there is none."""
    document = element.ownerDocument
    assert document is not None
    root = root_of(document)
    prefix = next(
        (str(name).removeprefix("xmlns:") for name, value in root.attributes.items()
         if value in (RELATIONSHIPS, STRICT_RELATIONSHIPS) and name.startswith("xmlns:")),
        "",
    )  # fmt: skip
    if not prefix:
        prefix = "r"
        root.setAttributeNS("http://www.w3.org/2000/xmlns/", "xmlns:r", RELATIONSHIPS)
    space = root.getAttribute(f"xmlns:{prefix}")
    element.setAttributeNS(space, f"{prefix}:id", relation)


def _write(node: Node, pieces: list[str]) -> None:
    if isinstance(node, Element):
        pieces.append(f"<{node.tagName}")
        for name, value in node.attributes.items():
            pieces.append(f' {name}="{in_attribute(value)}"')
        if not node.childNodes:
            pieces.append("/>")
            return
        pieces.append(">")
        for inner in node.childNodes:
            _write(inner, pieces)
        pieces.append(f"</{node.tagName}>")
    elif node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        pieces.append(in_text(str(node.nodeValue)))
