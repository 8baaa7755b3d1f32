"""What a package's document properties say: the stamp, the saving program, the time."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ..memory import remembered
from ..refusal import Refused
from .escapes import unescaped
from .package import Package
from .relations import Relations
from .xml_events import read_events

# The three parts of properties by their relations: the middle one's type is the whole of it, being the package's own.
_CUSTOM = "custom-properties"
CORE = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties"
_CORES = (  # as the standard has it, and as LibreOffice writes it into "Office Open XML" and ISO's strict kind would
    CORE,
    "http://schemas.openxmlformats.org/officedocument/2006/relationships/metadata/core-properties",
    "metadata/core-properties",
)
_EXTENDED = "extended-properties"
_WPS_BUILD = "KSOProductBuildVer"
_LIMIT = 100  # characters of a program's name worth telling

_TEXT = re.compile(rb">([^<>]*[^<>\s][^<>]*)<")  # a blank alone, as behind a declaration, is none
_PLACE = b">0<"
_ODD = re.compile(rb"[&\x00-\x08\x0b-\x1f]|<!|\xef\xbf[\xbe\xbf]")  # references, and what is no text of XML

Properties = tuple[tuple[str, str], ...]  # name and text of each


def read_properties(package: Package) -> tuple[dict[str, str], str, str]:
    """The custom properties, the time of saving as it is written, and the program.

    They are a courtesy: a file is not refused for them. Where a part of them can't be read, it says nothing.
    """
    custom = dict(_taken(_part(package, _CUSTOM)))
    core = dict(_taken(next((package.get(part, b"") for part in core_parts(package.relations(""))), b"")))
    extended = dict(_known(_part(package, _EXTENDED)))  # the same in all that one program saved
    version = (extended.get("Application", ""), extended.get("AppVersion", ""))
    program = f"WPS {custom[_WPS_BUILD]}" if _WPS_BUILD in custom else " ".join(filter(None, version))
    return custom, core.get("modified", ""), program[:_LIMIT]


def core_parts(relations: Relations) -> list[str]:
    """The parts that hold who saved a package and when, by its ``relations``."""
    return [relation.part for kind in _CORES for relation in relations.of_kind(kind)]


def _part(package: Package, kind: str) -> bytes:
    related = package.relations("").of_kind(kind)
    return package.get(related[0].part, b"") if related else b""


def _taken(data: bytes) -> Properties:
    """As ``_read``. Files differ in texts alone: what is around them is parsed once, with a PLACE for each."""
    pieces = _TEXT.split(data)
    shape = _known(_PLACE.join(pieces[::2]))
    wanted = sum(len(place) for _, place in shape)
    if wanted != len(pieces) // 2 or not all(set(place) <= {"0"} for _, place in shape) or _ODD.search(data):
        return _read(data)
    try:
        texts = iter([text.decode() for text in pieces[1::2]])
    except UnicodeDecodeError:  # it says nothing
        return ()
    return tuple((name, unescaped("".join([next(texts) for _ in place])).strip()) for name, place in shape)


def _read(data: bytes) -> Properties:
    """The properties in ``data``: custom ones by their own names, others by the names of their elements."""
    found: list[tuple[str, str]] = []
    path: list[str] = []
    text: list[str] = []

    def start(element: str, attributes: Mapping[str, str]) -> None:
        if len(path) == 1:
            found.append((attributes.get("name") or element.rpartition(" ")[2], ""))
            text.clear()
        path.append(element)

    def end(element: str) -> None:
        path.pop()
        if len(path) == 1:
            found[-1] = (found[-1][0], unescaped("".join(text)).strip())

    try:
        read_events(data, "docProps", start, end, text.append)
    except Refused:
        return ()
    return tuple(found)


_known = remembered(64, longest=1 << 16)(_read)
