"""The invented province's returns as real workbooks."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from pathlib import Path

from tests.collating.province import roster
from toolkit.editions import load_form
from toolkit.records import Return
from toolkit.roster import COLUMNS, Roster
from toolkit.writing import fill_workbook, write_template


def write_roster(path: Path, lines: Roster | None = None) -> Path:
    """The roster as a csv file."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS.values())
        for line in (lines or roster()).lines:
            writer.writerow([getattr(line, name) for name in COLUMNS])
    return path


def values_of(item: Return) -> dict[str, dict[str, object]]:
    """A made return's figures in the shape of VALUES.json."""
    record = item.record
    assert record is not None
    form = load_form(record.year or 0)
    figures = {
        field.code: str(field.unit.number(value))
        for field, value in zip(form.fields, record.values, strict=True)
        if not field.computed and value is not None
    }
    cover = {**record.cover, "agency_code": record.agency.code, "agency_name": record.agency.name}
    return {"cover": dict(cover), "fields": dict(figures), "narrative": dict(record.narrative)}


def write_returns(items: Iterable[Return], folder: Path) -> Path:
    """Each of ``items`` as a filled workbook below ``folder``, at its own path."""
    folder.mkdir(parents=True, exist_ok=True)
    blank = folder.parent / "blank.xlsx"
    for item in items:
        assert item.record is not None
        write_template(load_form(item.record.year or 0), blank, force=True)
        (folder / item.file).parent.mkdir(parents=True, exist_ok=True)
        fill_workbook(blank, values_of(item), folder / item.file)
    blank.unlink(missing_ok=True)
    return folder
