"""What a return is taken for: a government's summary or an organ's own report. The roster decides, not the file."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ..findings import Finding, tell
from ..records import Agency, Record, Return
from ..roster import Roster, RosterLine, line_named_otherwise, line_of_code

# A collation adds its own sheets behind the official ones, and below each table how complete it is.
_OWN_TO_SUMMARIES = ("SHEET-ADDED", "EXTRA-TEXT")


def line_of(record: Record, roster: Roster | None) -> RosterLine | None:
    """The line of the organ that ``record`` names, by its code; blanks around it do not count."""
    return line_of_code(record.agency.code, roster) if roster else None


def organs_by_code(returns: Iterable[Return], roster: Roster | None) -> dict[str, tuple[str, ...]]:
    """What each organ is called: as the roster says, else as the covers of ``returns`` do."""
    called: dict[str, tuple[str, ...]] = {}
    for item in returns:
        if item.record is not None and item.record.agency.code and item.record.agency.name:
            agency = item.record.agency
            if roster is not None and agency.code.strip() in roster.by_former_code:
                continue  # the roster has the organ under another code
            called[agency.code] = (*called.get(agency.code, ()), agency.name)
    return called | (dict(roster.called) if roster else {})


def as_listed(item: Return, roster: Roster | None) -> Return:
    """``item`` (as read) with the code that its organ has in ``roster`` now, where its cover has a former one."""
    record = item.record
    line = line_of(record, roster) if record is not None else None
    if record is None or line is None or record.agency.code.strip() not in line.codes[1:]:
        return item
    agency = Agency(line.code, record.agency.name)
    return replace(item, record=replace(record, agency=agency, former_code=record.agency.code.strip()))


def check_file(item: Return, roster: Roster | None) -> list[Finding]:
    """Whether the file's name speaks of another organ of the roster than the workbook."""
    if roster is None or item.record is None:
        return []
    agency = item.record.agency
    named = line_named_otherwise(item.file, agency.code, roster)
    return [tell("FILE-OTHER", found=agency.name or agency.code, expected=named.name)] if named is not None else []


def with_standing(item: Return, roster: Roster | None) -> Return:
    """``item`` (as read) as what it is taken for, so that nothing it says of itself excuses it from a check.

    Of what says that it is a summary, that stays true where the roster has its organ for a government, or where there
    is no roster to ask; else it is an organ's own report like any other, and is told so.
    """
    record = item.record
    if record is None or not record.is_summary:
        return item
    line = line_of(record, roster)
    if roster is None or (line is not None and line.is_government):
        kept = tuple(finding for finding in item.findings if finding.rule not in _OWN_TO_SUMMARIES)
        return replace(item, findings=kept)
    told = tell("SUMMARY-CLAIMED", standing=f"里它的单位性质是“{line.kind}”" if line else "里没有这个单位")
    return replace(item, record=replace(record, is_summary=False, coverage="")).with_findings([told])
