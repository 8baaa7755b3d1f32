"""Rebuilds everything under ``samples/`` that is made from something else: ``python -m samples.rebuild``.

From the published figures in ``values/``: the filled workbooks in ``filled/``. From the seed: the invented province in
``province/`` (roster, VALUES of two years, last year's summary, an inbox with returns good and bad). Made twice, it is
the same to the byte.
"""

from __future__ import annotations

import csv
import json
import shutil
import tempfile
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from samples.province import Values, make_roster, make_years
from toolkit.demonstration.inbox import collate_last_year, make_inbox
from toolkit.editions import load_form
from toolkit.roster import COLUMNS, read_roster
from toolkit.writing import fill_workbook, write_template

HERE = Path(__file__).resolve().parent
PUBLISHED = {"guizhou-jgswj-2020": 2020, "suqian-2023": 2023, "suqian-2024": 2024}
YEARS = (2023, 2024)


def fill_published(folder: Path) -> None:
    """The published figures as filled workbooks."""
    folder.mkdir(exist_ok=True)
    for name, year in PUBLISHED.items():
        values = json.loads((HERE / "values" / f"{name}.json").read_text(encoding="utf-8"))
        with tempfile.TemporaryDirectory() as scratch:
            blank = Path(scratch) / "blank.xlsx"
            write_template(load_form(year), blank)
            saved = datetime(year + 1, 1, 15, 9, tzinfo=UTC)
            fill_workbook(blank, values, folder / f"{name}.xlsx", force=True, now=saved)


def write_province(folder: Path) -> None:
    """The invented province's roster and the VALUES of its organs, one file a year."""
    folder.mkdir(exist_ok=True)
    lines = make_roster(cities=2, counties=2, departments=4, towns=3)
    with (folder / "roster.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        heads = [head for name, head in COLUMNS.items() if name != "former"]  # nobody there was ever called otherwise
        writer.writerow(heads)
        writer.writerows(astuple(line)[: len(heads)] for line in lines)
    years: dict[int, dict[str, Values]] = {year: {} for year in YEARS}
    for line in lines:
        if line.kind != "汇总":
            for year, values in make_years(line, YEARS[0], len(YEARS)):
                years[year][line.code] = values
    for year, organs in years.items():
        text = json.dumps(organs, ensure_ascii=False, indent=None, separators=(",", ":"))
        (folder / f"values-{year}.json").write_text(text.replace('},"99', '},\n"99') + "\n", encoding="utf-8")


def main() -> None:
    fill_published(HERE / "filled")
    province = HERE / "province"
    write_province(province)
    roster = read_roster(province / "roster.csv")
    for name in ("last-year", "inbox"):
        shutil.rmtree(province / name, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        collate_last_year(province, roster, Path(scratch), province / "last-year")
        for name in ("facts.csv", "fields.csv", "sources.csv"):
            (province / "last-year" / name).unlink()  # facts.parquet holds the same in a fraction of the room
        make_inbox(province, roster, Path(scratch), province / "inbox")


if __name__ == "__main__":
    main()
