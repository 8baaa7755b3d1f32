"""Returns of several years in one run without ``--year``: those of another year are told, and silence no check."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import roster, sent
from toolkit.checking import with_odd_years, year_notices
from toolkit.collating import sum_up
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.jobs import collate, validate
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Return
from toolkit.reporting import render

ORGANS = [line.code for line in roster().organs]


def of_years(*years: int) -> list[Return]:
    """A return of one organ after the other, of these years."""
    return [sent(code, 4, year=year, file=f"{year}-{code}.xlsx") for year, code in zip(years, ORGANS, strict=False)]


def rules(findings: Sequence[Finding]) -> list[str]:
    return [finding.rule for finding in findings if finding.rule.startswith("YEAR")]


@pytest.mark.parametrize("odd", [2020, 2023, 2025])
@pytest.mark.parametrize("place", [0, 1, 3])
def test_return_of_another_year_than_most__is_told_at_the_return_and_at_the_run(odd: int, place: int) -> None:
    years = [2024] * 3
    years.insert(place, odd)
    returns = with_odd_years(of_years(*years))
    assert [rules(item.findings) for item in returns] == [["YEAR-ODD"] if year == odd else [] for year in years]
    message = returns[place].findings[0].message
    assert f"{odd} 年度" in message
    assert "2024 年度" in message
    (finding,) = year_notices(returns)
    assert f"1 份为 {odd} 年度" in finding.message
    assert "本次多数为 2024 年度（3 份）" in finding.message
    assert returns[place].file in finding.message


def test_returns_of_several_other_years__are_counted_year_by_year() -> None:
    (finding,) = year_notices(of_years(2024, 2024, 2024, 2023, 2023, 2022))
    assert "1 份为 2022 年度" in finding.message
    assert "2 份为 2023 年度" in finding.message


def test_years_alike_in_number__are_told_of_the_run_and_none_is_called_odd() -> None:
    returns = with_odd_years(of_years(2024, 2023))
    assert [rules(item.findings) for item in returns] == [[], []]
    (finding,) = year_notices(returns)
    assert "没有哪一年度占多数" in finding.message


def test_returns_of_one_year_or_of_a_year_asked_for__are_not_told_so() -> None:
    assert year_notices(of_years(2024, 2024)) == []
    assert year_notices(of_years(2024, 2024, 2023), 2024) == []
    assert year_notices([Return("a.xlsx", "", None)]) == []


def test_stray_return__silences_no_cross_year_check_of_the_others() -> None:
    form = load_form(2024)
    place = form.by_code["t3.carried_out.natural"].index
    figures = {code: tuple(9 * (field.index == place) for field in form.fields) for code in ORGANS}
    for years in ((2024, 2024, 2024, 2023), (2025, 2024, 2024, 2024), (2020, 2024, 2024, 2024)):
        for prior in (Prior(form, 2023, figures), None):
            summary = sum_up(of_years(*years), Office(roster(), prior=prior))
            told = {
                item.record.year
                for item in summary.returns
                for finding in item.findings
                if finding.rule == "T3-CARRIED" and item.record is not None
            }
            assert told == ({2024} if prior else set()), years


def test_note_of_other_years__says_how_many_are_not_summed_and_where_their_figures_are() -> None:
    (note,) = sum_up(of_years(2024, 2024, 2024, 2022), Office(roster())).notes
    assert note == (
        "另有 1 份报送件是 2022 年度的（2021 版格式），不计入 2024 年度的汇总；"
        "其中 1 份的数字逐家列在 facts.csv 里，没有合计"
    )


def test_other_years__what_becomes_of_them_is_said_in_one_wording_wherever() -> None:
    """In the run's notices and in the notes of the summary; as last year's figures they serve where none were given."""
    returns = of_years(2024, 2024, 2024, 2023)
    (notice,) = year_notices(returns)
    (note,) = sum_up(returns, Office(roster())).notes
    assert all("不计入 2024 年度的汇总" in text for text in (notice.message, note))
    assert "用作上年的数" in note
    figures = {"52-01": (0,) * len(load_form(2023).fields)}
    (note,) = sum_up(returns, Office(roster(), prior=Prior(load_form(2023), 2023, figures))).notes
    assert "用作上年的数" not in note


def test_other_years__that_had_to_go_back_serve_as_nothing() -> None:
    strays = [sent("52-01", 3, year=2023), sent("52-02", 4, year=2023, wrong=True)]
    notes = sum_up([*of_years(2024, 2024, 2024), *strays], Office(roster())).notes
    assert any("另有 2 份报送件是 2023 年度的" in note and "，其中 1 份用作上年的数" in note for note in notes)


def test_run__with_a_stray_return_and_last_year_checks_the_others_and_tells_the_stray(tmp_path: Path) -> None:
    last = write_returns([sent(code, 9, year=2023) for code in ORGANS], tmp_path / "last")
    inbox = write_returns(of_years(2024, 2024, 2024, 2022), tmp_path / "in")
    report = validate([inbox], prior=last)
    assert {Path(item.file).name for item in report.returns if "YEAR-ODD" in rules(item.findings)} == {
        f"2022-{ORGANS[3]}.xlsx"
    }
    held = {Path(item.file).name for item in report.returns if any(f.rule == "T2-STOCK-PRIOR" for f in item.findings)}
    assert held == {f"2024-{code}.xlsx" for code in ORGANS[:3]}
    assert "1 份为 2022 年度" in str(render(report, "text", width=1000))
    assert rules(validate([inbox], year=2024).general) == []
    summary = collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out", prior=last)
    assert rules(summary.general) == ["YEARS-ODD"]
    told = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert [one["rule"] for one in told["general"] if one["rule"].startswith("YEAR")] == ["YEARS-ODD"]
    held = {
        item.record.agency.code
        for item in summary.returns
        if item.record and any(finding.rule == "T2-STOCK-PRIOR" for finding in item.findings)
    }
    assert held == set(ORGANS[:3])
