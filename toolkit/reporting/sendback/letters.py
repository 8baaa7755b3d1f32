"""Writes all letters of one day: what goes back, who is reminded, which corrections are to be confirmed."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

from ...office import Office
from ...output import close_to_others, whole_folder
from ...records import Return, Status, usual_year
from ...written import LETTERS, strangers_beside
from .answering import Originals
from .outbox import Hiding, Outbox, agency_of
from .sender import Sender
from .sent import Chased, Sent
from .table import write_letter_table


def write_letters(
    day: date,
    folder: Path,
    originals: Originals,
    office: Office | None = None,
    sender: Sender | None = None,
    *,
    returns: Sequence[Return] = (),
    chased: Sequence[Chased] = (),
    due_words: Callable[[str], str] | None = None,
    hiding: Hiding | None = None,
    force: bool = False,
) -> tuple[Sent, ...]:
    """Writes the letters of ``day`` into ``folder``, which appears whole, with one table of them all.

    Each of ``returns`` that is not accepted goes back as ``return_copies`` sends it; figures that the office corrected
    in it are told in the same letter and stand in the same workbook. One that is accepted and has corrections is
    confirmed, one without gets no letter. Each of ``chased`` is reminded, but while it has leave; in the letter with
    which its return goes back, where one does. ``due_words`` tells by the code of an organ by when it was to report,
    in place of what its workbook says. ``originals``, ``hiding``, ``force`` and what is raised are as in
    ``return_copies``. The letters come in the order of ``returns``, then of ``chased``.
    """
    office, sender = office or Office(), sender or Sender()
    office = replace(office, year=office.year or usual_year(returns))
    waiting = {one.line.code: one for one in chased if not one.on_leave(day)}
    with whole_folder(folder, force=force, strangers=strangers_beside(LETTERS)) as target:
        outbox = Outbox(target, returns, originals, office, sender, hiding, day, due_words)
        told = (item for item in returns if item.status is not Status.ACCEPTED or item.corrections)
        sent = [_answered(outbox, item, waiting) for item in told]
        sent += [outbox.chase(one, day) for one in waiting.values()]
        write_letter_table(target / LETTERS, sent, day, office.roster)
        if office.roster is not None and office.roster.has_contacts:
            close_to_others(target / LETTERS)
    return tuple(sent)


def _answered(outbox: Outbox, item: Return, waiting: dict[str, Chased]) -> Sent:
    """The letter on ``item``, with what it says of its organ taken from ``waiting``."""
    code = agency_of(item, outbox.office.roster).code
    back = outbox.answer(item, waiting.get(code) if item.status is not Status.ACCEPTED else None)
    if back.chased is not None:
        del waiting[code]
    return Sent(back.agency, back.kinds, back.copy, back.notice, back.text, back.item, back.chased, back.counts)
