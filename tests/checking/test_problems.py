"""Section five, lacking or mended in whatever words, or hollow; section one, its five topics in whatever words."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.checking.examples import judge_example
from toolkit.editions import load_form

HERE = Path(__file__).parent


def lines(name: str) -> list[str]:
    found = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.replace(r"\n", "\n") for line in found if line and not line.startswith("#")]


def told(section: str, text: str) -> dict[str, str]:
    found = judge_example(load_form(2024), {f"text.{section}": text})
    return {finding.rule: finding.message for finding in found if finding.rule.startswith("TEXT-")}


@pytest.mark.parametrize("text", lines("problems_honest.txt"))
def test_problems__told_honestly(text: str) -> None:
    assert told("problems", text) == {}


@pytest.mark.parametrize("line", lines("problems_hollow.txt"))
def test_problems__hollow(line: str) -> None:
    text, _, lacking = line.partition(" | ")
    ((rule, message),) = told("problems", text).items()
    if lacking == "无":
        assert rule == "TEXT-SUBSTANCE"
    else:
        assert rule == "TEXT-PROBLEMS"
        named = "、".join(f"“{label}”" for label in lacking.split("、"))
        assert f"没有写到{named}" in message


@pytest.mark.parametrize("text", lines("overviews.txt"))
def test_overview__of_all_topics(text: str) -> None:
    assert told("overview", text) == {}
