"""Makers of hostile files: each returns the bytes of one, named for what it tries."""

from __future__ import annotations

import io
import random
import struct
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import lru_cache
from pathlib import Path

from msoffcrypto.format.ooxml import OOXMLFile

from tests.hostile.ole import ole
from toolkit.editions import load_form
from toolkit.writing import write_template

SHEET = "xl/worksheets/sheet3.xml"
STRINGS = "xl/sharedStrings.xml"
STYLES = "xl/styles.xml"
BOOK = "xl/workbook.xml"
RELATIONS = "xl/_rels/workbook.xml.rels"
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_LINK = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


@lru_cache(maxsize=1)
def template() -> bytes:
    """A good workbook of the edition of 2021, blank."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "t.xlsx"
        write_template(load_form(2024), path)
        return path.read_bytes()


def parts() -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(template())) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(members: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return stream.getvalue()


def changed(name: str, change: Callable[[bytes], bytes]) -> bytes:
    members = parts()
    members[name] = change(members[name])
    return packed(members)


def added(**members: bytes) -> bytes:
    return packed(parts() | {name.replace("__", "/").replace("_DOT_", "."): part for name, part in members.items()})


def with_rows(rows: bytes) -> bytes:
    """The template with ``rows`` after those of one sheet."""
    return changed(SHEET, lambda part: part.replace(b"</sheetData>", rows + b"</sheetData>"))


def zip_bomb() -> bytes:
    return packed(parts() | {"xl/media/bomb.bin": bytes(180 << 20)})


def lying_size() -> bytes:
    """A part that declares 10 bytes and unpacks to 50 MB."""
    data = bytearray(packed(parts() | {"xl/lie.xml": bytes(50 << 20)}))
    at = data.rfind(b"PK\x01\x02", 0, data.rfind(b"xl/lie.xml"))
    struct.pack_into("<L", data, at + 24, 10)
    return bytes(data)


def overlapping() -> bytes:
    """Two hundred directory entries that share one packed part."""
    body = bytes(1 << 20)
    deflated = zlib.compress(body, 9)[2:-4]
    local = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, zlib.crc32(body), len(deflated), len(body), 1, 0)
    sizes = (zlib.crc32(body), len(deflated), len(body))
    head = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 8, 0, 0, *sizes, 5, 0, 0, 0, 0, 0, 0)
    entries = b"".join(head + f"{index:05}".encode() for index in range(200))
    start = local + b"x" + deflated
    return start + entries + struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 200, 200, len(entries), len(start), 0)


def entity_bomb() -> bytes:
    lines = ['<!ENTITY a0 "ha">', *(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))]
    return changed(STRINGS, lambda part: part.replace(b"<sst", f"<!DOCTYPE sst [{''.join(lines)}]><sst".encode(), 1))


def outside_entity() -> bytes:
    doctype = b'<!DOCTYPE workbook [<!ENTITY x SYSTEM "file:///etc/passwd">]><workbook'
    return changed(BOOK, lambda part: part.replace(b"<workbook", doctype, 1))


def declared_strings() -> bytes:
    return changed(STRINGS, lambda part: part.replace(b"<sst ", b'<sst uniqueCount="4294967295" ', 1))


def one_string_many_cells() -> bytes:
    members = parts()
    count = members[STRINGS].count(b"</si>")
    members[STRINGS] = members[STRINGS].replace(b"</sst>", b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>")
    cell = b"".join(
        b'<row r="%d"><c r="A%d" t="s"><v>%d</v></c></row>' % (row, row, count) for row in range(900, 101_000)
    )
    members[SHEET] = members[SHEET].replace(b"</sheetData>", cell + b"</sheetData>")
    return packed(members)


def wide_dimension() -> bytes:
    import re

    return changed(SHEET, lambda part: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:XFD1048576"', part))


def many_cells() -> bytes:
    numbers = random.Random(4)
    row = b"".join(b"<c ><v>%d</v></c>" % numbers.randrange(10**6) for _ in range(16_000))
    return with_rows((b"<row>" + row + b"</row>") * 131)


def far_corner() -> bytes:
    return with_rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


def outside_grid() -> bytes:
    return with_rows(b'<row r="1048577"><c r="A1048577"><v>1</v></c></row>')


def outside_columns() -> bytes:
    return with_rows(b'<row r="900"><c r="ZZZ900"><v>1</v></c></row>')


def many_sheets() -> bytes:
    sheet = b"".join(b'<sheet name="s%d" sheetId="%d" r:id="rId1"/>' % (n, n + 100) for n in range(20_000))
    return changed(BOOK, lambda part: part.replace(b"</sheets>", sheet + b"</sheets>"))


def whole_sheet_merge() -> bytes:
    merge = b'<mergeCells count="1"><mergeCell ref="A1:XFD1048576"/></mergeCells>'
    return changed("xl/worksheets/sheet1.xml", lambda part: part.replace(b"</sheetData>", b"</sheetData>" + merge))


def long_format() -> bytes:
    formats = b'<numFmts count="1"><numFmt numFmtId="200" formatCode="' + b"[" * 1_000_000 + b'"/></numFmts>'
    import re

    return changed(
        STYLES, lambda part: re.sub(rb"(<styleSheet[^>]*>)(?:<numFmts.*?</numFmts>)?", rb"\1" + formats, part)
    )


def deep_nesting() -> bytes:
    return changed(
        "docProps/app.xml", lambda part: b"<Properties>" + b"<a>" * 100_000 + b"</a>" * 100_000 + b"</Properties>"
    )


def deep_sheet() -> bytes:
    return with_rows(b"<row><c>" * 50_000 + b"</c></row>" * 50_000)


def encrypted_member() -> bytes:
    data = bytearray(template())
    at = data.find(b"PK\x01\x02")
    while at >= 0:
        data[at + 8] |= 1
        at = data.find(b"PK\x01\x02", at + 1)
    return bytes(data)


def other_method() -> bytes:
    """Every part packed as no office program packs it."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_BZIP2) as archive:
        for name, content in parts().items():
            archive.writestr(name, content)
    return stream.getvalue()


def two_names() -> bytes:
    """A part that the directory calls otherwise than its own record does."""
    return template().replace(SHEET.encode(), SHEET.replace("sheet3", "sheet9").encode(), 1)


def default_password() -> bytes:
    """Encrypted with the password that every Excel tries by itself."""
    opened = io.BytesIO()
    OOXMLFile(io.BytesIO(template())).encrypt("VelvetSweatshop", opened)
    return opened.getvalue()


def freeform_shape() -> bytes:
    points = b"<a:lnTo><a:pt></a:pt></a:lnTo><a:close></a:close>" * 500
    return packed(parts() | {"xl/drawings/drawing9.xml": b"<a:path>" + points + b"</a:path>"})


def wide_characters() -> bytes:
    return packed({name: part.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16") for name, part in parts().items()})


def folder_of_parts() -> bytes:
    return packed({f"a/{name}": part for name, part in parts().items()})


def locked_archive() -> bytes:
    data = bytearray(packed({"a.xlsx": template()}))
    for mark, at in ((b"PK\1\2", 8), (b"PK\3\4", 6)):
        data[data.rfind(mark) + at if at == 8 else at] |= 1
    return bytes(data)


def macro() -> bytes:
    return packed(parts() | {"xl/vbaProject.bin": ole({"VBA": b""})})


def external_link() -> bytes:
    kind = f'Type="{_LINK}/externalLinkPath" Target="file:///C:/x.xlsx" TargetMode="External"'
    relation = f'<Relationships xmlns="{_RELATIONS}"><Relationship Id="rId1" {kind}/></Relationships>'
    return packed(parts() | {"xl/externalLinks/_rels/externalLink1.xml.rels": relation.encode()})


def dde() -> bytes:
    link = f'<externalLink {_MAIN}><ddeLink ddeService="cmd" ddeTopic="/c calc"/></externalLink>'
    return packed(parts() | {"xl/externalLinks/externalLink1.xml": link.encode()})


def dde_formula() -> bytes:
    return with_rows(b'<row r="900"><c r="A900"><f>cmd|\'/c calc\'!A0</f><v>0</v></c></row>')


def embedded() -> bytes:
    return packed(parts() | {"xl/embeddings/oleObject1.bin": bytes(100)})


def part_outside() -> bytes:
    return packed(parts() | {"../../etc/cron.d/evil": b"x"})


def target_outside() -> bytes:
    return changed(RELATIONS, lambda part: part.replace(b'"worksheets/sheet3.xml"', b'"/../../../etc/passwd"'))


def absolute_target() -> bytes:
    return changed(RELATIONS, lambda part: part.replace(b'"worksheets/sheet3.xml"', b'"/etc/passwd"'))


def absolute_honest_target() -> bytes:
    return changed(RELATIONS, lambda part: part.replace(b'"worksheets/', b'"/xl/worksheets/'))


def same_part_twice() -> bytes:
    return packed(parts() | {"XL/workbook.xml": b"<workbook/>"})


def damaged() -> bytes:
    """A workbook whose parts are not what their checksums say."""
    data = bytearray(template())
    data[data.find(b"PK\x01\x02") + 16] ^= 0xFF
    return bytes(data)


def random_bytes() -> bytes:
    return random.Random(1).randbytes(50_000)


def random_zip() -> bytes:
    return b"PK\x03\x04" + random.Random(2).randbytes(50_000)


def random_ole() -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + random.Random(3).randbytes(50_000)
