"""What a reader of a Word document does not see, or sees otherwise than it is written, is no figure and is told."""

from __future__ import annotations

from io import BytesIO

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from tests.published.importing.pages import texts
from toolkit.published.importing.docx import read_docx


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<w:r {ns}><w:rPr><w:vanish/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:rPr><w:strike/></w:rPr><w:t>9</w:t></w:r>", "struck"),
        ("<w:r {ns}><w:rPr><w:color w:val='FFFFFF'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:rPr><w:sz w:val='2'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:rPr><w:sz w:val='18'/><w:sz w:val='2'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:rPr><w:w w:val='1'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        (
            "<w:r {ns}><w:rPr><w:color w:val='000000' w:themeColor='background1'/></w:rPr><w:t>9</w:t></w:r>",
            "hidden",
        ),
        (
            "<w:r {ns}><w:rPr><w:color w:val='000000'/><w:shd w:val='clear' w:fill='000000'/></w:rPr>"
            "<w:t>9</w:t></w:r>",
            "hidden",
        ),
        ("<w:r {ns}><w:rPr><w:color w:val='FFFF00'/><w:highlight w:val='yellow'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:sym w:font='Symbol' w:char='F039'/></w:r>", "glyphs"),
        ("<w:r {ns}><w:instrText> EQ \\o(7,8)</w:instrText></w:r>", "object"),
        ("<w:r {ns}><w:rPr><w:rStyle w:val='Veiled'/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:r {ns}><w:rPr><w:webHidden/></w:rPr><w:t>9</w:t></w:r>", "hidden"),
        ("<w:del {ns} w:id='1' w:author='a'><w:r><w:delText>9</w:delText></w:r></w:del>", "deleted"),
        ("<w:r {ns}><w:commentReference w:id='1'/></w:r>", "note"),
        (
            "<w:r {ns}><w:pict><w:txbxContent><w:p><w:r><w:t>9</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>",
            "textbox",
        ),
    ],
)
def test_docx__what_is_not_shown_is_left_out_and_told(markup: str, kind: str) -> None:
    page = read_docx(with_run(markup))
    assert texts(page) == ["1"]
    assert [told for told, _ in page.unseen if told != "drawn"] == [kind]  # a text box is also something drawn


@pytest.mark.parametrize(
    "markup",
    [
        "<w:r {ns}><w:rPr><w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='003366'/></w:rPr><w:t>9</w:t></w:r>",
        "<w:r {ns}><w:rPr><w:vanish w:val='0'/><w:color w:val='auto'/><w:sz w:val='10'/></w:rPr><w:t>9</w:t></w:r>",
        "<w:r {ns}><w:rPr><w:rStyle w:val='Veiled'/><w:vanish w:val='false'/></w:rPr><w:t>9</w:t></w:r>",
        "<w:r {ns}><w:rPr><w:color w:val='FFFFFF' w:themeColor='text1'/></w:rPr><w:t>9</w:t></w:r>",
    ],
)
def test_docx__what_is_shown_is_read(markup: str) -> None:
    page = read_docx(with_run(markup))
    assert texts(page) == ["19"]
    assert page.unseen == ()


@pytest.mark.parametrize(
    ("ways", "read"),
    [
        ("<mc:Choice Requires='w14'><w:t>9</w:t></mc:Choice><mc:Fallback><w:t>8</w:t></mc:Fallback>", "19"),
        ("<mc:Choice Requires='zz'><w:t>9</w:t></mc:Choice><mc:Fallback><w:t>8</w:t></mc:Fallback>", "18"),
        ("<mc:Choice Requires='zz'><w:t>9</w:t></mc:Choice>", "1"),
        ("<mc:Choice Requires='w14'><w:t>9</w:t></mc:Choice><mc:Choice Requires='w14'><w:t>8</w:t></mc:Choice>", "19"),
    ],
)
def test_docx__of_two_ways_to_show_it_the_first_that_is_known_is_read(ways: str, read: str) -> None:
    names = "xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:zz='z' xmlns:w14='y'"
    run = f"<w:r {{ns}} {names}><mc:AlternateContent>{ways}</mc:AlternateContent></w:r>"
    assert texts(read_docx(with_run(run))) == [read]


@pytest.mark.parametrize("requires", ["w14", "zz"])
def test_docx__of_two_tables_one_is_read(requires: str) -> None:
    names = f"{nsdecls('w')} xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006' xmlns:w14='y'"
    made = [f"<w:tbl><w:tr><w:tc><w:p><w:r><w:t>{n}</w:t></w:r></w:p></w:tc></w:tr></w:tbl>" for n in "98"]
    ways = f"<mc:Choice Requires='{requires}'>{made[0]}</mc:Choice><mc:Fallback>{made[1]}</mc:Fallback>"
    document = Document()
    body = parse_xml(f"<mc:AlternateContent {names} xmlns:zz='z'>{ways}</mc:AlternateContent>")
    document.element.body.insert(0, body)
    data = BytesIO()
    document.save(data)
    assert texts(read_docx(data.getvalue())) == ["9" if requires == "w14" else "8"]


def test_docx__signs_in_a_text_are_not_told() -> None:
    document = Document()
    document.add_paragraph("一段文字")._p.append(
        parse_xml(f"<w:r {nsdecls('w')}><w:sym w:font='Wingdings' w:char='F0FE'/></w:r>")
    )
    data = BytesIO()
    document.save(data)
    assert read_docx(data.getvalue()).unseen == ()


def test_docx__what_word_does_not_know_it_leaves_out() -> None:
    strange = "<w:r {ns} xmlns:zz='urn:z'><zz:a><w:t>9</w:t></zz:a></w:r>"
    assert texts(read_docx(with_run(strange))) == ["1"]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<w:bdo {ns} w:val='rtl'><w:r><w:t>23</w:t></w:r></w:bdo>", "moved"),
        ("<w:r {ns}><w:rPr><w:spacing w:val='-400'/></w:rPr><w:t>23</w:t></w:r>", "moved"),
        ("<w:r {ns}><w:t>23</w:t><w:drawing/></w:r>", "drawn"),
        ("<w:r {ns}><w:t>23</w:t><w:pict/></w:r>", "drawn"),
        ("<w:pPr {ns}><w:numPr><w:numId w:val='3'/></w:numPr></w:pPr>", "generated"),
    ],
)
def test_docx__what_is_shown_otherwise_than_written_in_a_table_is_told(markup: str, kind: str) -> None:
    assert kind in [told for told, _ in read_docx(with_run(markup)).unseen]


def test_docx__a_digit_that_is_raised_is_none_of_the_figure() -> None:
    (text,) = texts(read_docx(with_run("<w:r {ns}><w:rPr><w:position w:val='8'/></w:rPr><w:t>9</w:t></w:r>")))
    assert not text.isdigit()


def test_docx__a_word_above_a_figure_is_none_of_its_digits() -> None:
    ruby = (
        "<w:r {ns}><w:ruby><w:rubyPr/><w:rt><w:r><w:t>9</w:t></w:r></w:rt>"
        "<w:rubyBase><w:r><w:t>2</w:t></w:r></w:rubyBase></w:ruby></w:r>"
    )
    (text,) = texts(read_docx(with_run(ruby)))
    assert not text.isdigit()


@pytest.mark.parametrize("mark", ["hidden", "del"])
def test_docx__a_hidden_row_holds_no_figures(mark: str) -> None:
    document = Document()
    table = document.add_table(2, 1)
    for row, text in enumerate("91"):
        table.cell(row, 0).text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:{mark} {nsdecls('w')}/>"))
    data = BytesIO()
    document.save(data)
    page = read_docx(data.getvalue())
    assert texts(page) == ["1"]
    assert page.unseen == (("deleted" if mark == "del" else "hidden", "9"),)


def test_docx__what_is_inserted_is_read_and_told() -> None:
    page = read_docx(with_run("<w:ins {ns} w:id='1' w:author='a'><w:r><w:t>9</w:t></w:r></w:ins>"))
    assert texts(page) == ["19"]
    assert [told for told, _ in page.unseen] == ["inserted"]


def with_run(markup: str) -> bytes:
    """A document with ``markup`` behind a 1 in a table; its style Base hides, on which Veiled rests."""
    document = Document()
    base = document.styles.add_style("Base", WD_STYLE_TYPE.CHARACTER)
    base.font.hidden = True
    document.styles.add_style("Veiled", WD_STYLE_TYPE.CHARACTER).base_style = base
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    paragraph.add_run("1")
    paragraph._p.append(parse_xml(markup.format(ns=nsdecls("w"))))
    assert paragraph._p.tag == qn("w:p")
    data = BytesIO()
    document.save(data)
    return data.getvalue()
