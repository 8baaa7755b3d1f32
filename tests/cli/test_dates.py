"""The deadline of a round, as people write dates."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.days import DayError, deadline_words, passed_notice, return_day

from .conftest import Run


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
        "２０２６．１．２０",
        "二〇二六年一月二十日",
        "二○二六年一月二十日",
        "二零二六年 一月 二十号",
        "2026年一月二十日",
        "2026年元月20日",
        "二〇二六年元月二十日",
        "2026年1月20日（星期二）",
        "2026-1-20 (周二)",
        "2026年1月20日星期二",
    ],
)
def test_deadline__is_taken_as_people_write_dates(text: str) -> None:
    assert deadline_words(text, 2025) == "2026年1月20日"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2026年1月20日前", "2026年1月20日前"),
        ("2026-1-20之前", "2026年1月20日前"),
        ("2026.1.20 以前", "2026年1月20日前"),
        ("2026年1月20日止", "2026年1月20日"),
        ("2026-1-20 17:00", "2026年1月20日17:00"),
        ("2026-01-20T09:30:00", "2026年1月20日9:30"),
        ("2026年1月20日17时前", "2026年1月20日17:00前"),
        ("2026年1月20日下午5点", "2026年1月20日17:00"),
        ("2026年1月20日下午5：30前", "2026年1月20日17:30前"),
        ("二〇二六年一月二十日十七时", "2026年1月20日17:00"),
        ("2026年1月20日24时", "2026年1月20日24:00"),
        ("2026年1月20日晚12点", "2026年1月20日24:00"),
        ("2026年1月20日晚上8点", "2026年1月20日20:00"),
        ("2026年1月20日上午12点", "2026年1月20日12:00"),
        ("2026年1月20日中午12点", "2026年1月20日12:00"),
        ("2026年1月20日中午1点", "2026年1月20日13:00"),
        ("2026年1月20日中午11点半", "2026年1月20日11:30"),
        ("2026年1月20日下午17点", "2026年1月20日17:00"),
        ("2026年1月20日17点整", "2026年1月20日17:00"),
        ("2026年1月20日十七时整前", "2026年1月20日17:00前"),
        ("2026年1月20日5点半", "2026年1月20日5:30"),
        ("2026年1月20日下午五点半前", "2026年1月20日17:30前"),
        ("2026年1月20日（周二）下午5:00", "2026年1月20日17:00"),
        ("2026-1-20 17:00（星期二）", "2026年1月20日17:00"),
        ("2026年1月20日前（礼拜二）", "2026年1月20日前"),
    ],
)
def test_deadline__with_an_hour_or_before_keeps_what_it_says(text: str, words: str) -> None:
    assert deadline_words(text, 2025) == words


@pytest.mark.parametrize(
    "text",
    ["2026-1-20 25:00", "2026-1-20 17:60", "2026年1月20日24:30", "2026年1月20日晚12点半",
     "2026年1月20日晚1点", "2026年1月20日晚上0点", "2026年1月20日上午17点", "2026年1月20日中午8点"],
)  # fmt: skip
def test_deadline__at_an_hour_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(DayError, match="没有这个时间"):
        deadline_words(text, 2025)


@pytest.mark.parametrize(
    ("text", "example"),
    [
        ("1月20日", "2026-01-20"),
        ("一月二十日前", "2026-01-20"),
        ("1.20", "2026-01-20"),
        ("1月20日17:00", "2026-01-20"),
        ("12月25日", "2025-12-25"),
    ],
)
def test_deadline__without_its_year_is_asked_about_with_the_day_it_means(text: str, example: str) -> None:
    with pytest.raises(DayError, match=f"没有写年份，请连年份一起写，如 {example}"):
        deadline_words(text, 2025)
    with pytest.raises(DayError, match=r"没有写年份，请连年份一起写，如 20\d\d-"):
        return_day(text, None)


@pytest.mark.parametrize("text", ["2026年1月20日（星期三）", "2026-1-20 17:00 周日", "2026年1月18日（周一）"])
def test_deadline__on_another_day_of_the_week_than_it_says_is_asked_about(text: str) -> None:
    with pytest.raises(DayError, match=r"2026年1月(20日是星期二|18日是星期日)，请核对日期和星期"):
        deadline_words(text, 2025)
    assert deadline_words("2026年1月18日（星期天）", 2025) == deadline_words("2026年1月18日（周日）", 2025)


@pytest.mark.parametrize("text", ["2.29", "2月29日", "二月二十九日17:00"])
def test_deadline__without_its_year_on_a_leap_day_is_an_example_only_in_such_a_year(
    text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for today, year, said in (
        (date(2026, 1, 1), 2025, "2026 年没有这一天"),
        (date(2026, 1, 1), 2027, "如 2028-02-29"),
        (date(2026, 1, 1), None, "2026 年没有这一天"),
        (date(2027, 3, 1), None, "如 2028-02-29"),
        (date(2028, 3, 1), None, "2029 年没有这一天"),
    ):
        monkeypatch.setattr("toolkit.days._today", lambda today=today: today)
        with pytest.raises(DayError, match=said):
            return_day(text, year)


@pytest.mark.parametrize("text", ["2月30日", "13.1", "4-31", "二月三十日", "2026-02-30", "2025年2月29日"])
def test_deadline__on_a_day_that_there_is_not_is_no_example(text: str) -> None:
    with pytest.raises(DayError, match="没有这一天"):
        deadline_words(text, 2025)


@pytest.mark.parametrize("text", ["2026-01-19", "二〇二六年一月十九日", "2026-01-20", "2026-01-21", ""])
def test_deadline__that_has_passed_is_told(text: str) -> None:
    said = passed_notice(text, date(2026, 1, 20))
    assert ("已经过了（今天是 2026年1月20日）" in said) is (text[-2:] in ("19", "九日"))


def test_verbs__tell_of_a_deadline_that_has_passed_and_go_on(nianbao: Run, tmp_path: Path) -> None:
    done = nianbao("template", "2020", "-o", "空白.xlsx", "--deadline", "2021-01-20")
    assert (done.returncode, "“2021-01-20”已经过了" in done.stderr, (tmp_path / "空白.xlsx").exists()) == (
        0,
        True,
        True,
    )
    roster = ROOT / "samples" / "province" / "roster.csv"
    for quiet in ([], ["--quiet", "--force"]):
        done = nianbao("distribute", roster, "--year", "2020", "-o", "发放", "--deadline", "2021-01-20", *quiet)
        assert (done.returncode, "已经过了" in done.stderr) == (0, not quiet)
    back = ("--return-to", "退回", "--deadline", "2021-01-20", "--no-cache")
    done = nianbao("validate", "空白.xlsx", *back)
    assert (done.returncode, "已经过了" in done.stderr, (tmp_path / "退回").exists()) == (1, True, True)


def test_deadline__may_lie_in_the_last_month_of_the_year() -> None:
    assert deadline_words("2025-12-25", 2025) == "2025年12月25日"
    assert deadline_words("", 2025) == ""


@pytest.mark.parametrize(
    "text",
    [
        "2026-1/20",
        "下周五",
        "26-1-20",
        "2026年1月",
        "二〇二六年",
        "2026-1-20 17",
        "2026-1-20:30",
        "202601-2017:00",
        "2026-1-200",
    ],
)
def test_deadline__that_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(DayError, match="不是日期"):
        deadline_words(text, 2025)


@pytest.mark.parametrize("text", ["2026-02-30", "2026-13-1", "0000-01-01", "二〇二六年二月三十日", "2026年2月30日前"])
def test_deadline__on_a_day_that_there_is_not_is_refused(text: str) -> None:
    with pytest.raises(DayError, match="没有这一天"):
        deadline_words(text, 2025)


@pytest.mark.parametrize("text", ["2025-01-20", "2025-11-30", "0206-01-20", "2062-01-20", "2028-01-01"])
def test_deadline__before_the_figures_are_there_or_years_after_is_refused(text: str) -> None:
    """Last year's date in this year's command, or two digits the wrong way round."""
    with pytest.raises(DayError, match="请核对年份"):
        deadline_words(text, 2025)
