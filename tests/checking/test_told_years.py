"""Which sections are told to speak of an earlier year as the report's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.checking.examples import judge_example
from toolkit.editions import load_form
from toolkit.findings import Finding

HERE = Path(__file__).parent


def lines(name: str) -> list[tuple[str, str]]:
    found = [line.partition(" | ") for line in (HERE / name).read_text(encoding="utf-8").splitlines()]
    return [(section, text) for section, mark, text in found if mark and not section.startswith("#")]


def dated(section: str, text: str) -> list[Finding]:
    found = judge_example(load_form(2025), {f"said.{section}": text})
    return [finding for finding in found if finding.rule == "TEXT-YEAR"]


@pytest.mark.parametrize(("section", "text"), lines("years_told.txt"))
def test_year__before_the_reports_as_its_own(section: str, text: str) -> None:
    (finding,) = dated(section, text)
    assert finding.id == f"TEXT-YEAR@{section}"


@pytest.mark.parametrize(("section", "text"), lines("years_none.txt"))
def test_year__that_is_named_for_another_reason(section: str, text: str) -> None:
    assert dated(section, text) == []


def test_quote__that_is_cut_shows_it() -> None:
    (finding,) = dated(
        "overview", "2024年，我局共收到政府信息公开申请5件，按照法定时限全部作出了答复，申请人均表示满意。"
    )
    assert "2024年，我局共收到" in finding.message
    assert "…" in finding.message
