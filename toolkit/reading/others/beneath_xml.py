"""What the library does not tell of an unusual xlsx file: where formulas and error values stand, and locked sheets.

Parsed as a stream, at the cost of a whole parser: only files that the fast reader leaves to the library come here,
and only after the guard has refused those that declare entities.
"""

from __future__ import annotations

import io
import posixpath
import re
from collections.abc import Callable
from xml.etree.ElementTree import Element, ParseError, fromstring, iterparse

from ...a1 import address, position
from .xls_facts import Beneath

_TRUE = ("1", "true", "on")
_COLUMN = re.compile(r"[A-Z]{1,3}[1-9]\d{0,6}")

Find = Callable[[str], bytes | None]


def read_unusual(find: Find) -> dict[str, Beneath] | None:
    """By sheet name; None where the parts that ``find`` gives can't be followed."""
    try:
        main, parts = _sheets(find)
        return {name: _read_sheet(find(parts[target]) or b"") for name, target in main.items() if target in parts}
    except (ParseError, ValueError, LookupError):
        return None


def _sheets(find: Find) -> tuple[dict[str, str], dict[str, str]]:
    """Relation ids by sheet name, and worksheet parts by relation id."""
    roots = _relations(find, "_rels/.rels", "")
    main = next((part for part, kind in roots.values() if kind == "officeDocument"), "xl/workbook.xml")
    folder, name = posixpath.split(main)
    related = _relations(find, f"{folder}/_rels/{name}.rels".lstrip("/"), folder)
    sheets = {}
    for element in fromstring(find(main) or b"").iter():  # noqa: S314
        if _local(element.tag) == "sheet":
            relation = next((value for key, value in element.attrib.items() if _local(key) == "id"), "")
            sheets[element.attrib["name"]] = relation
    return sheets, {key: part for key, (part, kind) in related.items() if kind == "worksheet"}


def _relations(find: Find, part: str, folder: str) -> dict[str, tuple[str, str]]:
    """(part, kind) by relation id."""
    related = {}
    for element in fromstring(find(part) or b"<none/>"):  # noqa: S314
        target = element.attrib.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        related[element.attrib.get("Id", "")] = (path, element.attrib.get("Type", "").rsplit("/", 1)[-1])
    return related


def _read_sheet(data: bytes) -> Beneath:
    found = Beneath()
    row = column = -1
    for event, element in iterparse(io.BytesIO(data), ("start", "end")):  # noqa: S314
        name = _local(element.tag)
        if name == "row" and event == "start":
            row = int(element.attrib["r"]) - 1 if "r" in element.attrib else row + 1
            column = -1
        elif name == "row":
            element.clear()
        elif name == "c" and event == "end":
            written = element.attrib.get("r", "")
            row, column = position(written) if _COLUMN.fullmatch(written) else (row, column + 1)
            _note(found, address(row, column), element)
        elif name == "sheetProtection" and event == "start":
            found.protected = element.attrib.get("sheet") in _TRUE
    return found


def _note(found: Beneath, cell: str, element: Element) -> None:
    parts = {_local(child.tag): child.text or "" for child in element}
    if "f" in parts:
        found.formulas.add(cell)
    if element.attrib.get("t") == "e":
        found.errors[cell] = parts.get("v", "").strip() or "#N/A"


def _local(name: str) -> str:
    return name.rpartition("}")[2]
