"""Sections that are another organ's, or last year's again: told once a section, beside the text it is held against."""

from __future__ import annotations

from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from functools import partial

import numpy as np

from ..findings import Against, Finding
from ..form import Rule
from ..narrative.passages import BREAKS, clauses, passages
from ..quoting import quoted
from ..roster import RosterLine
from ..rules.alike import Alike
from .across_returns import organ_behind, told_with_files
from .rounds import Round
from .shared_text import cut, shares_of
from .texts import at_section

_SHORTEST_NAME = 2


def find_alike(round_: Round, rule: Rule[Alike]) -> dict[int, list[Finding]]:
    """The findings of each row, at most one a section.

    Silent where texts may be alike: a government's report may say what those below it say, and of a file that is named
    for another organ nobody knows whose return it is.
    """
    found: dict[int, list[Finding]] = {}
    names = [_names(round_, row) for row in range(len(round_.records))]
    for section in rule.says.sections:
        for row, finding in _in_section(round_, rule, section, names).items():
            found.setdefault(row, []).append(finding)
    return found


def _in_section(round_: Round, rule: Rule[Alike], section: str, names: Sequence[tuple[str, ...]]) -> dict[int, Finding]:
    hint = next((part.hint for part in round_.form.narrative if part.id == section), "").strip()
    texts = [record.narrative.get(section, "") for record in round_.records]
    written = [len(text) >= rule.says.least and text.strip() != hint for text in texts]
    mine = cut(passages(text, names[row]) if written[row] else () for row, text in enumerate(texts))
    numbers = {organ: number for number, organ in enumerate(dict.fromkeys(round_.organs))}
    organs = np.array([numbers[organ] for organ in round_.organs], dtype=np.int64)
    before = _last_year(round_, section, names)
    then = cut(passages(text, called) for text, called in before.values())
    then_organs = np.array([numbers.get(organ, -1) for organ in before], dtype=np.int64)
    shares = shares_of(mine, organs, round_.latest, rule.says.common, then, then_organs)
    likely = {row: shares.others(row, rule.says.share) for row in shares.rows(rule.says.least)}
    involved = {row for row, others in likely.items() if others} | {
        one for others in likely.values() for _, one in others
    }
    behind = {row: organ_behind(round_.returns, row, round_.office.roster) for row in involved}
    found = {}
    for row, candidates in likely.items():
        others = [
            (percent, other)
            for percent, other in candidates
            if behind[row] != behind[other] and not round_.above(row, other) and not round_.above(other, row)
        ]
        again, best = shares.last_year(row), others[0][0] if others else 0
        if again >= max(best, rule.says.share_prior):
            text, called = before[round_.organs[row]]
            against, wording, percent, who = Against(-1, text, names[row], called), "alike-prior", again, ""
        elif others:
            other = others[0][1]
            text = texts[other]
            against = Against(round_.returns[other].index, "", names[row], names[other])
            wording, percent, who = "alike", best, told_with_files([round_.returns[one] for _, one in others])
        else:
            continue
        shared = {one for one in passages(text, against.their_names) if hash(one) in shares.rare}
        say = partial(at_section, round_, rule, section, percent=percent, own=int(shares.owned[row]), others=who)
        quote = _quote(texts[row], names[row], shared)
        told = say(wording, key=section, quote=quote)
        if who:  # whose text it is, is for the office to know
            told = replace(told, organ_message=say("alike-organ", quote=quote).message)
        found[row] = replace(told, against=against)
    return found


def _quote(text: str, names: Sequence[str], shared: Container[str]) -> str:
    """The longest clause of ``text`` that is ``shared``."""
    said = (piece.strip(BREAKS) for piece, passage in clauses(text, names) if passage in shared)
    return quoted(max(said, key=len, default=""))


def _names(round_: Round, row: int) -> tuple[str, ...]:
    """What the organ and the governments above it are called: a copy has its own names in it."""
    roster, line = round_.office.roster, round_.lines[row]
    names = {round_.records[row].agency.name.strip()}
    path: Sequence[RosterLine] = roster.path_to(line.code) if roster is not None and line is not None else ()
    for above, one in zip((None, *path), path, strict=False):
        names |= {*one.names, one.name.removeprefix(above.name) if above else one.name}
    return _longest_first(names)


def _last_year(round_: Round, section: str, names: Sequence[tuple[str, ...]]) -> dict[str, tuple[str, tuple[str, ...]]]:
    """The text of each organ of last year, and what it is called in it."""
    prior = round_.office.prior.before(round_.year) if round_.office.prior is not None else None
    if prior is None:
        return {}
    called = dict(zip(round_.organs, names, strict=True))
    return {
        code: (texts.get(section, ""), _longest_first({*called.get(code, ()), prior.names.get(code, "")}))
        for code, texts in prior.texts.items()
    }


def _longest_first(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted((name for name in names if len(name) >= _SHORTEST_NAME), key=lambda name: (-len(name), name)))
