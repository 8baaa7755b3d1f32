"""Texts that are alike, shown beside each other on the pages, with what both have marked."""

from __future__ import annotations

import html
import re
from dataclasses import replace

import pytest

from tests.checking.test_alike import last_year, prose, sent
from tests.collating.province import roster
from toolkit.checking import check_returns
from toolkit.collating import sum_up
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.form.sendback import load_words
from toolkit.office import Office
from toolkit.records import Report, Return, numbered
from toolkit.reporting import render, side_by_side
from toolkit.reporting.contacts import without_contacts
from toolkit.reporting.sendback.slips import Places
from toolkit.reporting.sendback.speech import Way, as_told
from toolkit.reporting.side_by_side import pairs_of
from toolkit.reporting.summary_page import summary_page

MARKED = re.compile(r"<mark>([^<]*)</mark>")
PAIR = re.compile(r'<details class="pair">.*?</details>', re.DOTALL)


def judged(*items: Return, office: Office | None = None) -> Report:
    return Report("2021", 2024, tuple(check_returns(numbered(items), office or Office())))


def page(report: Report) -> str:
    return str(render(report, "html"))


def copies(count: int = 2, text: str = "") -> list[Return]:
    """Pairs of returns with one text, and each something of its own behind it."""
    return [
        sent(f"{number:04}", (text or prose(number // 2)) + f"这是第{'甲乙'[number % 2]}家单位自己写的话。")
        for number in range(count)
    ]


def test_page__shows_both_texts_folded_and_marks_what_they_share() -> None:
    pairs = PAIR.findall(page(judged(*copies(), sent("9999", prose(7)))))
    assert len(pairs) == 2
    for pair in pairs:
        assert MARKED.findall(pair) == [prose(0)] * 2
        assert "0000.xlsx" in pair
        assert "0001.xlsx" in pair
        assert "这是第甲家单位自己写的话。" in pair
        assert "这是第乙家单位自己写的话。" in pair
        assert "<details open" not in pair


def test_page__shows_last_years_text() -> None:
    text = prose(1)
    (pair,) = PAIR.findall(page(judged(sent("52-02", text), office=Office(prior=last_year({"52-02": text})))))
    assert MARKED.findall(pair) == [text, text]
    assert "上年" in pair


def test_page__has_no_pair_where_nothing_is_alike() -> None:
    assert not PAIR.findall(page(judged(sent("52-02", prose(1)), sent("5202-02", prose(2)))))


def test_text__that_is_markup_stays_text() -> None:
    evil = prose(1) + "<script>alert(1)</script><img src=x>，\u202e" + prose(2)
    shown = page(judged(*copies(text=evil)))
    assert "<script" not in shown
    assert "<img" not in shown
    (first, _) = PAIR.findall(shown)
    assert html.escape("<script>alert") in first
    assert "\u202e" not in first


def test_pairs__are_few_and_short_and_the_rest_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(side_by_side, "MOST_PAIRS", 3)
    monkeypatch.setattr(side_by_side, "_LONGEST", 50)
    shown = page(judged(*copies(8)))
    assert len(PAIR.findall(shown)) == 3
    assert "另有 5 处" in shown
    assert all(len("".join(MARKED.findall(pair))) <= 100 for pair in PAIR.findall(shown))
    assert "后面还有" in shown


def test_summary__shows_two_that_are_told_of_each_other_once() -> None:
    items = [sent("52-02", prose(1)), sent("5202-02", prose(1)), sent("5201-02", prose(2))]
    shown = summary_page(sum_up(items, Office(roster())))
    assert len(PAIR.findall(shown)) == 1
    assert '<a href="#pairs">' in shown
    assert '<a href="#pairs">' not in summary_page(sum_up(items[1:], Office(roster())))


def test_pairs__without_contacts_name_nobody() -> None:
    named = prose(1, 10) + "联系人欧阳锋，电话13812345678，" + prose(2, 10)
    items = [sent("52-02", named), sent("5202-02", named), sent("5201-02", prose(5))]
    with_person = [
        replace(one, record=replace(one.record, cover={"preparer": "欧阳锋"})) for one in items if one.record
    ]
    prior = last_year({"5201-02": prose(5) + "请找欧阳锋，13812345678。"})
    report = judged(*with_person, office=Office(prior=prior))
    assert len(PAIR.findall(page(report))) == 3
    for secret in ("欧阳锋", "13812345678"):
        assert secret in page(report)
        assert secret not in page(without_contacts(report, None))
    assert len(PAIR.findall(page(without_contacts(report, None)))) == 3


def test_organ__is_not_told_whose_text_it_is() -> None:
    report = judged(*copies())
    layout = load_layout(load_form(2024))
    told = as_told(report.returns[0], Way.MARKED, load_words(layout), layout, Places(layout))
    (message,) = [one.message for one in told.findings if one.rule == "ALIKE"]
    assert "另一单位" in message
    assert "0001" not in message
    assert "0001.xlsx" in next(one.message for one in report.returns[0].findings if one.rule == "ALIKE")


def test_pairs__of_returns_that_have_no_place_in_a_run_are_left_out() -> None:
    report = judged(*copies())
    lonely = replace(report.returns[0], index=-1)
    assert pairs_of([lonely], [lonely]) == ({}, 0)
