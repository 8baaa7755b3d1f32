"""Parts and the relations between them: in whatever encoding and spelling, read as programs agree upon, or refused."""

from __future__ import annotations

import pytest

from tests.ooxml.packages import (
    MAIN,
    OFFICE,
    PACKAGE,
    RELATIONS,
    ROOT,
    WORKBOOK,
    book,
    cells,
    package,
    refusal,
    sheet_xml,
)

X14 = "http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"
MC = "http://schemas.openxmlformats.org/markup-compatibility/2006"


INSIDE = sheet_xml('<row r="1"><c r="A1" t="inlineStr"><is><t>内</t></is></c></row>')


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "gbk", "GB2312", "gb18030"])
def test_parts__are_read_in_any_encoding_that_programs_agree_upon(encoding: str) -> None:
    """The first two are the standard's."""
    part = f'<?xml version="1.0" encoding="{encoding}"?>{INSIDE}'.encode(encoding)
    assert cells("", **{"xl/worksheets/sheet1.xml": part}) == {"A1": "内"}


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [("utf-7", "utf-7"), ("utf-16", "utf-8"), ("gbk", "utf-8"), ("no-such", "utf-8"), ("", "utf-8")],
)
def test_parts__in_another_encoding_than_they_declare_are_refused(declared: str, encoding: str) -> None:
    part = f'<?xml version="1.0" encoding="{declared}"?>{INSIDE}'.encode(encoding)
    assert refusal("", **{"xl/worksheets/sheet1.xml": part}) == "PART-BROKEN"


@pytest.mark.parametrize("name", ["customXml/item1.xml", "xl/customData/item1.xml"])
def test_parts__of_other_programs_may_be_in_any_encoding(name: str) -> None:
    part = '<?xml version="1.0" encoding="big5"?><x>內</x>'.encode("big5")
    assert package("", **{name: part})[name] == part


def test_parts__that_are_read_are_in_a_known_encoding_wherever_they_lie() -> None:
    part = f'<?xml version="1.0" encoding="utf-7"?>{INSIDE}'.encode("utf-7")
    related = RELATIONS.replace("/xl/worksheets/sheet1.xml", "/customXml/item1.xml")
    parts: dict[str, str | bytes] = {"xl/_rels/workbook.xml.rels": related, "customXml/item1.xml": part}
    assert refusal("", **parts) == "PART-BROKEN"


@pytest.mark.parametrize("target", ["worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml"])
def test_relation__means_the_same_part_in_both_spellings(target: str) -> None:
    related = RELATIONS.replace("/xl/worksheets/sheet1.xml", target)
    rows = '<row r="1"><c r="A1"><v>5</v></c></row>'
    assert cells(rows, **{"xl/_rels/workbook.xml.rels": related}) == {"A1": 5}


@pytest.mark.parametrize(
    "target",
    [
        "./worksheets/../worksheets/sheet1.xml",
        "worksheets\\sheet1.xml",
        "../xl/worksheets/sheet1.xml",
        "worksheets/sheet%31.xml",
        "worksheets//sheet1.xml",
    ],
)
def test_relation__that_some_programs_cannot_follow_is_refused(target: str) -> None:
    related = RELATIONS.replace("/xl/worksheets/sheet1.xml", target)
    assert refusal(**{"xl/_rels/workbook.xml.rels": related}) == "PART-AMBIGUOUS"


def test_relation__whose_case_is_another_than_the_parts_is_refused() -> None:
    related = RELATIONS.replace("/xl/worksheets/sheet1.xml", "Worksheets/SHEET1.xml")
    assert refusal(**{"xl/_rels/workbook.xml.rels": related}) == "PART-AMBIGUOUS"


def relation(kind: str, target: str, number: str = "rId9") -> str:
    return f'<Relationship Id="{number}" Type="{OFFICE}/{kind}" Target="{target}"/>'


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("_rels/.rels", "</Rel", relation("officeDocument", "xl/other.xml") + "</Rel"),
        ("xl/_rels/workbook.xml.rels", "</Rel", relation("worksheet", "worksheets/sheet1.xml", "rId1") + "</Rel"),
        ("xl/_rels/workbook.xml.rels", "</Rel", relation("styles", "other.xml") + "</Rel"),
        ("xl/_rels/workbook.xml.rels", f"{OFFICE}/worksheet", "http://evil.example/worksheet"),
        ("xl/_rels/workbook.xml.rels", f'xmlns="{PACKAGE}/relationships"', 'xmlns="urn:other"'),
        ("xl/workbook.xml", "</sheets>", '<sheet name="甲" sheetId="2" r:id="rId2"/></sheets>'),
        ("xl/workbook.xml", "</sheets>", "</sheets><sheets/>"),
        ("xl/workbook.xml", "r:id", 'xmlns:q="urn:q" q:id'),
    ],
)
def test_package__whose_relations_can_be_followed_two_ways_is_refused(part: str, old: str, new: str) -> None:
    usual = {"_rels/.rels": ROOT, "xl/_rels/workbook.xml.rels": RELATIONS, "xl/workbook.xml": WORKBOOK}[part]
    assert old in usual
    assert refusal(**{part: usual.replace(old, new, 1)}) == "PART-AMBIGUOUS"


def test_package__follows_the_root_relation_and_no_usual_name() -> None:
    root = ROOT.replace("xl/workbook.xml", "xl/book.xml")
    decoy = WORKBOOK.replace("甲", "乙")
    parts = {
        "_rels/.rels": root,
        "xl/book.xml": WORKBOOK,
        "xl/_rels/book.xml.rels": RELATIONS,
        "xl/workbook.xml": decoy,
    }
    assert [sheet.name for sheet in book("", **parts).sheets] == ["甲"]


def test_package__of_the_strict_namespaces_is_read_alike() -> None:
    strict = {"xl/workbook.xml": WORKBOOK, "xl/_rels/workbook.xml.rels": RELATIONS, "_rels/.rels": ROOT}
    rows = '<row r="1"><c r="A1"><v>5</v></c></row>'
    swapped = {
        name: part.replace(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main").replace(
            OFFICE, "http://purl.oclc.org/ooxml/officeDocument/relationships"
        )
        for name, part in {**strict, "xl/worksheets/sheet1.xml": sheet_xml(rows)}.items()
    }
    assert cells(rows, **swapped) == {"A1": 5}
