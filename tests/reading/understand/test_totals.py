"""The totals in a workbook: held against the template's formulas, what they add up, and what they show."""

from __future__ import annotations

import pytest

from tests.reading.understand.returned import CELL, SHEET, TOTAL_CELL, cell, figure, parts, read, swapped, told

ROW = TOTAL_CELL[1:]
SUM = f"SUM(D{ROW}:I{ROW})"
RIGHT = 3525


def with_total(content: str) -> dict[str, bytes]:
    return swapped(SHEET, cell(TOTAL_CELL), f'<c r="{TOTAL_CELL}" s="23"{content}</c>'.encode())


@pytest.mark.parametrize(
    "content",
    [
        f"><f>{SUM}</f><v>{RIGHT}</v>",  # adds up the same
        f"><f>+SUM(D{ROW}:E{ROW})+SUM(F{ROW}:I{ROW})</f><v>{RIGHT}</v>",
        f"><f>{SUM}</f>",  # no result was kept
        f"><f>{SUM}</f><v/>",
        f'><f>IF(COUNTBLANK(D{ROW}:I{ROW})=6,"",SUM(D{ROW}:I{ROW}))</f><v>{RIGHT}</v>',
        f'><f>IF(COUNT(D{ROW}:I{ROW})&lt;6,"",SUM(D{ROW}:I{ROW}))</f><v>{RIGHT}</v>',
        f"><f>ROUND( SUM( $D${ROW}:$I${ROW} ),0)</f><v>{RIGHT}</v>",
    ],
)
def test_total__that_adds_up_the_same_is_silent(content: str) -> None:
    assert told(with_total(content)) == set()


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (f"><f>{RIGHT}</f><v>{RIGHT}</v>", "TOTAL-FORMULA"),
        (f"><f>{RIGHT}</f>", "TOTAL-FORMULA"),
        (f"><f>SUM(D{ROW}:H{ROW})</f><v>{RIGHT}</v>", "TOTAL-FORMULA"),
        (f'><f>IF(1=1,"",{SUM})</f><v>{RIGHT}</v>', "TOTAL-FORMULA"),
        (f'><f>IF(COUNT(D{ROW}:I{ROW})&lt;99,"",{SUM})</f><v>{RIGHT}</v>', "TOTAL-FORMULA"),
        (f"><v>{RIGHT}</v>", "TOTAL-OVERTYPED"),
        (">", "TOTAL-GONE"),
        (' t="str"><v>若干</v>', "TOTAL-TEXT"),
    ],
)
def test_total__that_comes_about_otherwise_is_a_notice(content: str, rule: str) -> None:
    assert told(with_total(content)) == {(rule, TOTAL_CELL)}
    assert read(with_total(content)).status == "accepted"


@pytest.mark.parametrize(
    "content",
    [
        "><f>999</f><v>999</v>",
        "><f>999</f>",
        "><v>999</v>",
        f"><f>{SUM}</f><v>999</v>",  # a result that is stale, or forged
        "><f>SUM(D7:I7)</f><v>999</v>",
        ' t="str"><v>999</v>',
    ],
)
def test_total__that_shows_another_figure_is_an_error(content: str) -> None:
    assert told(with_total(content)) == {("T3-TOTAL", TOTAL_CELL)}
    assert read(with_total(content)).status == "rejected"


def test_total__whose_formula_is_another_and_result_unknown_is_an_error() -> None:
    assert told(with_total("><f>PRODUCT(D6:I6)</f>")) == {("TOTAL-UNKNOWN", TOTAL_CELL)}


@pytest.mark.parametrize("sheet", ["封面", "填报说明"])
def test_total__that_asks_a_sheet_which_is_there_is_as_made(sheet: str) -> None:
    asking = f"IF(COUNT(D6:I6)&lt;IF('{sheet}'!$B$14=&quot;x&quot;,1,6),&quot;&quot;,{SUM})"
    assert told(with_total(f"><f>{asking}</f>")) == set()


@pytest.mark.parametrize(("value", "rule"), [("", "TOTAL-UNKNOWN"), (f"<v>{RIGHT}</v>", "TOTAL-FORMULA")])
def test_total__that_asks_a_sheet_which_is_not_there_shows_an_error(value: str, rule: str) -> None:
    """A program that renames or leaves out a sheet, and lets the formulas be."""
    asking = f"IF(COUNT(D6:I6)&lt;IF('没有此表'!$B$14=&quot;x&quot;,1,6),&quot;&quot;,{SUM})"
    assert told(with_total(f"><f>{asking}</f>{value}")) == {(rule, TOTAL_CELL)}


@pytest.mark.parametrize(
    "formula", [f'IF(RAND()&lt;2,"",{SUM})', f"{SUM}+1+0*RAND()", f"{SUM}+OFFSET(A1,0,0)&amp;@rand()"]
)
def test_total__that_is_worked_out_anew_each_time_is_not_what_was_saved(formula: str) -> None:
    assert told(with_total(f"><f>{formula}</f><v>{RIGHT}</v>")) == {("TOTAL-UNKNOWN", TOTAL_CELL)}


@pytest.mark.parametrize("kind", ["array", "dataTable"])
def test_formula__that_fills_inputs_is_a_formula_in_each(kind: str) -> None:
    made = swapped(SHEET, cell(f"C{ROW}"), f'<c r="C{ROW}" s="20"><f t="{kind}" ref="C{ROW}:{CELL}">1</f></c>'.encode())
    assert told(made) == {("FORMULA-INPUT", CELL)}
    assert figure(made) == figure(parts())


def test_formula__shared_by_totals_is_told_for_each_cell_as_it_moves() -> None:
    below = f"J{int(ROW) + 1}"
    made = with_total(f'><f t="shared" ref="{TOTAL_CELL}:{below}" si="0">{SUM}</f><v>{RIGHT}</v>')
    value = cell(below).search(parts()[SHEET])
    assert value is not None
    kept = value[0].partition(b"<v>")[2].partition(b"</v>")[0].decode()
    made = swapped(SHEET, cell(below), f'<c r="{below}" s="23"><f t="shared" si="0"/><v>{kept}</v></c>'.encode(), made)
    assert told(made) == set()
