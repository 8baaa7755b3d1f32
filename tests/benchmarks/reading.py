"""Reading: the whole way from files to Returns, isolation included, against unzipping and against openpyxl."""

from __future__ import annotations

import tempfile
import time
import zipfile
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import openpyxl

from tests.benchmarks.measure import Measure, medians, peak_mib
from tests.conftest import sample_values
from toolkit.form import load_form
from toolkit.reading import find_files, read_returns
from toolkit.writing import fill_workbook, write_template

_LOADED = 3  # workbooks that openpyxl loads: it takes too long for more


def unzip(path: Path) -> int:
    """Unpacks every part of one workbook; how many bytes they are."""
    with zipfile.ZipFile(path) as archive:
        return sum(len(archive.read(name)) for name in archive.namelist())


def run(organs: int) -> list[Measure]:
    """Reads ``organs`` filled workbooks with as many readers as there are cores, and unzips them the same way."""
    with tempfile.TemporaryDirectory() as name, ProcessPoolExecutor() as unzippers:
        paths = _workbooks(Path(name), organs)
        files = find_files([name]).files

        def read() -> None:
            for item in read_returns(files):
                assert item.record is not None

        list(unzippers.map(unzip, paths[:64]))  # the readers' start is measured, that of the unzippers is not
        taken = medians(
            3,
            read=read,
            unzip=lambda: [unzip(path) for path in paths],
            spread=lambda: list(unzippers.map(unzip, paths, chunksize=16)),
        )
        start = time.perf_counter()
        for path in paths[:_LOADED]:
            openpyxl.load_workbook(path)
        load = (time.perf_counter() - start) / _LOADED * organs
    return [
        Measure("unzip, one core", taken["unzip"], organs),
        Measure("unzip, all cores", taken["spread"], organs),
        Measure("read", taken["read"], organs, "unzip, one core", taken["read"] / taken["unzip"], peak_mib()),
        Measure("read", taken["read"], organs, "unzip, all cores", taken["read"] / taken["spread"]),
        Measure(f"openpyxl load ({_LOADED} of them)", load, organs, "read", load / taken["read"]),
    ]


def _workbooks(folder: Path, count: int) -> list[Path]:
    blank, filled = folder / "blank.xlsx", folder / "filled.xlsx"
    write_template(load_form(2024), blank)
    fill_workbook(blank, sample_values(2024), filled)
    data = filled.read_bytes()
    blank.unlink()
    filled.unlink()
    paths = [folder / f"{index:05}.xlsx" for index in range(count)]
    for path in paths:
        path.write_bytes(data)
    return paths
