"""What a file is, by its content; its name's ending is not asked."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...ooxml.package import Package
from .ole import read_storage

READABLE = frozenset({"xlsx", "xlsm", "xlsb", "xls", "ods"})
ARCHIVES = frozenset({"zip", "rar", "7z", "gzip"})

# Kinds that are no workbook, in the words they are told in.
KINDS = {
    "empty": "空文件",
    "zeros": "内容全是空字节的文件（多半是没有传完或磁盘出错）",
    "word": "Word 文档",
    "powerpoint": "PowerPoint 演示文稿",
    "visio": "Visio 图",
    "odt": "OpenDocument 文字文档",
    "odp": "OpenDocument 演示文稿",
    "ofd": "OFD 版式文件",
    "email": "电子邮件",
    "pdf": "PDF 文件",
    "rtf": "RTF 文档",
    "picture": "图片",
    "video": "音频或视频文件",
    "program": "可执行程序",
    "shortcut": "快捷方式",
    "html": "网页（HTML 表格，不少系统把它存成 .xls）",
    "mht": "单个文件网页（MHT）",
    "spreadsheetml": "Excel 2003 XML 表格",
    "xml": "XML 文件",
    "json": "JSON 文件",
    "csv": "文本表格（CSV）",
    "text": "文本文件",
    "rar": "RAR 压缩包",
    "7z": "7z 压缩包",
    "gzip": "gzip 压缩包",
    "zip": "压缩包",
    "jar": "程序压缩包",
    "ole": "旧式 Office 复合文档，里面没有工作簿",
    "unknown": "无法辨认的内容",
}

_MAGIC: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG\r\n\x1a\n", "picture"),
    (b"\xff\xd8\xff", "picture"),
    (b"GIF8", "picture"),
    (b"II*\0", "picture"),
    (b"MM\0*", "picture"),
    (b"Rar!\x1a\x07", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"L\0\0\0\x01\x14\x02\0", "shortcut"),
    (b"ID3", "video"),
)
_OLE_MAGIC = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BIFF = re.compile(rb"\x09[\0\x02\x04\x08](?:[\x04-\x10]\0)(?:\0[\0-\x06]|[\x02-\x07]\0).[\x10\x20\0\x40]", re.DOTALL)
_HTML = re.compile(rb"<(?:!doctype\s+html|html|table|meta|head|body|style|div)\b", re.IGNORECASE)
_MAIL = (
    (re.compile(rb"(?is)\A(?:mime-version:|from:).*multipart/related"), "mht"),
    (re.compile(rb"(?is)\A(?:from|received|return-path|message-id|date|subject): .*^subject:", re.MULTILINE), "email"),
)
_OOXML_MAIN = re.compile(
    rb'ContentType="application/(?:vnd\.openxmlformats-officedocument\.|vnd\.ms-)'
    rb'(spreadsheetml|wordprocessingml|presentationml|excel|word|powerpoint|visio)[^"]*main\+xml"',
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Sniffed:
    """What a file is: one of ``READABLE``, ``encrypted``, or a key of ``KINDS``."""

    kind: str
    macros: bool = False

    @property
    def words(self) -> str:
        """The kind as it is told to a person."""
        return KINDS.get(self.kind, KINDS["unknown"])


def sniff(data: bytes) -> Sniffed:
    """What ``data`` is. A zip file is told apart by its parts: use ``sniff_package`` for ``PK`` files."""
    if not data:
        return Sniffed("empty")
    if data.startswith(_OLE_MAGIC):
        return sniff_ole(data)
    for magic, kind in _MAGIC:
        if data.startswith(magic):
            return Sniffed(kind)
    if data[:4] == b"RIFF" or data[4:8] == b"ftyp":
        return Sniffed("picture" if data[8:12] in (b"WEBP", b"heic", b"mif1", b"avif") else "video")
    if data.startswith(b"BM") and len(data) > 14 and int.from_bytes(data[2:6], "little") == len(data):
        return Sniffed("picture")
    if _BIFF.match(data):
        return Sniffed("xls")
    return Sniffed(_sniff_text(data))


def sniff_ole(data: bytes) -> Sniffed:
    """What an OLE2 compound file is, by the names of its streams; raises Refused where its sectors are damaged."""
    names = read_storage(data).names
    if "encryptedpackage" in names:
        return Sniffed("encrypted")
    if "workbook" in names or "book" in names:
        return Sniffed("xls", macros="_vba_project_cur" in names)
    for name, kind in (("worddocument", "word"), ("powerpoint document", "powerpoint"), ("visiodocument", "visio")):
        if name in names:
            return Sniffed(kind)
    return Sniffed("email" if "__properties_version1.0" in names else "ole")


def sniff_package(package: Package) -> Sniffed:
    """What a zip file is, by its parts; raises Refused where those that tell can't be unpacked."""
    types = package.get("[Content_Types].xml")
    if types is not None:
        return _sniff_ooxml(package, types)
    kind = package.get("mimetype", b"")[:100].decode("ascii", "replace").strip()
    if kind.startswith("application/vnd.oasis.opendocument."):
        word = kind.removeprefix("application/vnd.oasis.opendocument.").removesuffix("-template")
        return Sniffed({"spreadsheet": "ods", "text": "odt", "presentation": "odp"}.get(word, "zip"))
    if "OFD.xml" in package:
        return Sniffed("ofd")
    return Sniffed("jar" if "META-INF/MANIFEST.MF" in package else "zip")


def _sniff_ooxml(package: Package, types: bytes) -> Sniffed:
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
    return Sniffed("zip")


def _sniff_text(data: bytes) -> str:
    start = data[:4096]
    if not start.strip(b"\0") and not data.strip(b"\0"):
        return "zeros"
    if start[:2] in (b"\xff\xfe", b"\xfe\xff"):
        start = start.decode("utf-16", "ignore").encode()
    head = start.removeprefix(b"\xef\xbb\xbf").lstrip()
    if head.startswith(b"<"):
        return _sniff_markup(head)
    if any(byte < 9 or 13 < byte < 32 for byte in head):
        return "unknown"
    for pattern, kind in _MAIL:
        if pattern.search(head):
            return kind
    return _sniff_characters(head[:-4] if len(data) > 4096 else head)


def _sniff_markup(head: bytes) -> str:
    if b"urn:schemas-microsoft-com:office:spreadsheet" in head and b"<html" not in head.lower():
        return "spreadsheetml"
    if _HTML.search(head):
        return "html"
    return "xml" if head.startswith((b"<?xml", b"<!")) else "text"


def _sniff_characters(head: bytes) -> str:
    """``head`` without its last bytes where more follows: a character may be cut in two there."""
    for encoding in ("utf-8", "gb18030"):
        try:
            text = head.decode(encoding)
        except UnicodeDecodeError:
            continue
        if text[:1] in ("{", "[") and '"' in text:
            return "json"
        return "csv" if any(mark in text.split("\n", 1)[0] for mark in ",\t;") else "text"
    return "unknown"
