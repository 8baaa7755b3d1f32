"""What a cell of an ods file holds: by its type, its texts, and where the two contradict each other."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from tests.reading.others.ods_drafts import cell, number, read, row, sheet, text
from toolkit.refusal import Refused
from toolkit.values import Cell, CellError, MarkedText

P77 = "<text:p>77</text:p>"
REF = "<text:p>#REF!</text:p>"
NOTE = "<office:annotation><dc:creator>c</dc:creator><text:p>note</text:p></office:annotation>"
RUBY = "<text:ruby><text:ruby-base>a</text:ruby-base><text:ruby-text>r</text:ruby-text></text:ruby>"


def held(written: str, styles: str = "") -> Cell:
    return read(sheet(row(written)), styles).sheets[0].cells.get("A1")


def typed(kind: str, attributes: str = "", inside: str = P77) -> str:
    return cell(f'office:value-type="{kind}" {attributes}', inside)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (typed("float", 'office:value="543"'), 543),
        (typed("float", 'office:value=" 543.0 "'), 543),
        (typed("float", 'office:value="1E+2"'), 100),
        (typed("float", 'office:value="-.5"'), -0.5),
        (typed("percentage", 'office:value="0.5"'), 0.5),
        (typed("currency", 'office:value="5" office:currency="CNY"'), 5),
        (typed("float", 'office:value="43" office:string-value="abc"'), 43),
        (typed("date", 'office:date-value="2024-01-02"'), date(2024, 1, 2)),
        (typed("date", 'office:date-value="2024-01-02T03:04:05"'), datetime(2024, 1, 2, 3, 4, 5)),
        (typed("date", 'office:date-value="12024-01-02"'), "12024-01-02"),
        (typed("time", 'office:time-value="PT12H30M00.5S"'), timedelta(hours=12, minutes=30, milliseconds=500)),
        (typed("boolean", 'office:boolean-value="true"'), True),
        (typed("boolean", 'office:value="0"'), False),
        (typed("string", 'office:string-value="abc"'), "abc"),
        (typed("string", 'office:string-value=""'), "77"),
        (typed("string"), "77"),
        (typed("string", 'office:value="77"'), "77"),
        (typed("string", inside=""), None),
        (cell("", P77), "77"),
        (cell('office:value="77"', P77), "77"),
        (cell('calcext:value-type="float" office:value="5"', P77), 5),
        (cell('office:string-value="abc"', P77), "abc"),
        (cell('value-type="float" value="43"', P77), "77"),
        (typed("string", 'calcext:value-type="error" office:string-value=""', REF), CellError("#REF!")),
        (typed("string", 'calcext:value-type="error"', ""), CellError("#N/A")),
        (typed("void", inside=""), None),
    ],
)  # fmt: skip
def test_value__by_its_type(written: str, expected: Cell) -> None:
    found = held(written)
    assert (found, type(found)) == (expected, type(expected))


@pytest.mark.parametrize(
    "written",
    [
        cell('office:value="43"', P77),
        cell('office:value="43"'),
        cell('office:date-value="2024-01-02"', P77),
        typed("float"),
        *(typed("float", f'office:value="{value}"') for value in ("", "abc", "1,234", "12abc", "１２", "INF", "1e400")),
        typed("float", 'office:value="43" office:date-value="2024-01-02"'),
        typed("float", 'office:value="43" office:boolean-value="true"'),
        typed("date", 'office:value="43"'),
        typed("date", 'office:date-value="43"'),
        typed("time", 'office:time-value="43"'),
        typed("boolean", 'office:boolean-value="43"'),
        typed("string", 'office:value="43"'),
        typed("string", 'calcext:value-type="float" office:value="43"'),
        typed("Float", 'office:value="43"'),
        typed("foo"),
    ],
)
def test_value__of_two_meanings_is_refused_at_its_cell(written: str) -> None:
    with pytest.raises(Refused) as refused:
        read(sheet(row(), row(cell(), written), name="表三"))
    finding = refused.value.finding
    assert (finding.rule, finding.sheet, finding.cell) == ("ODS-VALUE", "表三", "B2")


@pytest.mark.parametrize(
    ("inside", "expected"),
    [
        ("<text:p>\n   ab\n  cd  </text:p>", "ab cd"),
        ("\n <text:p>a</text:p>\n <text:p/>\n <text:p>b</text:p>\n", "a\n\nb"),
        ('<text:p>a<text:s text:c="3"/>b</text:p>', "a   b"),
        ("<text:p>a <text:s/>b<text:tab/>c<text:line-break/>d</text:p>", "a  b\tc\nd"),
        ('<text:p>a<text:s text:c="-2"/>b</text:p>', "a b"),
        ("<text:p>a <text:span> b</text:span><text:a>c</text:a></text:p>", "a bc"),
        ("<text:p>\u3000a\u00a0\u00a0b</text:p>", "\u3000a\u00a0\u00a0b"),
        ("<text:p>4<!-- -->3<![CDATA[2]]>&#49;<?x y?>0</text:p>", "43210"),
        ("<text:p>4<foreign:b>3</foreign:b></text:p>", "43"),
        (f"{NOTE}<text:p>a{NOTE}</text:p>", "a"),
        ("<text:p>a<text:note><text:note-citation>1</text:note-citation></text:note></text:p>", "a"),
        (f"<text:p>{RUBY}</text:p>", "a"),
        ("<text:p>4<text:sheet-name>3</text:sheet-name></text:p>", "4\ufffc3"),
        ("<text:p>a</text:p><table:table><table:table-row><table:table-cell><text:p>b</text:p></table:table-cell>"
         "</table:table-row></table:table>", "a"),
        ("<text:p>a<draw:frame><draw:text-box><text:p>box</text:p></draw:text-box></draw:frame></text:p>", "a"),
        ("abc", None),
    ],
)  # fmt: skip
def test_text__as_the_standard_has_it(inside: str, expected: str | None) -> None:
    assert held(text(inside)) == expected


def test_number__is_read_from_its_value_whatever_its_text_shows() -> None:
    assert held(number(43, inside := "") + inside) == 43
    assert held(typed("float", 'office:value="543"', "<text:p>43<text:span>1</text:span></text:p>")) == 543


def test_spaces__cost_no_more_than_a_cell_can_hold() -> None:
    found = held(text('<text:p>a<text:s text:c="999999999"/>b</text:p>'))
    assert isinstance(found, str)
    assert len(found) < 40_000


def run_style(name: str, properties: str, parent: str = "") -> str:
    inherits = f'style:parent-style-name="{parent}"' if parent else ""
    inside = f"<style:text-properties {properties}/>"
    return f'<style:style style:name="{name}" style:family="text" {inherits}>{inside}</style:style>'


RUNS = (
    run_style("up", 'style:text-position="super 58%"')
    + run_style("low", 'style:text-position="-33% 58%"')
    + run_style("base", 'style:text-line-through-style="solid"')
    + run_style("cut", "", parent="base")
    + run_style("gone", 'text:display="none"')
    + run_style("white", 'fo:color="#FFFFFF"')
    + run_style("bold", 'fo:font-weight="bold"')
)


@pytest.mark.parametrize(
    ("style", "marks"),
    [
        ("up", ("superscript",)), ("low", ("subscript",)), ("cut", ("struck",)), ("gone", ("invisible",)),
        ("white", ("invisible",)),
    ],
)  # fmt: skip
def test_run__that_is_shown_otherwise_is_marked(style: str, marks: tuple[str, ...]) -> None:
    found = held(text(f'<text:p>4<text:span text:style-name="{style}">3</text:span></text:p>'), RUNS)
    assert isinstance(found, MarkedText)
    assert (found, found.marks) == ("43", marks)


@pytest.mark.parametrize(
    "inside", ['<text:span text:style-name="bold">3</text:span>', '<text:span text:style-name="up"> </text:span>']
)
def test_run__that_shows_nothing_special_is_not_marked(inside: str) -> None:
    assert not isinstance(held(text(f"<text:p>4{inside}</text:p>"), RUNS), MarkedText)


def test_run__marks_do_not_pass_to_the_next_cell() -> None:
    marked = text('<text:p><text:span text:style-name="up">3</text:span></text:p>')
    cells = read(sheet(row(marked, text("<text:p>4</text:p>"))), RUNS).sheets[0].cells
    assert [type(cells[at]) for at in ("A1", "B1")] == [MarkedText, str]
