"""A template opened as its parts, to be filled: its stamp, and the text of any cell."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from xml.etree.ElementTree import Element, ParseError

from defusedxml.ElementTree import fromstring

from ..stamp import PROPERTY_PREFIX
from .given import ValuesError

CELL = re.compile(
    r'<c r="(?P<cell>[A-Z]+[0-9]+)"(?P<style> s="[0-9]+")?(?: t="(?P<type>\w+)")?\s*(?:/>|>(?P<inner>.*?)</c>)',
    re.DOTALL,
)
_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"


@dataclass(frozen=True, eq=False)
class Package:
    """The parts of a workbook in their order, ``facts`` from its stamp, ``members`` the part of each sheet."""

    path: Path
    parts: tuple[tuple[zipfile.ZipInfo, bytes], ...]
    facts: Mapping[str, str]
    members: Mapping[str, str]

    @property
    def year(self) -> int:
        return int(self.facts["year"])

    @property
    def fingerprint(self) -> str:
        return self.facts.get("fingerprint", "")

    def text(self, sheet: str, cell: str) -> str:
        """What a cell holds, as text; empty for a blank, and for a formula's result."""
        return self._cells.get(sheet, {}).get(cell, "")

    @cached_property
    def _cells(self) -> dict[str, dict[str, str]]:
        by_name = {info.filename: data for info, data in self.parts}
        shared = _strings(by_name.get("xl/sharedStrings.xml", b""))
        sheets: dict[str, dict[str, str]] = {}
        for sheet, member in self.members.items():
            cells = sheets.setdefault(sheet, {})
            for match in CELL.finditer(by_name[member].decode()):
                inner = match["inner"] or ""
                if inner and "<f" not in inner:
                    cells[match["cell"]] = _content(match["type"] or "", inner, shared)
        return sheets


def open_package(path: Path) -> Package:
    """The parts of the template at ``path``; ValuesError where it is missing or no template of ours."""
    try:
        with zipfile.ZipFile(path) as archive:
            parts = tuple((info, archive.read(info)) for info in archive.infolist())
        by_name = {info.filename: data for info, data in parts}
        facts = _facts(fromstring(by_name["docProps/custom.xml"]))
        members = _members(by_name)
        int(facts["year"])
    except FileNotFoundError:
        raise ValuesError(f"找不到模板“{path}”，请检查路径") from None
    except IsADirectoryError:
        raise ValuesError(f"“{path}”是文件夹，请给出一份模板") from None
    except (zipfile.BadZipFile, KeyError, ValueError, ParseError, OSError) as error:
        raise ValuesError(
            f"“{path}”不是 nianbao 生成的模板（{error}），请用 nianbao template 或 distribute 生成"
        ) from None
    return Package(path, parts, facts, members)


def _facts(custom: Element) -> dict[str, str]:
    return {
        str(item.get("name")).removeprefix(PROPERTY_PREFIX): "".join(item.itertext())
        for item in custom
        if str(item.get("name")).startswith(PROPERTY_PREFIX)
    }


def _members(by_name: Mapping[str, bytes]) -> dict[str, str]:
    """The part that holds each sheet, by the sheet's name."""
    relations = fromstring(by_name["xl/_rels/workbook.xml.rels"])
    targets = {item.get("Id"): str(item.get("Target")) for item in relations}
    sheets = fromstring(by_name["xl/workbook.xml"]).iter(f"{_MAIN}sheet")
    return {str(sheet.get("name")): "xl/" + targets[sheet.get(_REL)].removeprefix("/xl/") for sheet in sheets}


def _strings(xml: bytes) -> list[str]:
    return ["".join(item.itertext()) for item in fromstring(xml)] if xml else []


def _content(kind: str, inner: str, shared: list[str]) -> str:
    if kind == "inlineStr":
        return "".join(fromstring(inner).itertext())
    value = re.search(r"<v>(.*?)</v>", inner, re.DOTALL)
    if value is None:
        return ""
    return shared[int(value[1])] if kind == "s" else "".join(fromstring(f"<v>{value[1]}</v>").itertext())
