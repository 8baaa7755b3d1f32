"""Inbox against roster: which return counts for each line, which are replaced, and whose organ nobody knows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ..editions import load_edition
from ..findings import tell
from ..form import Form
from ..records import Return, Status
from ..rollup import Difference, Entry, State, Superseded
from ..roster import Roster, RosterLine, line_named_otherwise, line_of_code, line_within_file, names_another
from .moments import moment

_SUMMED = (Status.ACCEPTED, Status.NEEDS_EXPLANATION)


class CollatingError(Exception):
    """The collation can't be carried out as asked. The text names what to change, in Chinese."""


@dataclass(frozen=True, slots=True)
class Sorted:
    """Every return at its line. ``returns`` are the given ones in their order, with what was found on the way."""

    entries: tuple[Entry, ...]
    returns: tuple[Return, ...]
    unknown: tuple[Return, ...]
    unplaced: tuple[Return, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is being collated: only returns in this edition and of this year are ever summed. ``mixed`` says that
    returns of several years are judged side by side, and none is expected to be of this one.
    """

    form: Form
    year: int
    include_rejected: bool = False
    picks: frozenset[str] = frozenset()
    mixed: bool = False

    def fits(self, item: Return) -> bool:
        return item.record is not None and item.record.is_of(self.form.edition, self.year)

    def sums(self, item: Return) -> bool:
        return self.fits(item) and (self.include_rejected or item.status in _SUMMED)

    def strays(self, item: Return, entry: Entry) -> bool:
        """Whether ``item`` is of another year, sent by an organ that sent one of this year too."""
        right = entry.chosen is not None and self.fits(entry.chosen) and entry.state is not State.MERGED
        return right and not self.mixed and item.record is not None and not self.fits(item)


def sort_inbox(returns: Sequence[Return], roster: Roster, wanted: Wanted) -> Sorted:
    """Every checked return at the roster line it speaks for. The order of ``returns``, each of which has the index of
    its run, decides nothing.
    """
    _check_picks(returns, wanted.picks)
    by_line: dict[str, list[int]] = {}
    unknown: list[int] = []
    unreadable: list[int] = []
    for place, item in enumerate(returns):
        if item.record is None:
            unreadable.append(place)
        elif (line := _line_of(item.file, item.record.agency.code, roster)) is not None:
            by_line.setdefault(line.code, []).append(place)
        else:
            unknown.append(place)
    unplaced: list[int] = []
    newer: dict[str, list[int]] = {}
    for place in unreadable:
        named = line_within_file(returns[place].file, roster)
        sent = [returns[other] for other in by_line.get(named.code, ())] if named is not None else []
        if named is None:
            unplaced.append(place)
        elif not named.merged_into and any(item.record and moment(item) < moment(returns[place]) for item in sent):
            newer.setdefault(named.code, []).append(place)  # it may be what was meant to count: the office must ask
        else:
            by_line.setdefault(named.code, []).append(place)
    final = list(returns)
    entries = []
    for line in roster.lines:
        places = by_line.get(line.code, [])
        entry = _settle(line, [returns[place] for place in places], wanted, roster)
        told = {item.returned.index: _replaced(item) for item in entry.superseded}
        told.update((rival.index, _tied(entry, rival)) for rival in entry.rivals)
        told.update((returns[place].index, _strayed(entry, returns[place], wanted)) for place in places
                    if wanted.strays(returns[place], entry))  # fmt: skip
        for place in places:
            final[place] = told.get(returns[place].index, returns[place])
        for place in newer.get(line.code, ()):
            final[place] = _unread(entry, returns[place])
        entries.append(replace(_with_told(entry), unread=tuple(final[place] for place in newer.get(line.code, ()))))
    return Sorted(
        tuple(entries),
        tuple(final),
        tuple(returns[place] for place in unknown),
        tuple(returns[place] for place in unplaced),
    )


def line_of(item: Return, roster: Roster) -> RosterLine | None:
    """Whose return ``item`` is by itself; None where nobody can tell."""
    record = item.record
    return line_within_file(item.file, roster) if record is None else _line_of(item.file, record.agency.code, roster)


def differences(first: Return, second: Return) -> tuple[Difference, ...]:
    """The figures that stand differently in two returns of one edition."""
    if first.record is None or second.record is None or first.record.edition != second.record.edition:
        return ()
    pairs = enumerate(zip(first.record.values, second.record.values, strict=True))
    return tuple(Difference(index, one, other) for index, (one, other) in pairs if one != other)


def same_file(file: str, pick: str) -> bool:
    """Whether a person who writes ``pick`` means the return called ``file``."""
    return Path(file) == Path(pick) or Path(file).absolute() == Path(pick).absolute()


def _check_picks(returns: Sequence[Return], picks: Iterable[str]) -> None:
    for pick in picks:
        if not any(same_file(item.file, pick) for item in returns):
            raise CollatingError(f"--pick 指定的“{pick}”不在这次的报送件里，请照报送件清单里的写法填写")


def _line_of(file: str, code: str, roster: Roster) -> RosterLine | None:
    """Whose return it is. One that its file's name calls another organ's never stands for the organ whose code it has:
    somebody took the wrong template. What has become part of another stands for none but itself, whatever its file is
    called.
    """
    own = line_of_code(code, roster)
    if own is not None and own.merged_into:
        return own
    return line_named_otherwise(file, code, roster) or own


def _settle(line: RosterLine, sent: list[Return], wanted: Wanted, roster: Roster) -> Entry:
    """What counts of all that one line sent: the newest of the year asked for."""
    if line.merged_into:
        asked = [item for item in sent if _is_from(item, line, roster) and (item.record is None or wanted.fits(item))]
        return Entry(line, State.MERGED, max(asked, key=moment, default=None))
    if not sent:
        return Entry(line, State.GOVERNMENT if line.is_government else State.MISSING)
    fitting = [item for item in sent if wanted.fits(item)]
    # A template that was handed out says nothing, whenever it was copied; of one that its name calls this line's and
    # its cover another's the office must ask whose figures it has.
    filled = [item for item in fitting if not _is_blank(item)]
    own = [item for item in filled if not _is_of_another(item, line, roster)]
    # What was published beside a workbook is held against it, and never counts in its place unless it is picked.
    books = [item for item in own or filled if not _is_published(item)]
    candidates = books or own or filled or fitting or _of_one_kind(sent)
    published = _without(own or filled, books) if books else []
    candidates = [*candidates, *_picked(published, wanted)]
    picked = _picked(candidates, wanted)
    aside = [item for item in sent if item.record is None] if fitting else []
    aside += _without(fitting, filled) if filled else []
    if own:
        newest_own = max(map(moment, own))
        aside += [item for item in _without(filled, own) if moment(item) <= newest_own]
    aside += _without(published, candidates)
    ordered = sorted(candidates, key=lambda item: (item.file, item.sha256))
    if len(ordered) == 1:
        chosen = ordered[0]
        before = tuple(Superseded(line, item, chosen, _beside(item, chosen)) for item in aside)
        return Entry(line, State(chosen.status.value), chosen, wanted.sums(chosen), before)
    newest = max(map(moment, ordered))
    latest = picked or [item for item in ordered if moment(item) == newest]
    latest.sort(key=lambda item: not wanted.sums(item))  # of the same figures, those that can be summed
    chosen = latest[0]
    rivals = tuple(item for item in latest if differences(chosen, item))
    others = [*_without(ordered, [chosen, *rivals]), *aside]
    superseded = tuple(Superseded(line, item, chosen, differences(item, chosen)) for item in others)
    if rivals:
        return Entry(line, State.REJECTED, chosen, False, superseded, (chosen, *rivals))
    return Entry(line, State(chosen.status.value), chosen, wanted.sums(chosen), superseded)


def _is_from(item: Return, line: RosterLine, roster: Roster) -> bool:
    """Whether ``item`` has the code of ``line``, or says nothing but by the name of its file."""
    return item.record is None or line_of_code(item.record.agency.code, roster) is line


def _beside(item: Return, chosen: Return) -> tuple[Difference, ...]:
    """In what a return that was put aside differs: of a published report, which was filed otherwise, that matters."""
    return differences(item, chosen) if _is_published(item) else ()


def _is_published(item: Return) -> bool:
    return item.record is not None and item.record.is_published


def _picked(items: Iterable[Return], wanted: Wanted) -> list[Return]:
    return [item for item in items if any(same_file(item.file, pick) for pick in wanted.picks)]


def _without(items: Iterable[Return], others: Iterable[Return]) -> list[Return]:
    """Those of ``items`` that are none of ``others``."""
    taken = {item.index for item in others}
    return [item for item in items if item.index not in taken]


def _of_one_kind(sent: Sequence[Return]) -> list[Return]:
    """Those in the edition and of the year of the newest of ``sent``, and what can't be read: none of another year
    replaces them, or is replaced.
    """
    newest = max((item for item in sent if item.record), key=moment, default=None)
    kind = newest and newest.record and (newest.record.edition, newest.record.year)
    return [item for item in sent if not item.record or (item.record.edition, item.record.year) == kind]


def _is_of_another(item: Return, line: RosterLine, roster: Roster) -> bool:
    """Whether its file, or its cover, names another organ than that of ``line``: whose code it has proves nothing."""
    told = {finding.rule for finding in item.findings}
    other = item.record is not None and names_another(item.record.agency.name, line, roster)
    return "FILE-OTHER" in told or (other and "AGENCY-RENAMED" not in told)


def _is_blank(item: Return) -> bool:
    """Whether nobody has filled in anything since the workbook was handed out: no figure, no text."""
    record = item.record
    if record is None or any(text.strip() for text in record.narrative.values()):
        return False
    return load_edition(record.edition).is_blank(record.values)


def _replaced(item: Superseded) -> Return:
    unread = "SUPERSEDED-UNREAD" if item.counted.record else "UNREAD-BESIDE"
    wording = "SUPERSEDED" if item.differences else "COPY" if item.returned.record else unread
    if _is_published(item.returned):
        wording = "REPORT-BESIDE" if item.differences else "REPORT-SAME"
    wording = "BLANK-BESIDE" if _is_blank(item.returned) and not _is_blank(item.counted) else wording
    fact = tell(wording, other=item.counted.file, count=len(item.differences))
    return replace(item.returned.with_findings([fact]), superseded_by=item.counted.file)


def _strayed(entry: Entry, stray: Return, wanted: Wanted) -> Return:
    other = entry.chosen.file if entry.chosen else ""
    told = stray.with_findings([tell("SUPERSEDED-YEAR", other=other, year=wanted.year)])
    return replace(told, superseded_by=other)


def _tied(entry: Entry, rival: Return) -> Return:
    others = "、".join(item.file for item in _without(entry.rivals, [rival]))
    return rival.with_findings([tell("CHOICE", others=others, file=rival.file)])


def _unread(entry: Entry, newer: Return) -> Return:
    other = entry.chosen.file if entry.chosen else ""
    return newer.with_findings([tell("NEWER-UNREAD", other=other)])


def _with_told(entry: Entry) -> Entry:
    """``entry`` with the findings that its replaced and rival returns were given."""
    if not entry.rivals and not entry.superseded:
        return entry
    rivals = tuple(_tied(entry, item) for item in entry.rivals)
    superseded = tuple(replace(item, returned=_replaced(item)) for item in entry.superseded)
    return replace(entry, rivals=rivals, superseded=superseded, chosen=rivals[0] if rivals else entry.chosen)
