"""Sheets as other programs write them: attributes in any order, prefixes, rich and inline text, types of all kinds."""

from __future__ import annotations

from datetime import datetime

import pytest

from toolkit.ooxml.xml_text import UnusualError
from toolkit.reading.xlsx.workbook import read_parts
from toolkit.values import CellError

RELATIONS = (
    '<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="/xl/worksheets/sheet1.xml"/>'
    '<Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/>'
    '<Relationship Id="rId3" Type="x/styles" Target="styles.xml"/></Relationships>'
)
STRINGS = (
    "<sst><si><t>表</t></si><si><r><t>红</t></r><r><t>字</t></r><rPh><t>x</t></rPh></si>"
    "<si><t>a&amp;b_x000D_</t></si></sst>"
)
STYLES = '<styleSheet><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'


def cells(rows: str, **more: str) -> dict[str, object]:
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
        **more,
    }
    (sheet,) = read_parts(lambda name: parts[name].encode() if name in parts else None).sheets
    return dict(sheet.cells)


@pytest.mark.parametrize(
    ("cell", "content"),
    [
        ('<c r="A1"><v>5</v></c>', 5),
        ('<c r="A1"><v>5.0</v></c>', 5),
        ('<c r="A1"><v>2.5</v></c>', 2.5),
        ('<c r="A1"><v>-1E2</v></c>', -100.0),
        ('<c r="A1" t="s"><v>0</v></c>', "表"),
        ('<c r="A1" t="s"><v>1</v></c>', "红字"),
        ('<c t="s" r="A1"><v>1</v></c>', "红字"),
        ('<x:c r="A1" t="s"><x:v>1</x:v></x:c>', "红字"),
        ('<c r="A1" t="s"><v>2</v></c>', "a&b\n"),
        ('<c r="A1" t="inlineStr"><is><t>内</t></is></c>', "内"),
        ('<c r="A1" t="inlineStr"><is><r><t>内</t></r><r><t>文</t></r></is></c>', "内文"),
        ('<c r="A1" t="str"><f>B1</f><v>公式</v></c>', "公式"),
        ('<c r="A1" t="b"><v>1</v></c>', True),
        ('<c r="A1" t="e"><v>#REF!</v></c>', CellError("#REF!")),
        ('<c r="A1" s="1"><v>45356</v></c>', datetime(2024, 3, 5)),
        ('<c r="A1" cm="1" s="0"><f t="array" ref="A1">X()</f><v>7</v></c>', 7),
    ],
)
def test_cell__of_any_kind_is_read(cell: str, content: object) -> None:
    assert cells(f"<row>{cell}</row>") == {"A1": content}


@pytest.mark.parametrize(
    "cell",
    [
        '<c r="A1" t="s"><v>99</v></c>',
        "<c><v>5</v></c>",
        '<c r="A1"><v>five</v></c>',
        '<c r="A1"><!-- x --><v>5</v></c>',
        '<c r="A1" t="str"><v>&own;</v></c>',
    ],
)
def test_what_the_patterns_do_not_cover__is_left_to_the_library(cell: str) -> None:
    with pytest.raises(UnusualError):
        cells(f"<row>{cell}<c r='B1'><v>1</v></c></row>")


@pytest.mark.parametrize(
    "odd", ["<!-- <si><t>x</t></si> -->", "<si><t><![CDATA[x]]></t></si>", "<?x <si><t>x</t></si>?>"]
)
def test_strings_among_comments_or_instructions__are_left_to_the_library(odd: str) -> None:
    strings = STRINGS.replace("<sst>", f"<sst>{odd}")
    with pytest.raises(UnusualError):
        cells('<c r="A1" t="s"><v>0</v></c>', **{"xl/sharedStrings.xml": strings})


def test_properties_that_cannot_be_read__cost_no_more_than_themselves() -> None:
    program = "<Properties><Application>&own;</Application></Properties>"
    assert cells('<c r="A1"><v>5</v></c>', **{"docProps/app.xml": program}) == {"A1": 5}


def test_merges__that_are_no_ranges_are_passed_over() -> None:
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": "<worksheet><sheetData></sheetData><mergeCells>"
        '<mergeCell ref="A1:B2:C3"/><mergeCell\tref="A5:B5"/><mergeCell ref="0"/></mergeCells></worksheet>',
    }
    (sheet,) = read_parts(lambda name: parts[name].encode() if name in parts else None).sheets
    assert sheet.merges == ("A5:B5",)


def test_some_columns__are_read_without_the_rest() -> None:
    rows = '<c r="A1"><v>1</v></c><c r="B1" s="0"/><c r="C1" t="s"><v>0</v></c><c r="AC1"><v>4</v></c>'
    parts = {
        "xl/workbook.xml": '<workbook><sheets><sheet name="甲" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": RELATIONS,
        "xl/sharedStrings.xml": STRINGS,
        "xl/styles.xml": STYLES,
        "xl/worksheets/sheet1.xml": f"<worksheet><sheetData>{rows}</sheetData></worksheet>",
    }
    (sheet,) = read_parts(lambda name: parts[name].encode() if name in parts else None).sheets
    assert dict(sheet.columns(frozenset({"B", "C"}))) == {"C1": "表"}
