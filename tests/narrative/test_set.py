"""The narrative test set says what it promises: cases that parse, quotes that stand, values that hold."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from toolkit.editions import load_form

HERE = Path(__file__).resolve().parent
FILES = ("working.yaml", "judging.yaml", "fresh.yaml", "kept.yaml")
FROZEN = ("judging.yaml", "kept.yaml")
REQUIRED = {"id", "source", "level", "year", "section", "organ", "text", "figures", "states", "silent"}
LEVELS = {"省", "市", "县", "部门", "乡镇"}
SECTIONS = {"overview", "problems", "others"}
SUBJECTS = {
    *("received", "carried_in", "closed", "granted", "partial", "refused", "unavailable", "unprocessed", "other"),
    *("carried_out", "review", "suit", "rules", "norms", "licences", "penalties", "coercions", "fees"),
    *("fee_cases", "fee_amount"),
}
SOURCE = re.compile(r"https?://\S+|[\w.-]+/[\w.-]+/\S+|index:\d+")
LARGE, SMALL = (100, 60, 60), (100, 20, 40)  # the statements, silent texts and reports that a file holds, at least

Case = dict[str, Any]


def read(name: str) -> list[Case]:
    cases: list[Case] = yaml.safe_load((HERE / name).read_text(encoding="utf-8"))
    return cases


CASES = {name: read(name) for name in FILES}
ALL = [case for cases in CASES.values() for case in cases]


def listed(field: str | list[str]) -> list[str]:
    return [field] if isinstance(field, str) else field


def codes(year: int) -> set[str]:
    """The codes of the tables, and the cells of section six."""
    form = load_form(year)
    cells = {f"{section.id}.{cell.id}" for section in form.narrative for cell in section.inputs}
    return set(form.by_code) | cells


CODES = {year: codes(year) for year in {case["year"] for case in ALL}}


def numbers(text: str) -> set[float]:
    """The figures a text prints in digits, of either width."""
    return {float(found.replace(",", "")) for found in re.findall(r"\d[\d,]*(?:\.\d+)?", text)}


@pytest.mark.parametrize("case", ALL, ids=lambda case: str(case["id"]))
def test_a_case_holds(case: Case) -> None:
    assert set(case) - {"drawn"} == REQUIRED
    assert case.get("drawn", "freely") == "freely"
    assert SOURCE.fullmatch(case["source"])
    assert case["level"] in LEVELS
    assert case["section"] in SECTIONS
    assert set(case["figures"]) <= CODES[case["year"]]
    for state in case["states"]:
        assert set(state) - {"or"} == {"quote", "field", "value", "subject"}
        assert state["quote"] in case["text"]
        assert state["subject"] in SUBJECTS
        fields = listed(state["field"])
        assert {*fields, *(code for other in state.get("or", ()) for code in other)} <= CODES[case["year"]]
        assert sum(case["figures"].get(code, 0) for code in fields) == pytest.approx(state["value"])


@pytest.mark.parametrize("case", [case for case in ALL if not case["states"]], ids=lambda case: str(case["id"]))
def test_a_silent_text_shares_no_number_with_its_figures(case: Case) -> None:
    assert case["silent"], "why it is silent"
    assert not (numbers(case["text"]) - {0.0}) & set(map(float, case["figures"].values()))


def test_ids_are_unique() -> None:
    ids = [case["id"] for case in ALL]
    assert len(ids) == len(set(ids))
    assert all(case["id"].startswith(name[0]) for name, cases in CASES.items() for case in cases)


def test_no_report_is_in_two_files() -> None:
    reports = [{case["source"] for case in cases} for cases in CASES.values()]
    assert len(set.union(*reports)) == sum(map(len, reports))


@pytest.mark.parametrize("name", FILES)
def test_counts_are_as_promised(name: str) -> None:
    statements, silent, reports = SMALL if name == "kept.yaml" else LARGE
    assert sum(len(case["states"]) for case in CASES[name]) >= statements
    assert sum(not case["states"] for case in CASES[name]) >= silent
    assert len({case["source"] for case in CASES[name]}) >= reports
    assert {state["subject"] for case in CASES[name] for state in case["states"]} == SUBJECTS
    assert {case["level"] for case in CASES[name]} == LEVELS


@pytest.mark.parametrize("name", FROZEN)
def test_what_is_kept_back_is_frozen(name: str) -> None:
    digest = hashlib.sha256((HERE / name).read_bytes()).hexdigest()
    assert digest in (HERE / "README.md").read_text(encoding="utf-8")
