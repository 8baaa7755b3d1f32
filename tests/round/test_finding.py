"""Whom a person means by a code, a name, or a part of one."""

from __future__ import annotations

import pytest

from tests.summaries import line
from toolkit.round.finding import find_line
from toolkit.round.folder import RoundError

LINES = (
    line("01", "清溪县", "", "汇总"),
    line("0101", "清溪县教育局", "01", "部门"),
    line("0102", "清溪县公安局", "01", "部门"),
    line("02", "石桥县", "", "汇总"),
    line("0201", "石桥县教育局", "02", "部门"),
)


@pytest.mark.parametrize(
    ("wanted", "code"),
    [
        ("0101", "0101"),
        (" 0101 ", "0101"),
        ("清溪县教育局", "0101"),
        ("公安局", "0102"),
        ("清溪县", "01"),
        ("清溪县 教育局", "0101"),
    ],
)
def test_find_line__by_code_name_or_a_part_that_is_one_alone(wanted: str, code: str) -> None:
    assert find_line(wanted, LINES).code == code


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("教育局", "有 2 个：清溪县教育局（0101）、石桥县教育局（0201）；请用单位代码"),
        ("清溪县教育厅", "没有“清溪县教育厅”，是否应为“清溪县教育局”"),
        ("xyz", "没有“xyz”，可用的有：清溪县、清溪县教育局"),
        ("", "没有"),
    ],
)
def test_find_line__of_none_or_several_says_which(wanted: str, said: str) -> None:
    with pytest.raises(RoundError, match=said):
        find_line(wanted, LINES)
