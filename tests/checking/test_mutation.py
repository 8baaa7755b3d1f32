"""Every input of a good return, changed, is caught wherever the form's arithmetic can see it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checking.returns import PLAIN_TEXTS, good_record
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.form import Field, Form
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Record, Return, recompute

# What no rule can see, by code, and why. A code stands for all fields below it.
BLIND = {
    2024: {
        "t2.licences.decisions": "stands alone: no total, no figure of last year it must follow from",
        "t2.penalties.decisions": "stands alone, as above",
        "t2.coercions.decisions": "stands alone, as above",
        "t2.fees.amount": "stands alone; only a slip between units shows",
        "t4": "only totals are made of it, and they are recomputed: any four outcomes add up",
    },
    2020: {
        "t2.rules": "without an earlier stock in this edition only a stock below what was disclosed shows",
        "t2.norms": "as rules",
        "t2.licences": "decisions stand alone; a change shows only against the following year or below none",
        "t2.services": "as licences",
        "t2.penalties": "as licences",
        "t2.coercions": "as licences",
        "t2.fees": "as licences",
        "t2.procurement": "stands alone; only a slip between units shows",
        "t4": "only totals are made of it, and they are recomputed",
    },
}
# Neighbours that may change places unseen: in force + repealed = in force last year + made, whichever is which.
SYMMETRIC = {("t2.rules.repealed", "t2.rules.valid"), ("t2.norms.repealed", "t2.norms.valid")}
MUTATIONS = ("plus_one", "doubled", "zeroed", "swapped")


def last_year(form: Form, record: Record) -> Prior:
    """A year that this one follows from: every figure the same, its stocks and carry-forward what they must be."""
    figures = dict(zip((field.code for field in form.fields), record.values, strict=True))
    for field in form.inputs:
        code = field.code
        if code.startswith("t3.carried_out."):
            figures[code] = figures[code.replace("carried_out", "carried_in")]
        elif code.endswith(".valid"):
            row = code.removesuffix(".valid")
            figures[code] = (figures[code] or 0) - (figures[f"{row}.made"] or 0) + (figures[f"{row}.repealed"] or 0)
        elif code.endswith(".previous"):
            figures[code] = (figures[code] or 0) - (figures[code.replace("previous", "change")] or 0)
    assert record.year is not None
    values = recompute(form, [figures[field.code] for field in form.fields])
    return Prior(form, record.year - 1, {record.agency.code: values})


def mutants(form: Form, record: Record, mutation: str) -> list[tuple[Field, int | None, Record]]:
    """Each input with ``mutation``, the neighbour it was swapped with, and the record that results."""
    found = []
    inputs = form.inputs
    for place, field in enumerate(inputs):
        values = list(record.values)
        value, other = values[field.index] or 0, None
        if mutation == "swapped":
            other = inputs[(place + 1) % len(inputs)].index
            if inputs[(place + 1) % len(inputs)].unit != field.unit:
                continue
            values[field.index], values[other] = values[other], values[field.index]
        else:
            values[field.index] = {"plus_one": value + 1, "doubled": value * 2, "zeroed": 0}[mutation]
        if values != list(record.values):
            found.append((field, other, replace(record, values=recompute(form, values))))
    return found


def is_blind(form: Form, field: Field, other: int | None, year: int) -> bool:
    codes = [field.code] if other is None else [field.code, form.fields[other].code]
    if tuple(codes) in SYMMETRIC:
        return True
    return all(any(one == code or one.startswith(code + ".") for code in BLIND[year]) for one in codes)


@pytest.mark.parametrize("mutation", MUTATIONS)
@pytest.mark.parametrize("year", [2020, 2024])
def test_mutation__is_caught_wherever_arithmetic_sees_it(year: int, mutation: str) -> None:
    form = load_form(year)
    record = replace(good_record(year), narrative=PLAIN_TEXTS)
    prior = last_year(form, record)
    quiet = {"SWING", "DUPLICATE-FIGURES"}
    (good,) = check_returns([Return("good.xlsx", "0", record)], Office(prior=prior))
    assert {finding.rule for finding in good.findings} <= quiet
    changed = mutants(form, record, mutation)
    judged = check_returns(
        [Return(f"{place}.xlsx", "0", mutant) for place, (*_, mutant) in enumerate(changed)], Office(prior=prior)
    )
    for (field, other, _), item in zip(changed, judged, strict=True):
        caught = {finding.rule for finding in item.findings} - quiet
        if not caught:
            assert is_blind(form, field, other, year), f"{mutation} of {field.code} is not caught"


def test_blind_cells__are_blind_to_a_change_by_one() -> None:
    """The list is no excuse: what stands in it really goes unseen."""
    form = load_form(2024)
    record = replace(good_record(2024), narrative=PLAIN_TEXTS)
    prior = last_year(form, record)
    changed = [each for each in mutants(form, record, "plus_one") if is_blind(form, each[0], None, 2024)]
    judged = check_returns(
        [Return(str(place), "0", mutant) for place, (*_, mutant) in enumerate(changed)], Office(prior=prior)
    )
    assert len(changed) == 16
    assert all({finding.rule for finding in item.findings} <= {"SWING", "DUPLICATE-FIGURES"} for item in judged)
