"""The whole round of an office, with every command run as people run it, against the common way and the floor.

A province of the size asked for is made in a temporary folder: roster, last year's facts, returns, a few percent of
them damaged in each way. The common way is measured on a sample and its share of the whole reckoned from that.
"""

from __future__ import annotations

import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from openpyxl import load_workbook

from tests.benchmarks.distribute import BUILT, build_each
from tests.benchmarks.invented import YEAR, Province, change_some, make_province
from tests.benchmarks.measure import Measure
from toolkit.checking import check_returns
from toolkit.collating import load_prior, sum_up, write_facts, write_status
from toolkit.jobs.collating import report_of
from toolkit.office import Office
from toolkit.reading import find_files, read_returns
from toolkit.reporting.contract import json_pieces
from toolkit.reporting.summary_page import summary_page
from toolkit.roster import read_roster
from toolkit.writing import write_summary

T = TypeVar("T")

SAMPLE = 10  # files that the common way is measured on


def run(organs: int) -> list[Measure]:
    """One run of everything over ``organs`` organs; ratios are against the line named."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        province, making = _timed(lambda: make_province(folder, organs))
        count = len(find_files([province.inbox]).files)
        measures = [
            Measure(f"(the province made: {count} returns)", making, count),
            _command("distribute", organs, "distribute", province.roster, "--year", YEAR, "--prior", province.prior,
                     "-o", folder / "again"),
            *_stages(province, folder, count),
            _command("validate, whole", count, "validate", province.inbox, "--roster", province.roster, "--prior",
                     province.prior, "--no-cache", "-o", folder / "findings.json"),
        ]  # fmt: skip
        common = _common_way(province, count)
        whole = _collate("collate, whole", province, folder / "whole", count, "--no-cache", against=common)
        _collate("", province, folder / "first", count, "--cache", folder / "cache")
        changed = change_some(province, share=0.01)
        second = _collate(
            f"second run, {changed} changed", province, folder / "second", count, "--cache", folder / "cache",
            against=whole,
        )  # fmt: skip
        return [*measures, whole, second, common, _build_way(province, organs), *_floor(province, folder, count)]


def _stages(province: Province, folder: Path, count: int) -> list[Measure]:
    """Reading, checking with the roll-up, and each output, one after the other in this process."""
    roster, prior = read_roster(province.roster), load_prior(province.prior, year=YEAR - 1)
    found = find_files([province.inbox])
    returns, reading = _timed(lambda: list(read_returns(found.files)))
    _, checking = _timed(lambda: check_returns(returns, Office(roster=roster, prior=prior, year=YEAR)))
    summary, rolling = _timed(lambda: sum_up(returns, Office(roster, prior=prior, year=YEAR)))
    out = folder / "stages"
    out.mkdir()

    def findings() -> None:
        with (out / "findings.json").open("w", encoding="utf-8") as file:
            file.writelines(json_pieces(report_of(summary)))

    outputs: dict[str, Callable[[], object]] = {
        "summary.xlsx": lambda: write_summary(summary, out / "summary.xlsx"),
        "report.html": lambda: (out / "report.html").write_text(summary_page(summary), encoding="utf-8"),
        "facts.csv, facts.parquet": lambda: write_facts(summary, out),
        "status.csv": lambda: write_status(summary, out / "status.csv"),
        "findings.json": findings,
    }
    written = [Measure(f"  {name}", _timed(write)[1], count) for name, write in outputs.items()]
    return [
        Measure("  read", reading, count),
        Measure("  check", checking, count),
        Measure("  roll-up", max(rolling - checking, 0.0), count),
        *written,
    ]


def _collate(
    what: str, province: Province, out: Path, count: int, *options: object, against: Measure | None = None
) -> Measure:
    done = _command(
        what, count, "collate", province.inbox, "--roster", province.roster, "--prior", province.prior, "-o", out,
        *options,
    )  # fmt: skip
    if against is None:
        return done
    return Measure(what, done.seconds, count, against.what, done.seconds / against.seconds, done.peak_mib)


def _command(what: str, count: int, *words: object) -> Measure:
    """One command in a process of its own: its time, and the most memory that it or a reader of it held."""
    started = time.perf_counter()
    child = subprocess.Popen([sys.executable, "-m", "toolkit", *map(str, words), "--quiet"], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    if child.returncode not in (0, 1):
        raise RuntimeError(f"{what}: exit status {child.returncode}")
    return Measure(what, time.perf_counter() - started, count, peak_mib=usage.ru_maxrss / 1024)


def _common_way(province: Province, count: int) -> Measure:
    """openpyxl and one pandera call for each file: what most would write. Measured on a few, reckoned for all."""
    sources = find_files([province.inbox]).files
    sample = random.Random(1).sample(sources, min(2 * SAMPLE, len(sources)))
    returns = [item for item in read_returns(sample) if item.record is not None][:SAMPLE]
    check_returns(returns[:1])  # pandera loads its backends on first use

    def each() -> None:
        for item in returns:
            book = load_workbook(item.file)
            for sheet in book.worksheets:
                list(sheet.values)
            check_returns([item])

    _, seconds = _timed(each)
    return Measure(f"the common way: openpyxl and pandera a file ({len(returns)}, scaled)",
                   seconds / len(returns) * count, count)  # fmt: skip


def _build_way(province: Province, organs: int) -> Measure:
    roster, prior = read_roster(province.roster), load_prior(province.prior, year=YEAR - 1)
    built = min(BUILT, len(roster.organs))
    _, seconds = _timed(lambda: build_each(roster, prior))
    return Measure(f"the common way: XlsxWriter for each organ ({built}, scaled)", seconds / built * organs, organs)


def _floor(province: Province, folder: Path, count: int) -> list[Measure]:
    paths = [path for path in sorted(province.inbox.iterdir()) if zipfile.is_zipfile(path)]
    (folder / "copies").mkdir()

    def unzip() -> None:
        for path in paths:
            with zipfile.ZipFile(path) as archive:
                for name in archive.namelist():
                    archive.read(name)

    def copy() -> None:
        for path in paths:
            shutil.copyfile(path, folder / "copies" / path.name)

    return [
        Measure("the floor: unzip the same files", _timed(unzip)[1], count),
        Measure("the floor: copy the same files", _timed(copy)[1], count),
    ]


def _timed(work: Callable[[], T]) -> tuple[T, float]:
    started = time.perf_counter()
    result = work()
    return result, time.perf_counter() - started
