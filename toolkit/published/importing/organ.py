"""Whose a published report is: the code of the organ that its title names, by the roster.

The processes that read know no roster; this is for whoever has both.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from ...editions import load_edition
from ...findings import tell
from ...form import Form
from ...quoting import quoted
from ...records import Agency, Record, Return
from ...roster import Roster, RosterLine
from ...values import folded
from .words import report_words


def with_organs(returns: Iterable[Return], roster: Roster | None) -> list[Return]:
    """``returns`` (as read), in which published reports have the codes of their organs where ``roster`` has them."""
    return [_with_organ(item, item.record, roster) if roster and item.record else item for item in returns]


def cover_of(form: Form, agency: Agency) -> dict[str, str]:
    """What the cover of a workbook of ``form`` says of ``agency``."""
    told = {"code": agency.code, "name": agency.name}
    return {entry.id: text for role, text in told.items() if text and (entry := form.cover_entry(role))}


def dated(form: Form, day: str) -> dict[str, str]:
    """What the cover of a workbook of ``form`` says of the ``day`` on which it was signed."""
    entry = form.cover_entry("date")
    return {entry.id: day} if entry and day else {}


def _with_organ(item: Return, record: Record, roster: Roster) -> Return:
    name = record.agency.name
    if not record.is_published or record.agency.code or not name:
        return item
    line = _line_called(name, roster)
    if line is None:
        return item.with_findings([tell("REPORT-NOT-LISTED", found=quoted(name))])
    agency = Agency(line.code, line.name)
    cover = {**record.cover, **cover_of(load_edition(record.edition), agency)}
    return replace(item, record=replace(record, agency=agency, cover=cover))


def _line_called(name: str, roster: Roster) -> RosterLine | None:
    """The one line of the organ called ``name``; None where there is none, or where several may be meant."""
    called = folded(name)
    if called in roster.by_name:
        return roster.by_name[called]
    ending = report_words().government
    found = [*roster.by_short_name.get(called, ())]
    found += [line for line in roster.lines if called in map(folded, line.names)]
    found += [
        line
        for line in roster.lines
        if line.is_government and called.removesuffix(ending) == folded(line.name).removesuffix(ending)
    ]
    lines = {line.code: line for line in found}
    return next(iter(lines.values())) if len(lines) == 1 else None
