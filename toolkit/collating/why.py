"""What may have become of an organ between two summaries, as plain data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Why(StrEnum):
    """What became of an organ; the values are for programs."""

    CORRECTED = "corrected"  # the office changed the figure
    LAPSED = "correction-lapsed"  # it no longer does
    FIRST = "reported"  # it had sent nothing
    TAKEN = "accepted"  # it had sent something that did not count
    LISTED = "listed"  # the roster did not have it
    AGAIN = "sent-again"  # another file counts
    RETURNED = "sent-back"  # what it sent no longer counts
    GONE = "missing"  # it sent nothing this time
    UNLISTED = "unlisted"  # the roster no longer has it
    BY_SUM = "by-own-summary"  # a government, now by its own summary or no longer
    RENAMED = "renamed"  # by name or by code
    MERGED = "merged"  # of two that became one: either of them
    SPLIT = "split"  # of one that became two: either of them
    MOVED = "moved"  # it is below another government
    DECIDED = "decided"  # the office decided what counts


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that happened, in words; ``line`` is that of the ledger, 0 where there is none."""

    why: Why
    words: str
    line: int = 0
