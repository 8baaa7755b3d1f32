"""The office's table of all that goes out of one run."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from ...form import Severity
from ...roster import Roster
from ...wording import STATUSES
from ...writing.lists.findings_book import Cell, Column, Link, List, write_lists
from ...written import written_beside
from . import wording
from .sent import Kind, Sent, SentBack

_WRAPPED = ("kind", "code", "name", "phone", "file", "copy", "notice", "text")

Facts = dict[str, Cell]


def write_table(path: Path, sent: Sequence[SentBack], roster: Roster | None) -> None:
    """All notices of returns that go back. Its properties list all that stands beside it."""
    rows: list[Facts] = [
        {
            **_whom(one, roster),
            "status": STATUSES[one.item.status],
            "file": one.item.file,
            "error": one.counts[Severity.ERROR],
            "explain": one.counts[Severity.EXPLAIN],
            "copy": _link(one.copy),
            "text": one.text,
        }
        for one in sent
    ]
    _write(path, wording.TABLE_SHEET, wording.TABLE_COLUMNS, rows)


def write_letter_table(path: Path, sent: Sequence[Sent], day: date, roster: Roster | None) -> None:
    """All letters of ``day``, of every kind. Its properties list all that stands beside it."""
    rows: list[Facts] = [
        {
            **_whom(one, roster),
            "kind": "、".join(wording.KINDS[kind] for kind in one.kinds),
            "file": one.item.file if one.item else "",
            "error": one.counts.get(Severity.ERROR) if Kind.BACK in one.kinds else None,
            "explain": one.counts.get(Severity.EXPLAIN) if Kind.BACK in one.kinds else None,
            "corrections": one.corrections or None,
            "late": one.chased.late(day) if one.chased else None,
            "copy": _link(one.copy),
            "notice": _link(one.notice),
            "text": one.text,
        }
        for one in sent
    ]
    _write(path, wording.LETTER_SHEET, wording.LETTER_COLUMNS, rows)


def _whom(one: SentBack | Sent, roster: Roster | None) -> Facts:
    """Whom it goes to; whom to call as ``roster`` has it, or nobody."""
    line = roster.by_code.get(one.agency.code) if roster else None
    return {
        "code": one.agency.code,
        "name": one.agency.name,
        "contact": line.contact if line else "",
        "phone": line.phone if line else "",
    }


def _link(name: str) -> Cell:
    return Link(name, name) if name else ""


def _write(path: Path, sheet: str, heads: Mapping[str, tuple[str, int]], rows: Sequence[Facts]) -> None:
    columns = [Column(label, width, name in _WRAPPED) for name, (label, width) in heads.items()]
    cells = [[facts[name] for name in heads] for facts in rows]
    write_lists(path, [List(sheet, columns, cells)], properties=written_beside(path))
