"""Reading: the whole way from files to Returns, isolation included, against unzipping and other readers."""

from __future__ import annotations

import random
import tempfile
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl
from python_calamine import CalamineWorkbook

from tests.benchmarks.distribute import last_year, province
from tests.benchmarks.measure import Measure, peak_mib, take_turns
from tests.conftest import sample_values
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.reading import find_files, read_returns
from toolkit.writing import distribute, fill_workbook

_FILLED = 100  # organs whose workbooks are filled: filling takes longer than reading
_LOADED = 3  # workbooks that openpyxl loads: it takes too long for more


def unzip(path: Path) -> int:
    """Unpacks every part of one workbook; how many bytes they are."""
    with zipfile.ZipFile(path) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def read_tables(path: Path) -> int:
    """Reads the three tables of one workbook with python-calamine alone, unguarded; how many rows they have."""
    book = CalamineWorkbook.from_path(path)
    return sum(len(book.get_sheet_by_name(table.sheet).to_python()) for table in load_layout(load_form(2024)).tables)


def run(organs: int) -> list[Measure]:
    """Reads ``organs`` filled workbooks with as many readers as there are cores, and unzips them the same way."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor() as unzippers:
        paths = _workbooks(Path(name), organs)
        files = find_files([name]).files

        def read() -> None:
            for item in read_returns(files):
                assert item.record is not None

        list(unzippers.map(read_tables, paths[:64]))  # our readers' start is measured, that of the others is not
        taken = take_turns(
            5,
            read=read,
            unzip=lambda: [unzip(path) for path in paths],
            spread=lambda: list(unzippers.map(unzip, paths, chunksize=16)),
            tables=lambda: list(unzippers.map(read_tables, paths, chunksize=16)),
            load=lambda: [openpyxl.load_workbook(path) for path in paths[:_LOADED]],
        )
    load = taken["load"] / _LOADED * organs
    return [
        Measure("unzip, one core", taken["unzip"], organs),
        Measure("unzip, all cores", taken["spread"], organs),
        Measure("calamine, the three tables, all cores", taken["tables"], organs),
        Measure("read", taken["read"], organs, "unzip, one core", taken.ratio("read", "unzip"), peak_mib()),
        Measure("read", taken["read"], organs, "unzip, all cores", taken.ratio("read", "spread")),
        Measure("read", taken["read"], organs, "calamine, all cores", taken.ratio("read", "tables")),
        Measure(f"openpyxl load ({_LOADED} of them)", load, organs, "read",
                taken.ratio("load", "read") / _LOADED * organs),
    ]  # fmt: skip


def _workbooks(folder: Path, count: int) -> list[Path]:
    """Returns of many organs, each with its own figures and last year's beside them; beyond _FILLED, copies."""
    roster = province(min(count, _FILLED))
    chance = random.Random(1)
    values = sample_values(2024)
    cover = {key: text for key, text in values["cover"].items() if key not in ("agency_code", "agency_name")}
    filled: list[bytes] = []
    with tempfile.TemporaryDirectory() as name:
        distribute(roster, 2024, Path(name, "issued"), prior=last_year(roster))
        for blank in sorted(Path(name, "issued").rglob("*.xlsx")):
            fields = {
                code: steps if isinstance(steps, float) else chance.randrange(500)
                for code, steps in values["fields"].items()
            }
            target = Path(name, "filled.xlsx")
            fill_workbook(blank, {**values, "cover": cover, "fields": fields}, target, force=True)
            filled.append(target.read_bytes())
    paths = [folder / f"{index:05}.xlsx" for index in range(count)]
    for index, path in enumerate(paths):
        path.write_bytes(filled[index % len(filled)])
    return paths
