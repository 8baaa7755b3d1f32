"""What a reader of the report does not see, or sees struck out, is no figure and is told."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from docx import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.published.importing.docx import read_docx
from toolkit.published.importing.html import read_html
from toolkit.published.importing.page import Grid, Page, Paragraph

FORM: Form = load_form(2024)
SHEET = """
.x{display:none} table #y{visibility:hidden} td > i {opacity:0} .z,.w{font-size:0 !important}
@media screen and (min-width:1px){q{display:none}} em{color:#fff}
kbd{text-decoration:line-through}
@media print{.noprint{display:none}} .later{display:none} .later{display:inline} .dark{background-color:#222}
"""


def texts(page: Page) -> list[str]:
    lines = [[part.text] if isinstance(part, Paragraph) else list(part.cells.values()) for part in page.parts]
    return [text for line in lines for text in line]


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<span style='display: none'>9</span>", "hidden"),
        ("<span style='font-size:0'>9</span>", "hidden"),
        ("<span hidden>9</span>", "hidden"),
        ("<span class='x'>9</span>", "hidden"),
        ("<span style='visibility:hidden'>9</span>", "hidden"),
        ("<span style='opacity:0'>9</span>", "hidden"),
        ("<span style='color:#fff'>9</span>", "hidden"),
        ("<font color='#FFFFFF'>9</font>", "hidden"),
        ("<span style='color:white;background:#fefefe'>9</span>", "hidden"),
        ("<span style='color:transparent'>9</span>", "hidden"),
        ("<span style='color:rgba(0,0,0,0)'>9</span>", "hidden"),
        ("<span style='position:absolute;left:-9999px'>9</span>", "hidden"),
        ("<span style='display:inline-block;text-indent:-999px'>9</span>", "hidden"),
        ("<span style='position:absolute;clip:rect(0,0,0,0)'>9</span>", "hidden"),
        ("<span style='display:block;width:1px;height:1px;overflow:hidden'>9</span>", "hidden"),
        ("<span style='transform:scale(0)'>9</span>", "hidden"),
        ("<span style='font:0/0 a'>9</span>", "hidden"),
        ("<b id=y>9</b>", "hidden"),
        ("<i>9</i>", "hidden"),
        ("<u class='a z b'>9</u>", "hidden"),
        ("<q>9</q>", "hidden"),
        ("<em>9</em>", "hidden"),
        ("<input type=hidden value=9>", None),
        ("<input value=9>", "form"),
        ("<span style='font-size:1px'>9</span>", "hidden"),
        ("<span style='font-size:10%'>9</span>", "hidden"),
        ("<span style='zoom:.01'>9</span>", "hidden"),
        ("<span style='clip-path:circle(0)'>9</span>", "hidden"),
        ("<details><summary></summary><b>9</b></details>", "hidden"),
        ("<del>9</del>", "struck"),
        ("<span style='text-decoration:line-through'>9</span>", "struck"),
        ("<kbd>9</kbd>", "struck"),
        ("<script>document.write(9)</script>", "script"),
        ("<!-- <td>9</td> -->", "comment"),
    ],
)
def test_html__what_is_not_shown_is_left_out_and_told(markup: str, kind: str | None) -> None:
    page = read_html(f"<style>{SHEET}</style><table><tr><td>1{markup}</td></tr></table>".encode())
    assert texts(page) == ["1"]
    assert [told for told, _ in page.unseen] == ([kind] if kind else [])


@pytest.mark.parametrize(
    ("markup", "kind"),
    [
        ("<span style='float:right'>9</span>", "moved"),
        ("<span style='position:relative;left:-1em'>9</span>", "moved"),
        ("<span style='order:-1'>9</span>", "moved"),
        ("<span style='unicode-bidi:bidi-override;direction:rtl'>9</span>", "moved"),
        ("<bdo dir=rtl>9</bdo>", "moved"),
        ("<span style='display:inline-block;transform:scaleX(-1)'>9</span>", "moved"),
        ("<span class=more>9</span>", "generated"),
        ("<span class=named data-x=2>9</span>", "generated"),
    ],
)
def test_html__what_stands_otherwise_than_it_is_written_is_told(markup: str, kind: str) -> None:
    sheet = ".more::before{content:'26'} .named:after{content:attr(data-x)} .icon::before{content:'\\e601'}"
    page = read_html(f"<style>{sheet}</style><table><tr><td>1{markup}</td></tr></table>".encode())
    assert [told for told, _ in page.unseen] == [kind]


def test_html__what_a_page_has_around_its_tables_is_not_told() -> None:
    """Old pages lie in a table as a whole: menus that float, a field to search in."""
    around = "<div style='float:right;position:relative'>首页</div><input type=text value='请输入关键字'>"
    page = read_html(f"<table><tr><td>{around}<table><tr><td>1</td></tr></table></td></tr></table>".encode())
    assert page.unseen == ()


@pytest.mark.parametrize("raised", ["<sup>1</sup>", "<sub>1</sub>", "<ruby>2<rp>(</rp><rt>1</rt><rp>)</rp></ruby>"])
def test_html__a_mark_at_a_figure_is_none_of_its_digits(raised: str) -> None:
    (text,) = texts(read_html(f"<table><tr><td>2{raised}</td></tr></table>".encode()))
    assert not text.isdigit()


@pytest.mark.parametrize(
    "markup",
    [
        "<i class='icon'></i>9",
        "<div style='float:none;position:static;transform:none;order:0'>9</div>",
        "<details open><summary></summary>9</details>",
        "<span style='font-size:0.75em;zoom:0.9'>9</span>",
        "<span style='color:#fff;background:#003366'>9</span>",
        "<p class='dark'><font color=white>9</font></p>",
        "<span class='noprint'>9</span>",
        "<span class='later'>9</span>",
        "<span style='font-size:9px;opacity:0.9;text-indent:-2em;left:-9px'>9</span>",
        "<span style='color:#333;visibility:visible;height:1px'>9</span>",
    ],
)
def test_html__what_is_shown_is_read(markup: str) -> None:
    icons = ".icon::before{content:'\\e601'}"
    page = read_html(f"<style>{SHEET}{icons}</style><table><tr><td>1</td><td>{markup}</td></tr></table>".encode())
    assert texts(page) == ["1", "9"]
    assert page.unseen == ()


def test_html__a_rule_that_hides_and_can_not_be_followed_is_told() -> None:
    page = read_html(b"<style>td:nth-child(1 of .x){display:none}</style><table><tr><td>9</td></tr></table>")
    assert [kind for kind, _ in page.unseen] == ["hidden"]


CASCADE = [  # style sheet, attributes of what stands behind the 1, whether that is seen
    (".x{display:none!important}.x{display:inline}", "", False),
    ("#y{display:none}.x{display:inline}", "", False),
    (".x{display:none!important}", "style='display:inline'", False),
    (".x{display:none}", "style='display:inline'", True),
    (".x{display:none}@layer a{.x{display:inline}}", "", False),
    ("@layer a{.x{display:none!important}}.x{display:inline!important}", "", False),
    ("td{.x{display:none}}", "", False),
    ("td{& .x{display:none}}", "", False),
    ("@media not print{.x{display:none}}", "", False),
    ("@media print{.x{display:none}}", "", True),
    ("@media (max-width:768px){td,.x{display:none}}", "", True),
    ("@container(min-width:1px){.x{display:none}}", "", False),
    (":root{--d:none}.x{display:var(--d)}", "", False),
    ("b{display:none}.x{display:inline}", "", True),
    ("td{display:none\\9}", "", True),
    (".x:focus-within{display:none}:-ms-input-placeholder{display:none}", "", True),
]


@pytest.mark.parametrize(("sheet", "attributes", "seen"), CASCADE)
def test_html__of_rules_that_differ_the_one_in_force_counts(sheet: str, attributes: str, seen: bool) -> None:
    cell = f"<table><tr><td>1<b id=y class=x {attributes}>9</b></td></tr></table>"
    page = read_html(f"<style>{sheet}</style>{cell}".encode())
    assert texts(page) == (["19"] if seen else ["1"])
    assert [kind for kind, _ in page.unseen] == ([] if seen else ["hidden"])


@pytest.mark.parametrize(
    "looks",
    [
        "color:rgb(0 0 0/0)",
        "color:rgb(255 255 255)",
        "color:rgba(0,0,0,.02)",
        "background:#000",
        "color:#030405;background:rgb(3,4,5) none",
        "filter:opacity(0)",
        "opacity:.01",
        "font-size:.01vw",
        "font:1px a",
        "clip-path:inset(0 100% 0 0)",
        "translate:-9999px",
    ],
)
def test_html__what_nobody_sees_is_left_out_and_told(looks: str) -> None:
    page = read_html(f"<table><tr><td>1<b style='{looks}'>9</b></td></tr></table>".encode())
    assert texts(page) == ["1"]
    assert [kind for kind, _ in page.unseen] == ["hidden"]


def test_html__white_on_a_ground_of_its_own_in_a_dark_cell_is_left_out() -> None:
    cell = "<td style='color:#fff;background:#036'>1<b style='background:#fff'>9</b></td>"
    assert texts(read_html(f"<table><tr>{cell}</tr></table>".encode())) == ["1"]


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("<td style='position:relative;left:20em'>1</td><td style='position:relative;left:-20em'>2</td>", "moved"),
        ("<td style='float:right'>1</td><td>2</td>", "moved"),
        ("<th style='position:relative;top:2em'>1</th><td>2</td>", "moved"),
        ("<td>1</td><td><span style='letter-spacing:-1em'>2</span></td>", "moved"),
        ("<td>1</td><td>2<button>3</button></td>", "form"),
        ("<td>1</td><td>2<select><option>3</select></td>", "form"),
        ("<td>1</td><td>2<input type=button value=3></td>", "form"),
        ("<td>1</td><td>2<img src='data:a'></td>", "drawn"),
        ("<td>1</td><td>2<svg><path d='M0 0'/></svg></td>", "drawn"),
        ("<td>1</td><td>2<canvas>3</canvas></td>", "object"),
        ("<td>1</td><td>2<script>this.textContent=3</script></td>", "script"),
    ],
)
def test_html__what_is_shown_otherwise_than_written_in_a_table_is_told(row: str, kind: str) -> None:
    page = read_html(f"<table><tr>{row}</tr></table>".encode())
    assert texts(page) == ["1", "2"]
    assert kind in [told for told, _ in page.unseen]


BESIDE = [  # what pages of offices have around a report
    "<script>document.write(unescape('%3Cspan id=a%3E'))</script>",
    "<div style='display:none'>扫一扫在手机打开当前页</div>",
    "<div style='display:none'><div>分享到</div><a>微信</a></div>",
    "<input type=text value='请输入关键字'>",
    "<span style='display:none'>&#65279;</span>",
]


@pytest.mark.parametrize("beside", BESIDE)
def test_html__what_pages_have_around_a_report_is_not_told(beside: str) -> None:
    page = read_html(f"<table><tr><td>1</td></tr></table>{beside}<table><tr><td>2</td></tr></table>".encode())
    assert page.unseen == ()


@pytest.mark.parametrize(
    "cell",
    [
        "<td><p style='position:relative;top:2px'>1</p></td>",
        "<td><div style='float:left'>1</div></td>",
        "<td style='position:relative'>1</td>",
        "<td style='overflow:hidden;width:1px;height:1px'>1</td>",
        "<td style='color:#fff;background-image:url(a.png)'>1</td>",
        "<td style='color:#fff'><span style='color:#000'>1</span></td>",
        "<td>1<img src=a.gif width=1 height=1></td>",
    ],
)
def test_html__cells_as_pages_of_offices_have_them_are_read(cell: str) -> None:
    page = read_html(f"<table><tr>{cell}</tr></table>".encode())
    assert texts(page) == ["1"]
    assert page.unseen == ()


def test_html__a_column_that_a_style_sheet_hides_is_no_column() -> None:
    sheet = "td:nth-child(2){display:none}"
    page = read_html(f"<style>{sheet}</style><table><tr><td>1<td>9<td>2</tr></table>".encode())
    assert texts(page) == ["1", "2"]
    assert page.unseen


def test_html__a_hidden_row_holds_no_figures() -> None:
    page = read_html(b"<table><tr style='display:none'><td>9</td></tr><tr><td>1</td></tr></table>")
    assert texts(page) == ["1"]
    assert page.unseen


def test_html__no_entity_of_a_file_is_resolved(tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("42", encoding="utf-8")
    page = read_html(f'<!DOCTYPE html [<!ENTITY x SYSTEM "{tmp_path}/secret">]><p>a&x;b</p>'.encode())
    assert "42" not in "".join(texts(page)).replace(str(tmp_path), "")


def test_html__spans_cover_the_places_of_other_cells() -> None:
    page = read_html(b"<table><tr><td rowspan=2>a<td>b<tr><td>c</table>")
    grid = page.parts[0]
    assert isinstance(grid, Grid)
    assert grid.cells == {(0, 0): "a", (0, 1): "b", (1, 1): "c"}


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
