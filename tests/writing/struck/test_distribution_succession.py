"""What is handed out to organs that were recoded, merged or split since last year, and what is prefilled for them."""

from __future__ import annotations

from pathlib import Path

import openpyxl

from tests.collating.province import roster
from toolkit.editions import load_form
from toolkit.prior import Heritage, Prior
from toolkit.roster import Roster, RosterLine, merged, renamed, split
from toolkit.writing import distribute

DAY = "2024-05-01"
ORGANS = [line.code for line in roster().organs]


def last_year() -> Prior:
    """Of every organ, 2**i applications of natural persons carried over into this year."""
    form = load_form(2023)
    at = form.by_code["t3.carried_out.natural"].index
    figures = {
        code: tuple(2**place if item.index == at else 0 for item in form.fields) for place, code in enumerate(ORGANS)
    }
    return Prior(form, 2023, figures, names={line.code: line.name for line in roster().organs})


def changed() -> Roster:
    halves = [RosterLine(f"52-0{n}", f"甲省教育{n}厅", "", "", "", "", "", 0) for n in (3, 4)]
    lines = merged(split(roster(), "52-02", halves, since=DAY), "5202-02", "5202-01", since=DAY)
    return renamed(lines, "5201-02", "乙市教体局", new_code="5201-92", since=DAY)


def carried_in(path: Path) -> object:
    sheet = openpyxl.load_workbook(path, data_only=True)["表三 依申请公开"]
    return next(row[3] for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("二、上年结转"))


def test_distribute__carries_over_what_each_organ_inherits(tmp_path: Path) -> None:
    manifest = distribute(changed(), 2024, tmp_path, prior=last_year())
    paths = {one.agency_code: tmp_path / one.path for one in manifest.issued}
    assert "5202-02" not in paths  # it owes nothing any more
    assert len(paths) == len(ORGANS)
    given = {code: carried_in(path) for code, path in paths.items()}
    assert given == {
        "52-01": 1, "52-03": None, "52-04": None, "5201-01": 4, "5201-92": 8, "520101-1": 16, "520101-2": 32,
        "5202-01": 64 + 128,
    }  # fmt: skip
    assert manifest.without_prior == 2
    assert [(one.code, one.kind) for one in manifest.inherited] == [
        ("52-03", Heritage.SPLIT), ("52-04", Heritage.SPLIT), ("5202-01", Heritage.SUMMED)
    ]  # fmt: skip
    assert manifest.unlike == ()
