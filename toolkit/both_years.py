"""A government's figures of this year and last, of the same organs: what a change is measured on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

_Row = Sequence[int | None]  # a figure for each field, in steps of its unit
_Figures = tuple[int | None, ...]


@dataclass(frozen=True, slots=True)
class BothYears:
    """``now`` and ``then`` are summed over the ``organs`` that have figures in both years, in steps, by field.

    ``then`` is None (and ``now`` 0) at fields that are not comparable. ``only_now`` and ``only_then`` count the organs
    that have figures in one of the years alone and are on neither side. ``sums`` counts governments that are on both
    sides by a sum of which nobody can tell the organs. ``before`` is last year's sum of whatever has figures in it,
    compared or not (None where nothing has; of a field that one lacks, None); ``others`` says that the sum that
    stands for last year is another: not that of the organs that are on the roster now.
    """

    now: tuple[int, ...]
    then: _Figures
    organs: int = 0
    only_now: int = 0
    only_then: int = 0
    sums: int = 0
    before: _Figures | None = None
    others: bool = False

    @property
    def same(self) -> bool:
        """Whether the whole sums are of the same organs."""
        return not (self.only_now or self.only_then or self.others or self.sums)

    def is_of(self, values: _Row | None, prior: _Row | None) -> bool:
        """Whether what is compared are ``values`` and ``prior``, as it is too where one of them is not there."""
        if values is None or prior is None:
            return True
        columns = zip(self.now, self.then, values, prior, strict=True)
        return all(then is None or (now, then) == (value, before) for now, then, value, before in columns)

    @property
    def words(self) -> str:
        """What must be said where a change is told; empty where the whole sums are of the same organs."""
        said = []
        if self.only_now or self.only_then:
            here, there = self.organs + self.only_now, self.organs + self.only_then
            said.append(f"本年 {here} 家、上年 {there} 家，只比两年都有的 {self.organs} 家")
        if self.others:
            said.append("上年汇总数不等于今年名录内各单位上年数之和")
        return "；".join([*said, self.sums_alone("两年")] if self.sums else said)

    @property
    def brief(self) -> str:
        """``words`` as short as they can be, where they stand in full nearby."""
        if self.only_now or self.only_then:
            return f"只比 {self.organs} 家"
        return "" if self.same else "两年单位不尽相同"

    def sums_alone(self, both: str) -> str:
        """That some governments have a sum alone; ``both`` is what the two sides are called together."""
        among = f"其中 {self.sums} 个政府" if self.organs or self.only_now or self.only_then or self.sums > 1 else ""
        return f"{among}只有汇总数，{both}单位是否相同看不出"


def of_organ(now: _Row | None, then: _Row | None) -> BothYears:
    """One organ, with figures in both years, in one or in none."""
    both = now is not None and then is not None
    return replace(
        _of(now, then),
        organs=int(both),
        only_now=int(now is not None and not both),
        only_then=int(then is not None and not both),
    )


def of_sum(now: _Row | None, then: _Row | None) -> BothYears:
    """A government of which there is a sum alone: compared where both years have one."""
    return replace(_of(now, then), sums=int(now is not None and then is not None))


def _of(now: _Row | None, then: _Row | None) -> BothYears:
    before = None if then is None else tuple(then)
    if now is None or then is None:
        return BothYears((), (), before=before)
    if None not in now and None not in then:  # as of nearly all
        return BothYears(tuple(now), tuple(then), before=before)  # type: ignore[arg-type]
    here = tuple(0 if one is None or other is None else one for one, other in zip(now, then, strict=True))
    there = tuple(None if one is None else other for one, other in zip(now, then, strict=True))
    return BothYears(here, there, before=before)


def sum_of_years(parts: Sequence[BothYears], width: int) -> BothYears:
    """``parts`` together, ``width`` figures wide; what one of them lacks on one side is left out on the other too."""
    compared = [part for part in parts if part.organs or part.sums]
    now = [sum(column) for column in zip(*(part.now for part in compared), strict=True)] or [0] * width
    then = [_known(column) for column in zip(*(part.then for part in compared), strict=True)] or [None] * width
    before = [part.before for part in parts if part.before is not None]
    return BothYears(
        tuple(now),
        tuple(then),
        sum(part.organs for part in parts),
        sum(part.only_now for part in parts),
        sum(part.only_then for part in parts),
        sum(part.sums for part in parts),
        tuple(None if None in column else sum(column) for column in zip(*before, strict=True)) if before else None,
    )


def _known(column: tuple[int | None, ...]) -> int | None:
    if None not in column:
        return sum(column)  # type: ignore[arg-type]
    known = [one for one in column if one is not None]
    return sum(known) if known else None
