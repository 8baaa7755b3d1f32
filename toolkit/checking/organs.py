"""The organ behind a return: is it the one addressed, may it report such figures."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from ..findings import Finding, tell
from ..form import Rule
from ..organ_names import same_name
from ..quoting import quoted
from ..roster import COLUMNS, RosterLine
from ..rules.authority import Authority
from ..rules.cover import YEAR, Cover, cover_place
from .batch import Batch, Whole
from .seals import is_sealed
from .standing import line_of
from .telling import breach_at, wordings

_CHANGED = "AGENCY-CHANGED"  # what the reader tells of a cover that its stamp contradicts


def measure_authority(batch: Batch, rule: Rule[Authority]) -> Whole:
    """How many figures each return gives that its organ, by kind and level, has no power over."""
    outside = np.array([_is_outside(rule, _line(batch, row)) for row in range(len(batch.records))], dtype=np.bool_)
    given = (batch.values[:, list(rule.says.fields)] != 0).sum(axis=1, dtype=np.int64)
    return np.where(outside, given, 0)[:, np.newaxis]


def tell_authority(batch: Batch, rule: Rule[Authority], instance: int, row: int) -> list[Finding]:
    """One finding a return, told at the first of the figures."""
    line = _line(batch, row)
    given = [index for index in rule.says.fields if batch.values[row, index]]
    assert line is not None
    found = int(batch.values[row, given[0]])
    facts = {"kind": line.kind, "level": line.level}
    return [
        breach_at(batch, row, rule, given[0], "authority", found=found, expected=0, related=given, **facts)
    ]  # fmt: skip


def _is_outside(rule: Rule[Authority], line: RosterLine | None) -> bool:
    return line is not None and not rule.says.allows(line.kind, line.level)


def _line(batch: Batch, row: int) -> RosterLine | None:
    return line_of(batch.records[row], batch.office.roster)


def measure_cover(batch: Batch, rule: Rule[Cover]) -> Whole:
    faults = [len(tell_cover(batch, rule, 0, row)) for row in range(len(batch.records))]
    return np.array(faults, dtype=np.int64)[:, np.newaxis]


def tell_cover(batch: Batch, rule: Rule[Cover], instance: int, row: int) -> list[Finding]:
    """What of the cover is not as asked for: the year, or the organ as the roster has it."""
    record, office = batch.records[row], batch.office
    if rule.says.check == YEAR:
        if office.year is None or record.year == office.year:
            return []
        found = "未写明" if record.year is None else str(record.year)
        return [_at_cover(batch, rule, YEAR, "cover-year", found, str(office.year))]
    code, name = record.agency.code.strip(), record.agency.name.strip()
    # A published report has no cover: that the roster lacks the organ of its title was told when that was looked up.
    if office.roster is None or (record.is_published and not code):
        return []
    line = office.roster.by_code.get(code)
    if line is not None and same_name(name, line.name):
        return []  # as nearly always: the whole roster is not looked through for each return
    named = [other for other in office.roster.lines if name and same_name(name, other.name)]
    issued = _is_as_issued(batch, row)
    if line is not None:
        # Below another government an organ may well be called the same: 城关镇.
        taken = any(other.parent == line.parent for other in named)
        if not taken and any(same_name(name, one) for one in line.names):
            return []
        if issued and not taken:
            return [_renamed(batch, row, line)]
        return [_at_cover(batch, rule, "name", "cover-name", name or "未填", line.name)]
    if len(named) == 1:
        if issued:
            told = _at_cover(batch, rule, "code", "cover-recoded", quoted(code), named[0].code)
            return [replace(told, fix=wordings()["cover-recoded-fix"])]
        return [_at_cover(batch, rule, "code", "cover-code", code or "未填", named[0].code)]
    return [_at_cover(batch, rule, "code", "cover-unknown", code or "未填", "")]


def _is_as_issued(batch: Batch, row: int) -> bool:
    """Whether the workbook was issued to the organ that its cover names, as far as its stamp and its seal say: then
    nobody changed the cover, and it is the roster that has changed.
    """
    item, key = batch.returns[row], batch.office.seal_key
    stamped = bool(item.fingerprint) and not any(finding.rule == _CHANGED for finding in item.findings)
    return stamped and (key is None or is_sealed(item, batch.records[row], key))


def _renamed(batch: Batch, row: int, line: RosterLine) -> Finding:
    """The question whether the organ of ``line`` has been renamed. A stamp alone may come from another office, whose
    codes are the same: without a seal that proves it ours, the workbook is not summed.
    """
    place, found = cover_place(batch.layout, "name"), quoted(batch.records[row].agency.name.strip())
    asked = "AGENCY-UNSURE" if batch.office.seal_key is None else "AGENCY-RENAMED"
    told = tell(asked, found=found, code=line.code, name=line.name, former=COLUMNS["former"])
    return replace(told, sheet=place.sheet, cell=place.cell, label=place.words)


def _at_cover(batch: Batch, rule: Rule, role: str, wording: str, found: str, expected: str) -> Finding:
    place = cover_place(batch.layout, role)
    message = wordings()[wording].format(place=f"{place.sheet}!{place.cell}", found=found, expected=expected)
    return Finding(
        rule=rule.id,
        severity=rule.severity,
        message=message,
        fix=rule.fix,
        sheet=place.sheet,
        cell=place.cell,
        label=place.words,
        found=found,
        expected=expected or None,
    )
