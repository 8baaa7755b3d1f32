"""Figures in the narrative: what is understood, what stays silent, and what is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from tests.checking.returns import breaches, good_record, good_return
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.narrative.hearing import hear
from toolkit.narrative.lexicon import load_subjects
from toolkit.narrative.numerals import read_figure

HERE = Path(__file__).parent
NAME = "青河县自然资源局"


def lines(name: str) -> list[str]:
    text = (HERE / name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


UNDERSTOOD = [line for line in lines("phrases.txt") if line.partition(" | ")[2].strip()]
SILENT = lines("phrases_none.txt") + [
    line.partition(" | ")[0] for line in lines("phrases.txt") if not line.partition(" | ")[2].strip()
]


def stated(text: str) -> list[str]:
    found = []
    for said in hear(text, load_form(2024), 2024, NAME).statements:
        low, high = (f"{number:f}" for number in (said.figure.low, said.figure.high))
        low, high = (part.rstrip("0").rstrip(".") if "." in part else part for part in (low, high))
        subjects = "+".join(said.subjects)
        found.append(f"{subjects}={low}" + (f"~{high}" if high != low else ""))
    return found


def test_phrases__are_at_least_sixty_of_each() -> None:
    assert len(UNDERSTOOD) >= 60
    assert len(SILENT) >= 60


@pytest.mark.parametrize("line", UNDERSTOOD)
def test_phrase__gives_its_figure(line: str) -> None:
    text, _, expected = line.partition(" | ")
    assert stated(text) == expected.strip().split(", ")


@pytest.mark.parametrize("text", SILENT)
def test_phrase__gives_none(text: str) -> None:
    assert stated(text) == []


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("35", 35, 35), ("十", 10, 10), ("十二", 12, 12), ("二〇二四", 2024, 2024), ("一万二千三百", 12300, 12300),
        ("两百零五", 205, 205), ("3500余", 3500, 3600), ("1.2万余", 12000, 13000), ("十余", 10, 20), ("10多", 10, 20),
        ("7.3亿", 725000000, 739999000), ("三千多", 3000, 4000), ("0", 0, 0), ("零", 0, 0),
    ],
)  # fmt: skip
def test_figure__as_people_write_it(text: str, low: int, high: int) -> None:
    figure = read_figure(text)
    assert figure is not None
    assert (figure.low, figure.high) == (Decimal(low), Decimal(high))


@pytest.mark.parametrize("text", ["一二百", "万", "余", "", "3.5.2"])
def test_figure__that_is_none(text: str) -> None:
    assert read_figure(text) is None


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("办结申请100件，其中予以公开60件，部分公开30件，不予公开20件。", [110]),
        ("收到申请10件，其中自然人申请8件、法人或其他组织申请1件。", [9]),
        ("收到申请10件，其中网络申请6件，信函申请3件，当面申请3件。", [12]),
        ("收到申请10件，其中网络申请6件，信函申请3件。", []),
        ("收到申请10件，其中网络申请6件，自然人申请8件。", []),
        ("收到申请10件，其中自然人申请8件、法人或其他组织申请2件。", []),
        ("主动公开信息411条，其中政务要闻307条，专栏97条，领导简历3条。", []),
    ],
)
def test_parts__that_do_not_come_to_the_whole(text: str, parts: list[int]) -> None:
    assert [wrong.parts for wrong in hear(text, load_form(2024), 2024, NAME).wrong_sums] == parts


def with_text(year: int, **sections: str) -> dict[str, str]:
    return {**good_record(year).narrative, **sections}


OF_ALL = "主动公开、依申请公开、政府信息管理、平台建设、监督保障工作有序推进。"


def test_narrative__is_held_against_the_table() -> None:
    text = f"{OF_ALL}2024年，全市新收政府信息公开申请3530件，办结3521件。"
    (judged,) = check_returns([good_return(2024, narrative=with_text(2024, overview=text))])
    (finding,) = judged.findings
    assert (finding.id, finding.found, finding.expected, finding.difference) == ("NARRATED@overview", 3530, 3525, 5)
    assert finding.field == "t3.received.total"
    assert "新收政府信息公开申请3530件" in finding.message


def test_narrative__in_yuan_against_ten_thousands() -> None:
    agrees = with_text(2024, problems="收取行政事业性收费72701.26万元。存在的问题，将改进。")
    differs = with_text(2024, problems="收取行政事业性收费72801.26万元。存在的问题，将改进。")
    assert breaches(good_return(2024, narrative=agrees)) == set()
    (judged,) = check_returns([good_return(2024, narrative=differs)])
    (finding,) = judged.findings
    assert "折合 727012578 元，相差 1000022 元" in finding.message  # as it is written, not less half a place


def test_narrative__names_the_table_that_the_figure_stood_in() -> None:
    """Which is no sheet of the template in a report that was published."""
    item = good_return(2024, narrative=with_text(2024, overview="收到政府信息公开申请1件。"))
    assert item.record is not None
    form = load_form(2024)
    at = form.by_code["t3.received.total"].index
    moved = replace(item, record=replace(item.record, moved={at: ("第2张表", "J4")}))
    (judged,) = check_returns([moved])
    (finding,) = (one for one in judged.findings if one.rule == "NARRATED")
    assert "第2张表!J4" in finding.message


def test_narrative__received_may_include_what_was_carried_in() -> None:
    both = with_text(2024, overview=f"{OF_ALL}全市共收到政府信息公开申请3646件。")
    assert breaches(good_return(2024, narrative=both)) == set()


def test_fee__in_words_against_the_figure_asked_for() -> None:
    said = with_text(2024, others="本年度没有收取信息处理费。", fee_amount="120")
    assert {rule for _, rule in breaches(good_return(2024, narrative=said))} == {"NARRATED@others"}


def test_subjects__all_have_figures_in_some_edition() -> None:
    known = {name for year in (2020, 2024) for name in load_subjects(load_form(year))}
    assert known >= {"received", "carried_out", "review", "norms_made", "licences", "fees", "fee_amount"}


def test_edition__without_such_figures_has_no_subjects() -> None:
    form = load_form(2024)
    empty = replace(form, fields=form.fields[:3], narrative=())
    assert set(load_subjects(empty)) == {"rules_made", "rules_repealed", "rules_valid"}


@pytest.mark.parametrize(
    "text",
    [
        "新收政府信息公开申请" + "9" * 4_000 + "件",
        "新收政府信息公开申请" + "九亿" * 4_000 + "件",
        "受理申请9." + "9" * 4_000 + "万件",
    ],
)
def test_figures__that_no_return_could_hold_are_none(text: str) -> None:
    """They would be more than a number can be in a finding, a workbook, or a file."""
    assert stated(f"2024年，{text}。") == []


@pytest.mark.parametrize("words", ["政府信息公开", "依申请公开", "信息公开政府信息", "公开"])
def test_phrases__repeated_words_are_taken_apart_in_one_way(words: str) -> None:
    """Or a narrative of some hundred characters would be tried in more ways than there is time for."""
    assert stated(f"政府信息：收到{words * 400}甲1件。办结{words * 400}乙1件。") == []


def test_context__is_what_the_paragraph_said_before() -> None:
    assert stated("收到政府信息公开申请很多。全年受理3件申请") == stated("依申请公开，全年受理3件申请") == ["taken=3"]
    assert stated("收到政府信息公开申请很多。\n全年受理3件") == []
