"""The sample province's inbox: its organs' workbooks distributed, filled, and a few of them damaged.

The demonstration makes it anew; ``samples/rebuild.py`` keeps a copy under ``samples/``.
"""

from __future__ import annotations

import json
from contextlib import chdir
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ..editions import load_form
from ..form.layout import load_layout
from ..ooxml.zip_writing import write_in_gbk
from ..roster import Roster, RosterLine
from ..writing import distribute, fill_workbook
from .breaking import WORKBOOK_DAMAGES, Damage, damage_values, damage_workbook, read_damages

YEAR = 2024


def _saved(year: int, day: int = 20) -> datetime:
    """When a return of the report year ``year`` was filled in: the same whenever the inbox is made."""
    return datetime(year + 1, 1, day, 9, tzinfo=UTC)


def collate_last_year(province: Path, roster: Roster, scratch: Path, target: Path) -> None:
    """Last year's round without a fault, collated into the summary folder ``target``."""
    from ..jobs import collate

    _issue_and_fill(province, roster, YEAR - 1, scratch / "issued", scratch / "inbox", None, [])
    with chdir(scratch):  # so that the summary names the same files wherever it was made
        collate(["inbox"], roster, target, year=YEAR - 1)


def make_inbox(province: Path, roster: Roster, issued: Path, target: Path) -> list[Damage]:
    """Distributes this year's workbooks into ``issued``; lays them into ``target``, filled, some damaged."""
    damages = read_damages(json.loads((province / "damage.json").read_text(encoding="utf-8")))
    _issue_and_fill(province, roster, YEAR, issued, target, province / "last-year", damages)
    return damages


def _issue_and_fill(
    province: Path,
    roster: Roster,
    year: int,
    issued: Path,
    target: Path,
    prior: Path | None,
    damages: list[Damage],
) -> None:
    from ..collating import load_prior

    manifest = distribute(roster, year, issued, prior=load_prior(prior) if prior else None)
    values = json.loads((province / f"values-{year}.json").read_text(encoding="utf-8"))
    target.mkdir(parents=True)
    for entry in manifest.issued:
        own = [damage for damage in damages if damage.agency == entry.agency_code]
        _fill_one(issued / entry.path, values[entry.agency_code], target / Path(entry.path).name, year, own)
    for damage in damages:
        if damage.do == "stranger":
            _add_stranger(target, values, roster, issued / manifest.issued[0].path, damage)
        elif damage.do == "zip":
            _zip_up(target, [roster.by_code[code] for code in damage.facts["organs"]], damage)


def _fill_one(source: Path, values: dict[str, Any], target: Path, year: int, damages: list[Damage]) -> None:
    doing = {damage.do for damage in damages}
    if "missing" in doing:
        return
    if "twice" in doing:
        first = target.with_stem(f"{target.stem}（初报）")
        fill_workbook(source, values, first, now=_saved(year, day=10))
    for damage in damages:
        values = damage_values(values, damage)
    fill_workbook(source, values, target, now=_saved(year))
    for damage in damages:
        if damage.do in WORKBOOK_DAMAGES:
            damage_workbook(target, load_layout(load_form(year)), damage)


def _add_stranger(target: Path, values: dict[str, Any], roster: Roster, source: Path, damage: Damage) -> None:
    """A return of an organ that is not in the roster, filled into a template that was addressed to nobody."""
    from ..writing import write_template

    blank = target / "blank.xlsx"
    write_template(load_form(YEAR), blank)
    given = next(iter(values.values()))
    cover = {**given["cover"], "agency_code": damage.facts["code"], "agency_name": damage.facts["name"]}
    fill_workbook(blank, {**given, "cover": cover}, target / f"{damage.facts['name']}.xlsx", now=_saved(YEAR))
    blank.unlink()


def _zip_up(target: Path, organs: list[RosterLine], damage: Damage) -> None:
    """Moves the organs' returns into an archive whose names are in GBK, as older programs write them."""
    found = sorted(target.iterdir())
    inside = [next(path for path in found if organ.code in path.name) for organ in organs]
    write_in_gbk(target / damage.facts["file"], ((path.name, path.read_bytes()) for path in inside))
    for path in inside:
        path.unlink()
