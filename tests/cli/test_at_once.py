"""Two runs on one result, and returns that are replaced while a run is under way: the one or the other, whole."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.jobs import collate, means, validate
from toolkit.reading import Found, find_files, read_workbook
from toolkit.reading.find.originals import fetch_original
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return, Status
from toolkit.reporting.sendback import return_copies
from toolkit.sealkey import ensure_seal_key

from .conftest import Run

PROVINCE = ROOT / "samples" / "province"
ROSTER = PROVINCE / "roster.csv"
RETURNED = (
    "990121-02_清溪县公安局_2024.xlsx",
    "990121-03_清溪县财政局_2024.xlsx",
    "990121-00_清溪县人民政府办公室_2024.xlsx",
)
# Runs the command that follows, but stops before it calls the function named first, until a line comes in.
HELD = """
import importlib, sys
from toolkit.cli import main
room, name = importlib.import_module(sys.argv.pop(1)), sys.argv.pop(1)
real = getattr(room, name)
def wait(*given, **named):
    print("held", flush=True)
    sys.stdin.readline()
    return real(*given, **named)
setattr(room, name, wait)
main()
"""
# Each verb with the option that names its result, and what it is about to do when half of that is written.
VERBS = {
    "distribute": (
        ["distribute", "名录.csv", "--year", "2024", "-o"],
        "toolkit.writing.struck.distribution",
        "_write_result",
    ),
    "validate": (["validate", "收件", "--return-to"], "toolkit.reporting.sendback.returning", "write_table"),
    "collate": (["collate", "收件", "--roster", "名录.csv", "-o"], "toolkit.collating", "write_facts"),
}


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """The folder 收件 with three returns, and beside it a roster, 名录.csv, with their organs and a few others."""
    folder = tmp_path / "收件"
    folder.mkdir()
    for name in RETURNED:
        shutil.copy(PROVINCE / "inbox" / name, folder)
    lines = ROSTER.read_text(encoding="utf-8-sig").splitlines(keepends=True)
    kept = [line for line in lines if "汇总" in line or line.startswith(("单位代码", "990121", "990000-0"))]
    (tmp_path / "名录.csv").write_text("".join(kept), encoding="utf-8")
    return folder


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="file locks between processes the POSIX way")
@pytest.mark.parametrize("verb", VERBS)
def test_results__of_two_runs_at_once_one_is_written_and_the_other_told(nianbao: Run, inbox: Path, verb: str) -> None:
    home = inbox.parent
    arguments, *stop = VERBS[verb]
    first = subprocess.Popen(
        [sys.executable, "-c", HELD, *stop, *arguments, str(home / "结果"), "--quiet"],
        cwd=home,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        encoding="utf-8",
    )
    assert first.stdout is not None
    assert "held\n" in first.stdout  # reads until there
    second = nianbao(*arguments, "结果", "--quiet", "--force")
    assert (second.returncode, len(second.stderr.splitlines())) == (2, 1), second.stderr
    assert "另一个 nianbao 正在写" in second.stderr
    first.communicate("\n", timeout=60)
    assert first.returncode in (0, 1)
    result = content(home / "结果")
    assert len(result) > 3
    third = nianbao(*arguments, "结果", "--quiet", "--force")
    assert third.returncode in (0, 1), third.stderr
    assert content(home / "结果") == result
    assert sorted(path.name for path in home.iterdir()) == ["名录.csv", "收件", "结果"]
    assert not any(path.name.startswith(".nianbao-") for path in home.rglob("*"))


def test_key__two_runs_that_make_it_at_once_have_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    others: list[bytes] = []
    sync = os.fsync

    def be_slow(descriptor: int) -> None:
        monkeypatch.setattr(os, "fsync", sync)
        others.append(ensure_seal_key(tmp_path / "seal.key"))
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", be_slow)
    assert ensure_seal_key(tmp_path / "seal.key") == others[0]
    assert [path.name for path in tmp_path.iterdir()] == ["seal.key"]


def test_key__is_made_where_the_disk_knows_no_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    assert len(ensure_seal_key(tmp_path / "seal.key")) == 64
    assert [path.name for path in tmp_path.iterdir()] == ["seal.key"]


def figures(item: Return) -> tuple[int | None, ...]:
    assert item.record is not None
    return item.record.values


def newer(inbox: Path) -> Path:
    """Another organ's return, with other figures throughout, to take the place of one that is being read."""
    path = inbox.parent / "新.xlsx"
    shutil.copy(PROVINCE / "inbox" / "990000-00_青禾省人民政府办公厅_2024.xlsx", path)
    return path


@pytest.mark.parametrize("before", [0, 1000], ids=["at the start", "in the middle"])
def test_return__replaced_while_it_is_read_is_read_as_it_was(
    inbox: Path, monkeypatch: pytest.MonkeyPatch, before: int
) -> None:
    path, new = inbox / RETURNED[0], newer(inbox)
    old, read = figures(read_workbook(path)), os.read

    def replace(descriptor: int, length: int) -> bytes:
        start = read(descriptor, min(before, length))
        if new.exists():
            new.replace(path)
        return start + read(descriptor, length - len(start))

    monkeypatch.setattr(os, "read", replace)
    (source,) = find_files([path]).files
    assert figures(read_one(source)) == old
    assert figures(read_one(source)) != old


def test_return__written_over_while_it_is_read_is_told(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, new = inbox / RETURNED[0], newer(inbox).read_bytes()
    (source,) = find_files([path]).files
    read = os.read

    def write_over(descriptor: int, length: int) -> bytes:
        start = read(descriptor, length // 2)
        path.write_bytes(new)
        return start + read(descriptor, length - length // 2)

    monkeypatch.setattr(os, "read", write_over)
    item = read_one(source)
    assert (item.record, [finding.rule for finding in item.findings]) == (None, ["FILE-CHANGED"])


def listed_then(monkeypatch: pytest.MonkeyPatch, path: Path, new: Path | None) -> None:
    """Lets ``path`` be replaced, or removed, when a run has listed its files and read none of them."""

    def find(paths: Iterable[str | Path]) -> Found:
        found = find_files(paths)
        path.unlink() if new is None else new.replace(path)
        return found

    monkeypatch.setattr(means, "find_files", find)


def test_return__replaced_during_a_run_counts_as_it_is_now(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path, new = inbox / RETURNED[0], newer(inbox)
    wanted = figures(read_workbook(new))
    listed_then(monkeypatch, path, new)
    summary = collate([inbox], ROSTER, inbox.parent / "汇总", workers=1)
    counted = {entry.line.code: entry for entry in summary.entries}
    # Its name still says whose it is: what is in it now stands for neither organ, and is told.
    chosen = counted["990121-02"].chosen
    assert chosen is not None
    assert chosen.record is not None
    assert chosen.record.values == wanted
    assert [finding.rule for finding in chosen.findings if finding.severity == "error"] == ["FILE-OTHER"]
    assert (counted["990000-00"].chosen, counted["990121-02"].included) == (None, False)


def test_return__that_goes_during_a_run_is_told(inbox: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed_then(monkeypatch, inbox / RETURNED[0], None)
    report = validate([inbox], workers=1, cache=inbox.parent / "缓存")
    (gone,) = [item for item in report.returns if item.status is Status.UNREADABLE]
    assert (gone.file, gone.findings[0].rule) == (str(inbox / RETURNED[0]), "FILE-MISSING")


@pytest.mark.parametrize("gone", [False, True], ids=["replaced", "gone"])
def test_return__replaced_after_it_was_judged_goes_back_with_the_figures_judged(inbox: Path, gone: bool) -> None:
    path, target = inbox / RETURNED[0], inbox.parent / "退回"
    report = validate([inbox], roster=ROSTER, workers=1)
    old = next(figures(item) for item in report.returns if item.file == str(path))
    path.unlink() if gone else newer(inbox).replace(path)
    sent = return_copies(report, target, fetch_original)
    (copy,) = [target / one.copy for one in sent if one.item.file == str(path)]
    assert figures(read_workbook(copy)) == old


@pytest.mark.parametrize("gone", [False, True], ids=["replaced", "gone"])
def test_archive__replaced_after_it_was_listed_is_no_fault_of_its_returns(tmp_path: Path, gone: bool) -> None:
    path = tmp_path / "县.zip"
    for target, names in ((path, RETURNED[:2]), (tmp_path / "新.zip", RETURNED[::-1])):
        with zipfile.ZipFile(target, "w") as archive:
            for name in names:
                archive.write(PROVINCE / "inbox" / name, name)
    sources = find_files([path]).files
    path.unlink() if gone else (tmp_path / "新.zip").replace(path)
    told = {finding.rule for source in sources for finding in read_one(source).findings}
    assert told == {"FILE-MISSING" if gone else "FILE-CHANGED"}
    assert len(sources) == 2
