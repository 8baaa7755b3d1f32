"""The deadline of a round, as people write dates."""

from __future__ import annotations

import pytest

from toolkit.cli.app import UsageProblem
from toolkit.cli.dates import deadline_words


@pytest.mark.parametrize(
    "text",
    [
        "2026-01-20",
        "2026-1-20",
        "2026/1/20",
        "2026.1.20",
        "2026年1月20日",
        " 2026 年 1 月 20 号 ",
        "20260120",
        "２０２６－１－２０",
    ],
)
def test_deadline__is_taken_as_people_write_dates(text: str) -> None:
    assert deadline_words(text, 2025) == "2026年1月20日"


def test_deadline__may_lie_in_the_last_month_of_the_year() -> None:
    assert deadline_words("2025-12-25", 2025) == "2025年12月25日"
    assert deadline_words("", 2025) == ""


@pytest.mark.parametrize("text", ["2026-1/20", "下周五", "1月20日", "26-1-20"])
def test_deadline__that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="不是日期"):
        deadline_words(text, 2025)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-1", "0000-01-01"])
def test_deadline__on_a_day_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(UsageProblem, match="没有这一天"):
        deadline_words(text, 2025)


@pytest.mark.parametrize("text", ["2025-01-20", "2025-11-30", "0206-01-20", "2062-01-20", "2028-01-01"])
def test_deadline__before_the_figures_are_there_or_years_after_is_refused(text: str) -> None:
    """Last year's date in this year's command, or two digits the wrong way round."""
    with pytest.raises(UsageProblem, match="请核对年份"):
        deadline_words(text, 2025)
