"""A form as an office's rules have it: its rules are others, and nothing else of it."""

from __future__ import annotations

import pytest

from toolkit.editions import load_form
from toolkit.form import DefinitionError, Form, Severity
from toolkit.form.layout import load_layout
from toolkit.rulebook import Change, RulesFile, in_force, rearranged
from toolkit.stamp import write_changes

FILE = RulesFile(
    {
        "SWING": Change(is_off=True),
        "NARRATED": Change(severity=Severity.NOTICE),
        "T3-BALANCE": Change(severity=Severity.EXPLAIN),
        "T2-YUAN": Change(since=2030),
    }
)


def test_in_force__rules_are_off_graded_or_out_of_their_years(form: Form) -> None:
    changed = in_force(form, FILE)
    assert {"SWING", "T2-YUAN"} == set(form.by_rule) - set(changed.by_rule)
    assert changed.by_rule["NARRATED"].severity == "notice"
    assert changed.by_rule["T3-BALANCE"].severity == "explain"
    assert "T2-YUAN" in in_force(form, FILE, 2030).by_rule
    assert (changed.fields, changed.tables, changed.computations) == (form.fields, form.tables, form.computations)
    assert in_force(form, FILE) is changed


def test_in_force__the_lines_of_the_check_sheet_follow() -> None:
    form = load_form(2024)
    before, after = load_layout(form), load_layout(in_force(form, FILE))
    named = set(after.lines.named.values())
    assert named == set(before.lines.named.values()) - {"T2-YUAN"}
    rooms = {name.partition("@")[0] for name in after.explanation_cells}
    assert "T3-BALANCE" in rooms
    assert "NARRATED" not in rooms


def test_in_force__a_workbook_asks_for_the_same_figures_and_has_the_same_fingerprint(form: Form) -> None:
    assert load_layout(in_force(form, FILE)).fingerprint == load_layout(form).fingerprint


def test_in_force__a_check_sheet_without_a_line_is_refused(form: Form) -> None:
    nothing = RulesFile({rule.id: Change(is_off=True) for rule in form.rules})
    with pytest.raises(DefinitionError, match="一行也不剩"):
        in_force(form, nothing)


def test_rearranged__has_the_lines_that_a_stamp_tells(form: Form) -> None:
    changed = in_force(form, FILE)
    told = load_layout(rearranged(form, write_changes(changed.changes)))
    assert told.lines == load_layout(changed).lines


@pytest.mark.parametrize("changes", ["", "NIX:off", "SWING:gone", "SWING", ":", "SWING:off NIX:off", "\ud800:off"])
def test_rearranged__nonsense_in_a_stamp_changes_nothing(form: Form, changes: str) -> None:
    assert rearranged(form, changes) is form
