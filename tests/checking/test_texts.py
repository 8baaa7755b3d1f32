"""Narrative sections and explanations."""

from __future__ import annotations

import pytest

from tests.checking.returns import breaches, good_record, good_return
from toolkit.checking import check_returns, says_something
from toolkit.records import Status


def narrative(**sections: str) -> dict[str, str]:
    return {**good_record(2024).narrative, "fee_cases": "", "fee_amount": "", **sections}


@pytest.mark.parametrize("text", ["", "  \n", "——", "/"])
def test_section__left_empty(text: str) -> None:
    assert {rule for _, rule in breaches(good_return(2024, narrative=narrative(problems=text)))} == {"WRITTEN@problems"}


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("无", True),
        ("无其他需要报告的事项。", True),
        ("本年度未收取信息处理费。", False),
        ("未收取信息\n处理费", False),
        ("本年度没有产生政府信息公开处理费。", False),
        ("办理依申请公开未收取任何费用。", False),
    ],
)
def test_fee__must_be_stated(text: str, told: bool) -> None:
    found = {rule for _, rule in breaches(good_return(2024, narrative=narrative(others=text)))}
    assert found == ({"FEE-STATED"} if told else set())


def test_fee__stated_by_figures() -> None:
    given = narrative(others="无", fee_cases="0", fee_amount="0")
    assert breaches(good_return(2024, narrative=given)) == set()


@pytest.mark.parametrize(
    "text",
    [
        "无",
        "核实无误",
        "属实",
        "经核实，数据无误。",
        "情况属实，特此说明。",
        "111111",
        "已核实已核实",
        "——————",
        "数据真实准确",
    ],
)
def test_explanation__empty_handed(text: str) -> None:
    assert not says_something(text)


@pytest.mark.parametrize(
    "text", ["机构改革划入3件", "因年中与原文化局合并，上年结转数含其2件。", "上年报告漏计一件，已更正"]
)
def test_explanation__that_gives_a_reason(text: str) -> None:
    assert says_something(text)


def test_explanation__settles_its_finding_and_goes_along() -> None:
    reason = "上年末集中清理废止后系统口径调整"
    changes: dict[str, int | str | None] = {"t2.rules.valid": 0}
    (open_,) = check_returns([good_return(2024, changes)])
    (settled,) = check_returns([good_return(2024, changes, explanations={"T2-STOCK@rules": reason})])
    (empty,) = check_returns([good_return(2024, changes, explanations={"T2-STOCK@rules": "核实无误"})])
    assert [item.status for item in (open_, settled, empty)] == [
        Status.NEEDS_EXPLANATION, Status.ACCEPTED, Status.NEEDS_EXPLANATION,
    ]  # fmt: skip
    assert settled.findings[0].explanation == reason
    assert "核实无误" in empty.findings[0].fix


def test_explanation__settles_no_error() -> None:
    item = good_return(2024, {"t3.carried_out.natural": 0}, explanations={"T3-BALANCE": "机构改革划转，口径不同"})
    assert check_returns([item])[0].status is Status.REJECTED
