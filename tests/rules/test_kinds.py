"""The kinds of rule: each has one module, one line in the list, and its own parameters."""

from __future__ import annotations

import subprocess
import sys
from dataclasses import fields

import pytest

from tests.conftest import ROOT
from toolkit.checking import kinds as judged
from toolkit.checking.round_kinds import ROUND_KINDS
from toolkit.editions import load_form, load_forms
from toolkit.form import Rule
from toolkit.form.rule_model import Shown
from toolkit.rules.kinds import KINDS
from toolkit.rules.magnitude import Magnitude

FOLDER = ROOT / "toolkit" / "rules"
SHIPPED = {kind: rule for form in load_forms() for rule in form.rules for kind in [rule.kind]}


def test_kinds__each_module_that_has_one_is_in_the_list() -> None:
    homes = {path.stem for path in FOLDER.glob("*.py") if "\nKIND = Kind(" in path.read_text(encoding="utf-8")}
    assert homes == set(KINDS)


def test_kinds__each_but_the_sum_of_organs_is_judged_return_by_return_or_over_the_round() -> None:
    assert set(judged.KINDS) | set(ROUND_KINDS) == set(KINDS) - {"node"}
    assert not set(judged.KINDS) & set(ROUND_KINDS)


@pytest.mark.parametrize("kind", KINDS)
def test_kind__has_an_example_that_ships_and_parameters_of_its_own(kind: str) -> None:
    """Kinds that take sections alone have nothing of their own: they share that shape, and no others do."""
    rule: Rule = SHIPPED[kind]
    home = "of_sections" if KINDS[kind].takes == ("sections",) else kind
    assert type(rule.says).__module__ == f"toolkit.rules.{home}"
    assert len(fields(rule.says)) <= 8  # type: ignore[arg-type]
    assert rule.says.keys
    assert rule.shown is KINDS[kind].shown


def test_kinds__that_only_the_office_judges_have_no_formula() -> None:
    from toolkit.rules.case import not_judged

    for kind in KINDS.values():
        assert (kind.formulas is not_judged) == (kind.values is not_judged)
        if kind.shown is not Shown.ALWAYS:
            assert kind.formulas is not_judged


@pytest.mark.parametrize(("now", "before", "leaps", "ends"), [
    (0, 0, False, False), (100, 0, False, True), (100, 10, True, True), (99, 10, False, False), (-100, 10, False, True),
    (109, 10, True, False),
])  # fmt: skip
def test_magnitude__is_the_same_for_one_figure_and_for_many(now: int, before: int, leaps: bool, ends: bool) -> None:
    import numpy as np

    says = Magnitude(fields=(0,), tables=("t",), factor=10, zeros=2)
    figures, earlier, scale = (np.array([[number]], dtype=np.int64) for number in (now, before, 1))
    assert says.leaps(now, before) is leaps
    assert bool(says.leaps(figures, earlier)[0, 0]) is leaps
    assert says.is_round(now, 1) is ends
    assert bool(says.is_round(figures, scale)[0, 0]) is ends


def test_template__is_made_without_numpy_and_pandas() -> None:
    code = (
        "import sys; from pathlib import Path; from tempfile import mkdtemp; from toolkit.editions import load_form;"
        "from toolkit.writing import write_template;"
        "write_template(load_form(2024), Path(mkdtemp()) / 'a.xlsx');"
        "print(sorted({'numpy', 'pandas', 'pandera', 'pyarrow'} & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"


def test_rule__of_any_kind_that_needs_explaining_has_a_place_on_the_check_sheet() -> None:
    from toolkit.form.layout import load_layout
    from toolkit.rules.case import cases

    for form in (load_form(2020), load_form(2024)):
        for case in cases(load_layout(form)):
            place = KINDS[case.rule.kind].place(case)
            assert place.sheet in load_layout(form).sheets
            assert place.words
