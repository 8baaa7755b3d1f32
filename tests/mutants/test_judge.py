"""The judge of mutants sees what a person sees."""

from __future__ import annotations

import pytest

from tests.mutants.judge import names, same
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form import Severity

UNIT = load_form(2024).fields[0].unit


@pytest.mark.parametrize("text", ["43", " 43 ", "43.00", "+43", "４３", "43件", "4.3E1", "0043"])
def test_same__what_a_person_reads_as_the_figure(text: str) -> None:
    assert same(text, 43, UNIT)


@pytest.mark.parametrize("text", ["", "543", "43①", "43²", "4３½", "¥43", "4,3", "43%", "TRUE", "#REF!", "43.5"])
def test_same__what_is_another_or_none(text: str) -> None:
    assert not same(text, 43, UNIT)


@pytest.mark.parametrize("text", ["", "0", "-", "无"])
def test_same__blank_and_none_are_as_good_as_0(text: str) -> None:
    assert same(text, 0, UNIT)
    assert same(text, None, UNIT) is (text == "")


def finding(sheet: str, cell: str, *related: str, rule: str = "X") -> Finding:
    return Finding(rule, Severity.NOTICE, "", "", sheet=sheet, cell=cell, related=related)


def test_names__the_cell_a_range_over_it_or_its_sheet() -> None:
    assert names(finding("表", "D6"), "表", "D6")
    assert names(finding("表", "A1", "C5:E7"), "表", "D6")
    assert names(finding("封面", "A1", "表!D6"), "表", "D6")
    assert names(finding("表", ""), "表", "D6")


def test_names__neither_another_cell_nor_a_notice_of_protection() -> None:
    assert not names(finding("表", "D60"), "表", "D6")
    assert not names(finding("封面", "D6"), "表", "D6")
    assert not names(finding("表", "", rule="PROTECTION-OFF"), "表", "D6")
    assert not names(finding("", ""), "表", "D6")
