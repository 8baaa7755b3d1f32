"""A return of an organ that the roster says was recoded, has become part of another, or was split."""

from __future__ import annotations

from dataclasses import replace

from ..findings import Finding, tell
from ..form.layout import Layout
from ..office import Office
from ..quoting import quoted
from ..records import Record, Return
from ..roster import merged_words
from ..rules.cover import cover_place
from .standing import line_of

_NAMED = 5


def check_succession(item: Return, layout: Layout, office: Office) -> list[Finding]:
    """What is told of ``item`` (with its organ's code of now) for the sake of what became of that organ.

    What has become part of another owes nothing of the year that the office asks for, and what comes from it all the
    same is asked about: it may stand in the other's return too. A return of another year is its own.
    """
    record, roster = item.record, office.roster
    if record is None or roster is None:
        return []
    line = line_of(record, roster)
    told = []
    if record.former_code and line is not None:
        found = quoted(record.former_code)
        told.append(_at_code(tell("AGENCY-FORMER", found=found, name=line.name, expected=line.code), record, layout))
    if line is not None and line.merged_into and office.year in (None, record.year or office.year):
        into = roster.heir(line)
        merged = merged_words(roster, line)
        asked = tell("AGENCY-MERGED", name=line.name, code=line.code, merged=merged, into=into.name)
        told.append(_at_code(asked, record, layout))
    parts = [] if line is not None else [one for one in roster.lines if record.agency.code.strip() in one.origins]
    if parts:
        names = "、".join(one.name for one in parts[:_NAMED]) + ("等" if len(parts) > _NAMED else "")
        told.append(_at_code(tell("AGENCY-SPLIT", found=quoted(record.agency.code), names=names), record, layout))
    return told


def _at_code(finding: Finding, record: Record, layout: Layout) -> Finding:
    """``finding`` at the code on the cover; a published report has none."""
    if record.is_published:
        return finding
    place = cover_place(layout, "code")
    return replace(finding, sheet=place.sheet, cell=place.cell, label=place.words)
