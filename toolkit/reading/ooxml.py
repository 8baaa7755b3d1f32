"""The parts of an xlsx file to a Book, by one pass of a compiled pattern over each sheet.

Ordinary files, whichever program saved them, are read this way: it yields values, formulas, merges and locks
together, at a fraction of what building a tree costs. Whatever the patterns do not account for to the last
cell raises UnusualError, and the file is read by the library instead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from ..stamp import STAMP_NAME_PREFIX
from ..values import Cell, CellError
from .cells import Book, Content, Sheet
from .properties import read_properties
from .styles import Styles, from_serial, read_styles
from .xmltext import UnusualError, attributes, decode, unescape

_CELL = re.compile(
    r'<c r="([A-Z]{1,3}[1-9]\d{0,6})"(?: s="(\d+)")?(?: t="(\w+)")?>'
    r"(<f[^>]*>(?:[^<]*</f>)?)?(?:<v(?: [^>]*)?>([^<]*)</v>|<v/>)?(?:<is>([^<]*(?:<(?!/is>|/?c[ >])[^<]*)*)</is>)?</c>"
)
_ANY_CELL = re.compile(
    r"<(?:\w+:)?c(\s[^>]*?)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c\s*>)"
)  # attributes in any order, any prefix
_VALUE = re.compile(r"<(?:\w+:)?v(?:\s[^>]*)?>([^<]*)</(?:\w+:)?v\s*>")
_FORMULA = re.compile(r"<(?:\w+:)?f[\s>/]")
_INLINE = re.compile(r"<(?:\w+:)?is[\s>]")
_CLOSED = re.compile(r"</(?:\w+:)?c\s*>")
_STRING = re.compile(r"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?si[\s>/])[^<]*)*)</(?:\w+:)?si\s*>)")
_STRING_START = re.compile(r"<(?:\w+:)?si[\s/>]")
_PLAIN_STRING = re.compile(r'<si><t(?: xml:space="preserve")?>([^<]*)</t></si>')
_RUN = re.compile(r"<(?:\w+:)?t(?:\s[^>]*)?>([^<]*)</(?:\w+:)?t\s*>")
_PHONETIC = re.compile(r"<(?:\w+:)?rPh[\s>][^<]*(?:<(?!/?(?:\w+:)?rPh[\s>])[^<]*)*</(?:\w+:)?rPh\s*>")
_MERGE = re.compile(rb'mergeCell\s[^>]*?ref="([A-Z0-9:]+)"')
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_LOCK = re.compile(r"<(?:\w+:)?workbookProtection([\s/][^>]*)>")
_NAME = re.compile(rf'<(?:\w+:)?definedName\s([^>]*\bname="{re.escape(STAMP_NAME_PREFIX)}[^>]*)>([^<]*)<')
_DATE_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*date1904=\"(?:1|true)\"")
_TRUE = ("1", "true", "on")

Find = Callable[[str], bytes | None]  # the bytes of a part by its path, None where there is none


def read_parts(find: Find) -> Book:
    """The Book that the inflated parts of an xlsx file hold. Raises UnusualError where it takes another reader."""
    main = _main_part(find)
    text, _, named = decode(_part(find, main)).partition("definedNames")
    folder = posixpath.dirname(main)
    targets, strings_part, styles_part = _relations(find, main, folder)
    strings = _strings(_part(find, strings_part)) if strings_part else ()
    styles = read_styles(_part(find, styles_part)) if styles_part else Styles()
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
    names = {}
    for found in _NAME.finditer(named):
        facts = attributes(found[1])
        names[facts.get("name", "")] = unescape(found[2])
    properties, saved_at, program = read_properties(find)
    return Book(
        sheets=tuple(sheets),
        names=names,
        properties=properties,
        locked=_structure_lock(text or named),
        saved_at=saved_at,
        program=program,
    )


def _structure_lock(text: str) -> bool | None:
    """LibreOffice drops the lock on saving, but leaves its empty element: then nothing can be said."""
    lock = _LOCK.search(text)
    facts = attributes(lock[1]) if lock else {}
    return None if lock and not facts else facts.get("lockStructure") in _TRUE


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
    ordinary = _PLAIN_STRING.findall(text)
    if len(ordinary) == text.count("<si"):
        return tuple(map(unescape, ordinary)) if "&" in text or "_x" in text or "\r" in text else tuple(ordinary)
    found = _STRING.findall(text)
    if len(found) != len(_STRING_START.findall(text)):
        raise UnusualError("shared strings")
    return tuple(_rich_text(item) for item in found)


def _rich_text(item: str) -> str:
    """The text of a string item: of all its runs, without the phonetic ones."""
    if "rPh" in item:
        item = _PHONETIC.sub("", item)
    return "".join(unescape(run) for run in _RUN.findall(item))


def _read_sheet(name: str, hidden: bool, data: bytes, strings: tuple[str, ...], styles: Styles, old: bool) -> Sheet:
    scan = _Scan(data, strings, styles, old)
    return Sheet(name, scan.content, scan.columns, _is_protected(data[scan.end :]), hidden)


class _Scan:
    """One sheet's part, scanned when first asked for."""

    def __init__(self, data: bytes, strings: tuple[str, ...], styles: Styles, old: bool) -> None:
        self.data, self.strings, self.styles, self.old = data, strings, styles, old
        self.end = max(data.rfind(b"sheetData>"), 0)
        self.scanned: Content | None = None

    def content(self) -> Content:
        """Everything in the sheet. Raises UnusualError."""
        if self.scanned is None:
            text = self.text()
            found = _CELL.findall(text)
            if len(found) != text.count("</c>") or ":c>" in text:
                found = _any_cells(text)
            cells, formulas = self.cells(found)
            merges = tuple(merge.decode() for merge in _MERGE.findall(self.data, self.end))
            self.scanned = Content(cells, frozenset(formulas), merges)
        return self.scanned

    def columns(self, letters: frozenset[str]) -> Mapping[str, Cell]:
        """The cells of some columns of an ordinary sheet; of any other, all cells. Raises UnusualError."""
        if self.scanned is None:
            text = self.text()
            one, start = _columns(letters)
            found = one.findall(text)
            if (
                ":c" not in text
                and len(found) == len(start.findall(text))
                and text.count("<c ") == text.count('<c r="')
            ):
                return self.cells(found)[0]
        return self.content().cells

    def text(self) -> str:
        return decode(self.data[: self.end] if self.end else self.data)

    def cells(self, found: Iterable[tuple[str, ...]]) -> tuple[dict[str, Cell], list[str]]:
        """The contents by address, and the addresses of formulas."""
        strings, dates = self.strings, self.styles.dates
        cells: dict[str, Cell] = {}
        formulas: list[str] = []
        try:
            for address, style, kind, formula, value, inline in found:
                if formula:
                    formulas.append(address)
                if kind == "s":
                    cells[address] = strings[int(value)]
                elif value:
                    whole = value.removesuffix(".0")
                    if not kind and whole.isdigit() and len(whole) < 16 and style not in dates:
                        cells[address] = int(whole)
                    else:
                        cells[address] = _value(value, kind, style in dates, self.old)
                elif inline:
                    cells[address] = _rich_text(inline)
        except (IndexError, ValueError):
            raise UnusualError("string index or number") from None
        return cells, formulas


@lru_cache(maxsize=16)
def _columns(letters: frozenset[str]) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Patterns for the cells of some columns: as ``_CELL``, and the start of any that is not empty."""
    names = "|".join(sorted(letters))
    one = _CELL.pattern.replace("[A-Z]{1,3}", f"(?:{names})", 1)
    return re.compile(one), re.compile(rf'<c r="(?:{names})[1-9]\d*"[^>]*(?<!/)>')


def _is_protected(tail: bytes) -> bool:
    at = tail.find(b"sheetProtection")
    return at >= 0 and attributes(decode(tail[at : tail.find(b">", at)])).get("sheet") in _TRUE


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


def _value(text: str, kind: str, date: bool, old: bool) -> Cell:
    """A cell's content by its type; ValueError for a number that is none."""
    if kind in ("", "n"):
        number = float(text)
        if number.is_integer() and abs(number) < 1e15:
            number = int(number)
        return from_serial(number, old) if date else number
    if kind == "str":
        return unescape(text)
    if kind == "b":
        return text.strip() in _TRUE
    if kind == "e":
        return CellError(text)
    if kind == "d":
        return text
    raise UnusualError(f"cell type {kind}")
