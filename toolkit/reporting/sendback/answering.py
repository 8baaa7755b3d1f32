"""The workbook that answers one return: its own marked up, a new one with its figures, a blank one, or none."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from ...editions import load_edition
from ...findings import Finding
from ...form import DefinitionError, Form, Severity
from ...form.layout import Layout, load_layout
from ...form.sendback import load_words
from ...office import Office
from ...records import Agency, Record, Return, Status, inputs_of
from ...writing.filled.arranged import arranged_in
from ...writing.filled.asked import Asked, asked_in
from ...writing.filled.correcting import correct_workbook
from ...writing.filled.entries import ValuesError
from ...writing.filled.refill import write_refilled
from .corrected import corrected_of
from .marked_copy import with_marks
from .marking import BeyondRepairError
from .notices import Letter
from .sender import Sender
from .slips import Places, told_of
from .speech import FILLED, MERGED, Way, as_told, asks_whose, mended_in_place

_TRIED = 5  # workbooks that are opened to learn of their round
_IN_PLACE = ("VALUE-",)  # findings of the reader that a clerk can mend where they stand

Originals = Callable[[Return], bytes | None]


@dataclass(frozen=True, slots=True)
class Answer:
    """``data`` is the workbook that goes back, if any; ``letter`` what is said with it (without the copy's name)."""

    data: bytes | None
    letter: Letter


@dataclass(frozen=True, slots=True)
class Case:
    """One return to be answered; ``asked`` is what its workbook asked when it was sent out, ``scratch`` a folder."""

    item: Return
    agency: Agency
    office: Office
    sender: Sender
    asked: Asked
    scratch: Path

    @property
    def deadline(self) -> str:
        return self.sender.deadline or self.asked.deadline

    @property
    def contact(self) -> str:
        return self.sender.contact or self.asked.contact

    def office_layout(self, record: Record) -> Layout:
        """The Layout of the edition of ``record``, with the rules that the office judges by."""
        return load_layout(self.office.edition(record.edition, record.year))

    def letter(self, way: Way, layout: Layout | None, year: int | None) -> Letter:
        """What is said of the return. ``layout`` is that of the workbook that goes back."""
        record = self.item.record
        own = self.office_layout(record) if record else layout
        words = load_words(own)
        came = Places(own, record)
        item = as_told(self.item, way, words, own, came)
        places = Places(own) if way is Way.CARRIED else came
        said = own if way is Way.CARRIED else layout or own
        back = self.item.status is not Status.ACCEPTED
        told = told_of(item, places, words) if back else ()
        letter = Letter(
            item, self.agency, told, places, said, year, "", way, self.asked.deadline, self.contact, back=back
        )
        if record is None or own is None or (back and way not in FILLED):  # whose figures it has is in doubt
            return letter
        first = 1 + max((one.numbered.number for one in told), default=0)
        renewed = way is Way.CARRIED
        corrected = corrected_of(item.corrections, record, own, words, first=first, renewed=renewed)
        return replace(letter, corrected=corrected)


def original_of(item: Return, originals: Originals) -> bytes | None:
    """The bytes of ``item`` as they were read; None where they are gone, or others by now."""
    data = originals(item)
    return data if data is not None and hashlib.sha256(data).hexdigest() == item.sha256 else None


def asked_of(item: Return, data: bytes | None) -> Asked:
    """What the workbook of ``item`` asked when it was sent out."""
    if item.record is None or data is None:
        return Asked()
    return asked_in(data, load_layout(load_edition(item.record.edition)))


def is_of_round(item: Return, year: int | None) -> bool:
    """Whether a workbook was sent out in the round of ``year``, as far as it says."""
    return item.record is None or year is None or item.record.year in (None, year)


def asked_of_round(returns: Iterable[Return], year: int | None, originals: Originals) -> Asked:
    """By when the workbooks of the round of ``year`` were wanted back, as most of the first that can be read say it; no
    more than that: what one organ's workbook says is not put into another's.
    """
    readable = (item for item in returns if item.record is not None and is_of_round(item, year))
    asked = (asked_of(item, original_of(item, originals)).deadline for item in islice(readable, _TRIED))
    told = Counter(deadline for deadline in asked if deadline)
    return Asked(deadline=max(told, key=lambda deadline: told[deadline], default=""))


def answer(case: Case, data: bytes | None) -> Answer:
    """The Answer to ``case``, whose workbook has the bytes ``data`` (None where it can't be had)."""
    item, office = case.item, case.office
    if item.record is not None and office.roster is not None and case.agency.code not in office.roster.by_code:
        # Whatever goes back would bear the wrong code again, and a seal that makes it ours.
        return Answer(None, case.letter(Way.UNLISTED, case.office_layout(item.record), item.record.year))
    if item.record is not None and any(finding.rule == MERGED for finding in item.findings):
        return Answer(None, case.letter(Way.MERGED, case.office_layout(item.record), item.record.year))
    marked = _marked(case, data)
    if marked is not None:
        return marked
    year = office.year or (item.record.year if item.record else None)
    form = _form_of(year, office)
    layout = load_layout(form) if form else None
    if asks_whose(item, year, case.agency, office.roster):
        return Answer(None, case.letter(Way.WHOSE, layout, year))  # a new workbook would say that it is theirs
    if form is None or layout is None or year is None:
        return Answer(None, case.letter(Way.NONE, layout, year))
    record = item.record
    if record is not None and record.edition == form.edition and record.year == year:
        letter = case.letter(Way.CARRIED, layout, year)
        return Answer(with_marks(_fresh(case, form, year, record), letter, case.sender.deadline, layout, ()), letter)
    if not (case.agency.code and case.agency.name):
        return Answer(None, case.letter(Way.NONE, layout, year))  # a blank one without a code is nobody's
    return Answer(_fresh(case, form, year, None), case.letter(Way.BLANK, layout, year))


def _form_of(year: int | None, office: Office) -> Form | None:
    """The form of a new workbook; None where no edition covers what a return says of its year."""
    try:
        return office.form(year) if year is not None else None
    except DefinitionError:
        return None


def _marked(case: Case, data: bytes | None) -> Answer | None:
    """The agency's own workbook marked up; None where it can't be mended where it is."""
    record = case.item.record
    if data is None or record is None or record.moved or not all(map(_in_place, case.item.findings)):
        return None
    layout = arranged_in(data, case.office_layout(record))
    letter = case.letter(Way.MARKED, layout, record.year)
    doubtful = set(record.overtyped)
    try:
        if figures := {one.field: one.new for one in case.item.corrections}:
            data = correct_workbook(data, layout, figures)
            form = layout.form
            doubtful |= {total.at for total in form.computations if inputs_of(form, total.at) & figures.keys()}
        return Answer(with_marks(data, letter, case.sender.deadline, layout, doubtful), letter)
    except (BeyondRepairError, ValuesError):
        return None


def _in_place(finding: Finding) -> bool:
    """Whether what the finding asks for can be done in the workbook as it is: where an input can be filled in."""
    if finding.severity is not Severity.ERROR:
        return True
    if not mended_in_place(finding):
        return False
    return bool(finding.field or finding.key) or finding.rule.startswith(_IN_PLACE) or finding.rule == "WRITTEN"


def _fresh(case: Case, form: Form, year: int, record: Record | None) -> bytes:
    """A workbook as it was sent out to the agency, with what ``record`` holds; blank without one."""
    office = case.office
    line = office.roster.by_code.get(case.agency.code) if office.roster else None
    path = case.scratch / ".fresh.xlsx"
    write_refilled(
        form,
        path,
        record,
        year=year,
        agency=case.agency,
        standing=(line.kind, line.level) if line else ("", ""),
        prior=office.prior,
        seal_key=office.seal_key,
        deadline=case.deadline,
        contact=case.contact,
    )
    data = path.read_bytes()
    path.unlink()
    return data
