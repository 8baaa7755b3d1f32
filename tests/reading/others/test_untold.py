"""Formulas and error values of files that the library reads: it keeps both to itself."""

from __future__ import annotations

import io
import re
import struct
import zipfile

import pytest

from tests.reading.books import Draft, draft
from toolkit.a1 import address
from toolkit.form import Form
from toolkit.reading.others.xlsb_untold import read_binary
from toolkit.reading.run.opening import open_book, read_content
from toolkit.refusal import Refused
from toolkit.values import CellError


def unusual(book: Draft | bytes, change: tuple[bytes, bytes] = (b"", b"")) -> bytes:
    """The workbook with a comment in each row, so that it is read element by element."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(book if isinstance(book, bytes) else book.save())) as source,
        zipfile.ZipFile(made, "w") as target,
    ):
        for name in source.namelist():
            data = source.read(name)
            if name.startswith("xl/worksheets/sheet"):
                data = re.sub(rb"(<row )", rb"<!-- </c> -->\1", data)
                data = data.replace(*change) if change[0] else data
            target.writestr(name, data)
    return made.getvalue()


def test_unusual_xlsx__an_error_value_is_an_error_at_its_cell(form: Form) -> None:
    book = draft(form)
    table = next(table for table in book.layout.tables if table.table == "t4")
    item = next(item for item in form.inputs if item.table == table.table)
    declared = book.layout.cover_cell(f"zero.{table.table}")
    book.sheets[book.layout.cover_sheet][address(declared.row, declared.column)] = book.layout.yes
    cell = book.put(item.code, "#REF!")
    returned = read_content("test.xlsx", unusual(book), "xlsx")
    assert returned.record is not None
    assert returned.record.values[item.index] is None
    assert (item.code, cell) in {(f.field, f.cell) for f in returned.findings if f.severity == "error"}


def test_unusual_xlsx__a_total_typed_over_is_seen(form: Form) -> None:
    book = draft(form)
    total = form.fields[form.computations[0].at]
    book.put(total.code, 99999)
    returned = read_content("test.xlsx", unusual(book), "xlsx")
    assert returned.record is not None
    assert returned.record.overtyped == {total.index: 99999}
    assert returned.record.values == book.values


def test_unusual_xlsx__says_when_and_by_what_it_was_saved(form: Form) -> None:
    data = draft(form).save()
    usual, other = (read_content("test.xlsx", each, "xlsx") for each in (data, unusual(data)))
    assert usual.saved_at
    assert usual.program
    assert (other.saved_at, other.program, other.record) == (usual.saved_at, usual.program, usual.record)


def test_unusual_xlsx__that_is_not_well_formed_is_refused(form: Form) -> None:
    with pytest.raises(Refused) as refused:
        read_content("test.xlsx", unusual(draft(form), (b"<!-- </c> -->", b"<!-- -- -->")), "xlsx")
    assert refused.value.wording_id == "PART-BROKEN"


def record(kind: int, body: bytes) -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def text(content: str) -> bytes:
    return struct.pack("<L", len(content)) + content.encode("utf-16-le")


def test_xlsb__formulas_errors_and_protection_are_found() -> None:
    cell = struct.pack("<LL", 2, 0)
    sheet = (
        record(0, struct.pack("<L", 4) + bytes(12))
        + record(3, cell + b"\x17")
        + record(9, struct.pack("<LL", 3, 0) + bytes(8))
        + record(535, struct.pack("<HH", 0, 1))
    )
    parts = {
        "xl/workbook.bin": record(156, bytes(8) + text("rId1") + text("表二")),
        "xl/_rels/workbook.bin.rels": (
            b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
            b'Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" '
            b'Target="worksheets/sheet1.bin"/></Relationships>'
        ),
        "xl/worksheets/sheet1.bin": sheet,
    }
    found = read_binary(parts.get)
    assert found is not None
    assert found["表二"].errors == {"C5": "#REF!"}
    assert found["表二"].formulas == {"D5"}
    assert found["表二"].protected
    assert read_binary({**parts, "xl/worksheets/sheet1.bin": sheet[:-1]}.get) is None


def test_unusual_xlsx__error_values_stand_in_the_cells(form: Form) -> None:
    book = draft(form)
    sheet, cell = book.place(form.inputs[0].code)
    book.put(form.inputs[0].code, "#DIV/0!")
    opened = open_book(unusual(book), "xlsx").sheet(sheet)
    assert opened is not None
    assert opened.cells[cell] == CellError("#DIV/0!")
