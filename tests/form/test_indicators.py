"""Indicators and charts are data: what an edition says is what is measured, exactly."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest

from tests.conftest import ROOT, sample_values
from toolkit.editions import load_form
from toolkit.editions.load import read_form
from toolkit.form import DefinitionError, Form
from toolkit.form.indicators import NOTHING, measure, rounded, shown
from toolkit.records import recompute


def figures(form: Form, **given: int) -> tuple[int | None, ...]:
    """Zeros but for ``given``, whose names are field codes with ``__`` for the points."""
    values: list[int | None] = [0] * len(form.fields)
    for name, steps in given.items():
        values[form.by_code[name.replace("__", ".")].index] = steps
    return recompute(form, values)


def published(year: int) -> tuple[int | None, ...]:
    form = load_form(year)
    given = sample_values(year)["fields"]
    return figures(
        form, **{c.replace(".", "__"): int(Decimal(str(v)) * form.by_code[c].unit.scale) for c, v in given.items()}
    )


def measured(form: Form, values: tuple[int | None, ...]) -> dict[str, str]:
    return {item.id: shown(form, item, measure(item, values)) for item in form.indicators}


def test_indicators__of_a_published_report() -> None:
    """Suqian 2024: 3,521 closed, of them 1,431 granted and 471 in part; of 134 reviews closed 18 corrected."""
    found = measured(load_form(2024), published(2024))
    assert found["handled"] == "3646"
    assert found["granted"] == "40.64%"  # 1431 / 3521
    assert found["disclosed"] == "54.02%"  # 1902 / 3521
    assert found["review_corrected"] == "13.43%"  # 18 / 134
    assert found["review_pending"] == "36"
    assert found["refusal.secret"] == "2.17%"  # 2 / 92


def test_indicators__every_edition_has_the_same_ones() -> None:
    first, second = load_form(2020), load_form(2024)
    assert [item.id for item in first.indicators] == [item.id for item in second.indicators]
    assert [item.id for item in first.charts] == [item.id for item in second.charts]


def test_indicators__a_denominator_of_zero_is_a_dash(form: Form) -> None:
    found = measured(form, figures(form))
    assert {found[item.id] for item in form.indicators if item.is_ratio} == {NOTHING}
    assert {found[item.id] for item in form.indicators if not item.is_ratio} == {"0"}


def test_indicators__an_unknown_figure_is_a_dash(form: Form) -> None:
    assert set(measured(form, (None,) * len(form.fields)).values()) == {NOTHING}


def test_indicators__are_exact(form: Form) -> None:
    granted = next(item for item in form.indicators if item.id == "granted")
    values = figures(form, t3__granted__natural=1, t3__partial__natural=2)
    assert measure(granted, values) == Fraction(1, 3)


def test_indicators__open_cases_are_not_in_the_share_of_corrected_ones(form: Form) -> None:
    values = figures(form, t4__review__corrected=1, t4__review__upheld=3, t4__review__pending=96)
    found = measured(form, values)
    assert (found["review_corrected"], found["review_pending"]) == ("25.00%", "96")


@pytest.mark.parametrize(
    ("value", "text"),
    [("1/8", "0.13"), ("-1/8", "-0.13"), ("1/3", "0.33"), ("2/3", "0.67"), ("0", "0.00"), ("5", "5.00")],
)
def test_rounded__halves_go_away_from_zero(value: str, text: str) -> None:
    assert str(rounded(Fraction(value), 2)) == text


def test_shown__a_change_bears_its_sign() -> None:
    form = load_form(2024)
    by_id = {item.id: item for item in form.indicators}
    assert shown(form, by_id["granted"], Fraction(1, 8), change=True) == "+12.50个百分点"
    assert shown(form, by_id["handled"], Fraction(-3), change=True) == "-3"


def test_charts__take_their_labels_from_the_form() -> None:
    charts = {chart.id: chart for chart in load_form(2024).charts}
    assert charts["outcomes"].points[:3] == ("予以公开", "部分公开", "不予公开")
    assert charts["applicants"].points[0] == "自然人"
    assert [series.label for series in charts["disputes"].series] == ["行政复议", "未经复议直接起诉", "复议后起诉"]
    assert charts["disputes"].points == ("结果维持", "结果纠正", "其他结果", "尚未审结")


def test_charts__a_group_of_rows_is_summed_once() -> None:
    form = load_form(2024)
    refused = next(chart for chart in form.charts if chart.id == "outcomes").series[0].fields[2]
    assert len(refused) == 8
    assert all(form.fields[index].row_path[0] == "refused" for index in refused)
    assert {form.fields[index].column_path for index in refused} == {("total",)}


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "numerator: {add: [t3.granted.total]}",
            "numerator: {add: [t3.grantd.total]}",
            "没有“t3.grantd.total”这个字段",
        ),
        ("numerator: {add: [t3.granted.total]}", "numerator: {add: [t2.fees.amount]}", "单位不同"),
        ("numerator: {add: [t3.granted.total]}", "numerator: {}", "没有任何一项"),
        ("numerator: {add: [t3.granted.total]}", "numerator: {add: [x3.granted.total]}", "应以表的 id 开头"),
        ("  - id: partial\n    label: 部分", "  - id: granted\n    label: 部分", "写了两次"),
        ("    each: t3.refused.total", "    each: t3.refused.total\n    numerator: *closed", "只能写一个"),
        ("    labels: [本年新收, 本年办结]", "    labels: [本年新收]", "一一对应"),
        ("    over: governments", "    over: government", "不在可用范围"),
    ],
)
def test_indicators__a_faulty_one_is_told_with_its_line(tmp_path: Path, old: str, new: str, told: str) -> None:
    text = (ROOT / "tests" / "editions" / "whole" / "schemas" / "2021.yaml").read_text(encoding="utf-8")
    assert old in text
    path = tmp_path / "2021.yaml"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    with pytest.raises(DefinitionError, match=told) as caught:
        read_form(path)
    assert "第 " in str(caught.value)


def test_indicators__an_edition_may_have_none(tmp_path: Path) -> None:
    text = (ROOT / "tests" / "editions" / "whole" / "schemas" / "2021.yaml").read_text(encoding="utf-8")
    head, rest = text.split("# What the summary says", 1)
    path = tmp_path / "2021.yaml"
    path.write_text(head + "# What of an earlier" + rest.split("# What of an earlier", 1)[1], encoding="utf-8")
    form = read_form(path)
    assert (form.indicators, form.charts) == ((), ())
