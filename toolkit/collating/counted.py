"""Which of a run's returns count: not what this office made itself, nor what another one of the same organ replaces."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from ..checking import is_mixed
from ..editions import load_form
from ..form import DefinitionError
from ..records import Return, usual_year
from ..roster import Roster, line_of_code
from .inbox import Wanted, sort_inbox

_OWN = "本级政府先前的汇总表"


def without_own(returns: Sequence[Return], roster: Roster | None) -> tuple[list[Return], Mapping[str, int]]:
    """``returns`` without the summaries of the government at the top, where others report below it: an earlier run of
    this office made them, and nobody sent them in. Also how many they are, by reason.
    """
    tops = {line.code for line in roster.roots if line.is_government} if roster else set()
    others = [item for item in returns if not _is_summary_of(item, tops, roster)]
    if all(item.record is None for item in others):
        return list(returns), {}  # there is nothing else to sum
    own = len(returns) - len(others)
    return others, {_OWN: own} if own else {}


def _is_summary_of(item: Return, codes: Collection[str], roster: Roster | None) -> bool:
    if item.record is None or not item.record.is_summary:
        return False
    line = line_of_code(item.record.agency.code, roster) if roster else None
    return line is not None and line.code in codes


def with_superseded(returns: list[Return], roster: Roster, year: int | None) -> list[Return]:
    """``returns`` with what a collation tells of several files of one organ: in whose place another one counts, and of
    which nobody can tell which counts.
    """
    asked = year or usual_year(returns)
    try:
        form = load_form(asked) if asked is not None else None
    except DefinitionError:  # what most returns say of their year is none of ours
        form = None
    if asked is None or form is None:
        return returns
    return list(sort_inbox(returns, roster, Wanted(form, asked, mixed=year is None and is_mixed(returns))).returns)
