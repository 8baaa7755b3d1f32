"""Last year's returns as a source of figures: the last saved of each organ, and what of them is of no use, and why."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..checking import check_returns
from ..editions import load_edition
from ..findings import Finding
from ..form import Severity
from ..records import Record, Return
from .moments import moment

_SHOWN = 3


@dataclass(frozen=True, eq=False, slots=True)
class EarlierReturns:
    """A pile of last year's returns: the ``usable`` records, and by reason the rest."""

    usable: tuple[Record, ...]
    rejected: tuple[tuple[Record, Finding], ...]
    blank: tuple[tuple[int | None, str], ...]
    nameless: tuple[str, ...]
    unread: tuple[str, ...]

    def told(self, year: int | None) -> tuple[str, ...]:
        """Why returns were not used, in words; of blank and rejected ones those of ``year``, where it has figures."""
        there = any(record.year == year for record in self.usable)
        told_of = [(of, file) for of, file in self.blank if of == year or not there]
        blank = [file for _, file in told_of]
        years = "、".join(f"{of} 年度" for of in sorted({of for of, _ in told_of if of}))
        reasons = (
            (blank, f"是 {years}的空白工作簿，没有填数字" if years else "是空白工作簿，没有填数字"),
            (self.nameless, "没有写单位代码，不知是哪个单位的"),
            (self.unread, "读不出来"),
        )
        told = [f"有 {len(files)} 份{reason}（{_named(files)}）" for files, reason in reasons if files]
        rejected = [(record, fault) for record, fault in self.rejected if record.year == year or not there]
        if rejected:
            shown = "；".join(_faulty(record, fault) for record, fault in rejected[:_SHOWN])
            more = " 等" if len(rejected) > _SHOWN else ""
            told.insert(0, f"有 {len(rejected)} 家的报送件数字有错误（{shown}{more}）")
        return tuple(told)


def pile_of(returns: Iterable[Return]) -> EarlierReturns:
    """``returns`` (as read, without findings of rules) sorted by what they are good for."""
    latest: dict[tuple[str, int | None, str], Return] = {}
    blank, nameless, unread = [], [], []
    for item in returns:
        record = item.record
        if record is None:
            unread.append(item.file)
        elif load_edition(record.edition).is_blank(record.values):
            blank.append((record.year, item.file))
        elif not record.agency.code:
            nameless.append(item.file)
        else:
            key = (record.edition, record.year, record.agency.code)
            if key not in latest or moment(latest[key]) < moment(item):
                latest[key] = item
    judged = [(item.record, _fault_in_figures(item)) for item in check_returns(latest.values())]
    return EarlierReturns(
        tuple(record for record, fault in judged if record is not None and fault is None),
        tuple((record, fault) for record, fault in judged if record is not None and fault is not None),
        tuple(blank),
        tuple(nameless),
        tuple(unread),
    )


def _fault_in_figures(item: Return) -> Finding | None:
    """The first error for which a return goes back; what lacks in its texts alone says nothing of its figures."""
    assert item.record is not None
    rules = load_edition(item.record.edition).by_rule
    errors = (finding for finding in item.findings if finding.severity is Severity.ERROR)
    return next((one for one in errors if one.rule not in rules or rules[one.rule].says.tables), None)


def _faulty(record: Record, fault: Finding) -> str:
    where = f" {fault.label}" if fault.label and fault.label not in fault.message else ""
    placed = bool(fault.cell) and f"!{fault.cell}" in fault.message  # a rule's own words say where
    return f"{record.agency.name or record.agency.code}{'' if placed else where}：{fault.message}"


def _named(files: Sequence[str]) -> str:
    shown = "、".join(Path(file).name for file in sorted(files)[:_SHOWN])
    return shown + (" 等" if len(files) > _SHOWN else "")
