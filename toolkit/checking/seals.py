"""The seal of a return: is the workbook the very one that was issued. No word inside it waives that."""

from __future__ import annotations

import hmac

from ..findings import Finding, tell
from ..records import Record, Return
from ..roster import Roster
from ..stamp import SUMMARY_KIND, Stamp, make_seal
from .standing import line_of


def check_seal(item: Return, key: bytes | None, roster: Roster | None = None) -> list[Finding]:
    """What is wrong with the seal of ``item`` (as read), where a seal key is at hand.

    Only a government's summary may lack one: a lower office makes it without the key of the office above. Who is a
    government, the roster says; without one, a summary that lacks its seal is told as what can't be made sure of.
    """
    record = item.record
    if key is None or record is None:
        return []
    if not item.seal:
        return _unsealed(record, roster)
    return [] if is_sealed(item, record, key) else [tell("SEAL-WRONG")]


def is_sealed(item: Return, record: Record, key: bytes) -> bool:
    """Whether the seal of ``item`` was made with ``key`` for the organ, year and template that ``record`` names."""
    right = make_seal(key, _stamp(item, record))
    # As bytes: of texts, only ASCII can be compared so, and a returned file may hold anything.
    return hmac.compare_digest(right.encode(), item.seal.encode(errors="replace"))


def _unsealed(record: Record, roster: Roster | None) -> list[Finding]:
    if not record.is_summary:
        return [tell("SEAL-MISSING")]
    if roster is None:
        return [tell("SEAL-UNSURE")]
    line = line_of(record, roster)
    return [] if line is not None and line.is_government else [tell("SEAL-MISSING")]


def _stamp(item: Return, record: Record) -> Stamp:
    """What the seal must have been made over."""
    return Stamp(
        edition=record.edition,
        template="",
        year=str(record.year or ""),
        agency_code=record.issued_code,
        agency_name=record.agency.name,
        fingerprint=item.fingerprint,
        kind=SUMMARY_KIND if record.is_summary else "",
    )
