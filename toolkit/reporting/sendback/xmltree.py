"""Parts of a workbook as trees that are written back as they came, but for what was changed.

The trees keep prefixes and namespace declarations as they stand; tree libraries that resolve them write others,
which breaks attributes such as ``mc:Ignorable`` that speak of prefixes.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.dom.minidom import Document, Element, Node

from defusedxml.common import DefusedXmlException
from defusedxml.minidom import parseString

from ...ooxml.cell_text import FORBIDDEN

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_IN_TEXT = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "\r": "&#13;"}
_IN_ATTRIBUTE = {**_IN_TEXT, '"': "&quot;", "\n": "&#10;", "\t": "&#9;"}


class BeyondRepairError(Exception):
    """The workbook can't be marked up; a fresh one has to go out in its place."""


def parse(data: bytes) -> Document:
    """The tree of a part. BeyondRepairError where it is no well-formed XML."""
    from xml.parsers.expat import ExpatError

    try:
        document: Document = parseString(data, forbid_dtd=True)  # type: ignore[arg-type]  # takes bytes too
    except (ExpatError, DefusedXmlException, ValueError, RecursionError) as error:
        raise BeyondRepairError(str(error)) from error
    return document


def serialize(document: Document) -> bytes:
    pieces = ['<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n']
    _write(root_of(document), pieces)
    return "".join(pieces).encode()


def root_of(document: Document) -> Element:
    assert document.documentElement is not None
    return document.documentElement


def children(parent: Element, name: str = "") -> Iterator[Element]:
    """The child elements of ``parent``, those of local name ``name`` where it is given."""
    for node in parent.childNodes:
        if isinstance(node, Element) and (not name or node.localName == name):
            yield node


def child(parent: Element, name: str) -> Element | None:
    return next(children(parent, name), None)


def make(parent: Element, tag: str, /, before: tuple[str, ...] = (), **attributes: str) -> Element:
    """A new child of ``parent`` with its prefix, put before the first of the elements named in ``before``."""
    document = parent.ownerDocument
    assert document is not None
    prefix = parent.tagName.rpartition(":")[0]
    made = document.createElementNS(parent.namespaceURI, f"{prefix}:{tag}" if prefix else tag)
    for key, value in attributes.items():
        made.setAttribute(key, clean(value))
    following = next((node for node in children(parent) if node.localName in before), None)
    parent.insertBefore(made, following)
    return made


def put_text(parent: Element, text: str) -> None:
    document = parent.ownerDocument
    assert document is not None
    parent.appendChild(document.createTextNode(clean(text)))


def clean(text: str) -> str:
    """``text`` with what XML can't hold made visible."""
    return FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def relation_prefix(root: Element) -> str:
    """The prefix of relation ids on ``root``; declared there where it is not yet."""
    for name, value in root.attributes.items():
        if value == RELATIONS and name.startswith("xmlns:"):
            return str(name).removeprefix("xmlns:")
    root.setAttribute("xmlns:r", RELATIONS)
    return "r"


def _write(node: Node, pieces: list[str]) -> None:
    if isinstance(node, Element):
        pieces.append(f"<{node.tagName}")
        for name, value in node.attributes.items():
            pieces.append(f' {name}="{_escape(value, _IN_ATTRIBUTE)}"')
        if not node.childNodes:
            pieces.append("/>")
            return
        pieces.append(">")
        for inner in node.childNodes:
            _write(inner, pieces)
        pieces.append(f"</{node.tagName}>")
    elif node.nodeType in (Node.TEXT_NODE, Node.CDATA_SECTION_NODE):
        pieces.append(_escape(str(node.nodeValue), _IN_TEXT))


def _escape(text: str, table: dict[str, str]) -> str:
    return "".join(table.get(character, character) for character in text)
