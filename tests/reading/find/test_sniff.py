from __future__ import annotations

from pathlib import Path

import pytest

import toolkit
from tests.hostile import make
from tests.hostile.ole import ole
from toolkit.findings import tell
from toolkit.ooxml.package import open_package
from toolkit.reading.find.kinds import READABLE, kinds
from toolkit.reading.find.sniff import sniff
from toolkit.reading.find.sniff_package import sniff_package

SPREADSHEETML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
FLAT = (
    b'<?xml version="1.0"?>\n<office:document xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    b'office:mimetype="application/vnd.oasis.opendocument.%s"><style:style/>'
)
MAIN = (
    '<Types><Override PartName="/x" ContentType="application/vnd.openxmlformats-officedocument.{}.main+xml"/></Types>'
)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", "empty"),
        (bytes(100), "zeros"),
        (b"%PDF-1.7\n", "pdf"),
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"{\\rtf1", "rtf"),
        (b"Rar!\x1a\x07\x01\0", "rar"),
        (b"7z\xbc\xaf\x27\x1c", "7z"),
        (b"\xef\xbb\xbf<html><table>", "html"),
        ("<html>".encode("utf-16"), "html"),
        (b"<table border=1><tr><td>1</td></tr></table>", "html"),
        (SPREADSHEETML, "spreadsheetml"),
        (b"<?xml version='1.0'?><a/>", "xml"),
        ("单位代码,单位名称\n".encode("gbk"), "csv"),
        ("单位代码\t单位名称\n".encode("utf-16"), "csv-utf16"),
        ("情况说明".encode(), "text"),
        (b'{"cover": {}}', "json"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related;", "mht"),
        (b"From: a@b.cn\nTo: c@d.cn\nSubject: x\n", "email"),
        (b"To: b@c.cn\r\nFrom: a@b.cn\r\nSubject: =?utf-8?b?5o?=\r\n\r\nx", "email"),
        (b"X-Mailer: Foxmail\nX-Priority: 3\nReceived: from a\n by b;\nDate: x\n\n", "email"),
        ("单位: 县教育局\n数量: 3\n".encode(), "text"),
        (b"Year: 2024\nTotal: 12\n", "text"),
        ("情况说明".encode("utf-16"), "text-utf16"),
        ("a,b\n".encode("utf-16-be").join([b"\xfe\xff", b""]), "csv-utf16"),
        (FLAT % b"spreadsheet", "flat-ods"),
        (FLAT % b"text", "flat-odt"),
        (b"BZh91AY", "packed"),
        (b"a.xlsx".ljust(257, b"\0") + b"ustar\x0000", "tar"),
        (b"b\x14#e\x1e\0" + bytes(14) + b"E-SafeNet\0\0\0LOCK", "guarded"),
        (b"%TSD-Header-###%\0\x01\x02", "guarded"),
        (b"[InternetShortcut]\r\nURL=https://www.kdocs.cn/l/abc\r\n", "online"),
        (b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "shortcut"),
        (b'{"url": "https://docs.qq.com/sheet/abc"}', "online"),
        (b"\x09\0\x04\0\x02\0\x10\0", "xls-old"),
        (b"\x09\x02\x06\0\0\0\x10\0\0\0", "xls-old"),
        (b"\x09\x04\x06\0\0\0\0\x01\0\0", "xls-old"),
        (b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0", "xls-old"),
        (ole({"Book": b"\x09\x08\x08\0\0\x05\x05\0\0\0\0\0"}), "xls-old"),
        (ole({"__properties_version1.0": b""}), "msg"),
        (ole({"EncryptedPackage": b"", "DRMEncryptedTransform": b""}), "rights"),
        (b"\x01\x02\x03", "unknown"),
        (b"\x09\x08\x10\x00\x00\x06\x05\x00\x00\x00\x00\x00", "xls"),
        (ole({"Workbook": b""}), "xls"),
        (ole({"Book": b""}), "xls"),
        (ole({"WordDocument": b""}), "word"),
        (ole({"PowerPoint Document": b""}), "powerpoint"),
        (ole({"EncryptionInfo": b"", "EncryptedPackage": b""}), "encrypted"),
        (ole({"Other": b""}), "ole"),
    ],
)
def test_sniff__tells_a_file_by_its_content(data: bytes, kind: str) -> None:
    found = sniff(data)
    assert found.kind == kind
    assert kind in kinds() or kind in READABLE or kind == "encrypted"


@pytest.mark.parametrize(
    ("members", "kind"),
    [
        ({"[Content_Types].xml": MAIN.format("spreadsheetml.sheet"), "xl/workbook.xml": ""}, "xlsx"),
        ({"[Content_Types].xml": "vnd.ms-office.vbaProject", "xl/workbook.xml": ""}, "xlsm"),
        ({"[Content_Types].xml": "<Types/>", "xl/workbook.bin": ""}, "xlsb"),
        ({"[Content_Types].xml": MAIN.format("wordprocessingml.document")}, "word"),
        ({"[Content_Types].xml": MAIN.format("presentationml.presentation")}, "powerpoint"),
        ({"mimetype": "application/vnd.oasis.opendocument.spreadsheet"}, "ods"),
        ({"mimetype": "application/vnd.oasis.opendocument.text"}, "odt"),
        ({"OFD.xml": ""}, "ofd"),
        ({}, "hollow"),
        ({"mimetype": "application/epub+zip"}, "epub"),
        ({"META-INF/MANIFEST.MF": ""}, "jar"),
        ({"a/word/document.xml": ""}, "word"),
        ({"a/xl/workbook.xml": "", "a/[Content_Types].xml": ""}, "parts"),
        ({"xl/worksheets/sheet1.xml": "", "_rels/.rels": ""}, "parts"),
        ({"Index/Document.iwa": "", "preview.jpg": ""}, "numbers"),
        ({"a.html": ""}, "zip"),
        ({"a.xlsx": ""}, "zip-of-books"),
    ],
)
def test_sniff__tells_a_package_by_its_parts(members: dict[str, str], kind: str) -> None:
    data = make.packed({name: text.encode() for name, text in members.items()})
    assert sniff_package(open_package(data)).kind == kind


def test_sniff__every_kind_says_what_it_is_and_what_helps() -> None:
    for name, kind in kinds().items():
        told = tell("FILE-KIND", kind=kind.words, remedy=kind.fix)
        assert kind.words in told.message, name
        assert told.fix == kind.fix


def test_sniff__kinds_that_take_another_way_have_remedies_of_their_own() -> None:
    fixes = {name: kinds()[name].fix for name in ("flat-ods", "tar", "email", "msg", "guarded", "xls-old", "numbers")}
    assert len(set(fixes.values())) == len(fixes)


@pytest.mark.parametrize("head", [b"x" * 70 + b": y\n", b"a:", b"From:", b":" * 5000, b"a: " * 2000, b"\xff\xfe<"])
def test_sniff__strange_heads_are_some_kind(head: bytes) -> None:
    assert sniff(head).kind in kinds()


def test_kind__in_latin_letters_stands_apart_from_the_chinese_before_it(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n" + bytes(100))
    (tmp_path / "b.xlsx").write_bytes(b"")
    told = {Path(item.file).name: item.findings[0].message for item in toolkit.validate([tmp_path]).returns}
    assert "而是 PDF" in told["a.pdf"]
    assert "而是空文件" in told["b.xlsx"]


@pytest.mark.parametrize("before", range(4))
def test_sniff__a_text_is_one_wherever_its_head_ends(before: int) -> None:
    assert sniff(b"a" * before + ("\u300a" + "政" * 5000).encode()).kind == "text"
