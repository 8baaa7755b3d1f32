"""Each line of the check sheet: its formulas, and what they come to for given figures.

The two stand side by side, kind by kind, since a viewer that doesn't calculate shows the second and a program
that does shows the first.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from ..a1 import areas
from ..form import Comparison, Term
from ..form.formulas import declared, incomplete, place, side, without_prior
from . import faults, wording
from .case import Case, Line, Shown
from .content import Draft


@dataclass(frozen=True, slots=True)
class Kind:
    """How one kind of rule is written, and what it comes to."""

    formulas: Callable[[Case], Line]
    values: Callable[[Case, Draft], Line]


def line_formulas(case: Case, *, collated: bool = False) -> Line:
    """The formulas of a check's line; a ``collated`` workbook owes no narrative."""
    kind = _KINDS.get(case.rule.kind)
    return kind.formulas(case) if kind and not (collated and case.rule.kind in _OF_TEXT) else _not_judged(case)


def line_values(case: Case, draft: Draft) -> Line:
    """What the formulas of ``line_formulas`` come to."""
    kind = _KINDS.get(case.rule.kind)
    skipped = draft.issue.collated and case.rule.kind in _OF_TEXT
    return kind.values(case, draft) if kind and not skipped else _not_judged(case)


def _not_judged(_: Case) -> Line:
    """A rule that only the office that receives the workbook can judge, or that the workbook does not come under."""
    return Line("", "", "", wording.NOT_JUDGED)


def _relation_formulas(case: Case) -> Line:
    layout, relation = case.layout, case.relation
    sheet = layout.places[relation.at][0]
    sides = []
    for terms, constant in ((relation.left, 0), (relation.right, relation.constant)):
        fields = [term.field for term in terms if not term.prior]
        conditions = [incomplete(layout, fields, sheet)] if fields else []
        conditions += [condition] if (condition := without_prior(layout, terms)) else []
        made = side(layout, terms, constant, relation.at, sheet)
        either = f"OR({','.join(conditions)})" if len(conditions) > 1 else "".join(conditions)
        sides.append(f'=IF({either},"",{made})' if conditions else f"={made}")
    left, right, difference = case.here("left"), case.here("right"), case.here("difference")
    sign = {Comparison.EQUAL: "=", Comparison.AT_LEAST: ">=", Comparison.AT_MOST: "<="}[relation.comparison]
    judged = f'IF({difference}{sign}0,"{case.word("pass")}",{case.breach})'
    verdict = f'IF({difference}="","{case.word("blank")}",{judged})'
    missing = without_prior(layout, relation.terms)
    return Line(
        sides[0],
        sides[1],
        f'=IF(COUNT({left},{right})<2,"",ROUND({left}-{right},{case.unit.decimals}))',
        f'=IF({missing},"{wording.NOT_JUDGED}",{verdict})' if missing else f"={verdict}",
    )


def _relation_values(case: Case, draft: Draft) -> Line:
    relation = case.relation
    left = _sum(draft, relation.left, 0)
    right = _sum(draft, relation.right, relation.constant)
    difference = left - right if left is not None and right is not None else None
    if any(term.prior and draft.prior(term.field) is None for term in relation.terms):
        verdict = wording.NOT_JUDGED
    elif difference is None:
        verdict = case.word("blank")
    else:
        verdict = case.word("pass") if _holds(relation.comparison, difference) else case.breached(draft)
    return Line(_shown(case, left), _shown(case, right), _shown(case, difference), verdict)


def _holds(comparison: Comparison, difference: int) -> bool:
    if comparison is Comparison.EQUAL:
        return difference == 0
    return difference >= 0 if comparison is Comparison.AT_LEAST else difference <= 0


def _sum(draft: Draft, terms: Sequence[Term], constant: int) -> int | None:
    total = constant
    for term in terms:
        figure = draft.prior(term.field) if term.prior else draft.values[term.field]
        if figure is None:
            return None
        total += term.sign * figure
    return total


def _shown(case: Case, steps: int | None) -> Shown:
    return "" if steps is None else case.unit.number(steps)


def _filled_formulas(case: Case) -> Line:
    layout, fields = case.layout, case.inputs
    cells = areas((place(layout, field) for field in fields), layout.sheet(case.check.key).sheet)
    done = f"OR({case.here('difference')}=0,{declared(layout, case.check.key)})"
    return Line(
        f"=COUNTA({cells})",
        len(fields),
        f"={case.here('left')}-{case.here('right')}",
        f'=IF({done},"{case.word("pass")}","{case.word("blank")}")',
    )


def _filled_values(case: Case, draft: Draft) -> Line:
    fields = case.inputs
    filled = sum(draft.content.values[field] is not None for field in fields)
    done = all(draft.values[field] is not None for field in fields)
    return Line(filled, len(fields), filled - len(fields), case.word("pass" if done else "blank"))


_OF_TEXT = ("written", "stated", "narrated")  # what a collation, which has figures only, owes nothing of

_KINDS: Mapping[str, Kind] = {
    "relation": Kind(_relation_formulas, _relation_values),
    "filled": Kind(_filled_formulas, _filled_values),
    "domain": Kind(faults.domain_formulas, faults.domain_values),
    "authority": Kind(faults.authority_formulas, faults.authority_values),
    "magnitude": Kind(faults.magnitude_formulas, faults.magnitude_values),
    "written": Kind(faults.written_formulas, faults.written_values),
    "stated": Kind(faults.stated_formulas, faults.stated_values),
}
