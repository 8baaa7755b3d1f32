"""Writes what goes back for each return that is not accepted: a marked-up workbook, a notice, and the table of all."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ...findings import Finding
from ...form import Form, Severity, load_edition, load_form
from ...form.answer import load_answer
from ...form.layout import Layout, load_layout
from ...output import close_to_others, whole_folder
from ...prior import Prior
from ...records import Agency, Record, Report, Return, Status
from ...roster import Roster, line_named_otherwise, line_of_code, line_of_name, line_within_file
from ...writing.naming import clean_name
from ...writing.refill import write_refilled
from ...written import NOTICES, strangers_beside
from ..numbered import number_findings
from . import wording
from .fitness import fitness_of
from .listing import Listing
from .marking import BeyondRepairError, mark_workbook
from .marks import list_rows, marks_of
from .notices import SentBack, Way, base_name, counts_of, notice_text, write_table

_LONGEST_NAME = 60
_WHOSE = frozenset(
    ("AGENCY-CHANGED", "SEAL-WRONG", "SEAL-MISSING", "FORM-STAMPS", "FILE-OTHER")
)  # ask whose figures these are
_IN_PLACE = ("VALUE-",)  # findings of the reader that a clerk can mend where they stand


@dataclass(frozen=True, slots=True)
class Office:
    """What the office knows beside the returns; all of it may be absent."""

    roster: Roster | None = None
    prior: Prior | None = None
    year: int | None = None
    seal_key: bytes | None = None


def return_copies(
    report: Report,
    folder: Path,
    originals: Callable[[str], bytes | None],
    *,
    roster: Roster | None = None,
    prior: Prior | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    force: bool = False,
) -> tuple[SentBack, ...]:
    """Writes the answers to all returns of ``report`` that are not accepted into ``folder``, which appears whole.

    ``originals`` gives a returned file's bytes by the name it has in the report, None where it has none any more.
    A return that can't be mended where it is gets a fresh workbook with what could be read of it, or the organ's own
    blank one; none where it can't be told whose figures it has. Raises OutputError
    where ``folder`` is not empty (without ``force``), holds what is not as a run wrote it, or can't be written.
    """
    office = Office(roster, prior, year or report.year, seal_key)
    taken: set[str] = {NOTICES.casefold()}
    with whole_folder(folder, force=force, strangers=strangers_beside(NOTICES)) as target:
        sent = [
            _send_back(item, office, target, taken, originals)
            for item in report.counted
            if item.status is not Status.ACCEPTED
        ]
        write_table(target / NOTICES, sent, roster)
        if roster is not None and roster.has_contacts:
            close_to_others(target / NOTICES)
    return tuple(sent)


def _send_back(
    item: Return, office: Office, target: Path, taken: set[str], originals: Callable[[str], bytes | None]
) -> SentBack:
    stem = _free_stem(Path(base_name(item.file)).stem, taken)
    agency = _agency(item, office.roster)
    data, way = _answer(item, agency, office, target, originals)
    copy = f"{stem}.xlsx" if data else ""
    if data:
        (target / copy).write_bytes(data)
    report_year = item.record.year if item.record and way is Way.MARKED else office.year
    text = notice_text(item, agency, number_findings(item.findings), report_year, copy, way)
    notice = f"{stem.removesuffix(wording.COPY_ENDING)}{wording.NOTICE_ENDING}"
    (target / notice).write_text(text, encoding="utf-8")
    return SentBack(item, agency, copy, notice, way, text)


def _answer(
    item: Return, agency: Agency, office: Office, target: Path, originals: Callable[[str], bytes | None]
) -> tuple[bytes | None, Way]:
    """The workbook that goes back, and what it is."""
    data = _marked(item, agency, office, originals)
    if data is not None:
        return data, Way.MARKED
    if any(finding.rule in _WHOSE for finding in item.findings):
        return None, Way.WHOSE  # a new workbook would say that it is theirs
    year = office.year or (item.record.year if item.record else None)
    if year is None:
        return None, Way.NONE
    form = load_form(year)
    if item.record is not None and item.record.edition == form.edition and item.record.year == year:
        return _refilled(item, item.record, agency, office, target), Way.CARRIED
    if not (agency.code and agency.name):
        return None, Way.NONE  # a blank one without a code is nobody's
    return _fresh(form, year, None, agency, office, target), Way.BLANK


def _free_stem(stem: str, taken: set[str]) -> str:
    """A file name for the copy that no other has, the same again when a copy comes back a second time."""
    base = clean_name(stem.removesuffix(wording.COPY_ENDING), _LONGEST_NAME)
    number = 1
    while (name := base if number == 1 else f"{base}（{number}）").casefold() in taken:
        number += 1
    taken.add(name.casefold())
    return name + wording.COPY_ENDING


def _agency(item: Return, roster: Roster | None) -> Agency:
    """Whom it goes to: as the roster has it, found by code, by name, or by the name of the file."""
    told = item.record.agency if item.record else Agency()
    if roster is None:
        return told
    line = line_named_otherwise(item.file, told.code, roster)
    line = line or line_of_code(told.code, roster) or line_of_name(told.name, roster)
    if line is None and item.record is None:
        line = line_within_file(item.file, roster)
    return Agency(line.code, line.name) if line else told


def _marked(item: Return, agency: Agency, office: Office, originals: Callable[[str], bytes | None]) -> bytes | None:
    """The agency's own workbook marked up; None where it can't be mended where it is."""
    record = item.record
    if record is None or record.moved or not all(map(_in_place, item.findings)):
        return None
    form = load_edition(record.edition)
    data = originals(item.file)
    if data is None or hashlib.sha256(data).hexdigest() != item.sha256:
        return None
    try:
        return _mark(data, item, agency, form, load_layout(form), fresh=False)
    except BeyondRepairError:
        return None


def _in_place(finding: Finding) -> bool:
    """Whether what the finding asks for can be done in the workbook as it is: where an input can be filled in."""
    return (
        finding.severity is not Severity.ERROR
        or bool(finding.field or finding.key)
        or finding.rule.startswith(_IN_PLACE)
        or finding.rule == "WRITTEN"
    )


def _refilled(item: Return, record: Record, agency: Agency, office: Office, target: Path) -> bytes:
    """A fresh workbook with what could be read, marked up where the findings have a place in it."""
    form = load_edition(record.edition)
    layout = load_layout(form)
    assert record.year is not None
    data = _fresh(form, record.year, record, agency, office, target)
    moved = replace(item, findings=tuple(_rehomed(item.findings, form, layout)))
    return _mark(data, moved, agency, form, layout, fresh=True)


def _fresh(form: Form, year: int, record: Record | None, agency: Agency, office: Office, target: Path) -> bytes:
    """A workbook as it was sent out to ``agency``, with what ``record`` holds; blank without one."""
    line = office.roster.by_code.get(agency.code) if office.roster else None
    path = target / ".fresh.xlsx"
    write_refilled(
        form,
        path,
        record,
        year=year,
        agency=agency,
        standing=(line.kind, line.level) if line else ("", ""),
        prior=office.prior,
        seal_key=office.seal_key,
    )
    data = path.read_bytes()
    path.unlink()
    return data


def _rehomed(findings: Sequence[Finding], form: Form, layout: Layout) -> Iterator[Finding]:
    """The findings at the places they have in a fresh workbook; without a place where they have none there."""
    for finding in findings:
        index = form.by_code[finding.field].index if finding.field in form.by_code else None
        if index is not None:
            sheet, cell = layout.place(index)
            yield replace(finding, sheet=sheet, cell=cell, related=())
        else:
            yield replace(finding, sheet="", cell="", related=())


def _mark(data: bytes, item: Return, agency: Agency, form: Form, layout: Layout, *, fresh: bool) -> bytes:
    answer = load_answer()
    numbered = number_findings(item.findings)
    record: Record | None = item.record
    year = f"{record.year} 年度" if record and record.year else ""
    who = f"{agency.name}（{agency.code}）" if agency.name and agency.code else agency.name or agency.code
    listing = Listing(
        answer,
        (
            wording.LIST_ABOUT.format(agency=who, year=year, file=base_name(item.file)),
            wording.LIST_COUNTS.format(counts=counts_of(item)),
            wording.LIST_FRESH if fresh else wording.LIST_HOW,
        ),
        list_rows(numbered, cured=fresh),
    )
    doubtful = () if fresh or item.record is None else item.record.overtyped
    return mark_workbook(data, marks_of(numbered), listing, fitness_of(form, layout, doubtful))
