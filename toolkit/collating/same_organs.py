"""Which organs have figures in both years, government by government, and what those come to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from ..both_years import BothYears
from ..form import Form
from ..prior import Prior
from ..rollup import Entry, Node, Source, Values
from ..roster import Roster

Pair = tuple[Values, Values]  # this year's figures and last year's


def both_years(
    node: Node, roster: Roster, entries: Mapping[str, Entry], done: Mapping[str, Node], form: Form, prior: Prior | None
) -> BothYears | None:
    """``node``'s two years, of the same organs; None without last year's figures.

    ``done`` are the governments below. Where one of the years has a government's sum alone, sum stands against sum.
    """
    if prior is None:
        return None
    pile = _Pile()
    if node.source is not Source.OWN:
        for child in roster.children.get(node.line.code, ()):
            if child.is_government:
                pile.take_government(done[child.code])
            else:
                pile.take_organ(entries[child.code].values, prior.comparable(form, child.code))
        direct = prior.comparable(form, node.line.code)
        pile.others |= direct is not None and not pile.empty_then and _differ(direct, pile.before)
    if pile.empty_then and node.prior is not None:
        if node.values is None:
            pile = _Pile(only_then=node.coverage.expected)
        else:
            pile = _Pile([(node.values, node.prior)], sums=1)
    return pile.both_years(len(form.fields))


def _differ(whole: Values, parts: Sequence[Values]) -> bool:
    """Whether ``parts`` come to something else than ``whole``, where all of them are known."""
    columns = zip(whole, *parts, strict=True)
    return any(column[0] != sum(column[1:]) for column in columns if None not in column)


@dataclass(eq=False)
class _Pile:
    """The pairs that are summed, and the counts of ``BothYears``."""

    pairs: list[Pair] = field(default_factory=list)
    before: list[Values] = field(default_factory=list)  # last year's of whatever has some, compared or not
    organs: int = 0
    only_now: int = 0
    only_then: int = 0
    sums: int = 0
    others: bool = False

    @property
    def empty_then(self) -> bool:
        return not (self.organs or self.only_then or self.sums)

    def take_organ(self, now: Values | None, then: Values | None) -> None:
        if then is not None:
            self.before.append(then)
        if now is not None and then is not None:
            self.pairs.append((now, then))
            self.organs += 1
        else:
            self.only_now += now is not None
            self.only_then += then is not None

    def take_government(self, node: Node) -> None:
        both = node.both
        if both is None:
            return
        self.pairs.append((tuple(both.now), both.then))
        self.organs += both.organs
        self.only_now += both.only_now
        self.only_then += both.only_then
        self.sums += both.sums
        self.others |= both.others
        if node.prior is not None:
            self.before.append(node.prior)
        if node.source is Source.OWN and not both.sums:
            self.only_now += node.coverage.included  # its own summary, with nothing of last year

    def both_years(self, width: int) -> BothYears:
        now, then = sum_pairs(self.pairs, width)
        return BothYears(now, then, self.organs, self.only_now, self.only_then, self.sums, self.others)


def sum_pairs(pairs: Sequence[Pair], width: int) -> tuple[tuple[int, ...], tuple[int | None, ...]]:
    """The sums of both sides; a figure that one side of a pair lacks is left out on the other too."""
    whole = [pair for pair in pairs if None not in pair[0] and None not in pair[1]]
    now: list[int] = [0] * width
    then: list[int | None] = [None] * width
    if whole:
        now = [sum(column) for column in zip(*(pair[0] for pair in whole), strict=True)]
        then = [sum(column) for column in zip(*(pair[1] for pair in whole), strict=True)]
    for here, there in pairs:
        if None not in here and None not in there:
            continue
        for index, (one, other) in enumerate(zip(here, there, strict=True)):
            if one is not None and other is not None:
                now[index] += one
                then[index] = (then[index] or 0) + other
    return tuple(now), tuple(then)
