"""Writes what goes back for each return that is not accepted: a marked-up workbook, a letter, and the table of all."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from pathlib import Path

from ...form.sendback import load_words
from ...office import Office
from ...output import close_to_others, whole_folder
from ...records import Agency, Report, Return, Status, base_name, usual_year
from ...roster import Roster, line_named_otherwise, line_of_code, line_of_name, line_within_file
from ...writing.filled.asked import Asked
from ...writing.struck.naming import clean_name
from ...written import NOTICE_ENDING, NOTICES, strangers_beside
from . import wording
from .answering import Case, Originals, answer, asked_of, asked_of_round, is_of_round, original_of
from .notices import SentBack, letter_text, open_counts, write_table
from .sender import Sender

_LONGEST_NAME = 60


def return_copies(
    report: Report,
    folder: Path,
    originals: Originals,
    office: Office | None = None,
    sender: Sender | None = None,
    *,
    hiding: Callable[[Return], Callable[[str], str]] | None = None,
    force: bool = False,
) -> tuple[SentBack, ...]:
    """Writes the answers to all returns of ``report`` that are not accepted into ``folder``, which appears whole.

    ``originals`` gives the bytes that lie where a return was read from, None where there are none any more.
    A return that can't be mended where it is gets a fresh workbook with what could be read of it, or the organ's own
    blank one; none where it can't be told whose figures it has, or where the roster of ``office`` does not have the
    organ. Without a deadline of the ``sender``, a fresh workbook has that of the one that came. ``hiding`` gives what
    hides the persons of a return in the names of files and in the table of all letters, which are passed on; the
    letters themselves go to the organs. Raises OutputError where ``folder`` is not empty (without ``force``), holds
    what is not as a run wrote it, or can't be written, and DefinitionError for an edition's own words that can't be
    used.
    """
    office, sender = office or Office(), sender or Sender()
    office = replace(office, year=office.year or report.year or usual_year(report.counted))
    roster = office.roster
    taken: set[str] = {NOTICES.casefold()}

    @cache
    def asked_by_all() -> Asked:
        return asked_of_round(report.counted, office.year, originals)

    with whole_folder(folder, force=force, strangers=strangers_beside(NOTICES)) as target:
        sent = [
            _send_back(item, office, sender, target, taken, original_of(item, originals), asked_by_all, hiding)
            for item in report.counted
            if item.status is not Status.ACCEPTED
        ]
        write_table(target / NOTICES, sent, roster)
        if roster is not None and roster.has_contacts:
            close_to_others(target / NOTICES)
    return tuple(sent)


def _send_back(
    item: Return,
    office: Office,
    sender: Sender,
    target: Path,
    taken: set[str],
    data: bytes | None,
    asked_by_all: Callable[[], Asked],
    hiding: Callable[[Return], Callable[[str], str]] | None,
) -> SentBack:
    """Answers one return, whose bytes are ``data``; ``asked_by_all`` says what a workbook that can't be read asked."""
    hide = hiding(item) if hiding else None
    file = hide(item.file) if hide else item.file
    stem = _free_stem(Path(base_name(file)).stem, taken)
    agency = _agency(item, office.roster)
    asked = asked_of(item, data) if item.record is not None and is_of_round(item, office.year) else asked_by_all()
    answered = answer(Case(item, agency, office, sender, asked, target), data)
    copy = f"{stem}.xlsx" if answered.data else ""
    if answered.data:
        (target / copy).write_bytes(answered.data)
    letter = replace(answered.letter, copy=copy)
    text = letter_text(letter, sender, load_words(letter.layout))
    notice = f"{stem.removesuffix(wording.COPY_ENDING)}{NOTICE_ENDING}"
    (target / notice).write_text(text, encoding="utf-8")
    if hide:  # all but whom the office itself says to ask
        text = letter.contact.join(map(hide, text.split(letter.contact))) if letter.contact else hide(text)
    counts = open_counts(letter.told, letter.way)
    return SentBack(replace(item, file=file), agency, copy, notice, letter.way, text, counts)


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
