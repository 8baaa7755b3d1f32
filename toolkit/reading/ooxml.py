"""The parts of an xlsx file to a Book, by one pass of a compiled pattern over each sheet.

Ordinary files, whichever program saved them, are read this way: it yields values, formulas, merges and locks
together, at a fraction of what building a tree costs. Whatever the patterns do not account for to the last
cell raises UnusualError, and the file is read by the library instead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable
from functools import lru_cache

from ..values import Cell, CellError
from .cells import Book, Sheet
from .properties import read_properties
from .styles import Style, from_serial, read_styles
from .xmltext import UnusualError, attributes, decode, unescape

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d+)")?(?: t="(\w+)")?>'
    r"(<f[^>]*>(?:[^<]*</f>)?)?(?:<v(?: [^>]*)?>([^<]*)</v>|<v/>)?(?:<is>(.*?)</is>)?</c>"
)
_ANY_CELL = re.compile(
    r"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c\s*>)"
)  # attributes in any order, any prefix
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v\s*>")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s>/]")
_INLINE = re.compile(r"<(?:\w+:)?is[\s>]")
_CLOSED = re.compile(r"</(?:\w+:)?c\s*>")
_STRING = re.compile(r"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?si[\s>/])[^<]*)*)</(?:\w+:)?si\s*>)")
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t\s*>")
_PHONETIC = re.compile(r"<((?:\w+:)?rPh)[\s>].*?</\1\s*>", re.DOTALL)
_MERGE = re.compile(r'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_PROTECTION = re.compile(r"<(?:\w+:)?sheetProtection\s([^>]*)")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_LOCK = re.compile(r"<(?:\w+:)?workbookProtection\s([^>]*)>")
_NAME = re.compile(r"<(?:\w+:)?definedName\s([^>]*)>([^<]*)<")
_DATE_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*date1904=\"(?:1|true)\"")
_TRUE = ("1", "true", "on")

Find = Callable[[str], bytes | None]  # the bytes of a part by its path, None where there is none


def read_parts(find: Find) -> Book:
    """The Book that the inflated parts of an xlsx file hold. Raises UnusualError where it takes another reader."""
    main = _main_part(find)
    text = decode(_part(find, main))
    folder = posixpath.dirname(main)
    targets, strings_part, styles_part = _relations(find, main, folder)
    strings = _strings(_part(find, strings_part)) if strings_part else ()
    styles = read_styles(_part(find, styles_part)) if styles_part else ()
    epoch_1904 = _DATE_1904.search(text) is not None
    sheets = []
    for found in _SHEET.finditer(text):
        facts = attributes(found[1])
        target = targets.get(facts.get("id", ""))
        if target is None or "name" not in facts:
            raise UnusualError("sheet without a part")
        if "worksheet" not in target[1]:
            continue  # a chart or dialog sheet holds no cells
        data = _part(find, target[0])
        hidden = facts.get("state", "visible") != "visible"
        sheets.append(_read_sheet(facts["name"], hidden, data, strings, styles, epoch_1904))
    if not sheets:
        raise UnusualError("no sheets")
    lock = _LOCK.search(text)
    names = {}
    for found in _NAME.finditer(text):
        facts = attributes(found[1])
        names[facts.get("name", "")] = unescape(found[2])
    properties, saved_at, program = read_properties(find)
    return Book(
        sheets=tuple(sheets),
        names=names,
        properties=properties,
        locked=lock is not None and attributes(lock[1]).get("lockStructure") in _TRUE,
        saved_at=saved_at,
        program=program,
    )


def _part(find: Find, name: str) -> bytes:
    data = find(name)
    if data is None:
        raise UnusualError(f"no part {name}")
    return data


def _main_part(find: Find) -> str:
    if find("xl/workbook.xml") is not None:
        return "xl/workbook.xml"
    for found in _RELATION.finditer(decode(_part(find, "_rels/.rels"))):
        facts = attributes(found[1])
        if facts.get("Type", "").endswith("/officeDocument"):
            return facts.get("Target", "").lstrip("/")
    raise UnusualError("no workbook part")


def _relations(find: Find, main: str, folder: str) -> tuple[dict[str, tuple[str, str]], str, str]:
    """The sheets' parts by relation id, and the parts that hold shared strings and styles."""
    text = decode(_part(find, f"{folder}/_rels/{posixpath.basename(main)}.rels".lstrip("/")))
    targets: dict[str, tuple[str, str]] = {}
    strings = styles = ""
    for found in _RELATION.finditer(text):
        facts = attributes(found[1])
        target = facts.get("Target", "")
        path = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
        kind = facts.get("Type", "").rsplit("/", 1)[-1]
        targets[facts.get("Id", "")] = (path, kind)
        if kind == "sharedStrings":
            strings = path
        elif kind == "styles":
            styles = path
    return targets, strings, styles


@lru_cache(maxsize=4)
def _strings(data: bytes) -> tuple[str, ...]:
    text = decode(data)
    found = _STRING.findall(text)
    if len(found) != text.count("<si>") + text.count("<si/>") + text.count("<si ") + text.count(":si>"):
        if ":si" in text:
            raise UnusualError("prefixed strings")
        raise UnusualError("shared strings")
    return tuple(_rich_text(item) for item in found)


def _rich_text(item: str) -> str:
    """The text of a string item: of all its runs, without the phonetic ones."""
    if item.startswith("<t>") and item.count("<") == 2:
        return unescape(item[3:-4]) if "&" in item or "_x" in item else item[3:-4]
    if "rPh" in item:
        item = _PHONETIC.sub("", item)
    return "".join(unescape(run) for run in _RUN.findall(item))


def _read_sheet(
    name: str, hidden: bool, data: bytes, strings: tuple[str, ...], styles: tuple[Style, ...], epoch_1904: bool
) -> Sheet:
    text = decode(data)
    found = _CELL.findall(text)
    if len(found) != text.count("</c>") or ":c>" in text:
        found = _any_cells(text)
    cells: dict[str, Cell] = {}
    formulas: list[str] = []
    unlocked: list[str] = []
    for address, style, kind, formula, value, inline in found:
        if formula:
            formulas.append(address)
        if kind == "s":
            try:
                cells[address] = strings[int(value)]
            except (IndexError, ValueError):
                raise UnusualError("string index") from None
        elif value:
            cells[address] = _value(value, kind, style, styles, epoch_1904)
        elif inline:
            cells[address] = _rich_text(inline)
        if style and styles and not styles[min(int(style), len(styles) - 1)].locked:
            unlocked.append(address)
    protection = _PROTECTION.search(text)
    return Sheet(
        name=unescape(name),
        cells=cells,
        formulas=frozenset(formulas),
        merges=tuple(_MERGE.findall(text)),
        protected=protection is not None and attributes(protection[1]).get("sheet") in _TRUE,
        unlocked=frozenset(unlocked),
        hidden=hidden,
    )


def _any_cells(text: str) -> list[tuple[str, str, str, str, str, str]]:
    """The cells of a sheet whose tags are written in another way, in the shape ``_CELL`` finds them."""
    if "<!--" in text or "<![CDATA[" in text:
        raise UnusualError("comment or character data")
    result = []
    closed = 0
    for found in _ANY_CELL.finditer(text):
        body = found[2] or ""
        closed += found[2] is not None
        facts = attributes(found[1] or "")
        address = facts.get("r", "")
        if not address:
            raise UnusualError("cell without an address")
        value = _VALUE.search(body)
        formula = "f" if _FORMULA.search(body) else ""
        inline = body if _INLINE.search(body) else ""
        if body:
            kind = facts.get("t", "")
            result.append((address, facts.get("s", ""), kind, formula, value[1] if value else "", inline))
    if closed != len(_CLOSED.findall(text)):
        raise UnusualError("cells that do not close")
    return result


def _value(text: str, kind: str, style: str, styles: tuple[Style, ...], epoch_1904: bool) -> Cell:
    if kind in ("", "n"):
        number: int | float
        try:
            number = int(text) if text.isdigit() and len(text) < 16 else float(text)
        except ValueError:
            raise UnusualError("number") from None
        if style and styles and styles[min(int(style), len(styles) - 1)].date:
            return from_serial(number, epoch_1904)
        return number
    if kind == "str":
        return unescape(text) if "&" in text or "_x" in text else text
    if kind == "b":
        return text.strip() in _TRUE
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return text
    raise UnusualError(f"cell type {kind}")
