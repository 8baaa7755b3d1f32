"""Two returns that go by one name, as from two archives: each keeps its own findings, answer and verdict."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.books import write_returns
from tests.collating.province import everyone, record, roster, sent, unreadable
from tests.reporting.made import finding, report, returned
from toolkit.checking import check_returns
from toolkit.collating import CollatingError, sum_up, write_facts, write_status
from toolkit.collating.tracing import trace_file
from toolkit.findings import tell
from toolkit.form import Severity
from toolkit.jobs import collate
from toolkit.office import Office
from toolkit.reading import Source, find_files, read_returns
from toolkit.reading.find.originals import fetch_original
from toolkit.records import Agency, Report, Return, Status, numbered
from toolkit.reporting.book import write_book
from toolkit.reporting.sendback import return_copies
from toolkit.reporting.summary_page import summary_page
from toolkit.rollup import State
from toolkit.roster import Roster
from toolkit.writing.summary.status import uses

NAME = "in.zip/年报.xlsx"


def from_two_archives(tmp_path: Path, *items: Return) -> list[Return]:
    """``items`` as workbooks, each read from an archive of its own, that all go by one name in reports."""
    sources = []
    for number, item in enumerate(items):
        home = tmp_path / str(number)
        inbox = write_returns([replace(item, file="年报.xlsx")], home / "packed")
        shutil.make_archive(str(home / "in"), "zip", inbox)
        (source,) = find_files([home / "in.zip"]).files
        sources.append(replace(source, name=NAME))
    return list(read_returns(sources))


def test_returns__of_one_name_know_where_each_lies(tmp_path: Path) -> None:
    first, second = from_two_archives(tmp_path, sent("52-01", 1), sent("52-02", 2))
    assert first.file == second.file == NAME
    assert first.source is not None
    assert second.source is not None
    assert (first.source.path, second.source.path) == (str(tmp_path / "0" / "in.zip"), str(tmp_path / "1" / "in.zip"))
    assert [len(fetch_original(item) or b"") > 0 for item in (first, second)] == [True, True]
    assert fetch_original(first) != fetch_original(second)


def test_sum__gives_each_of_one_name_its_own_findings_and_verdict() -> None:
    wrong, right = sent("52-01", 1, file=NAME, wrong=True), sent("52-02", 2, file=NAME)
    summary = sum_up([wrong, right], Office(roster()))
    assert [item.status for item in summary.returns] == [Status.REJECTED, Status.ACCEPTED]
    assert [summary.by_code[code].state for code in ("52-01", "52-02")] == [State.REJECTED, State.ACCEPTED]
    assert uses(summary) == {0: "未计入", 1: "计入"}
    aside = summary_page(summary)
    assert aside[aside.index('<h2 id="aside">') :].count(NAME) == 1


def test_sum__of_strangers_and_doubted_ones_of_one_name_tells_each() -> None:
    stranger = sent("99", 1, file=NAME)
    doubted = sent("52-02", 999, file=NAME, name="甲省开发区管委会", saved="2025-02-01T00:00:00")
    summary = sum_up([*everyone(), stranger, doubted, unreadable(NAME)], Office(roster()))
    assert [item.record and item.record.agency.code for item in summary.unknown] == ["99"]
    assert [item.record and item.record.agency.name for item in summary.doubted] == ["甲省开发区管委会"]
    told = [uses(summary).get(item.index) for item in summary.returns[-3:]]
    assert told == ["未计入：单位不在名录", None, "未计入：认不出是哪个单位"]


def test_sum__rivals_of_one_name_are_both_told() -> None:
    summary = sum_up([sent("52-01", 1, file=NAME), sent("52-01", 2, file=NAME)], Office(roster()))
    assert [item.findings[-1].rule for item in summary.returns] == ["CHOICE", "CHOICE"]
    assert len(summary.by_code["52-01"].rivals) == 2


def test_sum__copies_of_one_name_count_once_and_each_has_its_verdict() -> None:
    summary = sum_up([sent("52-01", 1, file=NAME), sent("52-01", 1, file=NAME)], Office(roster()))
    assert len(summary.superseded) == 1
    assert sorted(bool(item.superseded_by) for item in summary.returns) == [False, True]


def test_check__same_figures_of_two_that_name_nobody_are_told() -> None:
    nobody = replace(record("52-01", "", {"t3.received.natural": 1234567}), agency=Agency())
    judged = check_returns([Return(NAME, "0", nobody), Return(NAME, "1", nobody)])
    assert [[one.rule for one in item.findings].count("DUPLICATE-FIGURES") for item in judged] == [1, 1]


def test_answers__to_two_of_one_name_carry_each_its_own_figures(tmp_path: Path) -> None:
    read = from_two_archives(tmp_path, sent("52-01", 1, wrong=True), sent("52-02", 2, wrong=True))
    judged = Report("2021", 2024, tuple(check_returns(numbered(read))))
    answers = return_copies(judged, tmp_path / "退回", fetch_original)
    assert len({one.copy for one in answers} | {one.notice for one in answers}) == 4
    back = list(read_returns([Source(one.copy, str(tmp_path / "退回" / one.copy)) for one in answers]))
    assert [item.record and item.record.agency.code for item in back] == ["52-01", "52-02"]
    assert [item.record and item.record.values for item in back] == [
        item.record and item.record.values for item in read
    ]


def test_book__links_each_of_one_name_to_its_own_file(tmp_path: Path) -> None:
    items = [replace(returned(NAME, finding()), source=Source(NAME, str(tmp_path / at / "in.zip"))) for at in "ab"]
    write_book(report(*items), tmp_path / "问题.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "问题.xlsx")["报送件"]
    links = [cell.hyperlink.target for row in sheet.iter_rows() for cell in row if cell.hyperlink]
    assert [str(link).replace("\\", "/") for link in links] == ["a/in.zip", "b/in.zip"]


def test_collate__without_contacts_keeps_apart_what_is_called_the_same_then(tmp_path: Path) -> None:
    """Whose name is all of a file's name, leaves nothing to tell two files apart by."""
    lines = Roster("", tuple(replace(line, contact=f"王{line.code[-1]}某") for line in roster().lines))
    inbox = write_returns(
        [sent("52-01", 1, file="王1某.xlsx", wrong=True), sent("52-02", 2, file="王2某.xlsx")], tmp_path / "in"
    )
    collate([inbox], lines, tmp_path / "out", contacts=False)
    told = json.loads((tmp_path / "out" / "findings.json").read_text(encoding="utf-8"))["returns"]
    assert len({item["file"] for item in told}) == 1
    rows = openpyxl.load_workbook(tmp_path / "out" / "summary.xlsx")["来源"].iter_rows(values_only=True)
    assert {row[1]: row[3] for row in rows if row[1] in ("52-01", "52-02")} == {"52-01": "未计入", "52-02": "计入"}


def test_trace__of_a_name_that_two_organs_returns_have_says_so(tmp_path: Path) -> None:
    summary = sum_up([sent("52-01", 1, file=NAME), sent("52-02", 2, file=NAME)], Office(roster()))
    write_facts(summary, tmp_path)
    write_status(summary, tmp_path / "status.csv")
    with pytest.raises(CollatingError, match=r"52-01.*52-02"):
        trace_file(tmp_path, NAME)
    sources = (tmp_path / "sources.csv").read_text(encoding="utf-8-sig").splitlines()[1:]
    assert [line.split(",")[0] for line in sources] == ["52-01", "52-02"]


def test_letters__equal_findings_of_one_return_are_each_told() -> None:
    """Where a file says the same twice, nothing of it is lost, nor told of another."""
    from toolkit.reporting.numbered import number_findings

    same = finding(severity=Severity.NOTICE)
    numbered_ones = number_findings([same, tell("FILE-DENIED", path="a"), same])
    assert sorted(index for one in numbered_ones for index in one.indices) == [0, 1, 2]
