"""What is passed on: without the names and telephones of those who filled it in or are to be asked."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import lru_cache

from ..editions import load_edition
from ..findings import Finding, Number
from ..records import Report, Return
from ..rollup import Entry, Summary
from ..roster import Roster, line_of_code, line_of_name, line_within_file

_LEFT_OUT = "（略）"
_LEAST = 2  # characters of a name that can be told from chance
_MOST = 4  # that names have, as a rule
_GAP = "[-－—–./ ]"
_TELEPHONE = re.compile(
    # Not within a number, nor behind or before a group of three digits as figures have them.
    r"(?<!\d)(?<!\d\.)(?<!\D\d[,，])(?<!\D\d\d[,，])(?<!\D\d\d\d[,，])(?<!^\d[,，])(?<!^\d\d[,，])(?<!^\d\d\d[,，])"
    rf"(?:(?:\+|00)86{_GAP}?)?"  # the country
    rf"(?:[1１][3-9３-９]\d{_GAP}?\d{{4}}{_GAP}?\d{{4}}"
    rf"|[(（]?[0０]\d{{2,3}}[)）]?{_GAP}{{0,2}}\d{{3,4}}{_GAP}?\d{{4}})"
    r"(?!\d)(?!\.\d)(?![,，]\d{3}(?!\d))"
)

Hide = Callable[[str], str]


def without_contacts(report: Report, roster: Roster | None) -> Report:
    """``report`` as it may be passed on."""
    general = tuple(_finding(finding, _hiding(())) for finding in report.general)
    return replace(report, returns=hide_contacts(report.returns, roster), general=general)


def hide_contacts(returns: Sequence[Return], roster: Roster | None) -> tuple[Return, ...]:
    """``returns`` without telephones, and without the persons that their covers and ``roster`` name, wherever they
    stand: in the names of files, in findings, in texts. What is part of the organ's own name stays.
    """
    return tuple(_return(item, roster) for item in returns)


def hide_in_summary(summary: Summary, roster: Roster) -> Summary:
    """``summary`` with all its returns as by ``hide_contacts``. It is made first, and hidden then: returns are known by
    the names of their files, and so are the times of those.
    """

    def hidden(item: Return) -> Return:
        return _return(item, roster)

    def entry(one: Entry) -> Entry:
        replaced = (
            replace(item, returned=hidden(item.returned), counted=hidden(item.counted)) for item in one.superseded
        )
        return replace(
            one,
            chosen=one.chosen and hidden(one.chosen),
            superseded=tuple(replaced),
            rivals=tuple(map(hidden, one.rivals)),
            unread=tuple(map(hidden, one.unread)),
        )

    return replace(
        summary,
        returns=tuple(map(hidden, summary.returns)),
        entries=tuple(map(entry, summary.entries)),
        unknown=tuple(map(hidden, summary.unknown)),
        unplaced=tuple(map(hidden, summary.unplaced)),
        apart=tuple(hide_in_summary(other, roster) for other in summary.apart),
    )


def _return(item: Return, roster: Roster | None) -> Return:
    hide = _hiding(_persons(item, roster))
    record = item.record
    file = _without_listed(item.file, record.agency.name if record else "", roster)
    if record is not None:
        own = {entry.id for entry in load_edition(record.edition).cover if entry.personal}
        record = replace(
            record,
            cover={name: text for name, text in record.cover.items() if name not in own},
            narrative={name: hide(text) for name, text in record.narrative.items()},
            explanations={name: hide(text) for name, text in record.explanations.items()},
        )
    return replace(
        item,
        file=hide(file),
        record=record,
        findings=tuple(_finding(finding, hide) for finding in item.findings),
        superseded_by=hide(item.superseded_by),
    )


def _without_listed(file: str, organ: str, roster: Roster | None) -> str:
    """The name of a file without the persons of any line of the roster, who may have sent it for another."""
    if roster is None:
        return file
    listed = _listed(roster)
    for size in range(_MOST, _LEAST - 1, -1):
        found = {file[start : start + size] for start in range(len(file) - size + 1)} & listed
        for name in sorted(found):
            file = file if name in organ else file.replace(name, _LEFT_OUT)
    return file


@lru_cache(maxsize=4)
def _listed(roster: Roster) -> frozenset[str]:
    """The names of persons on the roster that are no part of an organ's."""
    organs = "\n".join(line.name for line in roster.lines)
    names = {line.contact.strip() for line in roster.lines}
    return frozenset(name for name in names if _LEAST <= len(name) <= _MOST and name not in organs)


def _persons(item: Return, roster: Roster | None) -> set[str]:
    """The names and numbers to hide in ``item``."""
    record = item.record
    found: set[str] = set()
    if record is not None:
        contacts = {entry.id for entry in load_edition(record.edition).cover if entry.personal}
        found |= {text.strip() for name, text in record.cover.items() if name in contacts}
    organ = record.agency.name if record else ""
    if roster is not None:
        line = record and (line_of_code(record.agency.code, roster) or line_of_name(organ, roster))
        line = line or line_within_file(item.file, roster)
        if line:
            found |= {line.contact.strip(), line.phone.strip()}
            organ += line.name
    return {text for text in found if len(text) >= _LEAST and text not in organ}


def _hiding(persons: Sequence[str] | set[str]) -> Hide:
    longest_first = sorted(persons, key=lambda text: (-len(text), text))
    known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None

    def hide(text: str) -> str:
        text = known.sub(_LEFT_OUT, text) if known else text
        return _TELEPHONE.sub(_LEFT_OUT, text)

    return hide


def _finding(finding: Finding, hide: Hide) -> Finding:
    numbers = [finding.found, finding.expected, finding.difference]
    if any(isinstance(number, Number) for number in numbers):  # it tells of figures, which look alike
        return replace(finding, explanation=hide(finding.explanation))
    return replace(
        finding,
        message=hide(finding.message),
        fix=hide(finding.fix),
        found=hide(finding.found) if isinstance(finding.found, str) else finding.found,
        expected=hide(finding.expected) if isinstance(finding.expected, str) else finding.expected,
        explanation=hide(finding.explanation),
    )
