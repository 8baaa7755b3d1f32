"""The same official table twice: asked which one counts where they differ."""

from __future__ import annotations

from tests.reading.understand.returned import CELL, RELATIONS, SHEET, WORKBOOK, Parts, cell, parts, read, swapped, told

KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"


def with_copy(copy: bytes) -> Parts:
    made = swapped(WORKBOOK, b"</sheets>", '<sheet name="表三 (2)" sheetId="99" r:id="rId99"/></sheets>'.encode())
    relation = f'<Relationship Id="rId99" Type="{KIND}" Target="worksheets/sheet99.xml"/></Relationships>'.encode()
    made = swapped(RELATIONS, b"</Relationships>", relation, made)
    return made | {"xl/worksheets/sheet99.xml": copy}


def test_copy__with_other_figures_is_an_error_at_the_first_that_differs() -> None:
    copy = swapped(SHEET, cell(CELL), f'<c r="{CELL}" s="21"><v>43</v></c>'.encode())[SHEET]
    found = told(with_copy(copy))
    assert ("TABLE-TWICE", CELL) in found
    assert "SHEET-ADDED" not in {rule for rule, _ in found}  # which says that what stands there does not count
    assert read(with_copy(copy)).status == "rejected"


def test_copy__with_the_same_figures_is_a_notice() -> None:
    found = {rule for rule, _ in told(with_copy(parts()[SHEET]))}
    assert found == {"TABLE-COPY", "SHEET-ADDED"}


def test_sheet__with_no_official_table_is_no_copy() -> None:
    empty = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData/></worksheet>'
    assert {rule for rule, _ in told(with_copy(empty))} == {"SHEET-ADDED"}
