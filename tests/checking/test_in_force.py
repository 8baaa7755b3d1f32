"""Only what is in the edition in force for its year is summed: who judges a return says the same as who sums it."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import everyone, sent
from tests.editions.test_own_forms import own_forms, shipped
from toolkit.checking import check_returns
from toolkit.editions import load_edition
from toolkit.jobs import collate, validate
from toolkit.office import Office
from toolkit.records import Status
from toolkit.reporting.sendback import return_copies
from toolkit.writing import write_template


def in_force(folder: Path, patch: pytest.MonkeyPatch, years: str) -> None:
    own_forms(folder, patch, schemas=shipped("schemas").replace("{first: 2050}", years))


def test_return__in_an_edition_that_another_took_the_place_of_mid_round_goes_back(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = write_returns([sent("52-02", 5, file="甲.xlsx"), sent("52-01", 3, file="乙.xlsx")], tmp_path / "in")
    names = write_roster(tmp_path / "名录.csv")
    assert {item.status for item in validate([inbox], roster=names).returns} == {Status.ACCEPTED}
    in_force(tmp_path / "own", monkeypatch, "{first: 2024}")
    report = validate([inbox], roster=names)
    assert [[finding.rule for finding in item.findings] for item in report.returns] == [["FORM-OTHER"]] * 2
    told = report.returns[0].findings[0].message
    assert "是 2021 版的，2024 年度在用的格式是 own 版" in told
    collate([inbox], names, tmp_path / "汇总")
    with (tmp_path / "汇总" / "status.csv").open(encoding="utf-8-sig", newline="") as file:
        states = {row["agency_code"]: (row["state"], row["included"]) for row in csv.DictReader(file)}
    assert (states["52-01"], states["52-02"]) == (("rejected", "0"), ("rejected", "0"))
    back = return_copies(report, tmp_path / "退回", lambda item: Path(item.file).read_bytes())
    assert [("blank" in one.way.value, bool(one.copy)) for one in back] == [(True, True)] * 2


def test_return__of_a_year_before_the_other_edition_is_in_force_is_none_of_its_business(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_force(tmp_path / "own", monkeypatch, "{first: 2025}")
    assert {item.status for item in check_returns(everyone())} == {Status.ACCEPTED}


def test_return__of_another_year_than_asked_is_told_that_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    in_force(tmp_path / "own", monkeypatch, "{first: 2024}")
    (judged,) = check_returns([sent("52-02", 5)], Office(year=2025))
    assert [finding.rule for finding in judged.findings] == ["COVER-YEAR"]


@pytest.mark.parametrize("with_letters", [True, False])
def test_workbook__of_a_known_edition_in_a_year_without_one_is_told_so(tmp_path: Path, with_letters: bool) -> None:
    write_template(replace(load_edition("2021"), year=2018), tmp_path / "in.xlsx")
    report = validate([tmp_path / "in.xlsx"])
    (judged,) = report.returns
    assert (judged.status, judged.record is not None and judged.record.year) == (Status.REJECTED, 2018)
    (told,) = [finding.message for finding in judged.findings if finding.rule.startswith("FORM-")]
    assert "2018 年度，没有这个年度的格式；它是 2021 版的，用于 2021 年起" in told
    if with_letters:
        (one,) = return_copies(report, tmp_path / "退回", lambda _: (tmp_path / "in.xlsx").read_bytes())
        assert not one.copy
