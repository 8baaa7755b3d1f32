"""A folder of letters while it is written: each under a name that no other has, with the workbook that goes with it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from ...editions import load_forms
from ...form.layout import load_layout
from ...form.sendback import load_words
from ...office import Office
from ...records import Agency, Return, base_name
from ...roster import Roster, line_named_otherwise, line_of_code, line_of_name, line_within_file
from ...writing.filled.asked import Asked
from ...writing.struck.naming import clean_name
from ...written import CHASE_ENDING, CONFIRM_ENDING, LETTERS, NOTICE_ENDING, NOTICES
from ..reachable import LEFT_OUT
from . import wording
from .answering import Case, Originals, answer, asked_of, asked_of_round, is_of_round, original_of
from .chasing import chase_text
from .notices import letter_text, open_counts
from .sender import Sender
from .sent import Chased, Kind, Sent, SentBack
from .speech import Way

_LONGEST_NAME = 60
_UNSURE = (
    Way.WHOSE,
    Way.UNLISTED,
    Way.MERGED,
)  # what was sent may be another's: what the organ itself owes is said apart

Hiding = Callable[[Return], Callable[[str], str]]


def _names_of_tables() -> set[str]:
    return {NOTICES.casefold(), LETTERS.casefold()}


@dataclass
class Outbox:
    """``folder`` gets the letters; ``returns`` are those of the run, ``originals`` their bytes. ``hiding`` gives what
    hides the persons of a return in what is passed on. Letters bear ``day`` where it is given.
    ``due_words`` tells by when the organ with a code was to report, where the office knows it better than the workbook.
    """

    folder: Path
    returns: Sequence[Return]
    originals: Originals
    office: Office
    sender: Sender
    hiding: Hiding | None = None
    day: date | None = None
    due_words: Callable[[str], str] | None = None
    _taken: set[str] = field(default_factory=_names_of_tables)

    @cached_property
    def _asked_by_all(self) -> Asked:
        return asked_of_round(self.returns, self.office.year, self.originals)

    def answer(self, item: Return, chased: Chased | None = None) -> SentBack:
        """Answers ``item``; ``chased`` is said in the same letter, unless it may not be the organ's own return."""
        hide = self.hiding(item) if self.hiding else None
        file = hide(item.file) if hide else item.file
        stem = self._free_stem(Path(base_name(file)).stem)
        agency = agency_of(item, self.office.roster)
        data = original_of(item, self.originals)
        own = item.record is not None and is_of_round(item, self.office.year)
        asked = asked_of(item, data) if own else self._asked_by_all
        if self.due_words is not None:
            asked = replace(asked, deadline=self.due_words(agency.code))
        answered = answer(Case(item, agency, self.office, self.sender, asked, self.folder), data)
        back = answered.letter.back
        copy = f"{stem}{wording.COPY_ENDING if back else wording.CONFIRM_COPY_ENDING}.xlsx" if answered.data else ""
        if answered.data:
            (self.folder / copy).write_bytes(answered.data)
        also = None if answered.letter.way in _UNSURE else chased
        letter = replace(answered.letter, copy=copy, day=self.day, chased=also)
        text = letter_text(letter, self.sender, load_words(letter.layout))
        notice = self._write(f"{stem}{NOTICE_ENDING if back else CONFIRM_ENDING}", text)
        if hide:  # all but whom the office itself says to ask
            for one in item.corrections:
                text = text.replace(one.by, LEFT_OUT) if one.by and one.by not in agency.name else text
            text = letter.contact.join(map(hide, text.split(letter.contact))) if letter.contact else hide(text)
        counts = open_counts(letter.told, letter.way)
        shown = replace(item, file=file)
        return SentBack(shown, agency, copy, notice, letter.way, text, counts, letter.kinds, letter.chased)

    def chase(self, chased: Chased, day: date) -> Sent:
        """Reminds an organ of what it owes on ``day``."""
        line, year = chased.line, self.office.year
        form = self.office.form(year) if year is not None else load_forms()[-1]
        stem = self._free_stem(f"{line.code}_{line.name}")
        text = chase_text(chased, day, year, form, self.sender, load_words(load_layout(form)))
        notice = self._write(f"{stem}{CHASE_ENDING}", text)
        return Sent(Agency(line.code, line.name), (Kind.CHASE,), "", notice, text, chased=chased)

    def _write(self, name: str, text: str) -> str:
        (self.folder / name).write_text(text, encoding="utf-8")
        return name

    def _free_stem(self, stem: str) -> str:
        """What the files of one letter are called before their endings: as nothing else is, and the same again when a
        copy comes back a second time.
        """
        for ending in (wording.COPY_ENDING, wording.CONFIRM_COPY_ENDING):
            stem = stem.removesuffix(ending)
        base, number = clean_name(stem, _LONGEST_NAME), 1
        while (name := base if number == 1 else f"{base}（{number}）").casefold() in self._taken:
            number += 1
        self._taken.add(name.casefold())
        return name


def agency_of(item: Return, roster: Roster | None) -> Agency:
    """Whom the answer to ``item`` goes to: as the roster has it, found by code, by name, or by the name of the file."""
    told = item.record.agency if item.record else Agency()
    if roster is None:
        return told
    line = line_named_otherwise(item.file, told.code, roster)
    line = line or line_of_code(told.code, roster) or line_of_name(told.name, roster)
    if line is None and item.record is None:
        line = line_within_file(item.file, roster)
    return Agency(line.code, line.name) if line else told
