"""What a file says of itself, made into what nobody after the reading can trip over: whole, bounded, of one grammar.

A returned file may say anything; the process that sums trusts what it is given. So this is the door between the two.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime

from ...findings import Finding
from ...ooxml.cell_text import CELL_UNITS
from ...records import Return
from ...width import units

NO_SEAL = "?"  # in place of a seal that is none: matches nothing, and is not missing
LINE = 200  # characters of a code, a name, or another fact that stands in one line
_TOLD = 2_000  # characters of a whole finding
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\ufffe\uffff]+")
_YEAR = re.compile(r"20[0-9]{2}")
_COVERAGE = re.compile(r"[0-9]{1,7}(?: [0-9]{1,7}){3}")
_DIGEST = re.compile(r"[0-9a-f]{64}")
_TIME = re.compile(r"[-+:.,TZWtz0-9 ]{8,40}")


def whole(text: str) -> str:
    """``text`` with halves of a pair joined, and replaced where they stand alone: no encoding has them."""
    try:
        text.encode()  # fails for halves, and is the quickest look
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def one_line(text: str) -> str:
    """``text`` as a code, a name or another short fact: cut at 200 characters, without what controls a terminal."""
    if len(text) <= LINE and text.isprintable():
        return text  # nearly always; what is half a character is not printable
    return whole(_CONTROLS.sub("", text[:LINE]))


def fits_cell(text: str) -> bool:
    """Whether one cell of a spreadsheet can hold ``text``."""
    return len(text) * 2 <= CELL_UNITS or units(text) <= CELL_UNITS


def cut(text: str, most: int = CELL_UNITS) -> str:
    """The first ``most`` units of UTF-16 of ``text``."""
    if len(text) * 2 <= most:
        return text
    return text[:most].encode("utf-16-le", "surrogatepass")[: 2 * most].decode("utf-16-le", "ignore")


def sound_time(text: str) -> str:
    """``text`` if it is an ISO time, of whatever zone, that has its like in UTC; else nothing."""
    if not _TIME.fullmatch(text):
        return ""
    try:
        time = datetime.fromisoformat(text)
        (time if time.tzinfo else time.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        return ""
    return text


def sound_year(text: str) -> str:
    """``text`` if it is a year that reports can be of; else nothing."""
    return text if _YEAR.fullmatch(text) else ""


def sound_coverage(text: str) -> str:
    """``text`` if it has the four counts of ``Stamp.coverage``; else nothing."""
    return text if _COVERAGE.fullmatch(text) else ""


def sound_seal(text: str) -> str:
    """``text`` if it is a seal, nothing if it is blank, else ``NO_SEAL``."""
    return text if not text or _DIGEST.fullmatch(text) else NO_SEAL


def sound_digest(text: str) -> str:
    """``text`` if it is a SHA-256 in hex; else nothing."""
    return text if _DIGEST.fullmatch(text) else ""


def admit(item: Return) -> Return:
    """``item`` as it may leave the reading: every text in it bounded and such as can be written."""
    findings = tuple(map(_admit_finding, item.findings))
    record = item.record
    if record is not None and record.moved:
        moved = {index: (one_line(sheet), cell) for index, (sheet, cell) in record.moved.items()}
        record = record if moved == record.moved else replace(record, moved=moved)
    if record is item.record and all(map(_is_same, findings, item.findings)):
        return item
    return replace(item, record=record, findings=findings)


def _is_same(one: Finding, other: Finding) -> bool:
    return one is other


def _admit_finding(finding: Finding) -> Finding:
    admitted = replace(
        finding,
        message=_told(finding.message),
        fix=_told(finding.fix),
        sheet=one_line(finding.sheet),
        related=tuple(map(whole, finding.related)),
        label=_told(finding.label),
        found=_told(finding.found) if isinstance(finding.found, str) else finding.found,
        expected=_told(finding.expected) if isinstance(finding.expected, str) else finding.expected,
    )
    return finding if admitted == finding else admitted


def _told(text: str) -> str:
    return whole(text if len(text) <= _TOLD else f"{text[:_TOLD]}……")
