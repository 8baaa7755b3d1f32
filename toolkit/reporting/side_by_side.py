"""A section beside the text that it is alike, with what both have marked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from ..editions import load_edition
from ..findings import Finding
from ..narrative.passages import clauses, passages
from ..records import Return
from ..width import printable

MOST_PAIRS = 50  # that a page shows; what more there are, the findings say in words
_LONGEST = 3_000  # characters of one text

Piece = tuple[str, bool]  # a stretch of text, and whether it is in both


@dataclass(frozen=True, slots=True)
class Side:
    """One of two texts: whose it is (nobody's name for last year's), its file, its pieces, how many more characters."""

    name: str
    file: str
    pieces: tuple[Piece, ...]
    more: int


@dataclass(frozen=True, slots=True)
class Pair:
    """Two texts that are alike, and the finding that says so. ``again``: the second is of last year."""

    finding: Finding
    title: str
    mine: Side
    theirs: Side
    again: bool


Key = tuple[int, str]  # index of a return, id of a finding


def pairs_of(
    returns: Sequence[Return], among: Iterable[Return], *, both_ways: bool = True
) -> tuple[dict[Key, Pair], int]:
    """The first pairs that findings of ``among`` speak of, by return and finding, and how many more there are.
    Without ``both_ways``, two returns of ``returns`` that are told of each other make one pair.
    """
    by_index = {item.index: item for item in returns}
    pairs: dict[Key, Pair] = {}
    seen: set[tuple[frozenset[int], str]] = set()
    more = 0
    for item in among:
        for finding in item.findings:
            if finding.against is None or (finding.against.index >= 0 and finding.against.index not in by_index):
                continue
            both = (frozenset((item.index, finding.against.index)), finding.id)
            if both in seen and not both_ways:
                continue
            seen.add(both)
            if len(pairs) < MOST_PAIRS:
                pairs[item.index, finding.id] = _pair(item, finding, by_index.get(finding.against.index))
            else:
                more += 1
    return pairs, more


def _pair(item: Return, finding: Finding, other: Return | None) -> Pair:
    assert item.record is not None
    assert finding.against is not None
    against, section = finding.against, finding.key
    mine, theirs = item.record.narrative.get(section, ""), against.text
    if other is not None and other.record is not None:
        theirs = other.record.narrative.get(section, "")
    shared = passages(mine, against.names) & passages(theirs, against.their_names)
    title = next((part.title for part in load_edition(item.record.edition).narrative if part.id == section), "")
    return Pair(
        finding,
        title,
        _side(item, mine, against.names, shared),
        _side(other, theirs, against.their_names, shared),
        other is None,
    )


def _side(item: Return | None, text: str, names: Sequence[str], shared: Collection[str]) -> Side:
    pieces: list[Piece] = []
    for said, passage in clauses(text[:_LONGEST], names):
        shown, both = "\n".join(map(printable, said.split("\n"))), passage in shared
        if pieces and pieces[-1][1] == both:
            pieces[-1] = (pieces[-1][0] + shown, both)
        else:
            pieces.append((shown, both))
    agency = item.record.agency if item is not None and item.record is not None else None
    name = (agency.name or agency.code) if agency else ""
    return Side(name, item.file if item else "", tuple(pieces), max(len(text) - _LONGEST, 0))
