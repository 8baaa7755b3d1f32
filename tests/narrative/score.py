"""How much of what texts say of the tables is heard, and how often an alarm would be false: recall and precision.

A statement is heard where the check speaks up once one of its figures is changed by one step; an alarm on figures as
they are is false, and so is any alarm on a text that must stay silent.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from toolkit.editions import load_form
from toolkit.form import Form
from toolkit.narrative.heard import Statement
from toolkit.narrative.hearing import hear
from toolkit.narrative.lexicon import Subject, load_subjects, meant_by

Case = dict[str, Any]
Given = Mapping[str, Decimal]


@dataclass
class Score:
    """Counts by subject; ``missed`` and ``false`` say where, as (case, words)."""

    stated: Counter[str] = field(default_factory=Counter)
    heard: Counter[str] = field(default_factory=Counter)
    missed: list[tuple[str, str]] = field(default_factory=list)
    false: list[tuple[str, str]] = field(default_factory=list)

    @property
    def recall(self) -> float:
        return self.heard.total() / max(1, self.stated.total())

    @property
    def precision(self) -> float:
        return self.heard.total() / max(1, self.heard.total() + len(self.false))


def score(cases: list[Case]) -> Score:
    """The score of the check on ``cases``."""
    result = Score()
    for case in cases:
        form = load_form(case["year"])
        said = hear(case["text"], form, case["year"], case["organ"]).statements
        given = {code: Decimal(str(value)) for code, value in case["figures"].items()}
        false = _alarms(form, said, given)
        result.false += [(case["id"], one.quote) for one in false]
        for stated in case["states"]:
            subject = stated["subject"]
            result.stated[subject] += 1
            code = stated["field"] if isinstance(stated["field"], str) else stated["field"][0]
            step = Decimal(1)
            changed = {**given, code: given.get(code, Decimal(0)) + step}
            new = [one for one in _alarms(form, said, changed) if one not in false]
            if new:
                result.heard[subject] += 1
            else:
                result.missed.append((case["id"], f"{subject}: {stated['quote']}"))
    return result


def _alarms(form: Form, said: Sequence[Statement], given: Given) -> list[Statement]:
    """The statements that no reading of the figures bears out."""
    return [one for one in said if not any(one.figure.holds(value) for value in _values(form, one.subjects, given))]


def _values(form: Form, subjects: tuple[str, ...], given: Given) -> list[Decimal]:
    sums = [Decimal(0)]
    for name in subjects:
        sums = [total + value for total in sums for value in _meant(form, meant_by(load_subjects(form), name), given)]
    return sums


def _meant(form: Form, subject: Subject, given: Given) -> list[Decimal]:
    found = []
    for indices in subject.meanings:
        value = sum((given.get(form.fields[index].code, Decimal(0)) for index in indices), Decimal(0))
        unit = form.fields[indices[0]].unit
        found.append(value * unit.parts.get("元", 1) if subject.money else value)
    found += [given.get(f"others.{name}", Decimal(0)) for name in subject.inputs]
    return found
