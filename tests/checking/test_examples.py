"""Every rule of the editions that ship carries an example that breaks it and only it, and one that keeps it."""

from __future__ import annotations

import pytest

from toolkit.checking.examples import judge_example
from toolkit.checking.kinds import KINDS
from toolkit.checking.round_kinds import ROUND_KINDS
from toolkit.editions import load_form, load_forms
from toolkit.form import Form, Rule

YEARS = {"2019": 2020, "2021": 2024}
RULES = [(form.edition, rule.id) for form in load_forms() for rule in form.rules]


def found(edition: str, rule_id: str) -> tuple[Form, Rule]:
    form = load_form(YEARS[edition])
    return form, form.by_rule[rule_id]


@pytest.mark.parametrize(("edition", "rule_id"), RULES)
def test_rule__has_both_examples(edition: str, rule_id: str) -> None:
    _, rule = found(edition, rule_id)
    assert rule.trips
    assert rule.passes


@pytest.mark.parametrize(("edition", "rule_id"), RULES)
def test_example__breaks_its_rule_and_only_it(edition: str, rule_id: str) -> None:
    form, rule = found(edition, rule_id)
    if rule.kind not in {*KINDS, *ROUND_KINDS}:  # judged where a government's children lie beside it
        below = {code.removeprefix("below."): value for code, value in rule.trips.items() if code.startswith("below.")}
        assert any(rule.trips[code] != value for code, value in below.items())
        return
    assert {finding.rule for finding in judge_example(form, rule.trips)} == {rule_id}


@pytest.mark.parametrize(("edition", "rule_id"), RULES)
def test_example__keeps_its_rule_and_all_others(edition: str, rule_id: str) -> None:
    form, rule = found(edition, rule_id)
    assert judge_example(form, rule.passes) == ()
