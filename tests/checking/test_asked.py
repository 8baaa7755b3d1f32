"""Rules that need more than the return itself: last year, the roster, the year asked for, the seal."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checking.returns import PLAIN_TEXTS, breaches, good_record, good_return
from toolkit.checking import check_returns, run_notices
from toolkit.editions import load_form
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Agency, Return
from toolkit.roster import Roster, RosterLine


def prior_of(year: int, changes: dict[str, int | str | None] | None = None, code: str = "321300") -> Prior:
    return Prior(load_form(year), year, {code: good_record(year, changes).values})


def roster_of(kind: str, level: str, name: str = "宿迁市", code: str = "321300") -> Roster:
    return Roster("名录.xlsx", (RosterLine(code, name, "", kind, level, "", "", 2),))


def test_two_published_years__agree() -> None:
    found = breaches(good_return(2024), prior=prior_of(2023), year=2024, roster=roster_of("汇总", "市"))
    assert {rule for _, rule in found} <= {"T2-STOCK-PRIOR@rules", "T2-STOCK-PRIOR@norms", "SWING"}


def test_carried_in__is_held_against_last_years_carry_forward() -> None:
    prior = prior_of(2023, {"t3.carried_out.natural": 120, "t3.received.natural": 3000})
    (judged,) = check_returns([good_return(2024)], Office(prior=prior))
    finding = next(one for one in judged.findings if one.id == "T3-CARRIED@natural")
    assert (finding.cell, finding.found, finding.expected, finding.difference) == ("D7", 118, 120, -2)
    assert "上年报告的结转下年度继续办理 120" in finding.message


def test_prior__of_another_year_is_not_compared_and_told_once() -> None:
    prior = replace(prior_of(2023), year=2022)
    assert breaches(good_return(2024), prior=prior) == set()
    (notice,) = run_notices([good_return(2024)], Office(prior=prior))
    assert notice.rule == "PRIOR-YEAR"


def test_prior__across_editions_compares_only_what_is_comparable() -> None:
    form = load_form(2020)
    figures = dict.fromkeys((field.code for field in form.inputs), 7)
    values = tuple(figures.get(field.code, 0) for field in form.fields)
    item = good_return(2024)
    assert item.record is not None
    record = replace(item.record, year=2021)
    prior = Prior(form, 2020, {"321300": values})
    found = {rule for _, rule in breaches(replace(item, record=record), prior=prior)}
    assert "T3-CARRIED@natural" in found
    assert not any(rule.startswith("T2-STOCK-PRIOR") for rule in found)
    (notice,) = run_notices([replace(item, record=record)], Office(prior=prior))
    assert notice.rule == "PRIOR-EDITION"
    assert "行政许可" in notice.message


def test_organ_without_last_year__is_named() -> None:
    (notice,) = run_notices([good_return(2024)], Office(prior=prior_of(2023, code="x")))
    assert (notice.rule, "宿迁市" in notice.message) == ("PRIOR-ABSENT", True)


@pytest.mark.parametrize(
    ("before", "now", "swings"),
    [(10, 100, True), (10, 99, False), (1, 9, False), (0, 9, False), (0, 10, True), (300, 0, True), (100, 10, True)],
)
def test_swing__ten_times_up_or_down(before: int, now: int, swings: bool) -> None:
    prior = prior_of(2023, {**good_fields(2024), "t2.coercions.decisions": before})
    item = good_return(2024, {"t2.coercions.decisions": now})
    assert (("B13", "SWING") in breaches(item, prior=prior)) is swings


@pytest.mark.parametrize(("before", "now", "times"), [(10, 100, True), (0, 30, False), (30, 0, False)])
def test_swing__speaks_of_times_only_where_there_are_some(before: int, now: int, times: bool) -> None:
    prior = prior_of(2023, {**good_fields(2024), "t2.coercions.decisions": before})
    (judged,) = check_returns([good_return(2024, {"t2.coercions.decisions": now})], Office(prior=prior))
    message = next(one.message for one in judged.findings if (one.rule, one.cell) == ("SWING", "B13"))
    assert (f"本年 {now}，上年 {before}" in message, "倍" in message) == (True, times)


def test_swing__of_an_incomplete_summary_says_who_is_missing() -> None:
    prior = prior_of(2023, {**good_fields(2024), "t2.coercions.decisions": 1000})
    item = good_return(2024, {"t2.coercions.decisions": 5})
    assert item.record is not None
    for coverage, said in (("54 50 2 2", True), ("54 54 0 0", False), ("", False)):
        (judged,) = check_returns([replace(item, record=replace(item.record, coverage=coverage))], Office(prior=prior))
        message = next(one.message for one in judged.findings if (one.rule, one.cell) == ("SWING", "B13"))
        assert ("应报 54 家，只汇总了 50 家" in message) is said


def test_carried_in__of_an_incomplete_summary_says_who_is_missing() -> None:
    prior = prior_of(2023, {"t3.carried_out.natural": 120, "t3.received.natural": 3000})
    item = good_return(2024)
    assert item.record is not None
    for coverage, said in (("54 50 2 2", True), ("54 54 0 0", False), ("", False)):
        (judged,) = check_returns([replace(item, record=replace(item.record, coverage=coverage))], Office(prior=prior))
        message = next(one.message for one in judged.findings if one.id == "T3-CARRIED@natural")
        assert ("应报 54 家，只汇总了 50 家" in message) is said


def good_fields(year: int) -> dict[str, int | str | None]:
    form, record = load_form(year), good_record(year)
    return {
        field.code: str(field.unit.number(value))
        for field, value in zip(form.fields, record.values, strict=True)
        if not field.computed and value is not None
    }


@pytest.mark.parametrize(
    ("before", "now", "told"),
    [
        ("25.1", "25100", True),
        ("25.2", "25100", False),
        ("0", "251000", False),
        ("0", "250000", True),
        ("9", "0", False),
    ],
)
def test_amount__in_the_smaller_unit(before: str, now: str, told: bool) -> None:
    prior = prior_of(2023, {**good_fields(2024), "t2.fees.amount": before})
    found = breaches(good_return(2024, {"t2.fees.amount": now}), prior=prior)
    assert any(rule == "T2-YUAN" for _, rule in found) is told


@pytest.mark.parametrize(
    ("kind", "level", "told"),
    [
        ("汇总", "市", False),
        ("本级", "省", False),
        ("部门", "省", True),
        ("本级", "县", True),
        ("乡镇街道", "乡", True),
    ],
)
def test_power__by_kind_and_level(kind: str, level: str, told: bool) -> None:
    found = breaches(good_return(2024), roster=roster_of(kind, level))
    assert found == ({("B5", "T2-POWER")} if told else set())


def test_power__is_silent_without_a_roster_line() -> None:
    found = breaches(good_return(2024), roster=roster_of("部门", "县", code="other", name="别处"))
    assert {rule for _, rule in found} == {"COVER-AGENCY"}


def test_cover__year_and_organ() -> None:
    assert breaches(good_return(2024), year=2023) == {("B5", "COVER-YEAR")}
    assert breaches(good_return(2024), roster=roster_of("汇总", "市", name="宿 迁 市")) == set()
    assert breaches(good_return(2024), roster=roster_of("汇总", "市", name="淮安市")) == {("B4", "COVER-AGENCY")}
    (judged,) = check_returns([good_return(2024)], Office(roster=roster_of("汇总", "市", code="320000")))
    assert [(one.cell, one.found, one.expected) for one in judged.findings] == [("B3", "321300", "320000")]


def test_same_figures_under_two_organs__are_told_at_both() -> None:
    one, other = good_return(2024), good_return(2024, agency=Agency("321302", "宿城区"))
    judged = check_returns([one, other, good_return(2023)])
    assert [[finding.rule for finding in item.findings] for item in judged] == [
        ["DUPLICATE-FIGURES"], ["DUPLICATE-FIGURES"], [],
    ]  # fmt: skip
    assert "宿城区" in judged[0].findings[0].message


def test_same_figures__an_organ_without_a_name_is_told_by_its_file() -> None:
    judged = check_returns([good_return(2024), good_return(2024, agency=Agency("", ""))])
    assert "与县教育局.xlsx的" in judged[0].findings[0].message


def test_all_zeros_under_two_organs__are_nothing_to_tell() -> None:
    zeros = dict.fromkeys((field.code for field in load_form(2024).inputs), 0)
    organs = [Agency("321300", "宿迁市"), Agency("321302", "宿城区")]
    pair = [good_return(2024, zeros, agency=organ, narrative=PLAIN_TEXTS) for organ in organs]
    assert [item.findings for item in check_returns(pair)] == [(), ()]


def test_unreadable_return__passes_through() -> None:
    item = Return("x.xlsx", "00", None)
    assert check_returns([item]) == [item]


def test_notices__are_of_the_year_of_the_run_alone() -> None:
    """Strays of other years and editions are told as such; nobody is asked for their last year."""
    strays = [good_return(2020), good_return(2023)]
    right = [replace(good_return(2024), file=f"{place}.xlsx") for place in range(3)]
    for year in (2024, None):
        assert run_notices([*strays, *right], Office(prior=prior_of(2023), year=year)) == []
    (notice,) = run_notices([*strays, *right], Office(prior=prior_of(2023), year=2023))
    assert notice.rule == "PRIOR-YEAR"


def test_same_figures__of_one_organ_in_anothers_template_are_its_own() -> None:
    """Who filled in another's workbook first and its own after that has reported nothing twice."""
    lines = Roster("名录.xlsx", tuple(RosterLine(code, name, "", "部门", "市", "", "", 2)
                                    for code, name in (("1", "甲市教育局"), ("2", "甲市卫健局"))))  # fmt: skip
    own = good_return(2024)
    assert own.record is not None
    wrong = replace(own, file="甲市卫健局.xlsx", record=replace(own.record, agency=Agency("1", "甲市教育局")))
    right = replace(own, file="卫健局.xlsx", record=replace(own.record, agency=Agency("2", "甲市卫健局")))
    assert not any(
        one.rule == "DUPLICATE-FIGURES"
        for item in check_returns([wrong, right], Office(roster=lines))
        for one in item.findings
    )
