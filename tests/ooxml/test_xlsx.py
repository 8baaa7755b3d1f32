"""Packages as other programs write them, and as nobody honest does: read rightly by structure, or refused."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.ooxml.packages import (
    MAIN,
    ROOT,
    WORKBOOK,
    book,
    cells,
    refusal,
    sheet_xml,
)
from tests.ooxml.test_parts import relation
from toolkit.refusal import Refused
from toolkit.stamp import STAMP_NAME_PREFIX
from toolkit.values import CellError

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ('<c r="A1"><v>5</v></c>', 5),
        ('<c r="A1"><v>5.0</v></c>', 5),
        ('<c r="A1"><v>2.5</v></c>', 2.5),
        ('<c r="A1"><v>-1E2</v></c>', -100),
        ('<c r="A1"><v>43&#48;</v></c>', 430),
        ('<c r="A1"><v>43<![CDATA[0]]></v></c>', 430),
        ('<c r="A1"><v>4<!-- 9 -->3</v></c>', 43),
        ('<c r="A1"><v>4<?x 9?>3</v></c>', 43),
        ('<c r="A1"><v> 5 </v></c>', 5),
        ('<c r="A1"/>', None),
        ('<c r="A1"><v/></c>', None),
        ('<c r="A1" t="n" />', None),
        ('<c r="A1" t="s"><v>0</v></c>', "表"),
        ('<c r="A1" t="s"><v>1</v></c>', "红字"),
        ('<c t="s" r="A1"><v>1</v></c>', "红字"),
        ("<c><v>5</v></c>", 5),
        (f'<x:c xmlns:x="{MAIN}" r="A1" t="s"><x:v>1</x:v></x:c>', "红字"),
        ('<c r="A1" t="s"><v>2</v></c>', "a&b\n"),
        ('<c r="A1" t="inlineStr"><is><t>内</t></is></c>', "内"),
        ('<c r="A1" t="inlineStr"><is><r><t>内</t></r><r><t>文</t></r></is></c>', "内文"),
        ('<c r="A1" t="inlineStr"><is><t>编号_x005F_x0041_完</t></is></c>', "编号_x0041_完"),
        ('<c r="A1" t="str"><f>B1</f><v>公式</v></c>', "公式"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" s="1"><v>45356</v></c>', datetime(2024, 3, 5)),
        ('<c r="A1" cm="1" s="0"><f t="array" ref="A1">X()</f><v>7</v></c>', 7),
        ('<c xmlns:foo="urn:foo" foo:q="B1" r="A1"><v>5</v></c>', 5),
        ('<c r="A1" t="inlineStr"><is><t>_x0035_43</t></is></c>', "_x0035_43"),
        ('<c r="A1"><foo:v xmlns:foo="urn:foo">9</foo:v><v>5</v></c>', 5),
        ('<c r="A1"><extLst><ext><v>9</v></ext></extLst><v>5</v></c>', 5),
        ('<!-- <c r="A1"><v>9</v></c> --><c r="A1"><v>5</v></c>', 5),
    ],
)
def test_cell__of_any_kind_is_read(cell: str, content: object) -> None:
    assert cells(f'<row r="1">{cell}</row>') == ({} if content is None else {"A1": content})


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1"><v>5</v><v>6</v></c>',
        f'<c r="A1"><v>5</v><x:v xmlns:x="{MAIN}">6</x:v></c>',
        '<c r="A1"><v>5</v></c><c r="A1"><v>6</v></c>',
        '<c r="A1"><v>5<b/></v></c>',
        '<c r="A2"><v>5</v></c>',
        '<c xmlns:foo="urn:foo" foo:r="B1" r="A1"><v>5</v></c>',
        '<c xmlns:foo="urn:foo" r="A1" foo:t="s"><v>0</v></c>',
        '<c r="a1"><v>5</v></c>',
        '<c r="$A$1"><v>5</v></c>',
        '<x><c r="A1"><v>5</v></c></x>',
        '<w:x xmlns:w="urn:w"><c r="A1"><v>5</v></c></w:x>',
        '</row><c r="A1"><v>5</v></c><row r="2">',
        f'<mc:AlternateContent xmlns:mc="{MC}" xmlns:x14="{X14}"><mc:Choice Requires="x14"><c r="A1"><v>5</v></c>'
        '</mc:Choice><mc:Fallback><c r="A1"><v>6</v></c></mc:Fallback></mc:AlternateContent>',
        f'<c r="A1"><mc:AlternateContent xmlns:mc="{MC}"><mc:Choice Requires="x14"><v>5</v></mc:Choice>'
        "</mc:AlternateContent></c>",
        '<c r="A1" t="inlineStr"><v>5</v></c>',
        '<c r="A1" t=""><v>5</v></c>',
        '<c r="A1"><is><t>5</t></is></c>',
        '<c r="A1" t="inlineStr"><is><t>5</t></is><is><t>6</t></is></c>',
        '<c r="A1" t="inlineStr"><is><w:x xmlns:w="urn:w"><t>5</t></w:x></is></c>',
        "5",
    ],
)
def test_cell__that_programs_see_differently_is_refused(cell: str) -> None:
    assert refusal(f'<row r="1">{cell}</row>') == "PART-AMBIGUOUS"


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99</v></c>',
        '<c r="A1" t="s"><v>-1</v></c>',
        '<c r="A1" t="s"><v>1.0</v></c>',
        '<c r="A1"><v>five</v></c>',
        '<c r="A1"><v>1_000</v></c>',
        '<c r="A1"><v>５</v></c>',
        '<c r="A1"><v>\xa05</v></c>',
        '<c r="A1" t="s"><v>0\u3000</v></c>',
        '<c r="A1"><v>0x1F</v></c>',
        '<c r="A1"><v>INF</v></c>',
        '<c r="A1" t="x"><v>5</v></c>',
    ],
)
def test_cell__whose_value_is_none_of_its_type_is_refused(cell: str) -> None:
    assert refusal(f'<row r="1">{cell}</row>') == "CELL-BROKEN"


@pytest.mark.parametrize(
    "cell", ['<c r="A1"><v>5</v>', '<c r="A1" r="A1"/>', '<c r="A1" t="str"><v>&own;</v></c>', "<x:c/>", "<c r=A1/>"]
)
def test_sheet__that_is_not_well_formed_is_refused(cell: str) -> None:
    assert refusal(f'<row r="1">{cell}</row>') in ("PART-BROKEN", "CELL-BROKEN")


@pytest.mark.parametrize(
    "sheet",
    [
        sheet_xml('<row r="1"><c r="A1"><v>5</v></c></row>', behind="<sheetData/>"),
        sheet_xml("", behind='<row r="1"><c r="A1"><v>5</v></c></row>'),
        f'<worksheet xmlns="{MAIN}"/>',
        '<worksheet><sheetData><row r="1"><c r="A1"><v>5</v></c></row></sheetData></worksheet>',
        sheet_xml("", root=f'xmlns:mc="{MC}" mc:ProcessContent="x:*" xmlns:x="urn:x"'),
        sheet_xml(
            "", behind=f'<mc:AlternateContent xmlns:mc="{MC}"><mc:Choice><cols/></mc:Choice></mc:AlternateContent>'
        ),
        sheet_xml("", behind='<mergeCells><mergeCell ref="A1:B2:C3"/></mergeCells>'),
    ],
)
def test_sheet__that_programs_see_differently_is_refused(sheet: str) -> None:
    assert refusal(**{"xl/worksheets/sheet1.xml": sheet}) == "PART-AMBIGUOUS"


def test_sheet__in_an_extension_is_no_sheet() -> None:
    rows, other = '<row r="1"><c r="A1"><v>5</v></c></row>', '<row r="1"><c r="A1"><v>9</v></c></row>'
    part = sheet_xml(rows, behind=f'<extLst><ext uri="x"><sheetData>{other}</sheetData></ext></extLst>')
    assert cells("", **{"xl/worksheets/sheet1.xml": part}) == {"A1": 5}


@pytest.mark.parametrize("content", ["a]]>", "&#0;", "&#xD800;", "&#xFFFE;", "\x01"])
def test_defined_name__that_is_not_well_formed_is_refused(content: str) -> None:
    names = f'<definedNames><definedName name="{STAMP_NAME_PREFIX}x">"{content}"</definedName></definedNames>'
    assert refusal(**{"xl/workbook.xml": WORKBOOK.replace("</workbook>", names + "</workbook>")}) == "PART-BROKEN"


def test_depth__is_no_matter_of_time() -> None:
    deep = "<a>" * 50_000 + "</a>" * 50_000
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    with pytest.raises(Refused, match="GUARD-NESTING"):
        book(rows, **{"xl/worksheets/sheet1.xml": sheet_xml(rows, behind=f'<x:y xmlns:x="u">{deep}</x:y>')})


@pytest.mark.parametrize(("depth", "told"), [(60, ""), (61, "GUARD-NESTING")])
def test_depth__is_counted_among_the_cells_as_around_them(depth: int, told: str) -> None:
    deep = '<x:a xmlns:x="u">' * depth + "</x:a>" * depth
    among = f'<row r="1"><c r="A1"><v>0</v>{deep}</c></row>'
    around = sheet_xml(among.replace(deep, ""), behind=f'<extLst><x:b xmlns:x="u"><x:b>{deep}</x:b></x:b></extLst>')
    assert refusal(among) == told
    assert refusal(**{"xl/worksheets/sheet1.xml": around}) == told


def test_properties_that_cannot_be_read__cost_no_more_than_themselves() -> None:
    root = ROOT.replace("</Rel", relation("extended-properties", "docProps/app.xml") + "</Rel")
    parts = {"docProps/app.xml": "<Properties><Application>&own;</Application></Properties>", "_rels/.rels": root}
    assert cells('<row r="1"><c r="A1"><v>5</v></c></row>', **parts) == {"A1": 5}


def test_some_columns__are_read_without_the_rest() -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="B1" s="0"/><c r="C1" t="s"><v>0</v></c><c r="AC1"><v>4</v></c></row>'
    (sheet,) = book(rows).sheets
    assert dict(sheet.columns(frozenset({"B", "C"}))) == {"C1": "表"}


def test_formulas__shared_ones_are_told_for_their_own_cell_and_arrays_for_all_they_fill() -> None:
    rows = (
        '<row r="1"><c r="A1"><f t="shared" ref="A1:A2" si="0">SUM(B1:C1)</f><v>3</v></c></row>'
        '<row r="2"><c r="A2"><f t="shared" si="0"/><v>3</v></c><c r="D2"><f t="array" ref="D2:E3">B1</f></c></row>'
    )
    content = book(rows).sheets[0].content()
    assert content.formulas.by_cell == {"A1": "SUM(B1:C1)", "A2": "SUM(B2:C2)", "D2": "B1"}
    assert content.spills == ("D2:E3",)


def test_hidden__rows_and_columns_are_told() -> None:
    rows = '<row r="1" hidden="1"><c r="A1"><v>1</v></c></row><row r="2" ht="0" customHeight="1"/><row r="3" ht="15"/>'
    columns = '<cols><col min="2" max="3" width="9" hidden="1"/><col min="5" max="5" width="0"/></cols>'
    part = sheet_xml(rows).replace("<sheetData>", f"{columns}<sheetData>")
    content = book("", **{"xl/worksheets/sheet1.xml": part}).sheets[0].content()
    assert (sorted(content.hidden_rows), sorted(content.hidden_columns)) == ([0, 1], [1, 2, 4])
