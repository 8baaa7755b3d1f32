"""The report for programs: the JSON contract and its schema."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from tests.conftest import ROOT
from tests.reporting.made import finding, report, returned
from toolkit.form import Severity
from toolkit.records import Report
from toolkit.reporting import render, with_repeats

SCHEMA = json.loads((ROOT / "schemas" / "findings.schema.json").read_text(encoding="utf-8"))


def parsed(told: Report) -> dict[str, Any]:
    text = render(told, "json")
    assert isinstance(text, str)
    whole: dict[str, Any] = json.loads(text, parse_float=Decimal)
    plain = json.loads(text)
    jsonschema.Draft202012Validator(SCHEMA).validate(plain)
    return whole


def test_json__holds_the_contract_and_nothing_else() -> None:
    told = parsed(report(returned("甲.xlsx", finding(field="t3.carried_out.natural", related=("D6", "D7")))))
    assert list(told) == ["tool", "version", "form", "year", "returns", "totals"]
    (item,) = told["returns"]
    assert list(item) == ["file", "sha256", "agency", "year", "edition", "status", "findings"]
    assert item["agency"] == {"code": "11520000MB0001", "name": "甲"}
    (one,) = item["findings"]
    assert list(one) == [
        "rule", "severity", "field", "sheet", "cell", "related", "label",
        "found", "expected", "difference", "message", "fix",
    ]  # fmt: skip
    assert (one["related"], one["found"], one["expected"], one["difference"]) == (["D6", "D7"], 3, 2, 1)
    assert told["totals"] == {"returns": 1, "accepted": 0, "rejected": 1, "error": 1, "explain": 0, "notice": 0}


@pytest.mark.parametrize("amount", ["9.985", "0.000001", "12345678901234567890.123456", "0.10"])
def test_json__amounts_are_exact_numbers(amount: str) -> None:
    told = finding("AMOUNT", "B14", found=Decimal(amount), expected=None, difference=Decimal(amount))
    text = str(render(report(returned("甲.xlsx", told)), "json"))
    assert f'"found": {amount}, "expected": null, "difference": {amount}' in text


def test_json__a_settled_finding_carries_its_explanation_and_no_longer_counts() -> None:
    settled = finding("T3-CARRIED", severity=Severity.EXPLAIN, explanation="机构改革划入 3 件")
    told = parsed(report(returned("甲.xlsx", settled)))
    (item,) = told["returns"]
    assert (item["status"], item["findings"][0]["explanation"]) == ("accepted", "机构改革划入 3 件")
    assert told["totals"]["explain"] == 0


def test_json__an_unreadable_return_has_no_year() -> None:
    told = parsed(report(returned("坏.xlsx", finding("FILE-BROKEN", "", sheet=""), readable=False)))
    (item,) = told["returns"]
    assert (item["status"], item["year"], item["agency"]["code"]) == ("unreadable", None, "")


def test_json__general_findings_and_files_passed_over_are_told_where_there_are_any() -> None:
    slip = finding("LABEL-CHANGED", "B5", found="信息", expected="信息内容")
    shared = with_repeats(report(*(returned(f"{i}.xlsx", slip) for i in range(3))))
    told = parsed(replace(shared, passed_over={"锁定文件": 2}))
    assert told["general"][0]["rule"] == "SHARED-SLIP"
    assert told["passed_over"] == {"锁定文件": 2}


def test_json__hostile_text_stays_text() -> None:
    hostile = 'x", "rule": "OK\u2028\x00</script>'
    told = parsed(report(returned("甲.xlsx", finding(message=hostile, found=hostile))))
    assert told["returns"][0]["findings"][0]["found"] == hostile


def test_json__an_empty_run_is_well_formed() -> None:
    assert parsed(Report("", None, ()))["returns"] == []
