"""What an ods file's meta.xml says: when and by what it was saved, and the properties that people give it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...refusal import Refused
from .ods_xml import DC, META, OFFICE, parse

PART = "meta.xml"
_PLACE = [OFFICE + "document-meta", OFFICE + "meta"]
_DATE, _GENERATOR, _OWN, _NAME = DC + "date", META + "generator", META + "user-defined", META + "name"
_LIMIT = 100  # characters of a program's name worth telling


@dataclass(slots=True)
class Meta:
    """The ISO time of saving, the program, and the custom properties by name."""

    saved_at: str = ""
    program: str = ""
    properties: dict[str, str] = field(default_factory=dict)


def read_meta(data: bytes) -> Meta:
    """The Meta in the part ``data``; nothing where it can't be followed, for it is a courtesy.

    Raises Refused for a document type.
    """
    found = Meta()
    if not data:
        return found
    open_elements: list[str] = []
    pieces: list[str] = []
    names: list[str] = []

    def start(name: str, attributes: Mapping[str, str]) -> None:
        open_elements.append(name)
        pieces.clear()
        names[:] = [attributes.get(_NAME, "")]

    def end(name: str) -> None:
        open_elements.pop()
        if open_elements == _PLACE:
            _note(found, name, names[0] if names else "", "".join(pieces).strip())
        pieces.clear()

    try:
        parse(PART, data, start, end, pieces.append)
    except Refused as refused:
        if refused.wording_id == "FILE-DAMAGED":
            return Meta()
        raise
    return found


def _note(found: Meta, element: str, name: str, text: str) -> None:
    if element == _DATE and not found.saved_at:
        found.saved_at = text[:_LIMIT]
    elif element == _GENERATOR and not found.program:
        found.program = text[:_LIMIT]
    elif element == _OWN:
        found.properties.setdefault(name, text)
