"""A return's findings as its organ is told them, at the places they have in the workbook that goes back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from enum import Enum

from ...findings import Finding, catalogue
from ...form.layout import Layout
from ...form.sendback import Words
from ...records import Agency, Return
from ...roster import Roster, names_another
from ..numbered import related_places
from .slips import Places

_WHOSE = frozenset(("AGENCY-CHANGED", "AGENCY-UNSURE", "SEAL-WRONG", "SEAL-MISSING", "FORM-STAMPS", "FILE-OTHER"))
_RENAMED, MERGED = "AGENCY-RENAMED", "AGENCY-MERGED"
_SEALS = frozenset(("SEAL-WRONG", "SEAL-MISSING"))


class Way(Enum):
    """What goes back, by the sentence that says so in the letter: the organ's own workbook, a new one with what could
    be read, its blank one again; or no workbook, where there is none to send, nobody knows whose figures these are,
    the organ is none that was asked, or one that has become part of another.
    """

    MARKED = "marked"
    CARRIED = "carried"
    BLANK = "blank"
    WHOSE = "whose"
    UNLISTED = "unlisted"
    MERGED = "merged"
    NONE = "none"


FILLED = (Way.MARKED, Way.CARRIED)  # with the organ's figures and the list of what to mend


def asks_whose(item: Return, year: int | None, agency: Agency, roster: Roster | None) -> bool:
    """Whether the organ must say whose figures ``item`` has, in a round of ``year``, before a workbook of ``agency``
    may hold them. The seal of a workbook of another year says nothing of that: it was made with that year's key, and
    its figures count nowhere.
    """
    if _is_named_otherwise(item, agency, roster):
        return True
    other_year = item.record is not None and year is not None and item.record.year not in (None, year)
    doubts = _WHOSE - _SEALS if other_year else _WHOSE
    return any(finding.rule in doubts for finding in item.findings)


def _is_named_otherwise(item: Return, agency: Agency, roster: Roster | None) -> bool:
    """Whether the cover names another organ than the roster has for ``agency``, and none says that it was renamed."""
    line = roster.by_code.get(agency.code) if roster else None
    if roster is None or line is None or item.record is None:
        return False
    answered = any(finding.rule == _RENAMED and finding.settled for finding in item.findings)
    return not answered and names_another(item.record.agency.name, line, roster)


def mended_in_place(finding: Finding) -> bool:
    """Whether what ``finding`` asks for is one that a locked workbook allows."""
    wording = catalogue().get(finding.rule)
    return wording is None or not wording.carried


def is_cured(finding: Finding, way: Way) -> bool:
    """Whether a new workbook has mended it, so that nothing is left to do."""
    wording = catalogue().get(finding.rule)
    return way is Way.CARRIED and wording is not None and not wording.carried and not finding.cell


def as_told(item: Return, way: Way, words: Words, layout: Layout | None, places: Places) -> Return:
    """``item`` with its findings in the words and at the places that its organ needs; those for the office alone left
    out, and of a workbook that may be another's or nobody's all that its figures tell. ``places`` are those of ``item``
    as it came.
    """
    findings = item.findings
    if way in (Way.WHOSE, Way.UNLISTED):
        cover = layout.cover_sheet if layout else ""
        findings = tuple(one for one in findings if one.rule in _WHOSE or (cover and one.sheet == cover))
    if way is Way.MERGED:
        findings = tuple(one for one in findings if one.rule == MERGED)
    if way is Way.CARRIED and layout is not None:
        findings = tuple(_rehomed(findings, layout, places))
    return replace(item, findings=tuple(_spoken(findings, way, words)))


def _spoken(findings: tuple[Finding, ...], way: Way, words: Words) -> Iterator[Finding]:
    for finding in findings:
        wording = catalogue().get(finding.rule)
        if wording is None:
            message = finding.organ_message or finding.message
            yield replace(finding, message=words.to_organ(message), fix=words.to_organ(finding.fix))
        elif not wording.office_only:
            fix = wording.organ_fix or finding.fix
            if way is Way.CARRIED and (wording.carried or is_cured(finding, way)):
                fix = wording.carried or words.say("cured")
            message = wording.organ_message or finding.message
            yield replace(finding, message=words.to_organ(message), fix=words.to_organ(fix))


def _rehomed(findings: tuple[Finding, ...], layout: Layout, places: Places) -> Iterator[Finding]:
    """The findings at the places they have in a new workbook; without one where they have none there."""
    for finding in findings:
        wording = catalogue().get(finding.rule)
        spot = places.official(finding.sheet, finding.cell)
        if spot is None and wording is None and finding.sheet in layout.sheets:
            spot = finding.sheet, finding.cell  # the cover, a text, a table as a whole: where they always are
        if spot is None and finding.field in layout.form.by_code:
            spot = layout.place(layout.form.by_code[finding.field].index)
        if spot is None or (wording is not None and not (finding.field or wording.carried)):
            yield replace(finding, sheet="", cell="", related=())
            continue
        parts = [places.official(*place) for place in related_places(finding)]
        related = tuple(cell if sheet == spot[0] else f"{sheet}!{cell}" for sheet, cell in filter(None, parts))
        yield replace(finding, sheet=spot[0], cell=spot[1], related=related)
