"""Ways to show another figure than the one held, or none, that stand around the cell: its style, row and column."""

from __future__ import annotations

import re

import pytest

from tests.reading.understand.returned import (
    CELL,
    FIGURE,
    SHEET,
    STYLES,
    figure,
    parts,
    swapped,
    told,
)
from tests.reading.understand.styling import ODD, TEXT, count_of, put, styled
from tests.reading.understand.test_conditional import TRUE

SEEN = {("MENDED-TEXT", CELL)}


@pytest.mark.parametrize("code", ['0;-0;0;@"0"', '0;-0;0;"5"@', "0;-0;0;", 'General;-0;0;"12"'])
def test_format__of_texts_that_shows_another_figure_is_told(code: str) -> None:
    formats = b'<numFmt numFmtId="400" formatCode="%b"/>' % code.replace('"', "&quot;").encode()
    made, style = styled(b'<xf numFmtId="400" fontId="0"/>', formats=formats)
    assert told(put(made, style, TEXT)) == {("MENDED-TEXT", CELL), ("SHOWN-OTHERWISE", CELL)}


@pytest.mark.parametrize("code", ["@", "0", "0;-0;0;@", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ '])
def test_format__of_texts_that_shows_them_as_they_are_is_silent(code: str) -> None:
    formats = b'<numFmt numFmtId="400" formatCode="%b"/>' % code.replace('"', "&quot;").encode()
    made, style = styled(b'<xf numFmtId="400" fontId="0"/>', formats=formats)
    assert told(put(made, style, TEXT)) == SEEN


def test_alignment__that_repeats_a_figure_is_told() -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="0"><alignment horizontal="fill"/></xf>')
    assert told(put(made, style)) == {("SHOWN-REPEATED", CELL)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<col min="4" max="10"', b'<col style="37" min="4" max="10"'),
        (b'<row r="6"', b'<row s="37" customFormat="1" r="6"'),
    ],
)
def test_cell__without_a_style_may_show_that_of_its_row_or_column(old: bytes, new: bytes) -> None:
    made, style = styled(b'<xf numFmtId="400" fontId="0"/>', formats=ODD)
    made = swapped(SHEET, old, new.replace(b"37", b"%d" % style), put(made, 0))
    assert told(made) == set()  # it names the plain style
    assert told(swapped(SHEET, b'<c r="%b" s="0"' % CELL.encode(), b'<c r="%b"' % CELL.encode(), made)) == {
        ("SHOWN-OTHERWISE", CELL)
    }


def test_style__that_leaves_its_format_unsaid_may_show_that_of_the_one_behind_it() -> None:
    made, style = styled(b'<xf fontId="0" fillId="0" borderId="0" xfId="1"/>', formats=ODD)
    made = swapped(STYLES, b"</cellStyleXfs>", b'<xf numFmtId="400" fontId="0"/></cellStyleXfs>', made)
    assert told(put(made, style)) == {("SHOWN-OTHERWISE", CELL)}


@pytest.mark.parametrize("rotation", [b"90", b"180", b"255", b"10"])
def test_alignment__that_turns_a_figure_is_told(rotation: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="0"><alignment textRotation="%b"/></xf>' % rotation)
    assert told(put(made, style)) == {("SHOWN-TURNED", CELL)}


@pytest.mark.parametrize(
    ("border", "crossed"),
    [
        (b'<border diagonalUp="1"><diagonal style="thick"/></border>', True),
        (b'<border diagonalUp="1"><diagonal/></border>', False),
        (b'<border><diagonal style="thick"/></border>', False),
    ],
)
def test_border__that_crosses_a_figure_out_is_told(border: bytes, crossed: bool) -> None:
    made = parts()
    xf = b'<xf numFmtId="0" fontId="0" borderId="%d"/>' % count_of(b"borders", made)
    made, style = styled(xf)
    made = swapped(STYLES, b"</borders>", border + b"</borders>", made)
    assert told(put(made, style)) == ({("SHOWN-STRUCK", CELL)} if crossed else set())


@pytest.mark.parametrize(("code", "told_so"), [(b'General;General;General;"\xe4\xbc\x81"', True), (b"@", False)])
def test_label__that_is_shown_as_another_text_is_told(code: bytes, told_so: bool) -> None:
    """The figures beneath would be read under the wrong head."""
    formats = b'<numFmt numFmtId="400" formatCode="%b"/>' % code.replace(b'"', b"&quot;")
    made, style = styled(b'<xf numFmtId="400" fontId="0"/>', formats=formats)
    made = swapped(SHEET, re.compile(rb'(?<=<c r="D4" s=")[0-9]+'), b"%d" % style, made)
    assert told(made) == ({("SHOWN-LABEL", "D4")} if told_so else set())


def test_style__for_one_program_and_not_for_another_is_refused() -> None:
    mc = b"http://schemas.openxmlformats.org/markup-compatibility/2006"
    chosen = b'<mc:AlternateContent xmlns:mc="%b"><mc:Choice Requires="x14">%b</mc:Choice></mc:AlternateContent>'
    made = swapped(STYLES, b"</numFmts>", chosen % (mc, ODD) + b"</numFmts>")
    assert {rule for rule, _ in told(made)} == {"PART-AMBIGUOUS"}
    made = swapped(SHEET, b"<dataValidations", chosen % (mc, TRUE % 0) + b"<dataValidations")
    assert {rule for rule, _ in told(made)} == {"PART-AMBIGUOUS"}


def test_columns__said_twice_are_refused() -> None:
    twice = b'<col hidden="1" min="11" max="16384"/><col hidden="1" min="8" max="100"/><col min="4" max="10"'
    assert {rule for rule, _ in told(swapped(SHEET, b'<col min="4" max="10"', twice))} == {"PART-AMBIGUOUS"}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<col min="4" max="10" width="9.7109375"', b'<col min="4" max="10" width="0.02"'),
        (b'<row r="6" ht="21.75"', b'<row r="6" ht="0.1"'),
        (b'<row r="7"', b'<row collapsed="1" r="7"'),
        (
            b'<col min="4" max="10" width="9.7109375" customWidth="1"/>',
            b'<col min="4" max="4" width="9" outlineLevel="1"/><col min="5" max="10" width="9" collapsed="1"/>',
        ),
    ],
    ids=["narrow", "low", "row folded", "column folded"],
)
def test_figures__with_no_room_or_folded_away_are_told(old: bytes, new: bytes) -> None:
    made = swapped(SHEET, b'<row r="6"', b'<row outlineLevel="1" r="6"') if b"collapsed" in new else parts()
    if b'<row r="6"' in old and b"outlineLevel" in made[SHEET]:
        old = old.replace(b"<row", b'<row outlineLevel="1"')
    assert ("HIDDEN-FIGURES", CELL) in told(swapped(SHEET, old, new, made))


@pytest.mark.parametrize(
    "said",
    [b'defaultRowHeight="15" defaultColWidth="0.1"', b'defaultRowHeight="3" customHeight="1"'],
    ids=["narrow columns", "low rows"],
)
def test_figures__with_no_room_by_what_the_sheet_says_of_all_lines_are_told(said: bytes) -> None:
    made = swapped(SHEET, re.compile(rb"<sheetFormatPr[^>]*/>"), b"<sheetFormatPr %b/>" % said)
    made = swapped(SHEET, re.compile(rb"<cols>.*?</cols>", re.DOTALL), b"", made)
    made = swapped(SHEET, b'<row r="6" ht="21.75" customHeight="1"', b'<row r="6"', made)
    assert ("HIDDEN-FIGURES", CELL) in told(made)


@pytest.mark.parametrize(("size", "cut"), [(b"20", False), (b"30", False), (b"38", True)])
def test_figures__in_letters_that_fit_their_row_are_silent(size: bytes, cut: bool) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT"/>', font=b'<sz val="%b"/>' % size)
    assert told(put(made, style)) == ({("SHOWN-INVISIBLE", CELL)} if cut else set())


def test_group__that_is_open_is_silent() -> None:
    made = swapped(SHEET, b'<row r="6"', b'<row outlineLevel="1" r="6"')
    assert told(made) == set()
    # Folded away is the group beneath it, of which there is none.
    made = swapped(SHEET, b"<sheetPr>", b'<sheetPr><outlinePr summaryBelow="0"/>', made)
    assert told(swapped(SHEET, b'<row r="7"', b'<row collapsed="1" r="7"', made)) == set()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="6"', b'<row hidden=" 1" r="6"'),
        (b'<row r="6"', b'<row hidden="TRUE" r="6"'),
        (b'<col min="4"', b'<col hidden=" 1" min="4"'),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s=" 21"' % CELL.encode()),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s="021"' % CELL.encode()),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s="21x"' % CELL.encode()),
        (b'<row r="6" ht="21.75"', b'<row r="6" ht="tall"'),
        (b'<row r="6"', b'<row outlineLevel="9" r="6"'),
    ],
)
def test_attribute__written_as_no_program_does_is_refused(old: bytes, new: bytes) -> None:
    assert {rule for rule, _ in told(swapped(SHEET, old, new))} == {"PART-AMBIGUOUS"}


@pytest.mark.parametrize("number", [b" 400", b"+400", b"0400"])
def test_format__named_as_no_program_does_is_refused(number: bytes) -> None:
    made, _ = styled(b'<xf numFmtId="%b" fontId="0"/>' % number, formats=ODD)
    assert {rule for rule, _ in told(made)} == {"PART-AMBIGUOUS"}


def test_format__with_two_codes_is_refused() -> None:
    made, _ = styled(b'<xf numFmtId="400" fontId="0"/>', formats=ODD + ODD.replace(b"7", b"8"))
    assert {rule for rule, _ in told(made)} == {"PART-AMBIGUOUS"}


def test_prompt__in_single_quotes_of_another_attribute_hides_nothing() -> None:
    tricked = (
        b"""<col xmlns:q="u" min="4" max="4" width="9" q:a=' prompt="' hidden='1' q:b='"'/><col min="5" max="10\""""
    )
    for _ in range(2):  # the second time from memory
        assert ("HIDDEN-FIGURES", CELL) in told(swapped(SHEET, b'<col min="4" max="10"', tricked))
    assert figure(parts()) == FIGURE
