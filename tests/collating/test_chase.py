"""Whom the office must still ask, as a list for people."""

from __future__ import annotations

import csv
from dataclasses import replace
from pathlib import Path

import openpyxl

from tests.collating.province import everyone, roster, sent
from toolkit.collating import sum_up, write_chase, write_status
from toolkit.findings import tell
from toolkit.form import Severity
from toolkit.office import Office


def test_chase__names_the_missing_first_then_what_goes_back_then_what_is_not_explained(tmp_path: Path) -> None:
    doubt = replace(tell("SEAL-UNSURE"), severity=Severity.EXPLAIN)
    wrong = sent("5201-02", 4).with_findings([tell("SEAL-WRONG")])
    doubtful = sent("52-01", 1).with_findings([doubt])
    summary = sum_up([wrong, doubtful, *everyone(but=["52-01", "52-02", "5201-02"])], Office(roster()))
    assert [entry.line.code for entry in summary.chase] == ["52-02", "5201-02", "52-01"]
    write_chase(summary, tmp_path / "催报清单.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "催报清单.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=3)]
    assert "应报" in str(sheet["A1"].value)
    assert [(row[0], row[2]) for row in rows] == [("未报", "52-02"), ("退回", "5201-02"), ("待说明", "52-01")]
    assert rows[1][4:8] == ["张三", "123", 1, 0]


def test_status__has_its_states_in_words_and_calls_no_government_missing(tmp_path: Path) -> None:
    write_status(sum_up(everyone(but=["52-02"]), Office(roster())), tmp_path / "status.csv")
    with (tmp_path / "status.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = {row["agency_code"]: row for row in csv.DictReader(file)}
    assert (rows["52"]["state"], rows["52"]["状态"]) == ("government", "汇总单位")
    one = rows["52-02"]
    assert (one["state"], one["状态"], one["层级"]) == ("missing", "未报", one["level"])
