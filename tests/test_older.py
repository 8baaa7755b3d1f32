"""What earlier template versions handed out and summed stays good: its figures, explanations, findings and sums.

``golden/older`` holds a county's round as each version wrote it, last year's summary folder too; ``expected.json``
there says what the toolkit of that time made of it. Nothing in these folders is ever renewed.
"""

from __future__ import annotations

import csv
import json
import shutil
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.conftest import ROOT
from toolkit import collate, fill_workbook, load_form, read_workbook, validate
from toolkit.collating import load_prior
from toolkit.collating.comparing import compare_summaries
from toolkit.collating.tracing import trace_field, trace_file
from toolkit.form import Form, Severity
from toolkit.form.answer import load_answer
from toolkit.records import Record, Report
from toolkit.reporting.sendback.returning import return_copies
from toolkit.reporting.sendback.speech import Way
from toolkit.sealkey import read_seal_key

# Notices that no version so old knew of: what was told of its returns is still told, and nothing graver.
SINCE = {
    "TEXT-LENGTH", "TEXT-TOPICS", "TEXT-PROBLEMS", "TEXT-SUBSTANCE", "TEXT-YEAR", "CLAIMED", "COVER-CONTACT",
}  # fmt: skip
OLDER = sorted((ROOT / "tests" / "golden" / "older").iterdir())


@pytest.fixture(params=OLDER, ids=lambda folder: folder.name)
def older(request: pytest.FixtureRequest) -> Path:
    folder: Path = request.param
    return folder


def told(report: Report, form: Form) -> dict[str, Any]:
    """All that a validation says of each return, by the file's name."""
    return {
        Path(item.file).name: {
            "status": str(item.status),
            **read(item.record, form),
            "findings": [
                [one.id, str(one.severity), one.field, one.sheet, one.cell, one.explanation]
                for one in item.findings
                if one.rule not in SINCE
            ],
        }
        for item in report.returns
        if item.record is not None
    }


def read(record: Record, form: Form) -> dict[str, Any]:
    return {
        "year": record.year,
        "agency": [record.agency.code, record.agency.name],
        "fields": {field.code: value for field, value in zip(form.fields, record.values, strict=True)},
        "narrative": dict(record.narrative),
        "explanations": dict(record.explanations),
    }


def judged(older: Path) -> Report:
    return validate(
        [older / "inbox"],
        roster=older / "roster.csv",
        prior=older / "last-year",
        year=2024,
        seal_key=read_seal_key(older / "seal.key"),
    )


def expected(older: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((older / "expected.json").read_text(encoding="utf-8"))
    return content


def sums(folder: Path) -> dict[str, str]:
    with (folder / "facts.csv").open(encoding="utf-8-sig", newline="") as file:
        return {row["field"]: row["value"] for row in csv.DictReader(file) if row["scope"] == "government"}


def test_older__returns_read_and_judged_as_before(older: Path) -> None:
    assert told(judged(older), load_form(2024)) == expected(older)["returns"]


def test_older__the_other_edition_reads_as_before(older: Path) -> None:
    record = read_workbook(older / "filled-2019.xlsx").record
    assert record is not None
    assert read(record, load_form(2020)) == expected(older)["filled-2019"]


def test_older__collated_to_the_same_sums(older: Path, tmp_path: Path) -> None:
    assert sums(collated(older, tmp_path / "汇总")) == sums(older / "summary") == expected(older)["sums"]


@pytest.mark.parametrize("left", ["facts.csv", "facts.parquet"])
def test_older__last_year_s_facts_alone_serve_as_the_whole_folder(older: Path, left: str, tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    shutil.copy(older / "last-year" / left, tmp_path / "last" / left)
    whole = load_prior(older / "last-year", year=2023)
    assert whole.names
    for path in (tmp_path / "last", tmp_path / "last" / left):
        alone = load_prior(path, year=2023)
        assert (alone.figures, alone.names, alone.nameless) == (whole.figures, whole.names, False)


def csv_alone(folder: Path, target: Path) -> Path:
    """The summary ``folder`` without facts.parquet."""
    shutil.copytree(folder, target, ignore=shutil.ignore_patterns("facts.parquet"))
    return target


def collated(older: Path, target: Path) -> Path:
    """The same returns, summed by the toolkit of today."""
    prior, key = older / "last-year", read_seal_key(older / "seal.key")
    collate([older / "inbox"], older / "roster.csv", target, prior=prior, year=2024, seal_key=key)
    return target


def test_older__a_figure_is_traced_through_its_summary_as_through_one_of_today(older: Path, tmp_path: Path) -> None:
    field = "t3.received.total"
    now = collated(older, tmp_path / "now")
    shapes = [older / "summary", csv_alone(older / "summary", tmp_path / "a"), now, csv_alone(now, tmp_path / "b")]
    traced = [trace_field(folder, field) for folder in shapes]
    assert [(one.total, one.stated) for one in traced] == [(int(expected(older)["sums"][field]),) * 2] * 4
    told = [[(c.code, c.name, c.value, Path(c.file).name, c.sheet, c.cell) for c in t.contributions] for t in traced]
    assert told[1:] == [told[0]] * 3
    file = Path(traced[0].contributions[0].file).name
    of_file = [[(c.field.code, c.value, c.sheet, c.cell) for c in trace_file(s, file).contributions] for s in shapes]
    assert of_file[1:] == [of_file[0]] * 3


def test_older__its_summary_is_compared_with_one_of_today(older: Path, tmp_path: Path) -> None:
    then, now = older / "summary", collated(older, tmp_path / "now")
    for one, other in ((then, now), (csv_alone(now, tmp_path / "b"), csv_alone(then, tmp_path / "a"))):
        same = compare_summaries(one, other)
        assert (same.changes, same.moved, same.only_first, same.only_second) == ((), (), (), ())
    changes, before = (compare_summaries(older / "last-year", folder).changes for folder in (now, then))
    assert changes
    assert changes == before


def test_older__a_summary_is_a_return_of_its_government(older: Path) -> None:
    item = read_workbook(older / "summary" / "summary.xlsx")
    assert item.record is not None
    assert item.record.is_summary
    assert read(item.record, load_form(2024))["fields"] == expected(older)["summed"]


def test_older__a_blank_that_is_out_is_filled(older: Path, tmp_path: Path) -> None:
    blank = next((older / "issued").iterdir())
    values = {
        "fields": {"t3.received.natural": 2, "t3.granted.natural": 2},
        "explanations": {"T3-CARRIED@natural": "补登。"},
    }
    fill_workbook(blank, values, tmp_path / "filled.xlsx")
    record = read_workbook(tmp_path / "filled.xlsx").record
    assert record is not None
    codes = [field.code for field in load_form(2024).fields]
    assert record.values[codes.index("t3.received.natural")] == 2
    assert dict(record.explanations) == {"T3-CARRIED@natural": "补登。"}


def lines_of(path: Path, rule: str) -> list[tuple[str, str, bool]]:
    """(cell of the explanation, verdict that stands there, open to type) of each line of ``rule``."""
    sheet = openpyxl.load_workbook(path, data_only=True)["校核"]
    return [
        (f"I{row}", str(sheet[f"H{row}"].value), not sheet[f"I{row}"].protection.locked)
        for row in range(1, sheet.max_row + 1)
        if sheet[f"B{row}"].value == rule
    ]


def test_older__a_blank_that_is_out_shows_right_verdicts_when_it_is_filled(older: Path, tmp_path: Path) -> None:
    blank = next((older / "issued").iterdir())
    values: dict[str, object] = {
        "cover": {"zero.t2": "是", "zero.t3": "是", "zero.t4": "是"},
        "fields": {"t3.received.company": 2, "t2.fees.amount": 250000},
    }
    fill_workbook(blank, values, tmp_path / "filled.xlsx")
    verdicts = {
        rule: [verdict for _, verdict, _ in lines_of(tmp_path / "filled.xlsx", rule)]
        for rule in ("FILLED", "T3-TOTAL", "T3-BALANCE", "T2-YUAN", "WRITTEN")
    }
    assert verdicts == {
        "FILLED": ["通过"] * 3,
        "T3-TOTAL": ["通过"] * 25,
        "T3-BALANCE": ["通过", "不符", "通过", "通过", "通过", "通过", "不符"],
        "T2-YUAN": ["需说明"],
        "WRITTEN": ["未填"] * 3,
    }


def test_older__a_return_goes_back_with_its_own_room_for_an_explanation(older: Path, tmp_path: Path) -> None:
    blank = next((older / "issued").iterdir())
    fill_workbook(blank, {"fields": {"t2.fees.amount": 250000}}, tmp_path / "filled.xlsx")
    report = validate([tmp_path / "filled.xlsx"], year=2024)
    data = (tmp_path / "filled.xlsx").read_bytes()
    (sent,) = return_copies(report, tmp_path / "退回", lambda _: data)
    assert sent.way is Way.MARKED
    copy = tmp_path / "退回" / sent.copy
    ((cell, _, is_open),) = lines_of(copy, "T2-YUAN")
    assert is_open
    assert f"“校核”表的 {cell}" in sent.text
    answer = openpyxl.load_workbook(copy)[load_answer().sheet]
    links = [one.hyperlink for row in answer.iter_rows() for one in row if one.hyperlink is not None]
    assert f"'校核'!{cell}" in {link.location for link in links}


def test_rules__that_came_since_are_notices() -> None:
    assert {load_form(2024).by_rule[name].severity for name in SINCE} == {Severity.NOTICE}
