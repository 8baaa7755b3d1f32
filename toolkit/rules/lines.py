"""Each line of the check sheet: its formulas, and what they come to for given figures.

A viewer that doesn't calculate shows the second, a program that does the first: they must never differ.
"""

from __future__ import annotations

from .case import Case, Entered, Line, not_judged
from .kinds import KINDS


def line_formulas(case: Case, *, collated: bool = False) -> Line:
    """The formulas of a check's line; a ``collated`` workbook owes no narrative."""
    kind = KINDS[case.rule.kind]
    return not_judged() if collated and kind.of_text else kind.formulas(case)


def line_values(case: Case, entered: Entered, *, collated: bool = False) -> Line:
    """What the formulas of ``line_formulas`` come to."""
    kind = KINDS[case.rule.kind]
    return not_judged() if collated and kind.of_text else kind.values(case, entered)
