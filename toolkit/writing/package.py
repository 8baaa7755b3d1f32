"""The parts of a workbook that exists: cells read and replaced in place, all else kept byte for byte."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from io import BytesIO
from pathlib import Path, PurePosixPath
from xml.etree.ElementTree import Element, ParseError
from xml.sax.saxutils import escape

from defusedxml import DefusedXmlException
from defusedxml.ElementTree import fromstring

from ..a1 import address
from .case import Shown
from .entries import ValuesError

_CELL = re.compile(rb'<c\b((?:\s+[\w:]+="[^"]*")*)\s*(?:/>|>(.*?)</c>)', re.DOTALL)
_ATTRIBUTE = re.compile(rb'([\w:]+)="([^"]*)"')
_FORMULA = re.compile(rb"<f\b[^>]*?(?:/>|>.*?</f>)", re.DOTALL)
_VALUE = re.compile(rb"<v\b[^>]*>(.*?)</v>", re.DOTALL)
_MAIN = "xl/workbook.xml"
_LARGEST = 64 * 1024 * 1024  # bytes unpacked; a template comes to less than one megabyte


@dataclass(frozen=True, eq=False)
class Package:
    """A workbook's members by name, in the order of the archive."""

    file: str
    members: Mapping[str, bytes]
    order: tuple[zipfile.ZipInfo, ...]

    @cached_property
    def sheets(self) -> dict[str, str]:
        """The member of each sheet, by the sheet's name."""
        links = {link.get("Id"): link.get("Target", "") for link in self._tree("xl/_rels/workbook.xml.rels")}
        found = {}
        for sheet in _named(self._tree(_MAIN), "sheet"):
            link = next((value for name, value in sheet.attrib.items() if name.endswith("}id")), "")
            target = links.get(link, "")
            found[sheet.get("name", "")] = target[1:] if target.startswith("/") else str(PurePosixPath("xl", target))
        return found

    @cached_property
    def properties(self) -> dict[str, str]:
        """Custom document properties, by name."""
        if "docProps/custom.xml" not in self.members:
            return {}
        tree = self._tree("docProps/custom.xml")
        return {item.get("name", ""): "".join(item.itertext()) for item in _named(tree, "property")}

    @cached_property
    def names(self) -> dict[str, str]:
        """Defined names and what they stand for."""
        return {item.get("name", ""): item.text or "" for item in _named(self._tree(_MAIN), "definedName")}

    @cached_property
    def _strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self.members:
            return []
        items = _named(self._tree("xl/sharedStrings.xml"), "si")
        return ["".join(text.text or "" for text in _named(item, "t")) for item in items]

    @cached_property
    def _read(self) -> dict[str, dict[str, str]]:
        """The cells of the sheets read so far."""
        return {}

    def cells(self, sheet: str) -> Mapping[str, str]:
        """The content of each filled cell as text, by address; a number as it stands in the file."""
        if sheet not in self._read:
            self._read[sheet] = self._cells(sheet)
        return self._read[sheet]

    def _cells(self, sheet: str) -> dict[str, str]:
        found = {}
        for match in _CELL.finditer(self._sheet(sheet)):
            attributes = dict(_ATTRIBUTE.findall(match[1]))
            content = self._content(attributes.get(b"t", b""), match[2] or b"")
            if content:
                found[attributes.get(b"r", b"").decode()] = content
        return found

    def _content(self, kind: bytes, inner: bytes) -> str:
        if kind == b"inlineStr":
            return "".join(fromstring(b"<is>" + inner + b"</is>").itertext())
        value = _VALUE.search(inner)
        if not value:
            return ""
        text = _text(value[1])
        if kind == b"s":
            return self._strings[int(text)] if int(text) < len(self._strings) else ""
        return text

    def with_cells(self, edits: Mapping[str, Mapping[tuple[int, int], Shown]]) -> Package:
        """The package with these contents, by sheet and (row, column).

        A cell that holds a formula keeps it and gets a new result. Raises ValuesError for a cell that is
        not there.
        """
        members = dict(self.members)
        for sheet, contents in edits.items():
            wanted = {address(*spot).encode(): content for spot, content in contents.items()}
            members[self.sheets.get(sheet, "")], missing = _replace_cells(self._sheet(sheet), wanted)
            if missing:
                lost = "、".join(sorted(cell.decode() for cell in missing)[:5])
                raise ValuesError(f"“{self.file}”的“{sheet}”里没有 {lost} 这些单元格，请换用发放的模板")
        return Package(self.file, members, self.order)

    def save(self, path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for info in self.order:
                archive.writestr(info, self.members[info.filename], zipfile.ZIP_DEFLATED)

    def _sheet(self, sheet: str) -> bytes:
        member = self.sheets.get(sheet, "")
        if member not in self.members:
            raise ValuesError(f"“{self.file}”里没有“{sheet}”这张表，请换用发放的模板")
        return self.members[member]

    def _tree(self, member: str) -> Element:
        try:
            tree: Element = fromstring(self.members[member])
        except (KeyError, ParseError, DefusedXmlException) as error:
            raise ValuesError(f"“{self.file}”不是完好的 .xlsx 工作簿，请换用发放的模板") from error
        return tree


def open_package(path: Path) -> Package:
    """The workbook at ``path``. Raises ValuesError where it is none, or can't be read."""
    try:
        data = path.read_bytes()
    except FileNotFoundError as error:
        raise ValuesError(f"找不到“{path}”，请检查路径") from error
    except OSError as error:
        raise ValuesError(f"读不出“{path}”：{error.strerror or error}；请检查路径和权限") from error
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            order = tuple(archive.infolist())
            if sum(info.file_size for info in order) > _LARGEST:
                raise ValuesError(f"“{path}”展开后过大，不像是发放的模板，请换用发放的模板")
            return Package(str(path), {info.filename: archive.read(info) for info in order}, order)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError, OSError) as error:
        raise ValuesError(f"“{path}”不是 .xlsx 工作簿，请换用发放的模板") from error


def _named(tree: Element, name: str) -> list[Element]:
    """All elements of this local name, whatever their namespace."""
    return [item for item in tree.iter() if str(item.tag).rpartition("}")[2] == name]


def _text(raw: bytes) -> str:
    """What an element with this content says. Nearly all hold plain text, and are not worth a parser each."""
    if b"&" in raw or b"<" in raw:
        return "".join(fromstring(b"<v>" + raw + b"</v>").itertext())
    return raw.decode()


def _replace_cells(sheet: bytes, wanted: Mapping[bytes, Shown]) -> tuple[bytes, set[bytes]]:
    """A sheet's XML with the wanted cells made anew, and the addresses that were not found."""
    missing = set(wanted)

    def replace(match: re.Match[bytes]) -> bytes:
        attributes = dict(_ATTRIBUTE.findall(match[1]))
        here = attributes.get(b"r", b"")
        if here not in wanted:
            return match[0]
        missing.discard(here)
        return _cell(attributes, match[2] or b"", wanted[here])

    return _CELL.sub(replace, sheet), missing


def _cell(attributes: Mapping[bytes, bytes], inner: bytes, content: Shown) -> bytes:
    """One cell made anew: its address and style, its formula if it has one, and ``content``."""
    formula = _FORMULA.search(inner)
    kept = b"".join(b' %s="%s"' % (name, attributes[name]) for name in (b"r", b"s") if name in attributes)
    made = formula[0] if formula else b""
    if not isinstance(content, str):
        return b"<c%s>%s<v>%s</v></c>" % (kept, made, _number(content))
    text = escape(content).replace("\r\n", "\n").encode()
    if formula:
        return b'<c%s t="str">%s<v>%s</v></c>' % (kept, made, text)
    if not content:
        return b"<c%s/>" % kept
    return b'<c%s t="inlineStr"><is><t xml:space="preserve">%s</t></is></c>' % (kept, text)


def _number(content: Decimal | float) -> bytes:
    """As Excel writes it: ``1408``, not ``1408.000000``."""
    if content == int(content):
        return b"%d" % int(content)
    return f"{content:f}".encode()
