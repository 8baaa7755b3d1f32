"""Ways to show another figure than the one held, or none, that stand around the cell: its style, row, column, rules."""

from __future__ import annotations

import re

import pytest

from tests.reading.understand.returned import (
    CELL,
    FIGURE,
    SHEET,
    STYLES,
    Parts,
    cell,
    figure,
    parts,
    swapped,
    told,
)

TEXT = b'<c r="%b" s="%d" t="inlineStr"><is><t>3440</t></is></c>'
NUMBER = b'<c r="%b" s="%d"><v>3440</v></c>'
FONT = b'<font><sz val="11"/>%b</font>'
FILL = b"<fill>%b</fill>"
ODD = b'<numFmt numFmtId="400" formatCode="0&quot;7&quot;"/>'
SOLID = b'<patternFill patternType="solid"><fgColor %b/></patternFill>'
SEEN = {("MENDED-TEXT", CELL)}


def count_of(element: bytes, made: Parts) -> int:
    found = re.search(rb'<%b count="(\d+)"' % element, made[STYLES])
    assert found is not None
    return int(found[1])


def styled(
    style: bytes, *, formats: bytes = b"", font: bytes = b"", fill: bytes = b"", behind: bytes = b""
) -> tuple[Parts, int]:
    """The return with one more style, and its number. FONT and FILL in ``style`` stand for the font and fill given."""
    made = parts()
    number = count_of(b"cellXfs", made)
    style = style.replace(b"FONT", b"%d" % (count_of(b"fonts", made) if font else 0))
    style = style.replace(b"FILL", b"%d" % (count_of(b"fills", made) if fill else 0))
    made = swapped(STYLES, b"</cellXfs>", style + b"</cellXfs>", made)
    made = swapped(STYLES, b"</numFmts>", formats + b"</numFmts>", made)
    made = swapped(STYLES, b"</fonts>", (FONT % font if font else b"") + b"</fonts>", made)
    made = swapped(STYLES, b"</fills>", (FILL % fill if fill else b"") + b"</fills>", made)
    return swapped(STYLES, b"</styleSheet>", behind + b"</styleSheet>", made), number


def put(made: Parts, style: int, written: bytes = NUMBER) -> Parts:
    return swapped(SHEET, cell(CELL), written % (CELL.encode(), style), made)


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


COLOURS = b"<colors><indexedColors>" + b'<rgbColor rgb="FFFFFFFF"/>' * 10 + b"</indexedColors></colors>"


@pytest.mark.parametrize(
    ("font", "fill", "behind"),
    [
        (b'<color indexed="65"/>', b"", b""),
        (b'<color theme="1" tint="1"/>', b"", b""),
        (b'<color indexed="8"/>', b"", COLOURS),
        (b'<color theme="1"/>', SOLID % b'theme="1"', b""),
        (b'<color indexed="8"/>', SOLID % b'rgb="FF000000"', b""),
        (b"<b/>", SOLID % b'rgb="FF000000"', b""),
        (
            b'<color rgb="FF000000"/>',
            b'<gradientFill><stop position="0"><color rgb="FF000000"/></stop><stop position="1">'
            b'<color rgb="FF010101"/></stop></gradientFill>',
            b"",
        ),
        (b'<color rgb="FFFEFEFE"/>', b"", b""),
        (b'<color rgb="FFFFFBE6"/>', SOLID % b'rgb="FFFFFFFF"', b""),
        (b'<sz val="3.5"/>', b"", b""),
    ],
)
def test_colours__that_cannot_be_told_apart_hide_a_figure(font: bytes, fill: bytes, behind: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT" fillId="FILL"/>', font=font, fill=fill, behind=behind)
    assert told(put(made, style)) == {("SHOWN-INVISIBLE", CELL)}


@pytest.mark.parametrize(
    ("font", "fill"),
    [
        (b'<color theme="0"/>', SOLID % b'theme="1"'),
        (b'<color theme="1" tint="0.35"/>', b""),
        (b'<color rgb="FFBFBFBF"/>', b""),
        (b'<color auto="1"/>', SOLID % b'rgb="FFFFFF00"'),
        (b'<color rgb="FFFFFFFF"/>', SOLID % b'rgb="FFC00000"'),
        (b'<color indexed="10"/>', b""),
    ],
)
def test_colours__that_are_told_apart_are_silent(font: bytes, fill: bytes) -> None:
    made, style = styled(b'<xf numFmtId="0" fontId="FONT" fillId="FILL"/>', font=font, fill=fill)
    assert told(put(made, style)) == set()


def test_colours__of_the_workbooks_own_theme_count() -> None:
    theme = parts()["xl/theme/theme1.xml"]
    white = re.sub(rb"(?s)<a:dk1>.*?</a:dk1>", b'<a:dk1><a:srgbClr val="FFFFFF"/></a:dk1>', theme, count=1)
    assert ("SHOWN-INVISIBLE", CELL) in told(parts() | {"xl/theme/theme1.xml": white})


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<col min="4" max="10" width="9.7109375"', b'<col min="4" max="10" width="0.02"'),
        (b'<row r="6" spans="1:10" ht="21.75"', b'<row r="6" spans="1:10" ht="0.1"'),
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


def test_group__that_is_open_is_silent() -> None:
    made = swapped(SHEET, b'<row r="6"', b'<row outlineLevel="1" r="6"')
    assert told(made) == set()
    # Folded away is the group beneath it, of which there is none.
    made = swapped(SHEET, b"<sheetPr>", b'<sheetPr><outlinePr summaryBelow="0"/>', made)
    assert told(swapped(SHEET, b'<row r="7"', b'<row collapsed="1" r="7"', made)) == set()


RULE = (
    b'<conditionalFormatting sqref="%b"><cfRule type="%b" dxfId="%%d" priority="99">%b</cfRule></conditionalFormatting>'
)
WHITE = b'<font><color rgb="FFFFFFFF"/></font>'
TRUE = RULE % (CELL.encode(), b"expression", b"<formula>TRUE</formula>")
IS_ZERO = RULE % (CELL.encode(), b'cellIs" operator="equal', b"<formula>0</formula>")


@pytest.mark.parametrize(
    ("look", "rule", "veiled"),
    [
        (WHITE, TRUE, True),
        (b"<font><strike/></font>", TRUE, True),
        (b'<numFmt numFmtId="9"/>', TRUE, True),
        (b'<fill><patternFill><bgColor rgb="FF000000"/></patternFill></fill>', TRUE, True),
        (WHITE + b'<fill><patternFill><bgColor rgb="FFFF0000"/></patternFill></fill>', TRUE, False),
        (b'<font><color rgb="FFFF0000"/></font>', TRUE, False),
        (WHITE, IS_ZERO, False),  # hides zeros alone
    ],
)  # fmt: skip
def test_conditional_style__that_may_hide_a_figure_is_told(look: bytes, rule: bytes, veiled: bool) -> None:
    made = swapped(STYLES, b"</dxfs>", b"<dxf>" + look + b"</dxf></dxfs>")
    rule %= count_of(b"dxfs", made)
    made = swapped(SHEET, b"<dataValidations", rule + b"<dataValidations", made)
    assert told(made) == ({("SHOWN-CONDITIONAL", CELL)} if veiled else set())


@pytest.mark.parametrize(
    ("rule", "veiled"),
    [
        (b'type="iconSet"><x14:iconSet showValue="0"/>', True),
        (b'type="iconSet"><x14:iconSet/>', False),
        (b'type="expression"><xm:f>TRUE</xm:f><x14:dxf><font><color theme="0"/></font></x14:dxf>', True),
        (b'type="expression"><xm:f>TRUE</xm:f><x14:dxf><numFmt numFmtId="0" formatCode=";;;"/></x14:dxf>', True),
        (b'type="expression"><xm:f>$D$6=0</xm:f><x14:dxf><font><color theme="0"/></font></x14:dxf>', False),
        (b'type="dataBar"><x14:dataBar><x14:fillColor rgb="FF638EC6"/></x14:dataBar>', False),
        (b'type="dataBar"><x14:dataBar gradient="0"><x14:fillColor rgb="FF000000"/></x14:dataBar>', True),
    ],
)
def test_conditional_format__in_an_extension_counts(rule: bytes, veiled: bool) -> None:
    end = b"</x14:conditionalFormatting></x14:conditionalFormattings></ext></extLst>"
    extension = (
        b'<extLst><ext xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        b'uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"><x14:conditionalFormattings><x14:conditionalFormatting '
        b'xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main"><x14:cfRule '
        + rule
        + b"</x14:cfRule><xm:sqref>%b</xm:sqref>" % CELL.encode()
        + end
    )
    made = swapped(SHEET, b"</worksheet>", extension + b"</worksheet>")
    assert told(made) == ({("SHOWN-CONDITIONAL", CELL)} if veiled else set())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b'<row r="6"', b'<row hidden=" 1" r="6"'),
        (b'<row r="6"', b'<row hidden="TRUE" r="6"'),
        (b'<col min="4"', b'<col hidden=" 1" min="4"'),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s=" 21"' % CELL.encode()),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s="021"' % CELL.encode()),
        (b'<c r="%b" s="21"' % CELL.encode(), b'<c r="%b" s="21x"' % CELL.encode()),
        (b'<row r="6" spans="1:10" ht="21.75"', b'<row r="6" ht="tall"'),
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
