"""The texts of a package: items and runs as they stand, marks of how they look, and what is refused."""

from __future__ import annotations

import pytest

from tests.ooxml.packages import MAIN, RELATIONS, STRINGS, cells, refusal
from toolkit.values import MarkedText


@pytest.mark.parametrize(
    ("look", "marks"),
    [
        ("<strike/>", ("struck",)),
        ('<strike val="1"/>', ("struck",)),
        ('<strike val="0"/>', ()),
        ('<vertAlign val="superscript"/>', ("superscript",)),
        ('<vertAlign val="baseline"/>', ()),
        ('<color rgb="FFFFFFFF"/>', ("invisible",)),
        ('<color theme="0"/>', ("invisible",)),
        ('<color theme="0" tint="-0.5"/>', ()),
        ('<color rgb="FFFF0000"/>', ()),
        ('<sz val="1"/>', ("invisible",)),
        ('<sz val="10.5"/>', ()),
    ],
)
def test_run__that_looks_otherwise_marks_the_text(look: str, marks: tuple[str, ...]) -> None:
    item = f"<si><r><t>3265</t></r><r><rPr>{look}</rPr><t>1</t></r></si>"
    strings = f'<sst xmlns="{MAIN}">{item}</sst>'
    text = cells('<row r="1"><c r="A1" t="s"><v>0</v></c></row>', **{"xl/sharedStrings.xml": strings})["A1"]
    assert text == "32651"
    assert (text.marks if isinstance(text, MarkedText) else ()) == marks


@pytest.mark.parametrize(
    ("items", "texts"),
    [
        ("<si><t>甲</t></si><si><t/></si><si><t xml:space='preserve'> 乙</t></si>", ("甲", "", " 乙")),
        ('<si><t>甲</t><phoneticPr fontId="1" type="noConversion"/></si><si><t>乙</t></si>', ("甲", "乙")),
        ("<!-- <si><t>x</t></si> --><si><t><![CDATA[甲]]></t></si>", ("甲",)),
        ("<si><rPh sb='0' eb='1'><t>x</t></rPh><t>甲</t></si>", ("甲",)),
        ("<si></si><si><t>乙</t></si>", ("", "乙")),
        ("<si><r><t>甲</t></r><r><t>1</t></r></si><si><t>乙&amp;丙</t></si>", ("甲1", "乙&丙")),
        ("<si><r><t>甲</t></r></si><si><t>乙</t><extLst><ext><t>x</t></ext></extLst></si>", ("甲", "乙")),
        ("<si><r><t>甲</t></r></si><si><t>乙</t></si >", ("甲", "乙")),
        ("<si><r><t>&lt;si&gt;</t></r></si>\n<si><t> 乙</t></si>", ("<si>", " 乙")),
    ],
)
def test_strings__are_counted_and_read_as_they_stand(items: str, texts: tuple[str, ...]) -> None:
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>{n - 1}</v></c></row>' for n in range(1, len(texts) + 1))
    found = cells(rows, **{"xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{items}</sst>'})
    assert tuple(found.values()) == texts


@pytest.mark.parametrize(
    "items",
    [
        "<x><si><t>甲</t></si></x>",
        "<si><x><t>甲</t></x></si>",
        "<si><si><t>甲</t></si></si>",
        "<si><r><t>甲</t></r></si><si><x><t>乙</t></x></si>",
        "<si><r><t>甲</t></r><si><r><t>乙</t></r></si></si>",
    ],
)
def test_strings__in_wrappers_are_refused(items: str) -> None:
    strings = f'<sst xmlns="{MAIN}">{items}</sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert refusal(rows, **{"xl/sharedStrings.xml": strings}) == "PART-AMBIGUOUS"


@pytest.mark.parametrize(
    "item",
    [
        '<t>34<phoneticPr fontId="1"/>40</t>',
        "<t>34<extLst/>40</t>",
        "<r><t>34</t><t>40</t></r>",
        "<r><rPr>" + "<b>" * 40 + "</b>" * 40 + "</rPr><t>40</t></r>",
    ],
    ids=["hint in text", "extension in text", "two texts in a run", "deep"],
)
def test_string__that_programs_take_differently_is_refused(item: str) -> None:
    assert refusal('<row r="1"><c r="A1" t="inlineStr"><is>' + item + "</is></c></row>") == "PART-AMBIGUOUS"
    strings = f'<sst xmlns="{MAIN}"><si>{item}</si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert refusal(rows, **{"xl/sharedStrings.xml": strings}) == "PART-AMBIGUOUS"


@pytest.mark.parametrize(
    "strings",
    [
        f'<sst xmlns="{MAIN}"><si><t>a\x01</t></si></sst>'.encode(),
        f'<sst xmlns="{MAIN}"><si><t>&#1;</t></si></sst>'.encode(),
        f'<sst xmlns="{MAIN}"><si><t>&#xFFFE;</t></si></sst>'.encode(),
        f'<sst xmlns="{MAIN}" a="&"><si><t>a</t></si></sst>'.encode(),
        f'<?xml version="1.0" a?><sst xmlns="{MAIN}"><si><t>a</t></si></sst>'.encode(),
        f'<?xml version="1.0" encoding="no-such"?><sst xmlns="{MAIN}"><si><t>a</t></si></sst>'.encode(),
    ],
)
def test_strings__that_are_not_well_formed_are_refused(strings: bytes) -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert refusal(rows, **{"xl/sharedStrings.xml": strings}) == "PART-BROKEN"


def test_strings__are_read_in_the_encoding_that_they_declare() -> None:
    strings = f'<?xml version="1.0" encoding="iso-8859-1"?><sst xmlns="{MAIN}"><si><t>é</t></si></sst>'
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    assert cells(rows, **{"xl/sharedStrings.xml": strings.encode("latin-1")}) == {"A1": "é"}


def test_strings_part__is_the_related_one() -> None:
    rows = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    related = RELATIONS.replace("sharedStrings.xml", "other.xml")
    parts = {"xl/_rels/workbook.xml.rels": related, "xl/other.xml": STRINGS.replace("表", "里")}
    assert cells(rows, **parts) == {"A1": "里"}
