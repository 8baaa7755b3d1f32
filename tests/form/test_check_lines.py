"""The lines of the check sheet: what a clerk can mend or explain, the gravest first, and nothing that is so anyway."""

from __future__ import annotations

from toolkit.editions import load_form
from toolkit.form import Form, Severity
from toolkit.form.layout import load_layout


def ids(form: Form) -> list[str]:
    return [check.id for check in load_layout(form).checks]


def test_lines__the_gravest_come_first(form: Form) -> None:
    lines = load_layout(form).lines
    severities = [form.by_rule[rule].severity for _, rule in sorted(lines.named.items())]
    assert severities == sorted(severities, key=list(Severity).index)
    assert sorted(lines.named) == list(lines.seen)


def test_lines__what_must_be_mended_shares_one(form: Form) -> None:
    lines = load_layout(form).lines
    shared = [line.rule for line in lines.shared]
    assert shared == [rule.id for rule in form.rules if rule.id in shared]
    assert all(form.by_rule[rule].severity is Severity.ERROR for rule in shared)
    below = {row for line in lines.shared for row in range(line.first, line.last + 1)}
    assert min(below) > lines.bottom
    assert below == {check.row for check in lines.checks if check.rule in shared}


def test_lines__none_for_what_a_locked_formula_makes_true() -> None:
    shown = ids(load_form(2024))
    assert not [name for name in shown if name.startswith(("T3-TOTAL", "T3-OUTCOMES", "T4-TOTAL"))]
    assert "T3-BALANCE@natural" in shown
    assert "T3-BALANCE@total" not in shown  # follows from the columns it adds up


def test_lines__what_may_be_explained_has_one_an_instance() -> None:
    form = load_form(2024)
    layout = load_layout(form)
    carried = [name for name in ids(form) if name.startswith("T3-CARRIED@")]
    assert len(carried) == 7  # the total too: who explains it must find room
    assert set(carried) <= set(layout.explanation_cells)
    assert len(set(layout.explanation_cells.values())) == len(layout.explanation_cells)


def test_lines__last_years_figures_stand_where_a_rule_asks_for_them() -> None:
    form = load_form(2024)
    asked = {form.fields[index].code for index in load_layout(form).lines.prior_rows}
    assert {"t3.carried_out.natural", "t2.norms.valid", "t2.fees.amount"} <= asked
    assert len(asked) == 10


def test_every_line__is_what_version_1_had() -> None:
    layout = load_layout(load_form(2024)).with_every_line
    assert len(layout.checks) == 69
    assert not layout.lines.shared
    assert {check.id for check in layout.checks} > set(ids(layout.form))
    assert set(layout.explanation_cells) == set(load_layout(layout.form).explanation_cells)
