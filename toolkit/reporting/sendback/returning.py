"""Writes what goes back for each return that is not accepted: a marked-up workbook, a letter, and the table of all."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from ...office import Office
from ...output import close_to_others, whole_folder
from ...records import Report, Status, usual_year
from ...written import NOTICES, strangers_beside
from .answering import Originals
from .outbox import Hiding, Outbox
from .sender import Sender
from .sent import SentBack
from .table import write_table


def return_copies(
    report: Report,
    folder: Path,
    originals: Originals,
    office: Office | None = None,
    sender: Sender | None = None,
    *,
    hiding: Hiding | None = None,
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
    with whole_folder(folder, force=force, strangers=strangers_beside(NOTICES)) as target:
        outbox = Outbox(target, report.counted, originals, office, sender, hiding)
        sent = [outbox.answer(item) for item in report.counted if item.status is not Status.ACCEPTED]
        write_table(target / NOTICES, sent, office.roster)
        if office.roster is not None and office.roster.has_contacts:
            close_to_others(target / NOTICES)
    return tuple(sent)
