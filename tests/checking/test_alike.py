"""Sections that are another organ's of the round, or last year's again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import pytest

from tests.checking.returns import PLAIN_TEXTS, good_record
from tests.collating.province import roster
from toolkit.checking import check_returns, judge
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form import Severity
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Agency, Return, numbered
from toolkit.rulebook import RulesFile
from toolkit.rulebook.model import Change

SEALS = "章印公文书报送达告知令函批复议案由事项目录卷宗档册页码单据凭证票契约牌匾"


def prose(seed: int, clauses: int = 20) -> str:
    """A text that has no clause in common with one of another seed."""
    chance = Random(seed)
    return "".join("".join(chance.choices(SEALS, k=11)) + "，。"[number % 2] for number in range(clauses))


def sent(code: str, text: str, *, section: str = "problems", name: str = "", file: str = "") -> Return:
    name = name or roster().called.get(code, (f"单位{code}",))[0]
    texts = {**PLAIN_TEXTS, section: text}
    return Return(file or f"{code}.xlsx", "00", replace(good_record(2024), agency=Agency(code, name), narrative=texts))


def told(*items: Return, office: Office | None = None) -> Mapping[int, list[Finding]]:
    judged = check_returns(numbered(items), office or Office())
    return {item.index: mine for item in judged if (mine := [one for one in item.findings if one.rule == "ALIKE"])}


def test_copy__is_told_of_both_with_the_other_organ_its_file_and_a_sentence() -> None:
    text = prose(1)
    found = told(sent("52-02", text), sent("5202-02", text), sent("5201-02", prose(2)))
    assert found.keys() == {0, 1}
    (first,) = found[0]
    assert first.id == "ALIKE@problems"
    assert first.cell
    for said in ("戊市教育局", "5202-02.xlsx", "100%", text[:11]):
        assert said in first.message
    assert first.against is not None
    assert first.against.index == 1


def test_copy__with_other_figures_names_and_blanks_is_one_all_the_same() -> None:
    pattern = "".join(
        f"{name}{prose(seed, 1)}" for seed, name in enumerate(["{organ}在{count}件中", "本年{count}次"] * 6)
    )
    one = pattern.format(organ="甲省教育厅", count=12)
    other = pattern.format(organ="戊市教育局", count="三十一").replace("，", "， ").replace("。", "。\n")
    assert told(sent("52-02", one), sent("5202-02", other), office=Office(roster())).keys() == {0, 1}


@pytest.mark.parametrize(("copied", "is_told"), [(11, False), (12, True)])
def test_copy__in_part_is_told_from_the_share_of_the_rule_on(copied: int, is_told: bool) -> None:
    mine = prose(1, copied) + prose(2, 20 - copied)
    assert (0 in told(sent("52-02", mine), sent("5202-02", prose(1) + prose(3, 60)))) is is_told


@pytest.mark.parametrize(("clauses", "is_told"), [(9, False), (10, True)])
def test_copy__of_a_short_text_is_none(clauses: int, is_told: bool) -> None:
    text = prose(1, clauses)
    assert bool(told(sent("52-02", text), sent("5202-02", text))) is is_told


@pytest.mark.parametrize(("organs", "is_told"), [(5, True), (6, False)])
def test_model_text__that_many_organs_have_is_nobodys(organs: int, is_told: bool) -> None:
    assert bool(told(*(sent(f"{number:04}", prose(1)) for number in range(organs)))) is is_told


def test_model_text__does_not_hide_what_two_have_alike_beside_it() -> None:
    model = prose(1)
    items = [sent(f"{number:04}", model + prose(100 + max(number, 1))) for number in range(8)]
    found = told(*items)
    assert found.keys() == {0, 1}
    assert prose(101)[:11] in found[0][0].message


def test_returns__of_one_organ_are_no_copies() -> None:
    text = prose(1)
    assert not told(sent("52-02", text, file="旧.xlsx"), sent("52-02", text, file="新.xlsx"))


def test_returns__of_one_organ_are_each_told_of_another_one() -> None:
    text = prose(1)
    found = told(sent("52-02", text, file="旧.xlsx"), sent("52-02", text, file="新.xlsx"), sent("5202-02", text))
    assert found.keys() == {0, 1, 2}
    assert "新.xlsx" in found[2][0].message


def test_government__may_say_what_those_below_it_say() -> None:
    text = prose(1)
    lines = Office(roster())
    assert not told(sent("520101", text), sent("520101-1", text), office=lines)
    assert not told(sent("5201", text), sent("520101-1", text), office=lines)
    assert told(sent("5202", text), sent("520101-1", text), office=lines).keys() == {0, 1}


def test_last_year__again_is_told_as_such() -> None:
    text = prose(1)
    found = told(sent("52-02", text), office=Office(prior=last_year({"52-02": text})))
    assert "上年" in found[0][0].message
    assert text[:11] in found[0][0].message
    assert found[0][0].against is not None
    assert found[0][0].against.text == text


@pytest.mark.parametrize(("kept", "is_told"), [(15, False), (16, True)])
def test_last_year__in_part_is_told_from_the_share_of_the_rule_on(kept: int, is_told: bool) -> None:
    now = prose(1, kept) + prose(2, 20 - kept)
    assert bool(told(sent("52-02", now), office=Office(prior=last_year({"52-02": prose(1)})))) is is_told


def test_last_year__of_two_years_ago_or_of_another_organ_or_without_texts_says_nothing() -> None:
    text = prose(1)
    for prior in (
        replace(last_year({"52-02": text}), year=2022),
        last_year({"5202-02": text}),
        replace(last_year({}), figures={"52-02": (0,) * len(load_form(2023).fields)}),
    ):
        assert not told(sent("52-02", text), office=Office(prior=prior))


def test_last_year__model_text_is_nobodys_even_where_one_return_is_judged_alone() -> None:
    everybody = {f"{number:04}": prose(1) for number in range(6)}
    assert not told(sent("0001", prose(1)), office=Office(prior=last_year(everybody)))


def test_section__has_one_finding_of_what_it_is_most_like() -> None:
    mine = prose(1, 16) + prose(2, 4)
    prior = Office(prior=last_year({"52-02": prose(1, 16)}))
    (only,) = told(sent("52-02", mine), sent("5202-02", mine), office=prior)[0]
    assert "5202-02.xlsx" in only.message
    (only,) = told(sent("52-02", mine), sent("5202-02", prose(1, 12) + prose(3, 40)), office=prior)[0]
    assert "上年" in only.message


def test_rule__of_another_severity_is_told_with_that_and_can_be_explained() -> None:
    office = Office(rules=RulesFile({"ALIKE": Change(severity=Severity.EXPLAIN)}))
    one, other = sent("52-02", prose(1)), sent("5202-02", prose(1))
    assert one.record is not None
    words = {"ALIKE": "两家单位合署办公，文字由同一科室统一起草。"}
    found = told(replace(one, record=replace(one.record, explanations=words)), other, office=office)
    assert [found[row][0].settled for row in (0, 1)] == [True, False]


def test_rule__that_is_off_is_not_told() -> None:
    office = Office(rules=RulesFile({"ALIKE": Change(is_off=True)}))
    assert told(sent("52-02", prose(1)), sent("5202-02", prose(1)), office=office) == {}


def test_round__is_whole_however_many_are_judged_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    items = [sent("52-02", prose(1)), sent("5201-02", prose(2)), sent("5202-02", prose(1))]
    together = told(*items)
    monkeypatch.setattr(judge, "AT_ONCE", 1)
    assert told(*items) == together
    assert together.keys() == {0, 2}


@pytest.mark.parametrize("text", ["啊" * 32767, "，" * 32767, "\x00\ud800" * 99, "公开" * 50 + "𠀀" * 99])
def test_text__of_any_kind_is_judged(text: str) -> None:
    told(sent("52-02", text), sent("5202-02", text))


def last_year(texts: Mapping[str, str]) -> Prior:
    form = load_form(2023)
    return Prior(form, 2023, {}, texts={code: {"problems": text} for code, text in texts.items()})
