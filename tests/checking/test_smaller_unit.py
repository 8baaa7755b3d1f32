"""An amount that the text gives in 元 and the table by the same digits in 万元."""

from __future__ import annotations

import pytest

from toolkit.checking.examples import judge_example
from toolkit.editions import load_form
from toolkit.findings import Finding


def narrated(cell: str, text: str) -> list[Finding]:
    found = judge_example(load_form(2024), {"t2.fees.amount": cell, "said.overview": text})
    return [finding for finding in found if finding.rule == "NARRATED"]


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("123456.78", "收取行政事业性收费123456.78元。"),
        ("123456.78", "全年行政事业性收费总金额为123,456.78元，比上年略有下降。"),
        ("123456.78", "本年度收取各类行政事业性收费共计人民币123456.78元。"),
        ("123456.78", "行政事业性收费方面，本年实际入库金额123456.78元。"),
        ("123456.78", "依法征缴行政事业性收费，金额合计１２３４５６.７８元。"),
        ("300000", "行政事业性收费30万元。"),
        ("300000", "行政事业性收费收费总额达30万元，均已缴入国库。"),
        ("305000", "2024年共缴库30.5万元，均为行政事业性收费。"),
        ("4567", "全年行政事业性收费收费金额4567元。"),
    ],
)
def test_amount__in_yuan_by_the_digits_of_the_cell_is_asked_about(cell: str, text: str) -> None:
    (finding,) = narrated(cell, text)
    assert "请核对表中是否误以元填报" in finding.message
    assert f"填报 {cell} 万元" in finding.message


@pytest.mark.parametrize(
    ("cell", "text"),
    [
        ("123456.78", "行政事业性收费123456.78万元。"),
        ("123456.78", "行政事业性收费123456.78。"),  # no unit: in that of the table
        ("12.345678", "全年行政事业性收费总金额为123456.78元。"),
        ("30", "收取行政事业性收费30万元。"),
        ("30", "行政事业性收费标准为每件30元。"),
        ("300", "行政事业性收费按每证300元收取。"),
        ("4567", "行政事业性收费共4567万元，其中证照工本费4567元。"),
        ("4567", "采购设备4567元。"),
        ("0", "行政事业性收费0元。"),
    ],
)
def test_amount__that_agrees_or_may_be_another_is_not(cell: str, text: str) -> None:
    assert narrated(cell, text) == []


def test_amount__that_differs_otherwise_is_told_as_before() -> None:
    (finding,) = narrated("30", "收取行政事业性收费310000元。")
    assert "相差 10000 元" in finding.message
