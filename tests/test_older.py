"""What earlier template versions handed out and summed stays good: its figures, explanations, findings and sums.

``golden/older`` holds a county's round as each version wrote it, last year's summary folder too; ``expected.json``
there says what the toolkit of that time made of it. Nothing in these folders is ever renewed.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from toolkit import collate, fill_workbook, load_form, read_workbook, validate
from toolkit.form import Form
from toolkit.records import Record, Report
from toolkit.sealkey import read_seal_key

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
                [one.id, str(one.severity), one.field, one.sheet, one.cell, one.explanation] for one in item.findings
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
    made = tmp_path / "汇总"
    collate(
        [older / "inbox"],
        older / "roster.csv",
        made,
        prior=older / "last-year",
        year=2024,
        seal_key=read_seal_key(older / "seal.key"),
    )
    assert sums(made) == sums(older / "summary") == expected(older)["sums"]


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
