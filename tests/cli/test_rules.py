"""``nianbao rules`` and the page that lists the rules."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from toolkit.cli.app import build
from toolkit.cli.rule_page import PAGE, rule_page
from toolkit.editions import load_form


def test_page__is_what_the_definitions_say() -> None:
    written = (ROOT / PAGE).read_text(encoding="utf-8")
    assert written == rule_page(), "run `make docs`"


@pytest.mark.parametrize("year", [2020, 2024])
def test_rules_json__lists_every_rule_whole(year: int) -> None:
    result = CliRunner().invoke(build(), ["rules", str(year), "--format", "json"])
    listed = json.loads(result.stdout)
    assert [rule["id"] for rule in listed] == [rule.id for rule in load_form(year).rules]
    assert all(
        rule["formula"] and rule["source"] and rule["examples"]["trips"] and rule["examples"]["passes"]
        for rule in listed
    )
    assert {rule["severity"] for rule in listed} == {"error", "explain", "notice"}
    assert next(rule for rule in listed if rule["id"] == "T3-BALANCE")["tables"] == [3]


def test_rules_text__has_a_line_for_each_rule() -> None:
    result = CliRunner().invoke(build(), ["rules", "2024"])
    heads = [line for line in result.stdout.splitlines() if not line.startswith(" ")]
    assert len(heads) == len(load_form(2024).rules)
    assert "新收·自然人为 5" in result.stdout
