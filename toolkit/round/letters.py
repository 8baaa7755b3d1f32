"""What goes out now: returns sent back, corrections to confirm, reminders to who is late; each once."""

from __future__ import annotations

import hashlib
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from ..jobs import Given
from ..reading.find.originals import fetch_original
from ..records import Return, Status
from ..reporting.sendback import Chased, Kind, Sender, Sent, write_letters
from ..wall_time import day_words
from ..writing.struck.earlier_round import MANIFEST, read_manifest
from . import clock
from .board import Board, Place, Row, board_of
from .finding import find_line
from .folder import LETTERS, OUTBOX
from .holding import sole_writer
from .ledger import Line
from .model import open_round
from .numbering import next_number
from .standing import Standing, standing


@dataclass(frozen=True, slots=True)
class Letters:
    """What was written into ``folder``, with number ``number`` (0: there was nothing to send, and no folder).

    ``unnoted`` are folders of letters that a run wrote and was killed before it could note them.
    """

    folder: Path
    number: int
    sent: tuple[Sent, ...]
    unnoted: tuple[str, ...] = ()


def send_letters(
    folder: str | Path, *, organ: str = "", again: bool = False, deadline: str = "", by: str = ""
) -> Letters:
    """Writes the letters that are due and have not gone out yet into the next numbered folder; all of them, ``again``;
    those to ``organ`` (code or name) alone, where one is named.

    ``deadline`` is when corrected returns are wanted back, in the words of letters; by default that of the round, where
    it has not passed. A reminder goes to who is late, once for each day it was due on.
    """
    with open_round(folder) as of, sole_writer(of.folder, "写函件"):
        stands = standing(of)
        board = board_of(stands)
        noted = [line for line in stands.lines if line.verb == "letters"]
        day = clock.today()
        keys = set() if again else {key for line in noted for key in (line.data["key"], line.data["chase"])}
        confirmed = set() if again else {one for line in noted for one in line.data["corrections"]}
        returns = [item for item in _answered(board, confirmed) if _key(item) not in keys]
        issued = read_manifest(of.folder / OUTBOX / MANIFEST)
        templates = {one.agency_code: Path(one.path).name for one in issued}
        chased = [_chased(row, noted, templates.get(row.line.code, "")) for row in board.of(Place.LATE)]
        chased = [one for one in chased if _chase_key(one) not in keys]
        if organ:
            code = find_line(organ, stands.roster.lines).code
            own = {one.file for one in stands.arrivals if one.organ == code}
            returns = [item for item in returns if item.file in own]
            chased = [one for one in chased if one.line.code == code]
        number, unnoted = next_number(of.folder / LETTERS, (line.data["number"] for line in noted))
        target = of.folder / LETTERS / str(number)
        if not returns and not chased:
            return Letters(target, 0, (), unnoted)
        settings = of.settings
        due = settings.due_day
        words = deadline or (settings.deadline if due and due >= day else "")
        given = Given(stands.roster, of.prior, settings.year, of.key, of.rules)
        sent = write_letters(
            day,
            target,
            fetch_original,
            given.known(board.summary.returns, stands.roster),
            Sender(settings.name, settings.contact, words),
            returns=returns,
            chased=chased,
            due_words=lambda code: _due_words(stands, code),
        )
        with of.ledger.changing():
            for one in sent:
                of.ledger.add("letters", by, _about(one, number, day), one.agency.code)
        return Letters(target, number, sent, unnoted)


def _due_words(stands: Standing, code: str) -> str:
    """By when the organ with ``code`` was to report, in the words of letters: by its leave, where it has one."""
    leave = stands.leaves.get(code)
    return day_words(date.fromisoformat(leave)) if leave else stands.of.settings.deadline


def _answered(board: Board, confirmed: Container[int]) -> Iterator[Return]:
    """The returns that get an answer, of several of one organ those that count: not accepted, or with corrections whose
    lines are not among those that an organ was asked to confirm before.
    """
    for item in board.summary.returns:
        asked = [one for one in item.corrections if one.line not in confirmed]
        if not item.superseded_by and (item.status is not Status.ACCEPTED or asked):
            yield item


def _key(item: Return) -> str:
    """What is told of ``item``, as one word: the same return with the same to mend is answered once."""
    told = sorted({finding.id for finding in item.findings if finding.severity != "notice" and not finding.settled})
    made = [str(one.line) for one in item.corrections]
    return hashlib.sha256("\n".join([item.file, item.sha256, *told, *made]).encode()).hexdigest()


def _chase_key(one: Chased) -> str:
    return f"chase {one.line.code} {one.due.isoformat() if one.due else ''}"


def _chased(row: Row, noted: Sequence[Line], template: str) -> Chased:
    before = tuple(
        date.fromisoformat(line.data["day"])
        for line in noted
        if line.organ == row.line.code and Kind.CHASE in line.data["kinds"]
    )
    due = date.fromisoformat(row.due) if row.due else None
    return Chased(row.line, due, bool(row.leave), before, template)


def _about(one: Sent, number: int, day: date) -> dict[str, object]:
    key = _key(one.item) if one.item else _chase_key(one.chased) if one.chased else ""
    chase = _chase_key(one.chased) if one.chased else ""
    return {
        "number": number,
        "day": day.isoformat(),
        "kinds": list(one.kinds),
        "files": list(one.files),
        "key": key,
        "chase": chase,
        "return": one.item.file if one.item else "",
        "corrections": [each.line for each in one.item.corrections] if one.item and Kind.CONFIRM in one.kinds else [],
    }
