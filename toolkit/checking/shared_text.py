"""How much of each of many texts stands in another one: an index of their passages, in time that grows with the texts.

A passage is looked up in at most ``common`` organs' texts, as more than that have from one hand what they have alike.
So neither one text thousands of times over, nor one that repeats itself, costs more than its characters.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from .batch import Flags, Whole

_SPREAD = 0x1F3D_5B79_7A4C_2E6B  # odd, so that numbers of organs times it stay apart


@dataclass(frozen=True, eq=False, slots=True)
class Cut:
    """The passages of ``count`` texts one after the other: of which text each is, its hash, and its characters.

    Of the passages of a whole province no two have one hash of 64 bits, but by a chance of one in a million.
    """

    count: int
    owner: Whole
    hashes: Whole
    lengths: Whole


@dataclass(frozen=True, eq=False, slots=True)
class Shares:
    """In characters of passages that few organs have: what each text has (``owned``), how much of that stands in texts
    of other organs (``pairs``: text, other text, characters; ordered) and in the same organ's of last year (``again``).
    ``rare`` are those passages, by hash.
    """

    owned: Whole
    pairs: Whole
    again: Whole
    rare: frozenset[int]

    def rows(self, least: int) -> list[int]:
        """The texts with at least ``least`` characters of their own, of which some stand elsewhere too."""
        some = self.again > 0
        some[self.pairs[:, 0]] = True
        return [int(row) for row in np.flatnonzero(some & (self.owned >= least))]

    def others(self, row: int, percent: int) -> list[tuple[int, int]]:
        """(percentage, other text) of those that have at least ``percent`` of the text, the most first."""
        first, last = np.searchsorted(self.pairs[:, 0], [row, row + 1])
        own = int(self.owned[row])
        shares = [(int(shared) * 100 // own, int(other)) for _, other, shared in self.pairs[first:last]]
        return sorted((one for one in shares if one[0] >= percent), key=lambda one: (-one[0], one[1]))

    def last_year(self, row: int) -> int:
        """The percentage of the text that stands in last year's."""
        return int(self.again[row]) * 100 // int(self.owned[row])


def cut(texts: Iterable[Iterable[str]]) -> Cut:
    """The Cut of texts, each given as its passages without repetition."""
    counts: list[int] = []
    hashes: list[int] = []
    lengths: list[int] = []
    for found in texts:
        before = len(hashes)
        hashes.extend(map(hash, found))
        lengths.extend(map(len, found))
        counts.append(len(hashes) - before)
    owner = np.repeat(np.arange(len(counts), dtype=np.int64), np.array(counts, dtype=np.int64))
    return Cut(len(counts), owner, np.array(hashes, dtype=np.int64), np.array(lengths, dtype=np.int64))


def shares_of(mine: Cut, organs: Whole, latest: Sequence[int], common: int, then: Cut, then_organs: Whole) -> Shares:
    """The Shares of texts, each of the organ with its number in ``organs``; ``latest`` is one text an organ, those that
    others are held against. ``then`` are last year's, of ``then_organs``: empty where there are none.
    """
    unique, which = np.unique(mine.hashes, return_inverse=True)
    counted = np.isin(mine.owner, np.array(latest, dtype=np.int64))
    many: Whole = np.bincount(which[counted], minlength=len(unique))
    old, times = np.unique(then.hashes, return_counts=True)
    rare: Flags = (many <= common)[which] & ~np.isin(mine.hashes, old[times > common])
    owned = _sums(mine.owner[rare], mine.lengths[rare], mine.count)
    again = rare & np.isin(_of_organ(mine, organs), _of_organ(then, then_organs))
    pairs = _pairs(mine, organs, which, many, counted, rare)
    shared = np.zeros(mine.count, dtype=np.bool_)
    shared[pairs[:, 0]] = True
    shared[mine.owner[again]] = True
    told = frozenset(mine.hashes[rare & shared[mine.owner]].tolist())
    return Shares(owned, pairs, _sums(mine.owner[again], mine.lengths[again], mine.count), told)


def _pairs(mine: Cut, organs: Whole, which: Whole, many: Whole, counted: Flags, rare: Flags) -> Whole:
    """(text, other organ's text, characters of it that stand there too), ordered."""
    holders = mine.owner[counted][np.argsort(which[counted], kind="stable")]
    first = np.cumsum(many) - many
    left = np.flatnonzero(rare & (many[which] > ~counted))
    found, lengths = [np.empty(0, dtype=np.int64)], [np.empty(0, dtype=np.int64)]
    step = 0
    while len(left):
        owner, other = mine.owner[left], holders[first[which[left]] + step]
        apart = organs[owner] != organs[other]
        found.append((owner * mine.count + other)[apart])
        lengths.append(mine.lengths[left][apart])
        step += 1
        left = left[many[which[left]] > step]
    pairs, place = np.unique(np.concatenate(found), return_inverse=True)
    shared = _sums(place, np.concatenate(lengths), len(pairs))
    ordered: Whole = np.stack([pairs // max(mine.count, 1), pairs % max(mine.count, 1), shared], axis=1)
    return ordered


def _of_organ(texts: Cut, organs: Whole) -> Whole:
    """A passage of one organ as one number."""
    numbers: Whole = texts.hashes ^ (organs[texts.owner] * np.int64(_SPREAD))  # runs over, and may
    return numbers


def _sums(places: Whole, amounts: Whole, count: int) -> Whole:
    # Sums of characters stay far below 2**53, where a float would begin to round.
    sums: Whole = np.bincount(places, weights=amounts, minlength=count).astype(np.int64)
    return sums
