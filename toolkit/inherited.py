"""Last year's figures as the organs of now inherit them: under former codes, added up of what has merged, of no part of
what was split. Rather none than wrong ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import TypeVar

from .prior import Heritage, Inherited, Prior
from .roster import Roster, RosterLine, line_of_code
from .roster.days import year_of

_Row = tuple[int | None, ...]
_Owned = TypeVar("_Owned")


@dataclass
class _Estate:
    """What is divided: figures and names by code of now, and what has been settled so far."""

    roster: Roster
    year: int | None
    figures: dict[str, _Row]
    names: dict[str, str]
    told: list[Inherited] = field(default_factory=list)
    beside: dict[str, list[_Row]] = field(default_factory=dict)
    parted: set[str] = field(default_factory=set)  # codes whose figures can't be parted

    def name(self, line: RosterLine) -> str:
        """What an organ was called when it reported."""
        return self.names.get(line.code) or line.name

    def set_aside(self, code: str, government: str) -> None:
        """Takes the figures of ``code`` away, so that they count in the sum of ``government`` alone."""
        self.beside.setdefault(government, []).append(self.figures.pop(code))

    def tell(self, line: RosterLine, kind: Heritage, words: str) -> None:
        self.told.append(Inherited(line.code, line.name, kind, words))

    def is_past(self, line: RosterLine) -> bool:
        """Whether what the line tells had happened when the organs reported last year."""
        year = year_of(line.since)
        return year is not None and self.year is not None and year <= self.year


def inherited(prior: Prior, roster: Roster) -> Prior:
    """``prior`` (``of_organs`` already) as the organs of ``roster`` inherit it; once done, nothing is done again.

    An organ has the figures of its code, else those of the last of its former ones. Those of organs that have merged
    since are added up where all of them have some; one that merged in that year or before may have none. What the
    origin of a split reported is nobody's, where not all its parts reported themselves; neither is it the origin's, if
    that goes on. Both still count in the sum of their government.
    """
    if prior.inherited is not None:
        return prior
    figures, names, texts = dict(prior.figures), dict(prior.names), dict(prior.texts)
    for line in roster.lines if roster.by_former_code else ():
        if _recode(figures, line.codes):
            names[line.code] = line.name  # whose code it was, the roster says
        _recode(texts, line.codes)
    estate = _Estate(roster, prior.year, figures, names)
    _settle_splits(estate)
    _settle_mergers(estate)
    return replace(
        prior,
        figures=estate.figures,
        names=estate.names,
        texts=texts,
        inherited=tuple(estate.told),
        beside={code: tuple(rows) for code, rows in estate.beside.items()},
    )


def _recode(owned: dict[str, _Owned], codes: Sequence[str]) -> bool:
    """Puts what is under the first of ``codes``, that of now before former ones, under that of now; drops the others.
    Whether it was under a former one.
    """
    found = [(code, owned.pop(code)) for code in codes if code in owned]
    if found:
        owned[codes[0]] = found[0][1]
    return bool(found) and found[0][0] != codes[0]


def _settle_splits(estate: _Estate) -> None:
    parts: dict[str, list[RosterLine]] = {}
    for line in estate.roster.lines:
        if line.origins:
            known = next((one for code in line.origins if (one := line_of_code(code, estate.roster))), None)
            parts.setdefault(known.code if known is not None else line.origins[0], []).append(line)
    for first, successors in parts.items():
        origin = estate.roster.by_code.get(first)
        codes = [first] if origin is not None else [code for line in successors for code in line.origins]
        code = next((one for one in codes if one in estate.figures), None)
        if code is None:
            continue
        is_past = all(line.code in estate.figures or _is_before(line, estate.year) for line in successors)
        if is_past and origin is not None:
            continue
        estate.set_aside(code, origin.parent if origin is not None else _common_government(successors, estate.roster))
        if is_past:
            continue  # it reported beside its parts once more: nobody's, and nothing to tell
        estate.parted.add(code)
        shown = f"“{estate.names.get(code) or (origin.name if origin is not None else code)}”"
        for line in successors:
            if line.code not in estate.figures:
                estate.tell(line, Heritage.SPLIT, f"分自上年的{shown}，上年数不能拆分")
        if origin is not None and not origin.merged_into:
            named = "、".join(line.name for line in successors)
            estate.tell(origin, Heritage.SPLIT, f"分出了{named}，上年数含分出的部分")


def _settle_mergers(estate: _Estate) -> None:
    groups: dict[str, list[RosterLine]] = {}
    for line in estate.roster.lines:
        if line.merged_into:
            heir = estate.roster.heir(line)
            groups.setdefault(heir.code, [heir]).append(line)
    for heir, *gone in groups.values():
        members = [heir, *gone]
        there = [line for line in members if line.code in estate.figures]
        lacking = [line for line in members if line not in there and not _may_lack(line, estate)]
        if not there or (there == [heir] and not lacking):
            continue
        if lacking and heir.is_government:
            for line in there:  # the sum of what is below it now is as good
                del estate.figures[line.code]
            continue
        if lacking:
            for line in there:
                estate.set_aside(line.code, line.parent)
            missing = "、".join(map(estate.name, lacking))
            whole = _together(list(map(estate.name, members)))
            estate.tell(heir, Heritage.LACKING, f"由{whole}合并而成，其中{missing}没有可用的上年数")
            continue
        estate.figures[heir.code] = _added([estate.figures.pop(line.code) for line in there])
        named = list(map(estate.name, there))
        estate.tell(heir, Heritage.SUMMED, f"上年数为{_together(named)}{'之和' if len(named) > 1 else '的数'}")


def _may_lack(line: RosterLine, estate: _Estate) -> bool:
    """Whether an organ of a merger need not have figures of last year: it had merged by then, or was not there yet."""
    if line.code in estate.parted:
        return False
    if line.merged_into:
        return estate.is_past(line)
    is_founded = bool(line.since) and not (line.former or line.former_codes or line.split_from)
    return is_founded and not estate.is_past(line)


def _is_before(line: RosterLine, year: int | None) -> bool:
    since = year_of(line.since)
    return since is not None and year is not None and since < year


def _together(names: Sequence[str]) -> str:
    return "与".join(filter(None, ("、".join(names[:-1]), names[-1])))


def _added(rows: Sequence[_Row]) -> _Row:
    """The sum of ``rows``; None where one of them has none."""
    return tuple(
        None if None in column else sum(value for value in column if value is not None)
        for column in zip(*rows, strict=True)
    )


def _common_government(lines: Sequence[RosterLine], roster: Roster) -> str:
    """The code of the lowest government that all ``lines`` are below; empty where there is none."""
    paths = [[one.code for one in roster.path_to(line.code)[:-1]] for line in lines]
    shared = [codes[0] for codes in zip(*paths, strict=False) if len(set(codes)) == 1]
    return shared[-1] if shared else ""
