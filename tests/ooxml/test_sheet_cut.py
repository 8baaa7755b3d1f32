"""What of a sheet's frame is an organ's own is taken out of it, where it says nothing of the cells; all else stays."""

from __future__ import annotations

import pytest

from toolkit.ooxml.sheet_cut import cut_sheet

START = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData></sheetData>'
ONE = (
    b'<dataValidation type="whole" allowBlank="1" promptTitle="t" prompt="68" sqref="B5">'
    b"<formula1>0</formula1></dataValidation>"
)
LISTED = b'<dataValidation type="list" sqref="C2"><formula1>"y,n"</formula1></dataValidation>'


def frame(validations: bytes, count: int = 1) -> bytes:
    cut = cut_sheet(START + b'<dataValidations count="%d">' % count + validations + b"</dataValidations></worksheet>")
    assert cut is not None
    return cut.frame


PLAIN = START.replace(b"</sheetData>", b"") + b"</sheetData></worksheet>"


@pytest.mark.parametrize(
    "validations",
    [
        b"",
        ONE,
        ONE + b"\n" + ONE.replace(b"68", b"9 &amp; &#10;10").replace(b"B5", b"B6 C7:D9"),
        LISTED + ONE,
        ONE.replace(b"B5", b'B5" xr:uid="{1}'),
        b'<dataValidation allowBlank="1" prompt="p" promptTitle="t" sqref="B5" type="whole"/>',  # as LibreOffice does
        b'<dataValidation allowBlank="1" prompt="p" sqref="B5" type="whole"/>',
    ],
)
def test_cut__validations_are_none_of_the_frame(validations: bytes) -> None:
    assert frame(validations) == PLAIN


@pytest.mark.parametrize(
    "validations",
    [
        ONE.replace(b' type="whole"', b' type="whole" type="whole"'),
        ONE.replace(b' sqref="B5"', b' sqref="B5" type="whole"'),
        ONE.replace(b' prompt="68" sqref="B5"', b' prompt="68" sqref="B5" prompt="68" sqref="B5"'),
        ONE.replace(b"68", b"6<8"),
        ONE.replace(b"68", b"&x;"),
        ONE.replace(b"68", b"6&8"),
        ONE.replace(b"0</", b"<c/></"),
        ONE.replace(b"</dataValidation>", b""),
        ONE + b"x",
        ONE + b"<!-- -->",
        b"<c/>" + ONE,
    ],
)
def test_cut__what_is_no_validation_stays_for_those_who_read_the_frame(validations: bytes) -> None:
    cut = cut_sheet(START + b'<dataValidations count="1">' + validations + LISTED + b"</dataValidations></worksheet>")
    assert cut is None or validations in cut.frame
