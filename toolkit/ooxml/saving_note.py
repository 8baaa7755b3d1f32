"""Notes in a package who saved it and when, where every office program notes it."""

from __future__ import annotations

from datetime import UTC, datetime

from .editing import EditablePackage
from .properties import CORE, core_parts
from .xml_tree import Document, Element, UneditableError, root_of

_PART = "docProps/core.xml"  # some programs look for it under this name alone
_TYPE = "application/vnd.openxmlformats-package.core-properties+xml"
_CORE_SPACE = "http://schemas.openxmlformats.org/package/2006/metadata/core-properties"
_TERMS = "http://purl.org/dc/terms/"
_SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
_BLANK = f'<cp:coreProperties xmlns:cp="{_CORE_SPACE}"/>'.encode()


def note_saving(package: EditablePackage, program: str, saved: datetime) -> None:
    """Puts ``program`` and ``saved`` (to the second, in UTC) among the properties of ``package``, for what stood there.

    Properties that can't be read are replaced: they say nothing to anybody. Raises Refused, or UneditableError where
    the package's list of its parts can't be changed.
    """
    document = _properties(package)
    root = root_of(document)
    for node in list(root.childNodes):
        if isinstance(node, Element) and node.localName in ("modified", "lastModifiedBy"):
            root.removeChild(node)
    _put(document, _CORE_SPACE, "cp:lastModifiedBy", program)
    when = _put(document, _TERMS, "dcterms:modified", f"{saved.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}")
    when.setAttribute("xmlns:xsi", _SCHEMA)
    when.setAttribute("xsi:type", "dcterms:W3CDTF")


def _properties(package: EditablePackage) -> Document:
    """The tree of the part that holds them; it is made where there is none, or none that can be read."""
    found = [part for part in core_parts(package.relations("")) if part in package]
    if not found:
        package.put(_PART, _BLANK, _TYPE)
        package.relate("", CORE, _PART)
        return package.tree(_PART)
    try:
        document = package.tree(found[0])
        if root_of(document).namespaceURI == _CORE_SPACE:
            return document
    except UneditableError:
        pass
    package.replace(found[0], _BLANK)
    return package.tree(found[0])


def _put(document: Document, space: str, tag: str, text: str) -> Element:
    """A new property. It declares its prefix itself: the root may use another."""
    made = document.createElementNS(space, tag)
    made.setAttribute(f"xmlns:{tag.partition(':')[0]}", space)
    made.appendChild(document.createTextNode(text))
    root_of(document).appendChild(made)
    return made
