from __future__ import annotations

import os
import zipfile
from pathlib import Path

import pytest

from tests.hostile import make
from toolkit.editions import load_form
from toolkit.ooxml.limits import Limits
from toolkit.reading import find_files, read_returns, read_workbook
from toolkit.reading.run import pool, process
from toolkit.records import Return
from toolkit.refusal import ReaderError
from toolkit.source import Source
from toolkit.writing import write_template


def rules(result: Return) -> list[str]:
    return [finding.rule for finding in result.findings]


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    path = tmp_path_factory.mktemp("template") / "t.xlsx"
    write_template(load_form(2024), path)
    return path.read_bytes()


def test_pool__returns_come_in_the_order_of_the_files(tmp_path: Path, template: bytes) -> None:
    for index in range(40):
        (tmp_path / f"{index:02}.xlsx").write_bytes(template if index % 3 else b"%PDF-1.7")
    found = find_files([tmp_path])
    results = list(read_returns(found.files, workers=2))
    assert [result.file for result in results] == [source.name for source in found.files]
    assert [result.record is None for result in results] == [index % 3 == 0 for index in range(40)]


def test_pool__progress_is_told_after_each_file(tmp_path: Path, template: bytes) -> None:
    for name in ("a", "b"):
        (tmp_path / f"{name}.xlsx").write_bytes(template)
    told: list[tuple[int, int]] = []
    for _ in read_returns(find_files([tmp_path]).files, progress=lambda done, total: told.append((done, total))):
        pass
    assert told == [(1, 2), (2, 2)]


def test_pool__one_file_in_an_archive_reads_as_by_itself(tmp_path: Path, template: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("县教育局.xlsx", template)
    (tmp_path / "a.xlsx").write_bytes(template)
    alone, packed = read_returns(find_files([tmp_path]).files)
    assert packed.file.endswith("in.zip/县教育局.xlsx")
    assert (packed.record, packed.sha256) == (alone.record, alone.sha256)


def test_pool__an_archive_in_an_archive_is_told(tmp_path: Path, template: bytes) -> None:
    with zipfile.ZipFile(tmp_path / "inner.zip", "w") as archive:
        archive.writestr("a.xlsx", template)
    with zipfile.ZipFile(tmp_path / "outer.zip", "w") as archive:
        archive.write(tmp_path / "inner.zip", "inner.zip")
    results = read_returns(find_files([tmp_path / "outer.zip"]).files)
    assert [rules(result) for result in results] == [["ARCHIVE-NESTED"]]


def test_pool__a_file_that_is_gone_is_told(tmp_path: Path) -> None:
    assert rules(read_workbook(tmp_path / "gone.xlsx")) == ["FILE-MISSING"]


# A reader that hangs, aborts or panics by the name of the file it is given.
UNRULY = """
import json, os, sys, time
sys.path[:] = json.loads(sys.argv[1])
from toolkit.reading.run import read_one as fetch
from toolkit.reading.run import worker

read_one = fetch.read_one

def unruly(source, limits):
    if "-hang." in source.name:
        time.sleep(600)
    if "-abort." in source.name:
        os.abort()
    return read_one(source, limits)

fetch.read_one = unruly
worker.main()
"""


def test_pool__a_hang_or_an_abort_takes_that_file_only(
    tmp_path: Path, template: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "BOOT", UNRULY)
    names = ("a", "b-hang", "c", "d-abort", "e", "f-abort", "g")
    for name in names:
        (tmp_path / f"{name}.xlsx").write_bytes(template)
    results = list(read_returns(find_files([tmp_path]).files, limits=Limits(seconds=5)))
    told = {Path(result.file).stem: rules(result) for result in results if result.record is None}
    assert told == {"b-hang": ["GUARD-TIME"], "d-abort": ["READER-DIED"], "f-abort": ["READER-DIED"]}
    assert [Path(result.file).stem for result in results] == list(names)


def test_pool__too_little_memory_is_told_for_each_file(tmp_path: Path, template: bytes) -> None:
    (tmp_path / "a.xlsx").write_bytes(template)
    (tmp_path / "b.xlsx").write_bytes(make.many_cells())
    limits = Limits(memory=64 << 20, cells=1 << 40, ratio=1 << 20)
    small, large = read_returns(find_files([tmp_path]).files, limits=limits)
    assert small.record is not None
    assert rules(large)[0] in ("GUARD-MEMORY", "READER-DIED")


def test_pool__a_reader_that_cannot_start_is_the_programs_fault(
    tmp_path: Path, template: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(process, "BOOT", "raise SystemExit(1)")
    (tmp_path / "a.xlsx").write_bytes(template)
    with pytest.raises(ReaderError):
        read_workbook(tmp_path / "a.xlsx")


def test_pool__stopping_early_ends_the_readers(tmp_path: Path, template: bytes) -> None:
    for index in range(20):
        (tmp_path / f"{index}.xlsx").write_bytes(template)
    returns = read_returns(find_files([tmp_path]).files)
    assert next(returns).record is not None
    returns.close()  # type: ignore[attr-defined]


def test_pool__readers_end_with_what_is_returned_even_unread(
    tmp_path: Path, template: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    ended: list[process.Reader] = []
    end = process.Reader.end

    def note(reader: process.Reader) -> None:
        ended.append(reader)
        end(reader)

    monkeypatch.setattr(process.Reader, "end", note)
    for name in ("a", "b"):
        (tmp_path / f"{name}.xlsx").write_bytes(template)
    unread = read_returns(find_files([tmp_path]).files, workers=2)
    del unread
    assert len(ended) == 2


@pytest.mark.parametrize(
    ("names", "readers"),
    [(["a.xlsx"], 1), (["a.xlsx"] * 127, 1), (["a.xlsx"] * 128, 2), (["a.pdf"] * 16, 2), (["a.xlsx"] * 9999, 4)],
)
def test_reader_count__a_further_one_is_worth_its_start(
    monkeypatch: pytest.MonkeyPatch, names: list[str], readers: int
) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: range(4), raising=False)
    assert pool._reader_count([Source(name, name) for name in names]) == readers
