"""A county of 54 lines whose figures are known without the toolkit: what each organ sent, and plain sums of that.

``Count`` is the independent count: it is told of each version and decision in the words of an office, and knows nothing
of ledgers, findings or forms.
"""

from __future__ import annotations

import csv
import os
import random
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any

from samples.province import APPLICANTS, OUTCOMES, Organ, make_roster, make_years
from toolkit.editions import load_form
from toolkit.prior import Prior
from toolkit.records import recompute
from toolkit.roster import COLUMNS
from toolkit.writing import fill_workbook

YEAR = 2025
COUNTY = "990121"
Figures = Mapping[str, Decimal | None]  # by the codes of what is filled in; None for a blank
NARRATIVE = {
    "overview": "本年度坚持以公开为常态、不公开为例外，及时更新政府信息公开指南和目录，按季检查考核并培训业务人员。",
    "problems": "公开内容的可读性还不够强，业务培训覆盖面不够广。下一步将优化栏目设置，定期组织培训。",
    "others": "本年度没有收取信息处理费，无其他需要报告的事项。",
    "fee_cases": 0,
    "fee_amount": 0,
}
_DISPUTES = ("upheld", "corrected", "other", "pending")


def roster_lines() -> list[Organ]:
    """The county, its office, 30 departments and 22 townships: 54 lines."""
    return [line for line in make_roster(1, 1, 30, 22) if line.code.startswith(COUNTY)]


def write_roster(lines: Iterable[Organ], path: Path) -> None:
    lines = list(lines)
    known = {line.code for line in lines}
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.values())
        for line in lines:
            parent = line.parent if line.parent in known else ""
            writer.writerow((({key: getattr(line, key, "") for key in COLUMNS}) | {"parent": parent}).values())


def last_year(lines: Iterable[Organ]) -> Prior:
    """What the organs reported of the year before."""
    form = load_form(YEAR - 1)
    figures = {}
    for line in lines:
        if line.code != COUNTY:
            given = dict(make_years(line, YEAR - 1, 1))[YEAR - 1]["fields"]
            steps = [
                None if one.computed else int(Decimal(str(given[one.code])).scaleb(one.unit.decimals))
                for one in form.fields
            ]
            figures[line.code] = recompute(form, steps)
    return Prior(form, YEAR - 1, figures)


def with_totals(given: Figures) -> dict[str, Decimal | None]:
    """``given`` with the totals of the form, added up here."""
    found = dict(given)

    def add(code: str, parts: Iterable[str]) -> None:
        values = [found[part] for part in parts]
        found[code] = None if None in values else sum((one for one in values if one is not None), Decimal())

    rows = ["received", "carried_in", *(code for code, _ in OUTCOMES)]
    for row in rows:
        add(f"t3.{row}.total", [f"t3.{row}.{who}" for who in APPLICANTS])
    for who in (*APPLICANTS, "total"):
        add(f"t3.closed.{who}", [f"t3.{code}.{who}" for code, _ in OUTCOMES])
    add("t3.carried_out.total", [f"t3.carried_out.{who}" for who in APPLICANTS])
    for group in ("review", "direct", "reviewed"):
        add(f"t4.{group}.total", [f"t4.{group}.{outcome}" for outcome in _DISPUTES])
    return found


def more(figures: Figures, count: int, *names: str) -> dict[str, Decimal | None]:
    """``figures`` with ``count`` more at each of ``names``."""
    return {**figures, **{name: (figures[name] or Decimal()) + count for name in names}}


def is_sound(given: Figures) -> bool:
    """Whether nothing is blank and each applicant's cases add up: only what is sound is summed."""
    if None in given.values():
        return False
    for who in APPLICANTS:
        came = (given[f"t3.received.{who}"] or 0) + (given[f"t3.carried_in.{who}"] or 0)
        went = sum(given[f"t3.{code}.{who}"] or 0 for code, _ in OUTCOMES) + (given[f"t3.carried_out.{who}"] or 0)
        if came != went:
            return False
    return True


@dataclass(frozen=True, slots=True)
class Version:
    """What an organ sent of the year asked for: ``came`` counts arrivals, ``saved`` is when it was saved."""

    came: int
    name: str
    figures: Figures
    saved: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    line: int
    field: str
    old: Decimal | None
    new: Decimal
    came: int  # of the version it was said of


@dataclass(frozen=True, slots=True)
class Choice:
    line: int
    name: str
    newest: int  # the newest version when it was chosen


@dataclass
class Count:
    """What counts by an independent count."""

    versions: dict[str, list[Version]] = field(default_factory=dict)
    corrections: dict[str, list[Correction]] = field(default_factory=dict)
    choices: dict[str, list[Choice]] = field(default_factory=dict)
    back: set[int] = field(default_factory=set)  # lines that are taken back

    def came(self, code: str, version: Version) -> None:
        self.versions.setdefault(code, []).append(version)

    def recode(self, code: str, new: str) -> None:
        """What is known of the organ with ``code`` is that of ``new``."""
        for table in (self.versions, self.corrections, self.choices):
            known: dict[str, Any] = table
            if code in known:
                known[new] = known.pop(code)

    def standing(self, code: str) -> Version | None:
        """The version that is the newest, or was chosen; None where there is none or several."""
        sent = self.versions.get(code, [])
        if not sent:
            return None
        choices = [one for one in self.choices.get(code, []) if one.line not in self.back]
        if choices and not self._overtaken(choices[-1], sent):
            return next(one for one in sent if one.name == choices[-1].name)
        newest = max(one.saved for one in sent)
        latest = [one for one in sent if one.saved == newest]
        corrected = [self.corrected(code, one) for one in latest]
        return latest[0] if all(one == corrected[0] for one in corrected) else None

    def _overtaken(self, choice: Choice, sent: Iterable[Version]) -> bool:
        """Whether something came since that nobody had seen, and that is no older than what there was."""
        seen = [one for one in sent if one.came <= choice.newest]
        newest = max(one.saved for one in seen)
        later = [one for one in sent if one.came > choice.newest and one.saved >= newest]
        return any(all((one.saved, one.figures) != (other.saved, other.figures) for other in seen) for one in later)

    def corrected(self, code: str, version: Version) -> Figures:
        """The figures of a version, with what was said of them by telephone."""
        figures = dict(version.figures)
        said: dict[str, Correction] = {}
        for one in sorted(self.corrections.get(code, []), key=lambda one: one.came == version.came):
            if one.line not in self.back and one.came <= version.came:
                said[one.field] = one
        for one in said.values():
            if figures[one.field] == one.old:
                figures[one.field] = one.new
        return figures

    def figures(self, code: str) -> Figures | None:
        """What counts for an organ, None where nothing does."""
        version = self.standing(code)
        if version is None:
            return None
        figures = self.corrected(code, version)
        return with_totals(figures) if is_sound(figures) else None

    def all(self, lines: Iterable[Organ]) -> dict[tuple[str, str], Decimal]:
        """Every figure of every organ that counts, and the county's sums, by code and field."""
        found: dict[tuple[str, str], Decimal] = {}
        sums: dict[str, Decimal] = {}
        for line in lines:
            figures = self.figures(line.code)
            for name, value in (figures or {}).items():
                assert value is not None
                found[line.code, name] = value
                sums[name] = sums.get(name, Decimal()) + value
        return found | {(COUNTY, name): value for name, value in sums.items()}


@dataclass
class County:
    """The organs, the workbooks they were handed out, and what they fill into them."""

    issued: Mapping[str, Path]
    lines: list[Organ] = field(default_factory=roster_lines)

    @property
    def organs(self) -> list[Organ]:
        return [line for line in self.lines if line.code != COUNTY]

    def first(self, code: str) -> dict[str, Decimal | None]:
        """What an organ reports at first, sound and without doubt."""
        line = next(line for line in self.lines if line.code == code)
        given = dict(make_years(line, YEAR - 1, 2))[YEAR]["fields"]
        return {name: Decimal(str(value)) for name, value in given.items()}

    def another(self, figures: Figures, chance: random.Random) -> dict[str, Decimal | None]:
        """``figures`` with a few others, as sound as they were."""
        who = chance.choice(APPLICANTS)
        found = more(figures, 1 + chance.randrange(2), f"t3.received.{who}", f"t3.granted.{who}")
        found["t2.fees.amount"] = (found["t2.fees.amount"] or Decimal()) + Decimal(chance.randrange(1, 9999)).scaleb(-4)
        found["t2.penalties.decisions"] = (found["t2.penalties.decisions"] or Decimal()) + chance.randrange(1, 9)
        return found

    def fill(self, code: str, figures: Figures, path: Path, saved: datetime) -> Path:
        """The workbook of an organ, filled in, with the time of the file of ``saved`` too."""
        line = next(line for line in self.lines if line.code == code)
        given: dict[str, Any] = dict(make_years(line, YEAR - 1, 2))[YEAR]
        given["cover"] = {key: text for key, text in given["cover"].items() if not key.startswith("agency_")}
        given["fields"] = {name: value for name, value in figures.items() if value is not None}
        given["narrative"] = NARRATIVE
        path.parent.mkdir(parents=True, exist_ok=True)
        path.unlink(missing_ok=True)
        fill_workbook(self.issued[code], given, path, now=saved)
        touch(path, saved)
        return path


def touch(path: Path, when: datetime) -> None:
    """Gives the file at ``path`` the time ``when``."""
    os.utime(path, (when.timestamp(), when.timestamp()))


def issued_in(outbox: Path) -> dict[str, Path]:
    """The workbook that each organ was handed out."""
    with (outbox / "manifest.csv").open(encoding="utf-8-sig") as file:
        return {row["agency_code"]: outbox / row["path"] for row in csv.DictReader(file)}


def on(day: int, hour: int = 10, minute: int = 0) -> datetime:
    """A moment of the round, by the days since its first, 2026-01-05, of China's clock."""
    return datetime(YEAR + 1, 1, 5, tzinfo=UTC) + timedelta(days=day, hours=hour - 8, minutes=minute)
