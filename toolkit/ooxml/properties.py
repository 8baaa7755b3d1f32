"""What a file's document properties say: the stamp, the saving program, the time."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from .xml_text import UnusualError, attributes, decode, unescape

_CUSTOM = re.compile(r"<(?:\w+:)?property\s([^>]*)>\s*<(?:\w+:)?\w+(?:\s[^>]*)?>([^<]*)<")
_MODIFIED = re.compile(r"<(?:\w+:)?modified(?:\s[^>]*)?>([^<]*)<")
_APPLICATION = re.compile(r"<(?:\w+:)?Application(?:\s[^>]*)?>([^<]*)<")
_VERSION = re.compile(r"<(?:\w+:)?AppVersion(?:\s[^>]*)?>([^<]*)<")
_WPS_BUILD = "KSOProductBuildVer"
_LIMIT = 100  # characters of a program's name worth telling


def read_properties(find: Callable[[str], bytes | None]) -> tuple[dict[str, str], str, str]:
    """The custom properties, the ISO time of saving and the program, of an xlsx file's parts."""
    try:
        return _properties(find)
    except UnusualError:
        return {}, "", ""  # they are a courtesy: a file is not refused for them


def _properties(find: Callable[[str], bytes | None]) -> tuple[dict[str, str], str, str]:
    custom = {}
    for found in _CUSTOM.finditer(_text(find, "docProps/custom.xml")):
        custom[attributes(found[1]).get("name", "")] = unescape(found[2])
    modified = _MODIFIED.search(_text(find, "docProps/core.xml"))
    program = f"WPS {custom[_WPS_BUILD]}" if _WPS_BUILD in custom else _program(find("docProps/app.xml") or b"")
    return custom, _first(modified), program[:_LIMIT]


@lru_cache(maxsize=8)
def _program(app: bytes) -> str:
    """The program that saved, and its version."""
    text = _decoded(app)
    found = (_first(_APPLICATION.search(text)), _first(_VERSION.search(text)))
    return " ".join(part for part in found if part)


def _text(find: Callable[[str], bytes | None], name: str) -> str:
    return _decoded(find(name) or b"")


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except UnusualError:
        return ""


def _first(found: re.Match[str] | None) -> str:
    return unescape(found[1]).strip() if found else ""
