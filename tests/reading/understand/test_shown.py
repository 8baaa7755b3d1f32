"""What a person sees is what is read, or there is a finding at its place: formats, fonts, hidden and merged cells."""

from __future__ import annotations

import re

import pytest

from tests.reading.understand.returned import (
    CELL,
    FIGURE,
    LAYOUT,
    SHEET,
    STYLES,
    TOTAL_CELL,
    WORKBOOK,
    Parts,
    cell,
    figure,
    parts,
    read,
    swapped,
    told,
)
from toolkit.a1 import position

STYLE = b'<xf numFmtId="%d" fontId="%d" fillId="0" borderId="0" xfId="0"/></cellXfs>'


def styled(number: int = 0, font: int = 0, formats: bytes = b"", fonts: bytes = b"", at: str = CELL) -> Parts:
    """The return with a style of its own at one cell: the last of its styles."""
    made = parts()
    count = int(re.search(rb'<cellXfs count="(\d+)"', made[STYLES])[1])  # type: ignore[index]
    made = swapped(STYLES, b"</cellXfs>", STYLE % (number, font), made)
    made = swapped(STYLES, b"</numFmts>", formats + b"</numFmts>", made)
    made = swapped(STYLES, b"</fonts>", fonts + b"</fonts>", made)
    return swapped(SHEET, re.compile(rb'(?<=<c r="%b" s=")\d+' % at.encode()), b"%d" % count, made)


def formatted(code: str, at: str = CELL) -> Parts:
    escaped = code.replace("&", "&amp;").replace('"', "&quot;").encode()
    return styled(400, formats=b'<numFmt numFmtId="400" formatCode="%b"/>' % escaped, at=at)


@pytest.mark.parametrize(
    "code",
    [
        "General", "0", "0_ ", "#,##0", "#,##0_ ", "0.00", "#,##0.00", "@", '_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ',
        "0;[Red]-0", "0_);[Red](0)", "#,##0;[Red]#,##0", "G/通用格式", '0"件"', "0.######", "##",
    ],
)  # fmt: skip
def test_format__that_shows_the_figure_is_silent(code: str) -> None:
    assert told(formatted(code)) == set()


@pytest.mark.parametrize(
    "code",
    [
        '"543"',
        "0%",
        ";;;",
        "0,",
        "0!.0,",
        '0.0,"万"',
        '0"元"',
        '"¥"#,##0',
        '[>100]"多";0',
        '0"0"',
        '"5"0',
        '"无"',
    ],
)
def test_format__that_shows_another_figure_is_an_error_at_its_cell(code: str) -> None:
    assert told(formatted(code)) == {("SHOWN-OTHERWISE", CELL)}


def test_format__of_a_total_counts_too() -> None:
    assert told(formatted(";;;", at=TOTAL_CELL)) == {("SHOWN-OTHERWISE", TOTAL_CELL)}


def test_format__that_nobody_can_tell_is_a_notice() -> None:
    assert told(formatted("[DBNum1]0")) == {("SHOWN-UNCLEAR", CELL)}


def test_format__by_its_number_alone_is_known() -> None:
    assert told(styled(9)) == {("SHOWN-OTHERWISE", CELL)}  # 0%
    assert told(styled(3)) == set()  # #,##0


@pytest.mark.parametrize(
    ("font", "rule"),
    [
        (b"<font><strike/><sz val='11'/></font>", "SHOWN-STRUCK"),
        (b'<font><sz val="11"/><color rgb="FFFFFFFF"/></font>', "SHOWN-INVISIBLE"),
        (b'<font><sz val="11"/><color theme="0"/></font>', "SHOWN-INVISIBLE"),
        (b'<font><sz val="1"/></font>', "SHOWN-INVISIBLE"),
        (b'<font><sz val="11"/><color rgb="FFFF0000"/></font>', ""),
    ],
)
def test_font__that_hides_or_strikes_a_figure_is_an_error(font: bytes, rule: str) -> None:
    count = parts()[STYLES].partition(b"</fonts>")[0].count(b"<font>")
    assert told(styled(font=count, fonts=font)) == ({(rule, CELL)} if rule else set())


def test_hidden_row__with_figures_is_told_and_with_zeros_is_silent() -> None:
    row = re.compile(rb'<row (?=r="%b")' % CELL[1:].encode())
    assert ("HIDDEN-FIGURES", CELL) in told(swapped(SHEET, row, b'<row hidden="1" '))
    values = read(parts()).record.values  # type: ignore[union-attr]
    rows: dict[int, list[int]] = {}
    for (sheet, number, _), value in zip(LAYOUT.places, values, strict=True):
        if sheet == LAYOUT.sheet("t3").sheet:
            rows.setdefault(number + 1, []).append(value or 0)
    empty = next(number for number, figures in rows.items() if not any(figures))
    assert told(swapped(SHEET, b'<row r="%d"' % empty, b'<row hidden="1" r="%d"' % empty)) == set()


@pytest.mark.parametrize("column", [b'hidden="1" width="9"', b'width="0" customWidth="1"'])
def test_hidden_column__with_figures_is_told(column: bytes) -> None:
    made = swapped(SHEET, re.compile(rb"<col min=\"4\" max=\"10\"[^>]*>"), b'<col min="4" max="4" %b/>' % column)
    assert ("HIDDEN-FIGURES", CELL) in told(made)


@pytest.mark.parametrize("state", [b"hidden", b"veryHidden"])
def test_hidden_sheet__of_an_official_table_is_told(state: bytes) -> None:
    assert ("HIDDEN-SHEET", CELL) in told(swapped(WORKBOOK, b'sheetId="4"', b'sheetId="4" state="%b"' % state))


def test_merge__over_inputs_and_totals_is_told_where_something_is_covered() -> None:
    def merged(cells: str) -> set[tuple[str, str]]:
        return told(
            swapped(
                SHEET, b'<mergeCell ref="A1:J1"/>', b'<mergeCell ref="A1:J1"/><mergeCell ref="%b"/>' % cells.encode()
            )
        )

    right = f"E{CELL[1:]}"
    assert merged(f"{CELL}:{right}") == {("MERGED-FIGURES", right)}
    assert merged(f"I{CELL[1:]}:{TOTAL_CELL}") == {("MERGED-CELLS", TOTAL_CELL)}


def test_conditional_format__that_may_show_something_else_is_a_notice() -> None:
    look = b'<dxf><numFmt numFmtId="401" formatCode=";;;"/></dxf></dxfs>'
    made = swapped(STYLES, b"</dxfs>", look)
    rule = b'<cfRule type="expression" dxfId="%d" priority="99"><formula>1</formula></cfRule>'
    rule %= made[STYLES].count(b"<dxf>") - 1
    added = b'<conditionalFormatting sqref="%b">%b</conditionalFormatting><dataValidations' % (CELL.encode(), rule)
    assert told(swapped(SHEET, b"<dataValidations", added, made)) == {("SHOWN-CONDITIONAL", CELL)}


def test_text_box__is_pointed_out_with_what_it_says() -> None:
    drawing = (
        '<d:wsDr xmlns:d="http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing" '
        'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"><d:sp><d:txBody><a:p><a:r><a:t>存在的问题</a:t>'
        "</a:r></a:p></d:txBody></d:sp></d:wsDr>"
    ).encode()
    relation = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/drawing" '
        b'Target="../drawings/drawing1.xml"/></Relationships>'
    )
    narrative = "xl/worksheets/sheet6.xml"
    made = swapped(narrative, b"</headerFooter>", b'</headerFooter><drawing r:id="rId1"/>')
    made |= {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet6.xml.rels": relation}
    (finding,) = read(made).findings
    assert finding.rule == "TEXT-BOX"
    assert "存在的问题" in finding.message


ANCHOR = (
    "<d:twoCellAnchor><d:from><d:col>3</d:col><d:colOff>0</d:colOff><d:row>5</d:row><d:rowOff>0</d:rowOff></d:from>"
    "<d:to><d:col>{}</d:col><d:colOff>0</d:colOff><d:row>6</d:row><d:rowOff>0</d:rowOff></d:to>{}</d:twoCellAnchor>"
)
SIZED = (
    "<d:oneCellAnchor><d:from><d:col>3</d:col><d:colOff>0</d:colOff><d:row>5</d:row><d:rowOff>0</d:rowOff></d:from>"
    '<d:ext cx="400000" cy="200000"/>{}</d:oneCellAnchor>'
)
WORDS = "<d:sp><d:spPr><a:noFill/></d:spPr><d:txBody><a:p><a:r><a:t>9999</a:t></a:r></a:p></d:txBody></d:sp>"


@pytest.mark.parametrize(
    ("anchor", "covered"),
    [
        (ANCHOR.format(4, "<d:sp><d:spPr><a:solidFill/></d:spPr></d:sp>"), True),
        (ANCHOR.format(4, "<d:grpSp><d:sp><d:spPr><a:solidFill/></d:spPr></d:sp></d:grpSp>"), True),
        (ANCHOR.format(4, WORDS), True),
        (ANCHOR.format(4, "<d:pic><d:spPr><a:noFill/></d:spPr></d:pic>"), True),
        (ANCHOR.format(4, "<d:graphicFrame/>"), True),
        (SIZED.format("<d:pic/>"), True),
        (ANCHOR.format(4, "<d:sp><d:spPr><a:noFill/></d:spPr></d:sp>"), False),  # a ring around the figure
        (ANCHOR.format(4, "<d:sp><d:spPr/></d:sp>"), False),
        (ANCHOR.format(4, "<d:cxnSp/>"), False),
        (ANCHOR.replace("<d:col>3", "<d:col>11").format(12, "<d:pic/>"), False),
    ],
)
def test_drawing__that_lies_on_a_figure_is_told_at_its_cell(anchor: str, covered: bool) -> None:
    space = "http://schemas.openxmlformats.org/drawingml/2006/"
    drawing = f'<d:wsDr xmlns:d="{space}spreadsheetDrawing" xmlns:a="{space}main">{anchor}</d:wsDr>'.encode()
    made = drawn("drawing", drawing)
    assert told(made) - {("TEXT-BOX", "")} == ({("SHOWN-COVERED", CELL)} if covered else set())


def drawn(kind: str, drawing: bytes) -> Parts:
    """The return with a drawing on the sheet of its figures; ``kind`` is the element that names it."""
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}" '
        'Target="../drawings/drawing1.xml"/></Relationships>'
    ).encode()
    made = swapped(SHEET, b"</headerFooter>", b'</headerFooter><%b r:id="rId1"/>' % kind.encode())
    return made | {"xl/drawings/drawing1.xml": drawing, "xl/worksheets/_rels/sheet4.xml.rels": relation}


def test_drawing__that_lies_on_a_zero_is_told_too() -> None:
    number = LAYOUT.form.by_code["t3.received.research"].index
    zero = LAYOUT.place(number)[1]
    row, column = position(zero)
    corners = "".join(
        f"<d:{name}><d:col>{column + by}</d:col><d:colOff>0</d:colOff><d:row>{row + by}</d:row></d:{name}>"
        for name, by in (("from", 0), ("to", 1))
    )
    space = "http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing"
    drawing = f'<d:wsDr xmlns:d="{space}"><d:twoCellAnchor>{corners}<d:pic/></d:twoCellAnchor></d:wsDr>'.encode()
    assert read(parts()).record.values[number] == 0  # type: ignore[union-attr]
    assert told(drawn("drawing", drawing)) == {("SHOWN-COVERED", zero)}


@pytest.mark.parametrize("shown", [True, False])
def test_note__is_told_where_it_always_lies_on_a_figure(shown: bool) -> None:
    drawing = (
        '<xml xmlns:v="urn:schemas-microsoft-com:vml" xmlns:x="urn:schemas-microsoft-com:office:excel"><v:shape '
        f'style="visibility:{"visible" if shown else "hidden"}"><v:textbox><div>甲<br>乙</div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:Anchor>3,2,5,2,3,70,5,26</x:Anchor></x:ClientData></v:shape></xml>'
    ).encode()
    assert told(drawn("legacyDrawing", drawing)) == ({("SHOWN-COVERED", CELL)} if shown else set())


@pytest.mark.parametrize(("place", "covered"), [(CELL, True), (f"$D${CELL[1:]}", True), ("L6", False), ("甲", False)])
def test_sparkline__in_the_cell_of_a_figure_is_told(place: str, covered: bool) -> None:
    extension = (
        '<extLst><ext uri="{05C60535-1F16-4fd2-B633-F4F36F0B64E0}"><s:sparklineGroups '
        'xmlns:s="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main" '
        'xmlns:m="http://schemas.microsoft.com/office/excel/2006/main"><s:sparklineGroup><s:sparklines><s:sparkline>'
        f"<m:f>D6:I6</m:f><m:sqref>{place}</m:sqref></s:sparkline></s:sparklines></s:sparklineGroup>"
        "</s:sparklineGroups></ext></extLst></worksheet>"
    ).encode()
    assert told(swapped(SHEET, b"</worksheet>", extension)) == ({("SHOWN-COVERED", CELL)} if covered else set())


@pytest.mark.parametrize(
    ("item", "rule"),
    [
        ("<is><t>3440①</t></is>", "VALUE-MARK"),
        ("<is><r><t>3440</t></r><r><rPr><vertAlign val='superscript'/></rPr><t>1</t></r></is>", "VALUE-RUN"),
        ("<is><r><rPr><strike/></rPr><t>3256</t></r><r><t>3440</t></r></is>", "VALUE-RUN"),
        ("<is><r><t>3440</t></r><r><rPr><color rgb='FFFFFFFF'/></rPr><t>0</t></r></is>", "VALUE-RUN"),
        ("<is><t>22（其中修订16件）</t></is>", "VALUE-REMARK"),
    ],
)
def test_text__with_marks_or_marked_runs_is_never_a_joined_figure(item: str, rule: str) -> None:
    made = swapped(SHEET, cell(CELL), f'<c r="{CELL}" s="21" t="inlineStr">{item}</c>'.encode())
    assert (rule, CELL) in told(made)
    assert figure(made) is None


def test_return__as_it_came_shows_what_is_read() -> None:
    assert (told(parts()), figure(parts())) == (set(), FIGURE)
