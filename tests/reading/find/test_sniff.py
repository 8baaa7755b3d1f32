from __future__ import annotations

import pytest

from tests.hostile import make
from tests.hostile.ole import ole
from toolkit.ooxml.package import open_package
from toolkit.reading.find.kinds import READABLE, kinds
from toolkit.reading.find.sniff import sniff
from toolkit.reading.find.sniff_package import sniff_package

SPREADSHEETML = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
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
        ({"a.xlsx": ""}, "zip-of-books"),
    ],
)
def test_sniff__tells_a_package_by_its_parts(members: dict[str, str], kind: str) -> None:
    data = make.packed({name: text.encode() for name, text in members.items()})
    assert sniff_package(open_package(data)).kind == kind
