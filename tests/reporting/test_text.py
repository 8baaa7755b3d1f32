"""The report for a terminal."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.reporting.made import finding, report, returned
from toolkit.findings import Against
from toolkit.form import Severity
from toolkit.reporting import render, with_repeats
from toolkit.width import columns, printable, wrap
from toolkit.wording import REPLACED


def lines(*returns: object, width: int = 80) -> list[str]:
    text = render(report(*returns), "text", width=width)  # type: ignore[arg-type]
    assert isinstance(text, str)
    return text.splitlines()


def test_text__tells_the_worst_return_first() -> None:
    told = lines(
        returned("好.xlsx"),
        returned("说明.xlsx", finding(severity=Severity.EXPLAIN)),
        returned("错.xlsx", finding()),
        returned("坏.xlsx", finding("FILE-BROKEN", "", sheet=""), readable=False),
        returned("更错.xlsx", finding(), finding("T3-TOTAL", "J7")),
    )
    heads = [line.split("　")[0] for line in told if line.startswith("[")]
    assert heads == ["[无法读取] 坏.xlsx", "[退回] 更错.xlsx", "[退回] 错.xlsx", "[待说明] 说明.xlsx", "[通过] 好.xlsx"]


def test_text__tells_errors_before_explanations_before_notices_and_settled_last() -> None:
    told = lines(
        returned(
            "甲.xlsx",
            finding("A", severity=Severity.NOTICE),
            finding("B", severity=Severity.EXPLAIN, explanation="因机构改革划入"),
            finding("C", severity=Severity.EXPLAIN),
            finding("D"),
        )
    )
    states = [line.split()[0] for line in told if line.startswith("  ") and not line.startswith("   ")]
    assert states == ["错误", "需说明", "提示", "已说明"]
    assert any("因机构改革划入" in line for line in told)


def test_text__caps_repeats_with_a_count_and_names_their_cells() -> None:
    told = lines(returned("甲.xlsx", *(finding("FILLED", f"D{row}") for row in range(7, 51))), width=100)
    assert sum("填报 3" in line for line in told) == 3
    (more,) = [line for line in told if "同类问题另有 41 处" in line]
    assert "D10、D11" in more


def test_text__ends_with_one_line_of_totals() -> None:
    told = lines(returned("甲.xlsx", finding()), returned("乙.xlsx"), width=120)
    assert told[-1] == "共 2 个报送件：通过 1，待说明 0，退回 1，无法读取 0；错误 1 处，需说明 0 处，提示 0 处"


def test_text__tells_a_shared_slip_once_with_the_count() -> None:
    slip = finding("LABEL-CHANGED", "B5", found="信息", expected="信息内容")
    shared = with_repeats(report(*(returned(f"{i}.xlsx", slip) for i in range(4)), returned("好.xlsx")))
    assert [(item.rule, item.cell, item.severity) for item in shared.general] == [("SHARED-SLIP", "B5", Severity.ERROR)]
    text = render(shared, "text", width=100)
    assert isinstance(text, str)
    assert "5 个报送件中有 4 个" in text
    assert "".join(text.split()).count("填报3") == 1


def test_text__other_words_at_one_place_are_no_shared_slip() -> None:
    """Of those that find nothing to tell, what is said tells them apart: which topic a section lacks."""
    lacking = [finding("TEXT-TOPICS", found=None, expected=None, message=f"没有写到“{topic}”") for topic in "甲甲甲乙"]
    shared = with_repeats(report(*(returned(f"{i}.xlsx", one) for i, one in enumerate(lacking))))
    (told,) = shared.general
    assert "4 个报送件中有 3 个" in told.message
    text = render(shared, "text", width=100)
    assert isinstance(text, str)
    assert "没有写到“乙”" in text


def test_text__what_is_held_against_another_text_is_no_shared_slip() -> None:
    alike = replace(finding("ALIKE", found=None, expected=None), against=Against(0))
    shared = with_repeats(report(*(returned(f"{i}.xlsx", alike) for i in range(4))))
    assert shared.general == ()


def test_text__two_returns_alike_are_no_shared_slip() -> None:
    shared = with_repeats(report(returned("甲.xlsx", finding()), returned("乙.xlsx", finding())))
    assert shared.general == ()


def test_text__hostile_text_can_not_steer_the_terminal() -> None:
    told = lines(returned("\x1b[31m甲\u202egnp.xlsx", finding(message="\x07现为“\x1b]0;x\x07”")))
    assert not set("".join(told)) & set("\x1b\x07\u202e")


@given(st.text(max_size=200), st.integers(40, 120))
def test_wrap__fits_the_width_and_loses_no_character(text: str, width: int) -> None:
    wrapped = wrap(printable(text), width, "  错误  ", "        ")
    assert all(columns(line) <= width for line in wrapped)
    assert "".join("".join(wrapped).split()) == "错误" + "".join(printable(text).split())


@pytest.mark.parametrize("width", [40, 60, 80, 120])
def test_text__fits_the_terminal(width: int) -> None:
    long = finding(
        message="填报 3，应为 2（新收 5＋上年结转 1－办结总计 4），相差 1" * 3, label="四、结转下年度继续办理 / 自然人"
    )
    told = lines(returned("很长的路径/" * 9 + "x.xlsx", *[long] * 9, finding("SEAL", "")), width=width)
    assert max(columns(line) for line in told) <= width


@pytest.mark.parametrize("form", ["text", "html"])
def test_heading__of_what_another_return_replaces_is_no_open_case(form: str) -> None:
    open_, replaced = returned("甲.xlsx", finding()), replace(returned("乙.xlsx", finding()), superseded_by="丙.xlsx")
    assert REPLACED not in render(report(open_), form)
    assert REPLACED in render(report(replaced), form)
