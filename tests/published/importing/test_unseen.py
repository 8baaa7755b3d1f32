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
        ("<del>9</del>", "struck"),
        ("<span style='text-decoration:line-through'>9</span>", "struck"),
        ("<script>document.write(9)</script>", "script"),
        ("<!-- <td>9</td> -->", "comment"),
    ],
)
def test_html__what_is_not_shown_is_left_out_and_told(markup: str, kind: str | None) -> None:
    page = read_html(f"<style>{SHEET}</style><table><tr><td>1{markup}</td></tr></table>".encode())
    assert texts(page) == ["1"]
    assert [told for told, _ in page.unseen] == ([kind] if kind else [])


@pytest.mark.parametrize(
    "markup",
    [
        "<span style='color:#fff;background:#003366'>9</span>",
        "<p class='dark'><font color=white>9</font></p>",
        "<span class='noprint'>9</span>",
        "<span class='later'>9</span>",
        "<span style='font-size:9px;opacity:0.9;text-indent:-2em;left:-9px'>9</span>",
        "<span style='color:#333;visibility:visible;height:1px'>9</span>",
    ],
)
def test_html__what_is_shown_is_read(markup: str) -> None:
    page = read_html(f"<style>{SHEET}</style><table><tr><td>1</td><td>{markup}</td></tr></table>".encode())
    assert texts(page) == ["1", "9"]
    assert page.unseen == ()


def test_html__a_rule_that_hides_and_can_not_be_followed_is_told() -> None:
    page = read_html(b"<style>td:has-text(9){display:none}</style><table><tr><td>9</td></tr></table>")
    assert [kind for kind, _ in page.unseen] == ["hidden"]


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
    assert [told for told, _ in page.unseen] == [kind]


@pytest.mark.parametrize(
    "markup",
    [
        "<w:r {ns}><w:rPr><w:color w:val='FFFFFF'/><w:shd w:val='clear' w:fill='003366'/></w:rPr><w:t>9</w:t></w:r>",
        "<w:r {ns}><w:rPr><w:vanish w:val='0'/><w:color w:val='auto'/><w:sz w:val='10'/></w:rPr><w:t>9</w:t></w:r>",
        "<w:r {ns}><w:rPr><w:rStyle w:val='Veiled'/><w:vanish w:val='false'/></w:rPr><w:t>9</w:t></w:r>",
    ],
)
def test_docx__what_is_shown_is_read(markup: str) -> None:
    page = read_docx(with_run(markup))
    assert texts(page) == ["19"]
    assert page.unseen == ()


def test_docx__a_hidden_row_holds_no_figures() -> None:
    document = Document()
    table = document.add_table(2, 1)
    for row, text in enumerate("91"):
        table.cell(row, 0).text = text
    table.rows[0]._tr.get_or_add_trPr().append(parse_xml(f"<w:hidden {nsdecls('w')}/>"))
    data = BytesIO()
    document.save(data)
    page = read_docx(data.getvalue())
    assert texts(page) == ["1"]
    assert page.unseen == (("hidden", "9"),)


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
