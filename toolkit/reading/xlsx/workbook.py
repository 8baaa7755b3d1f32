"""The parts of an xlsx file to a Book, by patterns over the bytes of each part.

Ordinary files, whichever program saved them, are read this way: it yields values, formulas, merges and locks
together, at a fraction of what building a tree costs. Whatever the patterns do not account for to the last
cell raises UnusualError, and the file is read by the library instead.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple

from ...book import Book, Sheet
from ...ooxml.properties import read_properties
from ...ooxml.sheet_cut import Cut, cut_sheet
from ...ooxml.sheet_data import SheetData
from ...ooxml.styles import Styles, read_styles
from ...ooxml.xml_text import UnusualError, attributes, decode, rich_text, unescape
from ...stamp import STAMP_NAME_PREFIX

_STRING = re.compile(r"<(?:\w+:)?si(?:\s[^>]*)?(?:/>|>([^<]*(?:<(?!/?(?:\w+:)?si[\s>/])[^<]*)*)</(?:\w+:)?si\s*>)")
_STRING_START = re.compile(r"<(?:\w+:)?si[\s/>]")
_SHEET = re.compile(r"<(?:\w+:)?sheet\s([^>]*)>")
_RELATION = re.compile(r"<(?:\w+:)?Relationship\s([^>]*)>")
_LOCK = re.compile(r"<(?:\w+:)?workbookProtection([\s/][^>]*)>")
_NAME = f'name="{STAMP_NAME_PREFIX}'
_NAME_TAG = re.compile(r"<(?:\w+:)?definedName\s")
_DATE_1904 = re.compile(r"<(?:\w+:)?workbookPr\s[^>]*date1904=\"(?:1|true)\"")
_TRUE = ("1", "true", "on")

Find = Callable[[str], bytes | None]  # the bytes of a part by its path, None where there is none
CutPart = Callable[[bytes], Cut | None]


def read_parts(find: Find, cut: CutPart = cut_sheet) -> Book:
    """The Book that the inflated parts of an xlsx file hold. Raises UnusualError where it takes another reader.

    ``cut`` gives a sheet's part cut at its seams, where somebody has cut it already.
    """
    main = _main_part(find)
    workbook, mark, named = _part(find, main).partition(b"definedNames")
    folder = posixpath.dirname(main)
    relations = _part(find, f"{folder}/_rels/{posixpath.basename(main)}.rels".lstrip("/"))
    targets, strings_part, styles_part = _relations(relations, folder)
    strings = _strings(_part(find, strings_part)) if strings_part else ()
    styles = read_styles(_part(find, styles_part)) if styles_part else Styles()
    facts = _workbook_facts(workbook + mark)
    sheets = []
    for name, relation, hidden in facts.sheets:
        target = targets.get(relation)
        if target is None:
            raise UnusualError("sheet without a part")
        if "worksheet" not in target[1]:
            continue  # a chart or dialog sheet holds no cells
        part = _part(find, target[0])
        held = SheetData(part, cut(part), strings, styles, facts.epoch_1904)
        sheets.append(Sheet(name, held.content, held.columns, held.bears, held.protected, hidden))
    if not sheets:
        raise UnusualError("no sheets")
    names = dict(_stamp_names(decode(named)))
    properties, saved_at, program = read_properties(find)
    return Book(
        sheets=tuple(sheets),
        names=names,
        properties=properties,
        locked=facts.locked,
        saved_at=saved_at,
        program=program,
    )


class WorkbookFacts(NamedTuple):
    """What stands before the defined names: each sheet's name, relation and whether it is hidden, and two settings."""

    sheets: tuple[tuple[str, str, bool], ...]
    epoch_1904: bool
    locked: bool | None


@lru_cache(maxsize=64)
def _workbook_facts(part: bytes) -> WorkbookFacts:
    text = decode(part)
    sheets = []
    for found in _SHEET.finditer(text):
        facts = attributes(found[1])
        if "name" not in facts:
            raise UnusualError("sheet without a name")
        sheets.append((facts["name"], facts.get("id", ""), facts.get("state", "visible") != "visible"))
    return WorkbookFacts(tuple(sheets), _DATE_1904.search(text) is not None, _structure_lock(text))


def _stamp_names(named: str) -> Iterator[tuple[str, str]]:
    """The defined names of the stamp with what they hold; a workbook has many others."""
    at = named.find(_NAME)
    while at >= 0:
        start, end = named.rfind("<", 0, at), named.find(">", at)
        closing = named.find("<", end)
        if start < 0 or end < 0 or closing < 0:
            return
        if _NAME_TAG.match(named, start):
            quote = named.find('"', at + 6)
            yield unescape(named[at + 6 : quote]), unescape(named[end + 1 : closing])
        at = named.find(_NAME, closing)


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


@lru_cache(maxsize=8)
def _relations(part: bytes, folder: str) -> tuple[Mapping[str, tuple[str, str]], str, str]:
    """The sheets' parts by relation id, and the parts that hold shared strings and styles."""
    text = decode(part)
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
    start, end = text.find("<si>"), text.rfind("</si>")
    items = text[start:end].replace('<t xml:space="preserve">', "<t>").split("</t></si><si><t>")
    items[0] = items[0].removeprefix("<si><t>")
    items[-1] = items[-1].removesuffix("</t>")
    if len(items) == text.count("<si") and "<" not in "".join(items):
        if "&" in text or "_x" in text or "\r" in text:
            return tuple(unescape(item) if "&" in item or "_x" in item or "\r" in item else item for item in items)
        return tuple(items)
    if "<!" in text or text.rfind("<?") > 0:
        raise UnusualError("comment, character data or instruction")
    found = _STRING.findall(text)
    if len(found) != len(_STRING_START.findall(text)):
        raise UnusualError("shared strings")
    return tuple(rich_text(item) for item in found)
