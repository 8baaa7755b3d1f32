"""The arithmetic of the form: what each breach says, and where."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.checking.returns import PLAIN_TEXTS, breaches, good_record, good_return
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.form.layout import load_layout


@pytest.mark.parametrize("year", [2020, 2023, 2024])
def test_published_figures__hold_every_rule(year: int) -> None:
    assert breaches(good_return(year)) == set()


def test_balance__reports_the_four_cells() -> None:
    (judged,) = check_returns([good_return(2024, {"t3.carried_out.natural": 119})])
    finding = next(one for one in judged.findings if one.id == "T3-BALANCE@natural")
    assert (finding.cell, set(finding.related)) == ("D30", {"D6", "D7", "D29"})
    assert (finding.found, finding.expected, finding.difference) == (119, 118, 1)
    assert finding.label == "四、结转下年度继续办理 / 自然人"
    assert finding.message == (
        "表三!D30 结转下年度继续办理·自然人：填报 119，应为 118"
        "（新收 3440 + 上年结转 118 − 办结总计 3440），相差 1；请核对"
    )


def test_table_3__each_input_changed_breaks_exactly_the_balances_it_takes_part_in() -> None:
    form = load_form(2024)
    layout = load_layout(form)
    good = good_record(2024)
    fields = [field for field in form.inputs if field.table == "t3"]
    more = [{field.code: (good.values[field.index] or 0) + 1} for field in fields]
    judged = check_returns([good_return(2024, change, narrative=PLAIN_TEXTS) for change in more])
    for field, item in zip(fields, judged, strict=True):
        expected = {
            (layout.place(form.by_code[f"t3.carried_out.{column}"].index)[1], f"T3-BALANCE@{column}")
            for column in (field.column_path[-1], "total")
        }
        assert {(finding.cell, finding.id) for finding in item.findings} == expected, field.code


def test_total__typed_over_is_held_against_the_sum() -> None:
    form = load_form(2024)
    index = form.by_code["t3.granted.total"].index
    (judged,) = check_returns([good_return(2024, overtyped={index: 1500})])
    (finding,) = judged.findings
    assert (finding.cell, finding.id, finding.found, finding.expected) == ("J8", "T3-TOTAL@granted", 1500, 1431)
    assert breaches(good_return(2024, overtyped={index: 1431})) == set()


def test_bound__says_what_is_the_least() -> None:
    (judged,) = check_returns([good_return(2024, {"t2.rules.valid": 0})])
    (finding,) = judged.findings
    assert (finding.cell, finding.id, finding.found, finding.expected) == ("D5", "T2-STOCK@rules", 0, 1)
    assert "应不小于 1（本年制发件数 2 − 本年废止件数 1）" in finding.message


def test_signed_projects__may_not_fall_below_none() -> None:
    assert breaches(good_return(2020, {"t2.licences.previous": 3, "t2.licences.change": -3})) == set()
    (judged,) = check_returns([good_return(2020, {"t2.licences.previous": 3, "t2.licences.change": -4})])
    (finding,) = judged.findings
    assert (finding.id, finding.field, finding.found, finding.expected) == (
        "T2-PROJECTS@licences", "t2.licences.change", -4, -3,
    )  # fmt: skip


def test_blank__is_told_once_and_breaks_no_sum() -> None:
    assert breaches(good_return(2024, {"t3.received.natural": None})) == {("D6", "FILLED@t3")}


def test_blank_table__is_told_once() -> None:
    form = load_form(2024)
    empty = {field.code: None for field in form.inputs if field.table == "t4"}
    assert breaches(good_return(2024, empty)) == {("A6", "FILLED@t4")}


def test_unread_cell__is_no_blank() -> None:
    index = load_form(2024).by_code["t3.received.natural"].index
    changes = {"t3.received.natural": None}
    assert breaches(good_return(2024, changes, unread=frozenset({index}))) == set()


@pytest.mark.parametrize("value", [-1, -(10**30)])
def test_negative_count__is_told_at_its_cell(value: int) -> None:
    assert ("D5", "COUNT@t2") in breaches(good_return(2024, {"t2.rules.valid": value}))


@pytest.mark.parametrize("value", [10**11, 10**18, 10**25])
def test_implausible_size__is_told_and_enters_no_sum(value: int) -> None:
    found = breaches(good_return(2024, {"t3.received.natural": value}))
    assert found == {("D6", "COUNT@t3")}


def test_amount__keeps_its_decimals() -> None:
    (judged,) = check_returns([good_return(2024, {"t2.fees.amount": "-0.000001"})])
    (finding,) = judged.findings
    assert (finding.id, finding.found) == ("AMOUNT@t2", Decimal("-0.000001"))
    assert "填报 −0.000001，" in finding.message


def test_moved_field__is_told_where_it_stood() -> None:
    index = load_form(2024).by_code["t3.carried_out.natural"].index
    moved = good_return(2024, {"t3.carried_out.natural": 0}, moved={index: ("Sheet2", "E40")})
    assert ("E40", "T3-BALANCE@natural") in breaches(moved)


def test_many_returns__keep_their_order_and_their_own_findings() -> None:
    returns = [good_return(2024), good_return(2020, {"t3.received.natural": 2}), good_return(2023)]
    judged = check_returns(returns)
    assert [bool(item.findings) for item in judged] == [False, True, False]
    assert [item.file for item in judged] == [item.file for item in returns]
