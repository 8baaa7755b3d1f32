"""The kinds of rule that only a whole round can break, and what is found by them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from ..findings import Finding
from ..form import Rule
from ..office import Office
from ..records import Return
from .alike import find_alike
from .explained import settle
from .peers import find_peers
from .rounds import Round, rounds

ROUND_KINDS: Mapping[str, Callable[[Round, Rule[Any]], dict[int, list[Finding]]]] = {
    "peers": find_peers,
    "alike": find_alike,
}


def judge_rounds(returns: Sequence[Return], office: Office) -> dict[int, list[Finding]]:
    """What is found of ``returns`` (judged each by itself), by place: of all of an edition and year together."""
    found: dict[int, list[Finding]] = {}
    for places, round_ in rounds(returns, office):
        for rule in round_.form.rules:
            if rule.kind not in ROUND_KINDS:
                continue
            for row, findings in ROUND_KINDS[rule.kind](round_, rule).items():
                settled = [settle(one, round_.records[row], round_.form, roster=office.roster) for one in findings]
                found.setdefault(places[row], []).extend(settled)
    return found
