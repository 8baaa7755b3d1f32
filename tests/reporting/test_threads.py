"""A mark in a cell with a thread stands where Excel shows it: as an answer in the thread."""

from __future__ import annotations

import io
import zipfile
from xml.etree.ElementTree import Element, fromstring

import openpyxl
import pytest

from toolkit.ooxml.comments import comment_on
from toolkit.ooxml.editing import EditablePackage
from toolkit.ooxml.sheet_edit import SheetEdit

SPACE = "{http://schemas.microsoft.com/office/spreadsheetml/2018/threadedcomments}"
KINDS = "http://schemas.microsoft.com/office/2017/10/relationships/"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
ROOT = "{B0000000-0000-0000-0000-000000000001}"
NOTE = "[线程批注]\n\n你的 Excel 版本可读取此线程批注。\n\n注释:\n    请科里再核对"
US = "年报校验"
PART = "xl/worksheets/sheet1.xml"


def threaded(note: str = NOTE, done: str = "") -> bytes:
    """A workbook with a thread of 甲's at B2, and a plain note of 乙's at C3."""
    book = openpyxl.Workbook()
    sheet = book.worksheets[0]
    sheet["B2"], sheet["C3"] = 1, 2
    plain = io.BytesIO()
    book.save(plain)
    parts = {name: data for archive in (zipfile.ZipFile(plain),) for name, data in
             ((name, archive.read(name)) for name in archive.namelist())}  # fmt: skip
    parts["xl/comments1.xml"] = (
        '<comments xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        f"<authors><author>tc={ROOT}</author><author>乙</author></authors><commentList>"
        f'<comment ref="B2" authorId="0" shapeId="0"><text><t>{note}</t></text></comment>'
        '<comment ref="C3" authorId="1" shapeId="0"><text><r><rPr><b/></rPr><t>乙：</t></r><r><t>两件</t></r></text>'
        "</comment></commentList></comments>"
    ).encode()
    parts["xl/threadedComments/threadedComment1.xml"] = (
        f'<ThreadedComments xmlns="{SPACE[1:-1]}"><threadedComment ref="B2" dT="2025-01-20T08:00:00.00" '
        f'personId="{{A1}}" id="{ROOT}"{done}><text>请科里再核对</text></threadedComment></ThreadedComments>'
    ).encode()
    parts["xl/persons/person.xml"] = (
        f'<personList xmlns="{SPACE[1:-1]}"><person displayName="甲" id="{{A1}}" userId="u" providerId="None"/>'
        "</personList>"
    ).encode()
    parts["xl/worksheets/_rels/sheet1.xml.rels"] = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{OFFICE}/comments" Target="../comments1.xml"/>'
        f'<Relationship Id="rId2" Type="{KINDS}threadedComment" Target="../threadedComments/threadedComment1.xml"/>'
        "</Relationships>"
    ).encode()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="rId99" Type="{KINDS}person" Target="persons/person.xml"/></Relationships>'.encode(),
    )
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return made.getvalue()


def marked(data: bytes, **texts: str) -> bytes:
    package = EditablePackage(data)
    comment_on(package, SheetEdit(package, PART), US, texts)
    return package.save()


def part(data: bytes, name: str) -> Element:
    return fromstring(zipfile.ZipFile(io.BytesIO(data)).read(name))


def thread(data: bytes) -> list[Element]:
    return list(part(data, "xl/threadedComments/threadedComment1.xml"))


def note(data: bytes, cell: str) -> str | None:
    comment = openpyxl.load_workbook(io.BytesIO(data)).worksheets[0][cell].comment
    return comment.text if comment else None


def test_thread__our_remark_is_an_answer_in_it() -> None:
    before = threaded()
    copy = marked(before, B2="应为 3")
    first, answer = thread(copy)
    assert (first.get("id"), first.findtext(f"{SPACE}text")) == (ROOT, "请科里再核对")
    assert (answer.get("ref"), answer.get("parentId"), answer.get("dT")) == ("B2", ROOT, first.get("dT"))
    assert answer.findtext(f"{SPACE}text") == "应为 3"
    people = {one.get("id"): one.get("displayName") for one in part(copy, "xl/persons/person.xml")}
    assert (people[first.get("personId")], people[answer.get("personId")]) == ("甲", US)
    assert note(copy, "B2") == f"{NOTE}\n答复:\n    应为 3"
    assert marked(before, B2="应为 3") == copy


def test_thread__a_second_round_takes_our_answer_away_and_nothing_else() -> None:
    again = marked(marked(threaded(), B2="应为 3"), B2="应为 _x0041_\n4")
    assert [one.findtext(f"{SPACE}text") for one in thread(again)] == ["请科里再核对", "应为 _x005F_x0041_\n4"]
    assert str(note(again, "B2")).replace("x005F_", "") == f"{NOTE}\n答复:\n    应为 _x0041_\n4"
    clean = marked(again)
    assert [one.findtext(f"{SPACE}text") for one in thread(clean)] == ["请科里再核对"]
    assert note(clean, "B2") == NOTE


def test_thread__in_english_it_is_answered_as_excel_does_in_english() -> None:
    english = "[Threaded comment]\n\nYour version of Excel\n\nComment:\n    请科里再核对"
    assert note(marked(threaded(english), B2="应为 3"), "B2") == f"{english}\nReply:\n    应为 3"


def test_thread__that_was_settled_is_open_again() -> None:
    assert thread(marked(threaded(done=' done="1"'), B2="应为 3"))[0].get("done") is None
    assert thread(marked(threaded(done=' done="1"'), C3="应为 3"))[0].get("done") == "1"


def test_thread__a_person_is_made_where_the_workbook_has_none() -> None:
    package = EditablePackage(threaded())
    package.remove("xl/persons/person.xml")
    copy = marked(package.save(), B2="应为 3")
    names = zipfile.ZipFile(io.BytesIO(copy)).namelist()
    (people,) = [name for name in names if name.startswith("xl/persons/")]
    assert [one.get("displayName") for one in part(copy, people)] == [US]


def test_note__ours_stands_above_anothers_and_goes_without_it() -> None:
    copy = marked(threaded(), C3="应为 3")
    said = note(copy, "C3")
    assert said is not None
    assert said.startswith(f"{US}：\n应为 3\n")
    assert said.endswith("乙：两件")
    again = marked(copy, C3="应为 5")
    assert "应为 3" not in str(note(again, "C3"))
    comments = part(marked(again), "xl/comments1.xml")
    runs = [run for run in comments.iter() if run.tag.endswith("}r")]
    assert ["".join(run.itertext()) for run in runs] == ["乙：", "两件"]
    assert runs[0][0].tag.endswith("}rPr")


@pytest.mark.parametrize("text", ["编号_x0041_完", "_x0041_x0042_", " 前", "甲\n"])
def test_note__a_text_is_written_as_a_string_of_the_spreadsheet(text: str) -> None:
    assert str(note(marked(threaded(), D4=text), "D4")).replace("x005F_", "") == text


def test_note__is_cut_at_what_a_cell_takes() -> None:
    said = str(note(marked(threaded(), C3="长" * 40_000), "C3"))
    assert len(said) <= 32_767
    assert said.endswith("乙：两件")
