"""A government's figures of this year and last, of the same organs: what a change is measured on."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BothYears:
    """``now`` and ``then`` are summed over the ``organs`` that have figures in both years, in steps, by field.

    ``then`` is None (and ``now`` 0) at fields that are not comparable. ``only_now`` and ``only_then`` count the organs
    that have figures in one of the years alone and are on neither side. ``sums`` counts governments that are on both
    sides by a sum of which nobody can tell the organs. ``others`` says that last year's sum is not that of the organs
    that are on the roster now.
    """

    now: tuple[int, ...]
    then: tuple[int | None, ...]
    organs: int = 0
    only_now: int = 0
    only_then: int = 0
    sums: int = 0
    others: bool = False

    @property
    def same(self) -> bool:
        """Whether the whole sums are of the same organs."""
        return not (self.only_now or self.only_then or self.others or self.sums)

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
