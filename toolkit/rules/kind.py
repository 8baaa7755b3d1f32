"""What a kind of rule is: the keys it takes, how it is read, its line on the check sheet."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ..form.rule_model import Says, Shown
from ..form.source import Section
from .case import Case, Entered, Line, not_judged
from .paths import Outline
from .places import Place


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of rule. ``needs``: without these a rule would say nothing, or find fault with everybody; of several in
    one entry, one is enough. ``formulas`` and ``values`` are a line's cells and what they come to: kinds that only the
    office can judge have neither. What is ``of_text`` a summary, which has figures only, owes nothing of.
    What ``counts`` tells as difference how many cells of a table are at fault, and which is the first.
    """

    name: str
    takes: tuple[str, ...]
    needs: tuple[tuple[str, ...], ...]
    read: Callable[[Section, Outline], Says]
    place: Callable[[Case[Any]], Place]
    formulas: Callable[[Case[Any]], Line] = not_judged
    values: Callable[[Case[Any], Entered], Line] = not_judged
    shown: Shown = Shown.ALWAYS
    of_text: bool = False
    counts: bool = False
