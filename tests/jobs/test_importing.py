"""Published reports, in, from end to end: files to workbooks, and what is told of those that can't be read."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

import toolkit
from tests.conftest import ROOT
from tests.published.importing import pages
from toolkit.checking import check_returns
from toolkit.output import OutputError
from toolkit.published.importing.reading import read_report
from toolkit.records import Status
from toolkit.source import Source

FORM = toolkit.load_form(2024)
VALUES = pages.figures(FORM, 4)


def page(title: str = "") -> str:
    tables = {one.id: pages.html_table(pages.rows_of(FORM, one.id, VALUES)) for one in FORM.tables}
    return pages.html_page(FORM, tables, title=title)


def test_import__the_workbook_holds_what_was_published(tmp_path: Path) -> None:
    (tmp_path / "报告.html").write_text(page(), encoding="utf-8")
    done = toolkit.import_reports([tmp_path / "报告.html"], tmp_path / "报告.xlsx")
    (item,) = done.report.returns
    assert item.status is Status.ACCEPTED, item.findings
    record = toolkit.read_workbook(tmp_path / "报告.xlsx").record
    assert record is not None
    assert record.values == VALUES
    assert record.narrative == {**pages.TEXTS, "fee_cases": "0", "fee_amount": "0"}  # which the last of them states
    assert (record.year, record.agency.name) == (2024, pages.ORGAN)


def test_import__values_are_exact(tmp_path: Path) -> None:
    (tmp_path / "报告.html").write_text(page(), encoding="utf-8")
    toolkit.import_reports([tmp_path / "报告.html"], tmp_path / "数.json", values=True)
    content = json.loads((tmp_path / "数.json").read_text(encoding="utf-8"))
    field = FORM.by_code["t2.fees.amount"]
    assert content["fields"][field.code] == field.unit.text(VALUES[field.index])


def test_import__the_organ_has_its_code_by_the_roster(tmp_path: Path) -> None:
    roster = ROOT / "samples" / "province" / "roster.csv"
    with roster.open(encoding="utf-8-sig", newline="") as file:
        line = next(row for row in csv.DictReader(file) if row["单位性质"] == "部门")
    (tmp_path / "a.html").write_text(page(f"{line['单位名称']}2024年政府信息公开工作年度报告"), encoding="utf-8")
    (tmp_path / "b.html").write_text(page("无名局2024年政府信息公开工作年度报告"), encoding="utf-8")
    done = toolkit.import_reports([tmp_path], tmp_path.with_name("out"), toolkit.Given(roster))
    known, unknown = done.report.returns
    assert known.record is not None
    assert known.record.agency.code == line["单位代码"]
    assert "REPORT-NOT-LISTED" in [finding.rule for finding in unknown.findings]


def test_import__a_wrong_total_is_the_reports_own_and_is_told_where_it_stands(tmp_path: Path) -> None:
    item = FORM.by_code["t3.received.total"]
    total = f"<span>{VALUES[item.index]}</span>"
    assert page().count(total) == 1
    (tmp_path / "a.html").write_text(page().replace(total, "<span>1</span>"), encoding="utf-8")
    done = toolkit.import_reports([tmp_path / "a.html"], tmp_path / "a.xlsx")
    (finding,) = (one for one in done.report.returns[0].findings if one.rule == "T3-TOTAL")
    assert (finding.sheet, finding.cell, finding.found) == ("第2张表", "J4", 1)


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"%PDF-1.7", "REPORT-BROKEN"),
        (b"<html><p>\xe5\x85\xac\xe5\xbc\x80</p></html>", "REPORT-UNKNOWN"),
        (b"<table>" * 5000 + b"<td>1", None),
        (b"<p>" + b"<b>" * 100_000, None),
        (b"", "REPORT-KIND"),
        (b"\0\xff" * 50, "REPORT-KIND"),
    ],
)
def test_import__what_is_no_report_is_told(data: bytes, rule: str | None, tmp_path: Path) -> None:
    path = tmp_path / "x"
    path.write_bytes(data)
    item = read_report(Source("x", str(path)))
    assert item.record is None
    assert rule in (None, *(finding.rule for finding in item.findings))
    assert "READER-FAULT" not in [finding.rule for finding in item.findings]
    assert check_returns([item]) == [item]


def test_import__several_reports_go_into_no_single_file(tmp_path: Path) -> None:
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(page(), encoding="utf-8")
    with pytest.raises(OutputError, match="2 份报告"):
        toolkit.import_reports([tmp_path], tmp_path.with_name("x.xlsx"))


def test_import__nothing_that_is_there_is_written_over(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    (tmp_path / "a.xlsx").write_text("mine")
    with pytest.raises(OutputError):
        toolkit.import_reports([tmp_path / "a.html"], tmp_path / "a.xlsx")
    assert (tmp_path / "a.xlsx").read_text() == "mine"


@pytest.mark.parametrize("name", ["报告.docx", "报告.json", "报告.html"])
def test_import__an_ending_of_another_kind_is_no_folder(tmp_path: Path, name: str) -> None:
    (tmp_path / "a.html").write_text(page(), encoding="utf-8")
    with pytest.raises(OutputError, match=name):
        toolkit.import_reports([tmp_path / "a.html"], tmp_path / name)
    assert not (tmp_path / name).exists()
