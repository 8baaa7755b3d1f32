"""What a reader of a page does not see, or sees otherwise than it is written, is no figure and is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.published.importing.pages import texts
from toolkit.published.importing.html import read_html
from toolkit.published.importing.page import Grid

SHEET = """
.x{display:none} table #y{visibility:hidden} td > i {opacity:0} .z,.w{font-size:0 !important}
@media screen and (min-width:1px){q{display:none}} em{color:#fff}
kbd{text-decoration:line-through}
@media print{.noprint{display:none}} .later{display:none} .later{display:inline} .dark{background-color:#222}
"""


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
