"""A province of any size for benchmarks: roster, last year's facts, and filled returns, some damaged."""

from __future__ import annotations

import csv
import itertools
import random
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from samples.province import Organ, make_roster, make_years
from toolkit.collating import load_prior
from toolkit.collating.factlist import write_list
from toolkit.collating.facts import COLUMNS
from toolkit.demonstration.breaking import Damage, damage_values, damage_workbook
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.roster import read_roster
from toolkit.writing import distribute, fill_workbook

YEAR = 2024
Years = dict[str, dict[int, dict[str, Any]]]  # VALUES by organ code and year
_COLUMNS = ("code", "name", "parent", "kind", "level", "contact", "phone")
_SHARE = 0.02  # of the returns are damaged in each way
_SLOW_DAMAGES = 10  # returns at most that a person's program is played for: each costs most of a second


@dataclass(frozen=True, slots=True)
class Province:
    roster: Path
    prior: Path
    inbox: Path
    issued: Path
    paths: dict[str, str]  # of each organ's workbook below ``issued``
    values: Years


def make_province(folder: Path, organs: int) -> Province:
    """``organs`` organs with their returns, the same for the same number."""
    counties = max(1, round(organs / 22))
    cities = max(1, counties // 8)
    lines = make_roster(cities, -(-counties // cities), 12, 8)
    reporting = [line for line in lines if line.kind != "汇总"][:organs]
    names = {line.code for line in reporting}
    kept = [line for line in lines if line.kind == "汇总" or line.code in names]
    roster = _write_roster(kept, folder / "roster.csv")
    values = {line.code: dict(make_years(line, YEAR - 1, 2)) for line in reporting}
    prior = _write_prior(reporting, values, folder / "last-year")
    manifest = distribute(read_roster(roster), YEAR, folder / "issued", prior=load_prior(prior))
    paths = {entry.agency_code: entry.path for entry in manifest.issued}
    province = Province(roster, prior, folder / "inbox", folder / "issued", paths, values)
    province.inbox.mkdir()
    with ProcessPoolExecutor() as senders:
        list(senders.map(_send, _jobs(province, organs), chunksize=16))
    return province


def change_some(province: Province, share: float) -> int:
    """Gives this share of the returns other words, as those who send again do; the number of them."""
    codes = [code for code in sorted(province.paths) if _inbox_path(province, code).exists()]
    again = codes[:: round(1 / share)]
    for code in again:
        given = province.values[code][YEAR]
        narrative = {**given["narrative"], "others": "本年度没有其他需要报告的事项。"}
        fill_workbook(
            province.issued / province.paths[code], {**given, "narrative": narrative}, _inbox_path(province, code),
            force=True,
        )  # fmt: skip
    return len(again)


Job = tuple[str, str, Path, Path, dict[str, Any]]  # code, way, issued workbook, return to make, VALUES


def _jobs(province: Province, seed: int) -> Iterator[Job]:
    """How the return of each organ comes back: whole, damaged in some way or not at all."""
    ways = ("missing", "blank", "total", "truncate", "twice", "type", "rename-sheet")
    chance, slow = random.Random(seed), itertools.count()
    for code, path in province.paths.items():
        pick = chance.random() / _SHARE
        way = ways[int(pick)] if pick < len(ways) else ""
        if way in ("type", "rename-sheet") and next(slow) >= _SLOW_DAMAGES:
            way = ""
        if way != "missing":
            yield code, way, province.issued / path, _inbox_path(province, code), province.values[code][YEAR]


def _send(job: Job) -> None:
    """Puts one return into the inbox."""
    code, way, source, target, given = job
    if way == "twice":
        fill_workbook(source, given, target.with_stem(f"{target.stem}（初报）"))
        given = damage_values(given, Damage(code, "add", "", {"add": {"t3.granted.natural": 1}}))
    if way == "blank":
        given = damage_values(given, Damage(code, "blank", "", {"fields": ["t3.granted.natural"]}))
    if way == "total":
        given = damage_values(given, Damage(code, "add", "", {"add": {"t3.carried_out.natural": 3}}))
    fill_workbook(source, given, target)
    facts: dict[str, dict[str, Any]] = {
        "type": {"cells": {"t3.received.natural": "5件"}},
        "rename-sheet": {"table": "t3", "to": "Sheet1"},
    }
    if way in ("truncate", "type", "rename-sheet"):
        damage_workbook(target, load_layout(load_form(YEAR)), Damage(code, way, "", facts.get(way, {})))


def _inbox_path(province: Province, code: str) -> Path:
    return province.inbox / Path(province.paths[code]).name


def _write_roster(lines: list[Organ], path: Path) -> Path:
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(("单位代码", "单位名称", "上级代码", "单位性质", "层级", "联系人", "联系电话"))
        writer.writerows([getattr(line, name) for name in _COLUMNS] for line in lines)
    return path


def _write_prior(lines: list[Organ], values: Years, folder: Path) -> Path:
    """Last year's inputs as facts, as an earlier collation would have left them."""
    folder.mkdir()
    form = load_form(YEAR - 1)
    inputs = [field for field in form.fields if not field.computed]
    write_list(folder / "status.csv", ("agency_code", "agency_name"), ((line.code, line.name) for line in lines))
    with (folder / "facts.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        for line in lines:
            given = values[line.code][YEAR - 1]["fields"]
            for field in inputs:
                writer.writerow(("organ", line.code, YEAR - 1, form.edition, field.code, given[field.code], "", ""))
    return folder
