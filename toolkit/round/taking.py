"""Takes in what came: keeps every version, reads and judges what is new, and says what changed for whom."""

from __future__ import annotations

import os
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from datetime import date
from pathlib import Path

from ..findings import Finding
from ..form import Severity
from ..jobs import Means
from ..reading import Found, find_files
from ..records import Return
from ..rollup import Entry, State, Summary
from ..roster import Roster
from . import clock
from .arrivals import Arrival
from .arriving import Inbox, New, each_once, look_through
from .folder import INBOX, VERSIONS
from .holding import sole_writer
from .model import Round, open_round
from .readings import pack_reading
from .standing import standing


@dataclass(frozen=True, slots=True)
class Changed:
    """What became of one roster line by what was taken in: as it is now and its state ``before``, and how many
    ``figures`` differ of those that count for it.
    """

    entry: Entry
    before: State
    figures: int


@dataclass(frozen=True, slots=True)
class Taken:
    """What one look into the inbox brought: the new ``returns`` as they are judged, for whom it ``changed`` what, what
    could not be had now (``refused``, by name), and how much was there already (``unchanged``).
    """

    returns: tuple[Return, ...]
    changed: tuple[Changed, ...]
    refused: Mapping[str, Finding]
    passed_over: Mapping[str, int]
    findings: tuple[Finding, ...]
    unchanged: int

    @property
    def wrong(self) -> bool:
        """Whether something new has errors, or can't be had."""
        told = any(item.count(Severity.ERROR) for item in self.returns if not item.superseded_by)
        return told or bool(self.refused) or bool(self.findings)


def take_returns(
    folder: str | Path,
    paths: Sequence[str | Path] = (),
    *,
    received: date | None = None,
    by: str = "",
    everything: bool = False,
    means: Means | None = None,
) -> Taken:
    """Takes what is new at ``paths`` (by default the inbox of the round in ``folder``) into its ledger, of ``by``.

    ``received`` is the day it came, by default today. What looks as it did when it was taken in is passed over,
    unless ``everything`` is to be looked at. Raises RoundError where there is no round, or another run is at work in
    it; OutputError where nothing can be written: then nothing was taken in.
    """
    means = means or Means()
    with open_round(folder) as of, sole_writer(of.folder, "收件", tell=means.notice):
        found = _find(of, paths)
        inbox = look_through(of, found, everything=everything)
        if not inbox.new:
            if inbox.seen:
                with of.ledger.changing():
                    _note_seen(of, inbox)
            return Taken((), (), inbox.refused, found.passed_over, found.findings, inbox.unchanged)
        return _take(of, inbox, found, received or clock.today(), by, means)


def _find(of: Round, paths: Sequence[str | Path]) -> Found:
    """The files at ``paths``, without those that the round keeps itself."""
    found = find_files(paths or [of.folder / INBOX])
    kept = (of.folder / VERSIONS).resolve()
    folders = {os.path.dirname(one.path) for one in found.files if not one.is_remote}  # noqa: PTH120
    own = {folder for folder in folders if Path(folder).resolve().is_relative_to(kept)}
    files = tuple(one for one in found.files if one.is_remote or os.path.dirname(one.path) not in own)  # noqa: PTH120
    return Found(files, found.passed_over, found.findings)


def _take(of: Round, inbox: Inbox, found: Found, received: date, by: str, means: Means) -> Taken:
    first = list(each_once(inbox.new))
    reading = means.read(Found(tuple(one.source for one in first), {}))
    from .judging import get_ready, summarize

    get_ready(of)  # while the files are read
    before = standing(of)
    read = {one.sha256: item for one, item in zip(first, reading, strict=True)}
    with of.ledger.changing():
        _keep_readings(of, first, read)
        arrived = _arrive(of, inbox.new, before.roster, received, by)
        _note_seen(of, inbox)
    after = standing(of)
    organs = {one.organ for one in arrived}
    now = summarize(after, organs=organs)
    then = summarize(before, organs=organs)
    files = {one.file for one in arrived}
    return Taken(
        tuple(item for item in now.returns if item.file in files),
        tuple(_changes(then, now, organs)),
        inbox.refused,
        found.passed_over,
        found.findings,
        inbox.unchanged,
    )


def _keep_readings(of: Round, new: Sequence[New], read: Mapping[str, Return]) -> None:
    rows = []
    for one in new:
        size = one.source.listed[0] if one.source.listed else 0
        rows.append((one.sha256, Path(one.source.path).suffix, size, 1, pack_reading(read[one.sha256])))
    of.ledger.write("INSERT INTO version VALUES (?, ?, ?, ?, ?)", rows)


def _arrive(of: Round, new: Sequence[New], roster: Roster, received: date, by: str) -> tuple[Arrival, ...]:
    """Writes down the arrivals of ``new``, whose readings are kept, and whose they are by ``roster``."""
    from .owners import owned

    first = int(of.ledger.rows("SELECT ifnull(max(n), 0) + 1 FROM arrival")[0][0])
    day = received.isoformat()
    came = [
        Arrival(number, 0, one.source.name, one.path, one.sha256, day, one.modified, "")
        for number, one in enumerate(new, start=first)
    ]
    arrived = tuple(
        replace(one, line=of.ledger.add("take", by, _about(one), one.organ)) for one in owned(of, came, roster)
    )
    of.ledger.write("INSERT INTO arrival VALUES (?, ?, ?, ?, ?, ?, ?, ?)", [astuple(one) for one in arrived])
    again = [(one.sha256,) for one in new if one.known]  # of one that was forgotten, the file is there again
    of.ledger.write("UPDATE version SET kept = 1 WHERE sha256 = ? AND kept = 0", again)
    return arrived


def _about(one: Arrival) -> dict[str, object]:
    return {"arrival": one.n, "file": one.file, "sha256": one.sha256, "received": one.received}


def _note_seen(of: Round, inbox: Inbox) -> None:
    rows = [(path, *look) for path, look in inbox.seen.items()]
    of.ledger.write("INSERT OR REPLACE INTO seen VALUES (?, ?, ?, ?)", rows)


def _changes(then: Summary, now: Summary, organs: Collection[str]) -> Iterator[Changed]:
    """What is otherwise now with ``organs``, in the order of the roster."""
    for entry in now.entries:
        earlier = then.by_code.get(entry.line.code)
        if entry.line.code not in organs or earlier is None:
            continue
        moved = earlier.state != entry.state or earlier.included != entry.included
        figures = _differing(earlier, entry)
        if moved or figures:
            yield Changed(entry, earlier.state, figures)


def _differing(earlier: Entry, entry: Entry) -> int:
    """How many figures differ of two that count; of one alone, none."""
    from ..collating.inbox import differences

    if earlier.chosen is None or entry.chosen is None or earlier.values is None or entry.values is None:
        return 0
    return len(differences(earlier.chosen, entry.chosen))
