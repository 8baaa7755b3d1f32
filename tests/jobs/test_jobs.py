"""The whole job, from workbooks in a folder to a summary folder."""

from __future__ import annotations

import json
import os
import re
import shutil
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import everyone, sent
from toolkit.cli.collate import remarks
from toolkit.collating import CollatingError
from toolkit.coverage import Coverage
from toolkit.jobs import Given, collate, run_collation, run_validation, validate
from toolkit.office import Office
from toolkit.output import OutputError
from toolkit.reporting.contract import to_json
from toolkit.reporting.sendback import return_copies
from toolkit.reporting.text import to_text


def test_collate__writes_the_whole_folder(tmp_path: Path) -> None:
    inbox = write_returns([*everyone(but=["52-02"]), sent("52-02", 2, wrong=True)], tmp_path / "in")
    (inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    summary = collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out")
    assert summary.coverage == Coverage(8, 7, 1, 0)
    assert {"facts.csv", "facts.parquet", "status.csv", "findings.json"} <= {
        path.name for path in (tmp_path / "out").iterdir()
    }
    told = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))
    assert (told["year"], told["form"], told["totals"]["returns"]) == (2024, "2021", 9)
    assert [Path(item.file).name for item in summary.unplaced] == ["坏.xlsx"]


def test_collate__nothing_appears_when_it_can_t_be_done(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    lines = write_roster(tmp_path / "roster.csv")
    with pytest.raises(CollatingError):
        collate([inbox], lines, tmp_path / "out", picks=["nowhere.xlsx"])
    assert not (tmp_path / "out").exists()
    collate([inbox], lines, tmp_path / "out")
    with pytest.raises(OutputError):
        collate([inbox], lines, tmp_path / "out")


def test_collate__of_nothing(tmp_path: Path) -> None:
    with pytest.raises(CollatingError):
        collate([tmp_path / "nowhere"], write_roster(tmp_path / "roster.csv"), tmp_path / "out")


def test_collate__without_a_roster_says_so_and_writes_nothing(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    with pytest.raises(CollatingError, match="名录"):
        run_collation([inbox], tmp_path / "out", Given())
    assert not (tmp_path / "out").exists()


def test_office__tells_nobody_its_key() -> None:
    assert "k" * 32 not in f"{Office(seal_key=b'k' * 32)}{Given(seal_key=b'k' * 32)}"


def test_collate__with_a_path_that_is_not_there_is_not_begun(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    with pytest.raises(CollatingError, match="没有"):
        collate([inbox, tmp_path / "没有"], write_roster(tmp_path / "roster.csv"), tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_collate__says_what_it_passed_over(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    (inbox / "~$a.xlsx").write_bytes(b"")
    summary = collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out")
    assert sum(summary.passed_over.values()) == 1
    assert any(line.startswith("未读取 1 个") for line in remarks(summary))


def test_collate__takes_last_year_from_returns_a_summary_or_facts(tmp_path: Path) -> None:
    lines = write_roster(tmp_path / "roster.csv")
    last = write_returns([sent(code, 5, year=2023) for code in ("52-01", "52-02")], tmp_path / "last")
    collate([last], lines, tmp_path / "summary", year=2023)
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    sources = [last, tmp_path / "summary", tmp_path / "summary" / "facts.csv", tmp_path / "summary" / "facts.parquet"]
    for number, prior in enumerate(sources):
        summary = collate([inbox], lines, tmp_path / f"out{number}", prior=prior)
        assert summary.prior is not None
        assert summary.prior.year == 2023
        top = summary.nodes["52"].prior
        assert top is not None
        assert top[summary.form.by_code["t3.granted.natural"].index] == 10


def test_validate__reads_and_checks(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1), sent("52-02", 1, wrong=True)], tmp_path / "in")
    report = validate([inbox], roster=write_roster(tmp_path / "roster.csv"))
    assert [item.status.value for item in report.returns] == ["accepted", "rejected"]
    assert (report.edition, report.year) == ("2021", 2024)


def test_validate__with_a_roster_counts_and_answers_the_newest_of_each_organ(tmp_path: Path) -> None:
    wrong = sent("52-02", 2, file="52-02（初报）.xlsx", wrong=True)
    inbox = write_returns([wrong, sent("52-02", 2, file="52-02.xlsx")], tmp_path / "in")
    (inbox / "甲省教育厅.pdf").write_bytes(b"%PDF-1.4 a scan")
    for place, name in enumerate(("甲省教育厅.pdf", "52-02（初报）.xlsx", "52-02.xlsx")):
        os.utime(inbox / name, (1_736_500_000 + place, 1_736_500_000 + place))
    done = run_validation([inbox], Given(roster=write_roster(tmp_path / "roster.csv")))
    by_name = {Path(item.file).name: item for item in done.report.returns}
    assert {name: Path(item.superseded_by).name for name, item in by_name.items()} == {
        "52-02.xlsx": "", "52-02（初报）.xlsx": "52-02.xlsx", "甲省教育厅.pdf": "52-02.xlsx",
    }  # fmt: skip
    assert by_name["52-02（初报）.xlsx"].status == "rejected"  # judged in full
    told = json.loads(to_json(done.report))
    assert (told["totals"]["returns"], told["totals"]["rejected"], told["totals"]["error"]) == (1, 0, 0)
    assert sum("superseded_by" in item for item in told["returns"]) == 2
    assert "另有 2 个已被同一单位的另一份取代" in to_text(done.report).replace("\n", "")
    assert return_copies(done.report, tmp_path / "退回", lambda _: None, office=done.office) == ()
    assert all(not item.superseded_by for item in validate([inbox]).returns)  # nobody knows without a roster


def test_validate__an_unreadable_file_that_came_last_is_still_asked_for(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-02", 2, file="52-02.xlsx")], tmp_path / "in")
    (inbox / "甲省教育厅.pdf").write_bytes(b"%PDF-1.4 a scan")
    os.utime(inbox / "52-02.xlsx", (1_736_500_000, 1_736_500_000))
    report = validate([inbox], roster=write_roster(tmp_path / "roster.csv"))
    assert [Path(item.file).name for item in report.counted] == ["52-02.xlsx", "甲省教育厅.pdf"]


def test_validate__takes_the_year_before_the_returns_among_several(tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    for year, organs in ((2020, ("52-01",)), (2023, ("52-01",)), (2024, ("52-01", "52-02"))):
        write_returns([sent(code, year % 10, year=year) for code in organs], kept / str(year))
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    done = run_validation([inbox], Given(prior=kept))
    assert done.office.prior is not None
    assert done.office.prior.year == 2023
    summary = collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out", prior=kept)
    assert summary.prior is not None
    assert summary.prior.year == 2023


def test_validate__a_prior_that_is_not_there_is_told_before_reading(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    seen: list[int] = []
    with pytest.raises(CollatingError):
        validate([inbox], prior=tmp_path / "nowhere", progress=lambda done, total: seen.append(done))
    assert seen == []


def test_collate__a_second_run_writes_the_same_bytes(tmp_path: Path) -> None:
    lines = write_roster(tmp_path / "roster.csv")
    inbox = write_returns([sent("52-01", 1), sent("52-02", 2, wrong=True)], tmp_path / "in")
    (inbox / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    collate([inbox], lines, tmp_path / "first", cache=tmp_path / "kept")
    (changed,) = inbox.rglob("*52-02*")
    write_returns([replace(sent("52-02", 3), file=str(changed.relative_to(inbox)))], tmp_path / "new")
    shutil.copy(tmp_path / "new" / changed.relative_to(inbox), changed)
    collate([inbox], lines, tmp_path / "second", cache=tmp_path / "kept")
    collate([inbox], lines, tmp_path / "whole")
    for path in (tmp_path / "whole").iterdir():
        again = tmp_path / "second" / path.name
        if path.suffix == ".xlsx":
            assert _members(again) == _members(path)
        else:
            assert _undated(again.read_bytes()) == _undated(path.read_bytes()), path.name


def _members(path: Path) -> dict[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: _undated(archive.read(name)) for name in archive.namelist()}


def _undated(data: bytes) -> bytes:
    """Without the time stamp of the run."""
    return re.sub(rb"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?Z?", b"", data)


def test_validate__marks_another_years_return_where_this_years_was_asked_for(tmp_path: Path) -> None:
    inbox = write_returns([sent("52-02", 1), sent("52-02", 9, file="旧.xlsx", year=2023)], tmp_path / "in")
    lines = write_roster(tmp_path / "roster.csv")

    def superseded(year: int | None) -> list[str]:
        return [
            Path(item.file).name for item in validate([inbox], roster=lines, year=year).returns if item.superseded_by
        ]

    assert superseded(2024) == ["旧.xlsx"]
    assert superseded(None) == []  # both years may be what is meant


def test_validate__judges_a_stray_year_alike_whether_the_year_is_asked_for_or_not(tmp_path: Path) -> None:
    others = [sent(code, 1) for code in ("52-01", "5201-01", "5201-02")]
    inbox = write_returns([*others, sent("52-02", 9, file="旧.xlsx", year=2023)], tmp_path / "in")
    lines = write_roster(tmp_path / "roster.csv")
    for year in (2024, None):
        told = {Path(item.file).name: item.status.value for item in validate([inbox], roster=lines, year=year).returns}
        assert told.pop("旧.xlsx") == "rejected"
        assert set(told.values()) == {"accepted"}


@pytest.mark.parametrize("but", [[], ["52-02"]])
def test_jobs__the_offices_own_summary_is_nothing_that_was_sent_in(tmp_path: Path, but: list[str]) -> None:
    inbox = write_returns(everyone(but=but), tmp_path / "in")
    lines = write_roster(tmp_path / "roster.csv")
    first = collate([inbox], lines, tmp_path / "昨天")
    shutil.copy(tmp_path / "昨天" / "summary.xlsx", inbox / "汇总表.xlsx")
    second = collate([inbox], lines, tmp_path / "今天")
    assert (second.values, second.coverage, second.notes) == (first.values, first.coverage, first.notes)
    assert dict(second.passed_over) == {"本级政府先前的汇总表": 1}
    report = validate([inbox], roster=lines)
    assert "汇总表.xlsx" not in {Path(item.file).name for item in report.returns}
    assert dict(report.passed_over) == {"本级政府先前的汇总表": 1}
