"""Last year's figures are an organ's own: a code that is another organ's now carries nothing over, and says so."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.collating.books import write_returns, write_roster
from tests.collating.province import roster, sent
from toolkit.cli.app import build
from toolkit.collating import load_prior, read_status, sum_up, write_facts, write_status
from toolkit.editions import load_form
from toolkit.jobs import Given, collate, run_validation
from toolkit.office import Office
from toolkit.organ_names import are_alike
from toolkit.prior import Prior
from toolkit.records import Return
from toolkit.roster import Roster, read_roster
from toolkit.writing import distribute

CODE = "52-02"  # 甲省教育厅 in the roster
NOW = [sent("52-01", 3), sent(CODE, 5)]


def called(name: str, *, former: str = "") -> Roster:
    """The roster with ``CODE`` called so."""
    lines = (replace(line, name=name, former=former) if line.code == CODE else line for line in roster().lines)
    return replace(roster(), lines=tuple(lines))


def of_returns(folder: Path, items: list[Return]) -> Path:
    return write_returns(items, folder)


def of_facts(folder: Path, items: list[Return]) -> Path:
    folder.mkdir()
    write_facts(sum_up(items, Office(roster(), year=2023)), folder)
    return folder


def of_csv(folder: Path, items: list[Return]) -> Path:
    (of_facts(folder, items) / "facts.parquet").unlink()
    return folder


def of_csv_with_status(folder: Path, items: list[Return]) -> Path:
    write_status(sum_up(items, Office(roster(), year=2023)), of_csv(folder, items) / "status.csv")
    (folder / "sources.csv").unlink()
    return folder


SOURCES: list[Callable[[Path, list[Return]], Path]] = [of_returns, of_facts, of_csv, of_csv_with_status]
LAST = [sent("52-01", 300, year=2023), sent(CODE, 500, year=2023)]


@pytest.mark.parametrize("make", SOURCES)
def test_another_organs_code__is_not_prefilled_nor_compared_and_is_told(
    tmp_path: Path, make: Callable[[Path, list[Return]], Path]
) -> None:
    last = make(tmp_path / "last", LAST)
    now = called("甲省林业局")
    manifest = distribute(now, 2024, tmp_path / "out", prior=load_prior(last, year=2023))
    assert [(one.code, one.now, one.then) for one in manifest.unlike] == [(CODE, "甲省林业局", "甲省教育厅")]
    inbox = write_returns([NOW[0], sent(CODE, 5, name="甲省林业局")], tmp_path / "in")
    sheet = write_roster(tmp_path / "roster.csv", now)
    report = run_validation([inbox], Given(roster=sheet, prior=last)).report
    swings = {item.record.agency.code for item in report.returns if item.record
              for one in item.findings if one.rule == "SWING"}  # fmt: skip
    assert swings == {"52-01"}
    (notice,) = report.general
    assert notice.rule == "PRIOR-NAME"
    assert all(word in notice.message for word in ("甲省林业局", CODE, "甲省教育厅"))
    assert "曾用名" in notice.fix
    summary = collate([inbox], sheet, tmp_path / "sum", prior=last, contacts=False)
    assert [one.rule for one in summary.general] == ["PRIOR-NAME"]
    assert summary.prior_of(summary.by_code[CODE]) is None
    assert summary.prior_of(summary.by_code["52-01"]) is not None


@pytest.mark.parametrize(
    "former", ["甲省教育厅", "甲省文教厅、甲省教育厅", " 甲省教育厅；甲省文教厅 ", "甲省教育厅（2023年前）"]
)
def test_renamed__the_rosters_former_name_says_that_it_is_the_same(tmp_path: Path, former: str) -> None:
    now = called("甲省林业局", former=former)
    sheet = write_roster(tmp_path / "roster.csv", now)
    assert read_roster(sheet).by_code[CODE].former == former.strip()
    last = of_returns(tmp_path / "last", LAST)
    assert distribute(read_roster(sheet), 2024, tmp_path / "out", prior=load_prior(last, year=2023)).unlike == ()
    inbox = write_returns([NOW[0], sent(CODE, 5, name="甲省林业局")], tmp_path / "in")
    summary = collate([inbox], sheet, tmp_path / "sum", prior=last, contacts=False)
    assert summary.general == ()
    assert summary.prior_of(summary.by_code[CODE]) is not None


def test_former_names__survive_in_the_status_list(tmp_path: Path) -> None:
    write_status(sum_up(NOW, Office(called("甲省林业局", former="甲省教育厅"))), tmp_path / "status.csv")
    assert {line.code: line.former for line in read_status(tmp_path / "status.csv") if line.former} == {
        CODE: "甲省教育厅"
    }


def test_a_source_without_names__is_matched_by_code() -> None:
    figures = {one.record.agency.code: one.record.values for one in LAST if one.record}
    nameless = Prior(load_form(2023), 2023, figures)
    assert nameless.of_organs(called("甲省林业局").called) is nameless


def test_facts_alone__serve_by_code_and_say_so_where_they_lost_the_names(tmp_path: Path) -> None:
    last = of_csv(tmp_path / "last", LAST)
    assert not load_prior(last, year=2023).nameless
    for lost in ("sources.csv", "fields.csv"):
        (last / lost).unlink()
    prior = load_prior(last / "facts.csv", year=2023)
    assert (prior.names, prior.nameless, set(prior.figures)) == ({}, True, {"52", "52-01", CODE})
    inbox = write_returns(NOW, tmp_path / "in")
    (notice,) = run_validation([inbox], Given(prior=last)).report.general
    assert notice.rule == "PRIOR-NAMELESS"
    assert "sources.csv" in notice.fix
    sheet = write_roster(tmp_path / "roster.csv")
    run = CliRunner().invoke(
        build(), ["distribute", str(sheet), "--year", "2024", "-o", str(tmp_path / "out"), "--prior", str(last)]
    )
    assert (run.exit_code, run.output.count("sources.csv")) == (0, 1)


def test_without_a_roster__the_covers_say_who_it_is(tmp_path: Path) -> None:
    last = of_returns(tmp_path / "last", LAST)
    inbox = write_returns([NOW[0], sent(CODE, 5, name="甲省林业局")], tmp_path / "in")
    assert [one.rule for one in run_validation([inbox], Given(prior=last)).report.general] == ["PRIOR-NAME"]


def test_two_years_in_one_run__are_matched_by_name_too() -> None:
    now = called("甲省林业局")
    summary = sum_up([NOW[0], sent(CODE, 5, name="甲省林业局"), *LAST], Office(now, year=2024))
    assert summary.prior_of(summary.by_code[CODE]) is None
    assert summary.prior is not None
    assert [one.code for one in summary.prior.unlike] == [CODE]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("清溪县教育局", "教育局", True),
        ("清溪县教育局", "县教育局", True),
        ("清溪县 教育局", "清溪县教育局", True),
        ("清溪县人力资源和社会保障局", "清溪县人社局", True),
        ("清溪县政府办公室", "清溪县人民政府办公室", True),
        ("清溪县教育局", "清溪县财政局", False),
        ("清溪县旅游局", "清溪县文化广电和旅游局", True),
        ("清溪县公安局", "清溪县公安局看守所", False),
        ("清溪县卫生局", "清溪县市场监督管理局", False),
        ("局", "清溪县教育局", False),
    ],
)
def test_are_alike__short_for_long(one: str, other: str, alike: bool) -> None:
    assert are_alike(one, other) is alike
    assert are_alike(other, one) is alike


def test_distribute__tells_it_once_with_what_to_do(tmp_path: Path) -> None:
    last = of_facts(tmp_path / "last", LAST)
    sheet = write_roster(tmp_path / "roster.csv", called("甲省林业局"))
    run = CliRunner().invoke(
        build(), ["distribute", str(sheet), "--year", "2024", "-o", str(tmp_path / "out"), "--prior", str(last)]
    )
    assert run.exit_code == 0, run.output
    assert run.output.count("甲省林业局（52-02，上年是“甲省教育厅”）") == 1
    assert "曾用名" in run.output
