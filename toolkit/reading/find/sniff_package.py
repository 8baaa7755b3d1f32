"""What a zip file is, by its parts."""

from __future__ import annotations

import re

from ...ooxml.package import Package
from .endings import is_handed_in
from .kinds import ENCRYPTED, Sniffed
from .loose_parts import MAIN_PARTS, package_folders

_OPEN_DOCUMENT = "application/vnd.oasis.opendocument."
_OOXML_MAIN = re.compile(
    rb'ContentType="application/(?:vnd\.openxmlformats-officedocument\.|vnd\.ms-)'
    rb'(spreadsheetml|wordprocessingml|presentationml|excel|word|powerpoint|visio)[^"]{0,200}main\+xml"',
    re.IGNORECASE,
)
# An entry of the list of an OpenDocument file that says how a part is encrypted; scripts may be while the rest is not.
_LOCKED = re.compile(
    rb"full-path\s*=\s*[\"'](?:content\.xml|encrypted-package)[\"'][^<>]*+>\s*+<(?:\w+:)?encryption-data"
)


def sniff_package(package: Package) -> Sniffed:
    """What a zip file is, by its parts; raises Refused where those that tell can't be unpacked."""
    if not len(package):
        return Sniffed("hollow")
    types = package.get("[Content_Types].xml")
    if types is not None:
        return _sniff_ooxml(package, types)
    kind = package.get("mimetype", b"")[:100].decode("ascii", "replace").strip()
    if kind.startswith(_OPEN_DOCUMENT):
        return _sniff_open_document(package, kind.removeprefix(_OPEN_DOCUMENT).removesuffix("-template"))
    if kind == "application/epub+zip":
        return Sniffed("epub")
    return Sniffed(_sniff_loose(package))


def _sniff_open_document(package: Package, word: str) -> Sniffed:
    if word == "spreadsheet" and _LOCKED.search(package.get("META-INF/manifest.xml", b"")):
        return Sniffed(ENCRYPTED)
    return Sniffed({"spreadsheet": "ods", "text": "odt", "presentation": "odp"}.get(word, "zip"))


def _sniff_loose(package: Package) -> str:
    """What lies in a zip file that is no whole document: parts of one, perhaps in a folder, or whatever it is."""
    names = tuple(package)
    folders = package_folders(names)
    for folder in ("", *(f"{folder}/" for folder in sorted(folders)[:16] if folder)):
        for part, kind in MAIN_PARTS:
            if f"{folder}{part}" in package:
                return kind
    if folders:
        return "parts"
    return "zip-of-books" if any(is_handed_in(name) for name in names) else "zip"


def _sniff_ooxml(package: Package, types: bytes) -> Sniffed:
    types = _ascii(types)
    macros = "xl/vbaProject.bin" in package or b"vnd.ms-office.vbaProject" in types
    found = _OOXML_MAIN.search(types)
    family = found[1].lower() if found else b""
    if family in (b"wordprocessingml", b"word"):
        return Sniffed("word")
    if family in (b"presentationml", b"powerpoint"):
        return Sniffed("powerpoint")
    if family == b"visio":
        return Sniffed("visio")
    if "xl/workbook.bin" in package or b"sheet.binary.macroEnabled.main" in types:
        return Sniffed("xlsb", macros)
    if family in (b"spreadsheetml", b"excel") or "xl/workbook.xml" in package:
        return Sniffed("xlsm" if macros else "xlsx", macros)
    return Sniffed(_sniff_loose(package))


def _ascii(part: bytes) -> bytes:
    """The part with its markup in ASCII, whatever encoding it is in."""
    return part.decode("utf-16", "replace").encode() if part[:2] in (b"\xff\xfe", b"\xfe\xff") else part
