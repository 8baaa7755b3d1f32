"""A number in a definition lies within what the checks and the workbooks can reckon with, or is refused at its line."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

import pytest

from tests.editions.test_load import GOOD, load_edited
from tests.editions.test_own_forms import own_forms, shipped, use
from toolkit.checking.across_years import measure_swing
from toolkit.checking.batch import gather
from toolkit.editions import load_form
from toolkit.form import DefinitionError, Form, Rule
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Agency, Record, Return, recompute
from toolkit.rules.swing import Swing

HUGE = "1" + "0" * 20
# where it stands in the shipped edition, the least and the most that it may be
NUMBERS = [
    ("    factor: 1000\n", 2, 10**6),
    ("    zeros: 4\n", 1, 12),
    ("    factor: 10\n", 2, 10**6),
    ("    floor: 10\n", 0, 10**12),
    ("    most: 1000000000\n", 1, 10**15),
    ("    limit: 1000\n", 1, 32767),
    ("shortest_explanation: 8\n", 1, 32767),
    ("decimals: 6,", 0, 6),
    ("parts: {元: 10000}", 1, 10**12),
    ("multiples: {万元: 10000}", 1, 10**12),
    ("carried_out], constant: 0}\n", -(10**12), 10**12),
]


def key_of(old: str) -> str:
    found = re.search(r"(\w+): -?\d+\D*$", old)
    assert found
    return found[1]


def set_to(text: str, old: str, number: object) -> str:
    """``text`` with the number at ``old`` being ``number``; what the shipped edition has none of is put in."""
    text = text.replace("title: ", "shortest_explanation: 8\ntitle: ", 1) if "shortest" in old else text
    text = text.replace("add: [closed, carried_out]}", "add: [closed, carried_out], constant: 0}", 1)
    assert old in text, old
    return text.replace(old, re.sub(r"-?\d+(?=\D*$)", str(number), old), 1)


@pytest.mark.parametrize(("old", "least", "most"), NUMBERS, ids=lambda part: str(part).strip())
@pytest.mark.parametrize("beyond", ["below", "above", "far below", "far above", "endless"])
def test_number__out_of_bounds_is_refused_with_its_line_and_what_it_may_be(
    old: str, least: int, most: int, beyond: str, tmp_path: Path
) -> None:
    values = {"above": most + 1, "far below": f"-{HUGE}", "far above": HUGE, "endless": "9" * 5000}
    # 0 says the same as leaving out a bound that may be left out
    number = values.get(beyond, least - 1 if least != 1 or "shortest" in old else -1)
    edited = set_to(GOOD, old, number)
    with pytest.raises(DefinitionError) as error:
        load_edited(tmp_path, GOOD, edited)
    marked = set_to(GOOD, old, 424242)
    at = marked[: marked.index("424242")].count("\n") + 1
    said = str(error.value)
    assert f"2021.yaml 第 {at} 行：" in said
    if beyond == "endless":
        assert "位" in said
    else:
        assert f"“{key_of(old)}”应为 {least} 至 {most} 的整数" in said
    assert len(said) < 200 + len(str(tmp_path))


@pytest.mark.parametrize("end", [1, 2], ids=["least", "most"])
def test_edition__with_every_number_at_its_bound_works(
    end: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shipped("schemas")
    for entry in NUMBERS:
        if entry[0] not in ("decimals: 6,", "shortest_explanation: 8\n"):
            text = set_to(text, entry[0], entry[end])
    own_forms(tmp_path / "own", monkeypatch, schemas=text)
    use(load_form(2050), tmp_path)


@pytest.mark.parametrize("factor", [10, 10**6])
@pytest.mark.parametrize(("now", "before"), [(0, 0), (9, 0), (10, 0), (0, 10), (100, 10), (99, 10), (99, 100)])
def test_swing__of_the_largest_figures_is_that_of_small_ones(factor: int, now: int, before: int) -> None:
    form = load_form(2024)
    rules = tuple(
        replace(rule, says=replace(rule.says, factor=factor)) if isinstance(rule.says, Swing) else rule
        for rule in form.rules
    )
    form = replace(form, rules=rules)
    field = form.by_code["t2.fees.amount"]
    for scale in (field.unit.scale, 10**13):
        one = swings(form, field.index, now * scale, before * scale)
        larger, smaller = max(now, before) * scale, min(now, before) * scale
        assert one is (larger >= 10 * field.unit.scale and larger >= factor * smaller), scale


def swings(form: Form, index: int, now: int, before: int) -> bool:
    values = recompute(form, [now if item.index == index else 0 for item in form.fields])
    earlier = tuple(before if item.index == index else 0 for item in form.fields)
    record = Record(form.edition, 2024, Agency("P1", "一厅"), values)
    prior = Prior(form, 2023, {"P1": earlier})
    rule: Rule[Swing] = next(rule for rule in form.rules if isinstance(rule.says, Swing))  # type: ignore[misc]
    batch = gather(form, load_layout(form), [Return("a.xlsx", "", record)], Office(prior=prior))
    return bool(measure_swing(batch, rule)[0, 0])
