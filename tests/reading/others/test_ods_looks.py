"""How cells of an ods file show what they hold: number formats, struck and invisible ones."""

from __future__ import annotations

import pytest

from tests.reading.others.ods_drafts import cell, number, read, root, row, sheet
from toolkit.book import Look

NUMBER = '<number:number number:decimal-places="0" number:min-decimal-places="0" number:min-integer-digits="1"/>'
POWER = 'number:decimal-places="2" number:min-exponent-digits="2"'
ON_RED = '<style:table-cell-properties fo:background-color="#ff0000"/>'
MAP = '<style:map style:condition="value(){}" style:apply-style-name="{}"/>'


def style(kind: str, inside: str, name: str = "N") -> str:
    return f'<number:{kind}-style style:name="{name}">{inside}</number:{kind}-style>'


def literal(text: str) -> str:
    return f"<number:text>{text}</number:text>"


def digits(attributes: str, element: str = "number") -> str:
    return f'<number:{element} number:min-integer-digits="1" {attributes}/>'


HOURS = "<number:hours/>" + literal(":") + '<number:minutes number:style="long"/>'


def cell_style(inside: str = "", name: str = "ce1", attributes: str = "") -> str:
    return f'<style:style style:name="{name}" style:family="table-cell" {attributes}>{inside}</style:style>'


def look(*styles: str, common: str = "", written: str = number(43, 'table:style-name="ce1"')) -> Look:
    body = root("office:document-styles", f"<office:styles>{common}</office:styles>")
    found = read(sheet(row(written)), "".join(styles), styles=body).sheets[0].content().looks.by_cell
    return found.get("A1", Look())


def code(*styles: str) -> str:
    return look(*styles, cell_style(attributes='style:data-style-name="N"')).format


@pytest.mark.parametrize(
    ("data_style", "expected"),
    [
        (style("number", '<number:number number:min-integer-digits="1"/>'), "General"),
        (style("number", NUMBER), "0"),
        (style("number", NUMBER.replace('"0"', '"2"')), "0.00"),
        (style("number", digits('number:decimal-places="4" number:min-decimal-places="2"')), "0.00##"),
        (style("number", digits('number:decimal-places="2" number:decimal-replacement="--"')), "?ods"),
        (style("number", '<number:number number:decimal-places="0" number:min-integer-digits="0"/>'), "#"),
        (style("number", NUMBER.replace("/>", ' number:grouping="true"/>')), "#,##0"),
        (style("number", NUMBER.replace("/>", ' number:display-factor="1000000"/>')), "0,,"),
        (style("number", NUMBER.replace("/>", ' number:display-factor="10"/>')), "?ods"),
        (style("number", literal("共") + NUMBER + literal("件")), '"共"0"件"'),
        (style("number", literal("5") + NUMBER), '"5"0'),
        (style("number", NUMBER + literal('"')), '0\\"'),
        (style("number", NUMBER + literal("%")), '0"%"'),
        (style("number", literal("")), '""'),
        (style("number", "<number:fill-character>*</number:fill-character>" + NUMBER + literal(" ")), "**0 "),
        (style("number", '<number:number number:decimal-places="0" number:min-integer-digits="7">'
               '<number:embedded-text number:position="4">-</number:embedded-text></number:number>'), '000"-"0000'),
        (style("number", digits(POWER, "scientific-number")), "0.00E+00"),
        (style("number", "<number:fraction/>"), "# ?/?"),
        (style("number", "<number:unheard-of/>"), "?ods"),
        (style("number", NUMBER).replace('"N"', '"N" number:transliteration-format="壹"'), "[DBNum2]0"),
        (style("percentage", NUMBER + literal("%")), "0%"),
        (style("currency", "<number:currency-symbol>¥</number:currency-symbol>" + NUMBER), '"¥"0'),
        (style("date", '<number:year number:style="long"/>' + literal("年") + "<number:month/>"), 'yyyy"年"m'),
        (style("time", HOURS), "h:mm"),
        (style("time", HOURS).replace('"N"', '"N" number:truncate-on-overflow="false"'), "[h]:mm"),
        (style("boolean", "<number:boolean/>"), '"TRUE";"TRUE";"FALSE"'),
        (style("text", "<number:text-content/>"), "@"),
    ],
)  # fmt: skip
def test_format__of_one_section(data_style: str, expected: str) -> None:
    assert code(data_style) == expected


@pytest.mark.parametrize(
    ("kind", "own", "maps", "expected"),
    [
        ("number", literal("-") + NUMBER, [(">=0", "A")], '"甲";-0'),
        ("number", NUMBER, [("&gt;0", "A"), ("&lt;0", "B")], '"甲";"乙";0'),
        ("text", "<number:text-content/>", [("&gt;0", "A"), ("&lt;0", "B"), ("=0", "A")], '"甲";"乙";"甲";@'),
        ("number", NUMBER, [("&gt;100", "A")], '[>100]"甲";0'),
        ("number", NUMBER, [("!=1", "A"), ("=2.5", "B")], '[<>1]"甲";[=2.5]"乙";0'),
        ("number", NUMBER, [(">=0", "none")], "?ods"),
        ("number", NUMBER, [(" is odd", "A")], "?ods"),
    ],
)
def test_format__of_several_sections(kind: str, own: str, maps: list[tuple[str, str]], expected: str) -> None:
    others = style("number", literal("甲"), "A") + style("number", literal("乙"), "B")
    assert code(others + style(kind, own + "".join(MAP.format(*each) for each in maps))) == expected


def test_format__that_is_nowhere_cannot_be_understood() -> None:
    assert code() == "?ods"


def test_format__is_inherited_and_found_among_the_common_styles() -> None:
    common = style("number", NUMBER) + cell_style(name="大类", attributes='style:data-style-name="N"')
    own = cell_style(attributes='style:parent-style-name="大类"')
    assert look(own, common=common).format == "0"


def test_format__of_styles_that_inherit_in_a_circle_is_the_plain_one() -> None:
    circle = cell_style(attributes='style:parent-style-name="b"') + cell_style(
        name="b", attributes='style:parent-style-name="ce1"'
    )
    assert look(circle) == Look()


def test_format__of_the_row_or_the_column_where_the_cell_has_none() -> None:
    styles = style("number", NUMBER) + cell_style(attributes='style:data-style-name="N"')
    column = (
        '<table:table-column table:number-columns-repeated="2"/>'
        '<table:table-column table:default-cell-style-name="ce1"/>'
    )
    found = read(
        sheet(
            column,
            row(number(1), number(2), number(3)),
            row(number(1), attributes='table:default-cell-style-name="ce1"'),
        ),
        styles,
    )
    assert found.sheets[0].content().looks.by_cell == {"C1": Look("0"), "A2": Look("0")}


@pytest.mark.parametrize("kind", ["percentage", "currency"])
def test_format__plain_for_a_value_of_another_kind_cannot_be_understood(kind: str) -> None:
    assert look(written=cell(f'office:value-type="{kind}" office:value="43"')).format == "?ods"


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ('<style:text-properties style:text-line-through-style="solid"/>', Look(struck=True)),
        ('<style:text-properties style:text-line-through-type="double"/>', Look(struck=True)),
        ('<style:text-properties style:text-line-through-style="none" style:text-line-through-type="none"/>', Look()),
        ('<style:text-properties text:display="none"/>', Look(invisible=True)),
        ('<style:text-properties fo:color="#FFFFFF"/>', Look(invisible=True)),
        (ON_RED + '<style:text-properties fo:color="#FF0000"/>', Look(invisible=True)),
        ('<style:text-properties fo:font-family="&apos;Wingdings 3&apos;"/>', Look(invisible=True)),
        ('<style:table-cell-properties style:diagonal-bl-tr="1pt solid #000000"/>', Look(struck=True)),
        ('<style:table-cell-properties style:diagonal-bl-tr="none"/>', Look()),
        ('<style:table-cell-properties style:rotation-angle="180"/>', Look(turned=True)),
        ('<style:table-cell-properties style:rotation-angle="0" style:direction="ltr"/>', Look()),
        ('<style:table-cell-properties style:direction="ttb"/>', Look(turned=True)),
        (ON_RED + '<style:text-properties fo:color="#ffffff"/>', Look()),
        ('<style:text-properties fo:color="#ffffff" style:use-window-font-color="true"/>', Look()),
        ('<style:text-properties fo:color="#000000"/>', Look()),
    ],
)  # fmt: skip
def test_look__struck_or_not_to_be_seen(inside: str, expected: Look) -> None:
    assert look(cell_style(inside)) == expected


def test_look__a_child_that_is_not_struck_overrides_its_parent() -> None:
    parent = cell_style('<style:text-properties style:text-line-through-type="single"/>', name="p")
    child = '<style:text-properties style:text-line-through-style="none"/>'
    assert look(parent, cell_style(child, attributes='style:parent-style-name="p"')) == Look()
    assert look(parent, cell_style(attributes='style:parent-style-name="p"')) == Look(struck=True)


@pytest.mark.parametrize(
    ("inside", "hides"),
    [
        ('<style:text-properties fo:font-size="1pt"/>', True),
        ('<style:text-properties fo:font-size="0.02in"/>', True),
        ('<style:text-properties fo:font-size="5pt"/>', False),
        ('<style:text-properties fo:color="#fefefe"/>', True),
        ('<style:text-properties fo:color="#bfbfbf"/>', False),
        ('<style:table-cell-properties style:cell-protect="hidden-and-protected"/>', False),  # the sheet is open
    ],
)
def test_letters__that_nobody_can_read_are_invisible(inside: str, hides: bool) -> None:
    assert look(cell_style(inside)).invisible is hides


def test_cell__that_is_hidden_by_the_lock_of_its_sheet_is_invisible() -> None:
    hidden = cell_style('<style:table-cell-properties style:cell-protect="hidden-and-protected"/>')
    body = sheet(row(number(43, 'table:style-name="ce1"')), attributes='table:protected="true"')
    assert read(body, hidden).sheets[0].content().looks.by_cell["A1"].invisible


def test_cell__whose_content_is_repeated_is_told() -> None:
    assert look(cell_style('<style:table-cell-properties style:repeat-content="true"/>')).repeated


def test_format__of_texts_is_told() -> None:
    assert code(style("text", "<number:text-content/>" + literal("0"))) in ("@0", '@"0"')


@pytest.mark.parametrize(
    ("kind", "size", "hidden"), [("column", "0.05mm", True), ("row", "0.3mm", True), ("column", "0.5in", False)]
)
def test_lines__too_small_for_anything_to_be_seen_are_hidden(kind: str, size: str, hidden: bool) -> None:
    what = "column-width" if kind == "column" else "row-height"
    own = f'<style:table-{kind}-properties style:{what}="{size}"/>'
    styles = f'<style:style style:name="x" style:family="table-{kind}">{own}</style:style>'
    named = 'table:style-name="x"'
    column = f"<table:table-column {named if kind == 'column' else ''}/>"
    body = sheet(column, row(number(43), attributes=named if kind == "row" else ""))
    content = read(body, styles).sheets[0].content()
    assert (content.hidden_columns if kind == "column" else content.hidden_rows) == (frozenset({0} if hidden else ()))


WHITE = cell_style('<style:text-properties fo:color="#ffffff"/>', "White", 'style:display-name="Snow white"')
RED = cell_style('<style:text-properties fo:color="#9c0006"/>', "Red")


@pytest.mark.parametrize(
    ("condition", "name", "veiled"),
    [
        ("is-true-formula([.A1]&gt;0)", "White", True),
        ("cell-content()=0", "White", False),  # hides zeros alone
        ("is-true-formula([.A1]=0)", "White", False),
        ("is-true-formula([.Z99]=0)", "White", True),
        ("is-true-formula([.A1]&gt;0)", "Red", False),
    ],
)
def test_condition__in_the_style_of_a_cell_that_may_hide_it_is_told(condition: str, name: str, veiled: bool) -> None:
    base = "style:base-cell-address=\"'表.B9'.A1\""
    rule = f'<style:map style:condition="{condition}" style:apply-style-name="{name}" {base}/>'
    common = root("office:document-styles", f"<office:styles>{WHITE}{RED}</office:styles>")
    body = sheet(row(number(43, 'table:style-name="ce1"'), number(44)))
    assert read(body, cell_style(rule), styles=common).sheets[0].content().veils == (("A1",) if veiled else ())


@pytest.mark.parametrize(
    ("rule", "veiled"),
    [
        ('condition calcext:value="&gt;0" calcext:apply-style-name="Snow white"', True),
        ('condition calcext:value="=0" calcext:apply-style-name="Snow white"', False),
        ('condition calcext:value="&gt;0" calcext:apply-style-name="Red"', False),
        ('icon-set calcext:show-value="false"', True),
        ("icon-set", False),
    ],
)
def test_condition__of_the_sheet_that_may_hide_cells_is_told(rule: str, veiled: bool) -> None:
    where = "'表.B9'.A1:'表.B9'.A2 .C3"
    rules = (
        f'<calcext:conditional-formats><calcext:conditional-format calcext:target-range-address="{where}">'
        f"<calcext:{rule}/></calcext:conditional-format></calcext:conditional-formats>"
    )
    common = root("office:document-styles", f"<office:styles>{WHITE}{RED}</office:styles>")
    veils = read(sheet(row(number(43)), rules), styles=common).sheets[0].content().veils
    assert veils == (("A1:A2", "C3") if veiled else ())
