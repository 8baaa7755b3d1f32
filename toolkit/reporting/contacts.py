"""What is passed on: without the names of those who filled it in or are to be asked, and how they can be reached."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence, Set
from dataclasses import replace
from functools import lru_cache
from pathlib import PurePosixPath

from ..editions import load_edition
from ..findings import Finding, Number
from ..records import Correction, Report, Return, base_name
from ..rollup import Entry, Summary
from ..roster import Roster, line_of_code, line_of_name, line_within_file
from .reachable import LEFT_OUT, Numbers, local_numbers, without_reach

_LEAST = 2  # characters of a name that can be told from chance
_MOST = 4  # that names have, as a rule
_QUOTE = re.compile("“[^”]*”")

Hide = Callable[[str], str]


def without_contacts(report: Report, roster: Roster | None) -> Report:
    """``report`` as it may be passed on."""
    general = hide_general(report.general, report.returns, roster)
    return replace(report, returns=hide_contacts(report.returns, roster), general=general)


def hide_contacts(returns: Sequence[Return], roster: Roster | None) -> tuple[Return, ...]:
    """``returns`` without telephones and addresses of mail, and without the persons that their covers and ``roster``
    name, wherever they stand: in the names of files, in findings, in texts. What is part of the organ's own name stays.
    """
    run = _Run(returns, roster)
    return tuple(_return(item, roster, run) for item in returns)


def hide_general(findings: Sequence[Finding], returns: Sequence[Return], roster: Roster | None) -> tuple[Finding, ...]:
    """The ``findings`` of a whole run with ``returns``, without telephones; files have the names that may be told. What
    is told of many may quote any of them: the persons of all their covers are hidden.
    """
    run = _Run(returns, roster)
    hide = _hiding(run.persons(returns), roster)
    return tuple(_finding(finding, lambda text: hide(run.hide_files(text))) for finding in findings)


def hiding_in(item: Return, roster: Roster | None, beside: Set[str] = frozenset()) -> Hide:
    """What hides, in any text about ``item``, whom its file, its cover and ``roster`` name, and the persons ``beside``,
    who are named where its text is held against others'.
    """
    organ = item.record.agency.name if item.record else ""
    hide = _hiding(_persons(item, roster) | beside, roster, _code(item))
    told = hide(_without_listed(item.file, organ, roster))
    names = {base_name(item.file): base_name(told), item.file: told}

    def hidden(text: str) -> str:
        for name, shown in names.items():
            text = text.replace(name, shown)
        return hide(text)

    return hidden


def hide_in_summary(summary: Summary, roster: Roster | None) -> Summary:
    """``summary`` with all its returns as by ``hide_contacts``. It is made first, and hidden then: the name of a file
    may tell whose it is.
    """

    run = _Run(summary.returns, roster)

    def hidden(item: Return) -> Return:
        return _return(item, roster, run)

    def entry(one: Entry) -> Entry:
        replaced = (
            replace(item, returned=hidden(item.returned), counted=hidden(item.counted)) for item in one.superseded
        )
        return replace(
            one,
            chosen=one.chosen and hidden(one.chosen),
            superseded=tuple(replaced),
            rivals=tuple(map(hidden, one.rivals)),
            unread=tuple(map(hidden, one.unread)),
        )

    return replace(
        summary,
        returns=tuple(map(hidden, summary.returns)),
        entries=tuple(map(entry, summary.entries)),
        unknown=tuple(map(hidden, summary.unknown)),
        unplaced=tuple(map(hidden, summary.unplaced)),
        apart=tuple(hide_in_summary(other, roster) for other in summary.apart),
    )


class _Run:
    """What a return shares with the others of its run: the names of files that tell persons or telephones, as they may
    be told, since other files' findings name them too; and the persons of the returns that it is held against.
    """

    def __init__(self, returns: Sequence[Return], roster: Roster | None) -> None:
        self._roster = roster
        self._by_index = {item.index: item for item in returns}
        self._organs = "\n".join({item.record.agency.name for item in returns if item.record})
        self._told: dict[str, str] = {}
        for item in returns:
            shown = hiding_in(item, roster)(item.file)
            if shown != item.file:
                self._told |= {item.file: shown, base_name(item.file): base_name(shown)}
        self._endings = {PurePosixPath(name).suffix for name in self._told}

    def hide_files(self, text: str) -> str:
        if any(ending in text for ending in self._endings):  # few texts speak of files
            for name, shown in self._told.items():
                text = text.replace(name, shown)
        return text

    def persons(self, returns: Iterable[Return]) -> set[str]:
        """Whom the covers of ``returns`` and the roster name for them, but for what is part of an organ's name."""
        named = set[str]().union(*(_persons(item, self._roster) for item in returns))
        return {name for name in named if name not in self._organs}

    def beside(self, item: Return) -> set[str]:
        """The persons of the returns that ``item`` is held against: who copies a text copies the names in it."""
        others = {finding.against.index for finding in item.findings if finding.against is not None}
        return self.persons(self._by_index[index] for index in others if index in self._by_index)


def _return(item: Return, roster: Roster | None, run: _Run) -> Return:
    own = hiding_in(item, roster, run.beside(item))
    record = item.record

    def hide(text: str) -> str:
        return own(run.hide_files(text))

    if record is not None:
        personal = {entry.id for entry in load_edition(record.edition).cover if entry.personal}
        record = replace(
            record,
            cover={name: text for name, text in record.cover.items() if name not in personal},
            narrative={name: hide(text) for name, text in record.narrative.items()},
            explanations={name: hide(text) for name, text in record.explanations.items()},
            moved={index: (hide(sheet), cell) for index, (sheet, cell) in record.moved.items()},
        )
    return replace(
        item,
        file=own(item.file),
        source=None,  # its path tells what its name no longer does
        record=record,
        findings=tuple(_finding(finding, hide) for finding in item.findings),
        superseded_by=hide(item.superseded_by),
        corrections=tuple(_correction(one, hide) for one in item.corrections),
    )


def _without_listed(file: str, organ: str, roster: Roster | None) -> str:
    """The name of a file without the persons of any line of the roster, who may have sent it for another."""
    if roster is None:
        return file
    listed = _listed(roster)
    for size in range(_MOST, _LEAST - 1, -1):
        found = {file[start : start + size] for start in range(len(file) - size + 1)} & listed
        for name in sorted(found):
            file = file if name in organ else file.replace(name, LEFT_OUT)
    return file


@lru_cache(maxsize=4)
def _listed(roster: Roster) -> frozenset[str]:
    """The names of persons on the roster that are no part of an organ's."""
    organs = "\n".join(line.name for line in roster.lines)
    names = {line.contact.strip() for line in roster.lines}
    return frozenset(name for name in names if _LEAST <= len(name) <= _MOST and name not in organs)


def _persons(item: Return, roster: Roster | None) -> set[str]:
    """The names and numbers to hide in ``item``."""
    record = item.record
    found = {one.by.strip() for one in item.corrections}
    if record is not None:
        contacts = {entry.id for entry in load_edition(record.edition).cover if entry.personal}
        found |= {text.strip() for name, text in record.cover.items() if name in contacts}
    organ = record.agency.name if record else ""
    if roster is not None:
        line = record and (line_of_code(record.agency.code, roster) or line_of_name(organ, roster))
        line = line or line_within_file(item.file, roster)
        if line:
            found |= {line.contact.strip(), line.phone.strip()}
            organ += line.name
    return {text for text in found if len(text) >= _LEAST and text not in organ}


def _code(item: Return) -> str:
    return item.record.agency.code.strip() if item.record else ""


def _hiding(persons: Set[str], roster: Roster | None, code: str = "") -> Hide:
    longest_first = sorted(persons, key=lambda text: (-len(text), text))
    known = re.compile("|".join(map(re.escape, longest_first))) if longest_first else None
    codes, local = _numbers(roster) if roster is not None else (frozenset[str](), frozenset[str]())
    numbers = Numbers(codes | {code} if code else codes, local.union(*map(local_numbers, persons)))

    def hide(text: str) -> str:
        text = known.sub(LEFT_OUT, text) if known else text
        return without_reach(text, numbers)

    return hide


@lru_cache(maxsize=4)
def _numbers(roster: Roster) -> tuple[frozenset[str], frozenset[str]]:
    """The codes of the roster, and its telephones without their area codes."""
    local = (local_numbers(line.phone) for line in roster.lines)
    return frozenset(roster.by_code), frozenset[str]().union(*local)


def _correction(one: Correction, hide: Hide) -> Correction:
    return replace(one, by=LEFT_OUT if one.by else "", reason=hide(one.reason))


def _finding(finding: Finding, hide: Hide) -> Finding:
    finding = replace(
        finding,
        sheet=hide(finding.sheet),
        label=hide(finding.label),
        related=tuple(map(hide, finding.related)),
        explanation=hide(finding.explanation),
        organ_message=hide(finding.organ_message),
        against=finding.against and replace(finding.against, text=hide(finding.against.text)),
    )
    numbers = [finding.found, finding.expected, finding.difference]
    if any(isinstance(number, Number) for number in numbers):  # it tells of figures, which look alike, beside quotes
        return replace(finding, message=_QUOTE.sub(lambda found: hide(found[0]), finding.message))
    return replace(
        finding,
        message=hide(finding.message),
        fix=hide(finding.fix),
        found=hide(finding.found) if isinstance(finding.found, str) else finding.found,
        expected=hide(finding.expected) if isinstance(finding.expected, str) else finding.expected,
    )
