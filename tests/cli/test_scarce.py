"""An office laptop whose disk is full, or write-protected: told in one line, nothing old lost, nothing half left."""

from __future__ import annotations

import errno
import os
import shutil
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.failures import write_traceback

from .disks import PAGE, Disk, moments, mounted

slow = pytest.mark.slow
PROVINCE = ROOT / "samples" / "province"
BLANK = ROOT / "templates" / "blank-2021.xlsx"
VALUES = ROOT / "samples" / "values" / "suqian-2024.json"
ROSTER = PROVINCE / "roster.csv"
FULL, PROTECTED = "磁盘已满", "所在的磁盘是只读的"


class Laptop:
    """A small disk for the results; an inbox, a cache and a folder for temporary files where there is room."""

    def __init__(self, home: Path, disk: Disk) -> None:
        self.home, self.disk = home, disk
        self.inbox, self.temporary = home / "收 件", home / "临 时"
        for folder in (self.inbox, self.temporary):
            folder.mkdir()

    def receive(self, *names: str) -> None:
        """Puts into the inbox what of the sample province's returns has one of ``names`` in its name."""
        for path in (PROVINCE / "inbox").iterdir():
            if any(name in path.name for name in names):
                shutil.copy(path, self.inbox)

    def run(self, *arguments: object, **more: object) -> subprocess.CompletedProcess[str]:
        surroundings = {"XDG_CACHE_HOME": self.home / "缓存", "TMPDIR": self.temporary, "PYTHONPATH": ROOT,
                        "SOURCE_DATE_EPOCH": 1_737_345_607, **more}  # fmt: skip
        return subprocess.run(
            [sys.executable, "-m", "toolkit", *map(str, arguments)],
            cwd=self.home,
            env={**os.environ, **{name: str(value) for name, value in surroundings.items()}},
            capture_output=True,
            encoding="utf-8",
            timeout=300,
        )

    def succeed(self, *arguments: object, **more: object) -> None:
        done = self.run(*arguments, **more)
        assert done.returncode in (0, 1), done.stderr
        assert self.untidy() == []

    def fail(self, said: str, *arguments: object) -> None:
        """Runs what must end with status 2 and one line that says ``said``, and leave nothing half done."""
        done = self.run(*arguments)
        assert done.returncode == 2, done.stderr
        assert len(done.stderr.splitlines()) == 1
        assert said in done.stderr
        assert ".nianbao-" not in done.stderr
        assert self.untidy() == []

    def untidy(self) -> list[str]:
        found = [path.name for path in self.home.rglob("*") if path.name.startswith(".nianbao-")]
        return found + [path.name for path in self.temporary.iterdir()]


@pytest.fixture
def laptop(tmp_path: Path) -> Iterator[Laptop]:
    with mounted(tmp_path / "U 盘") as disk:
        yield Laptop(tmp_path, disk)


def content(result: Path) -> dict[str, bytes]:
    files = [path for path in result.rglob("*") if path.is_file()] or [result]
    return {path.relative_to(result).as_posix(): path.read_bytes() for path in files}


def try_and_try_again(laptop: Laptop, last: str, arguments: Sequence[object], picked: Sequence[int] = (0,)) -> None:
    """What becomes of the last result while there is no room for a new one: it stays, until there is.

    ``last`` is the result's name; ``arguments`` make the new one. The disk is full at the last page of each file of it
    that is ``picked``.
    """
    target, wanted = (place / last for place in (laptop.disk.path, laptop.home / "比照"))
    if not target.exists():
        target.write_text("上次的结果")
    old = content(target)
    laptop.succeed(*arguments, wanted)
    rooms = moments(wanted)
    for room in [rooms[index] for index in picked]:
        laptop.disk.leave(room)
        laptop.fail(FULL, *arguments, target)
        assert content(target) == old
    laptop.disk.clear()
    laptop.succeed(*arguments, target)
    assert content(target) == content(wanted)


@slow
def test_full__a_summary_is_replaced_whole_or_not_at_all(laptop: Laptop) -> None:
    collate = ["collate", laptop.inbox, "--roster", ROSTER, "--quiet", "--force", "-o"]
    laptop.receive("990121-0")
    laptop.succeed(*collate, laptop.disk.path / "汇总")
    laptop.receive(".")
    summary, facts, chase = 0, 2, -1
    try_and_try_again(laptop, "汇总", collate, (summary, facts, chase))


@slow
def test_full__what_goes_back_is_replaced_whole_or_not_at_all(laptop: Laptop) -> None:
    validate = ["validate", laptop.inbox, "--roster", ROSTER, "--quiet", "--force", "--return-to"]
    laptop.receive("990221-04")
    laptop.succeed(*validate, laptop.disk.path / "退回")
    laptop.receive("990121-02")
    copy, notice, table = 0, 1, -1
    try_and_try_again(laptop, "退回", validate, (copy, notice, table))


@slow
@pytest.mark.parametrize("ending", ["xlsx", "html"])
def test_full__a_report_is_replaced_whole_or_not_at_all(laptop: Laptop, ending: str) -> None:
    laptop.receive("990121-0")
    validate = ["validate", laptop.inbox, "--roster", ROSTER, "--quiet", "--force", "-o"]
    try_and_try_again(laptop, f"报告.{ending}", validate)


@slow
def test_full__a_workbook_is_replaced_whole_or_not_at_all(laptop: Laptop) -> None:
    try_and_try_again(laptop, "填好.xlsx", ["fill", BLANK, VALUES, "--quiet", "--force", "-o"])
    before, there = laptop.disk.content(), laptop.disk.path
    laptop.disk.leave(PAGE)
    laptop.fail(FULL, "template", "2024", "--force", "-o", there / "填好.xlsx")
    laptop.fail(FULL, "demo", "-o", there / "演示")
    last = PROVINCE / "last-year"
    laptop.fail(FULL, "compare", last, last, "--format", "xlsx", "-o", there / "比较.xlsx")
    assert laptop.disk.content() == before


@slow
def test_full__what_was_handed_out_is_whole_and_the_rest_follows(laptop: Laptop) -> None:
    roster, target, wanted = laptop.home / "名录.csv", laptop.disk.path / "发放", laptop.home / "发放"
    roster.write_text("".join(ROSTER.read_text(encoding="utf-8-sig").splitlines(keepends=True)[:14]), encoding="utf-8")
    distribute = ["distribute", roster, "--year", "2024", "--zip", "--quiet", "-o"]
    laptop.succeed(*distribute, wanted)
    whole, rooms = content(wanted), moments(wanted)
    archives = len(whole) - sum(name.endswith(".zip") for name in whole) - 1
    taken = 0
    for room in (0, rooms[5], rooms[archives], rooms[-1]):  # no room for the first, the sixth, an archive, the manifest
        laptop.disk.leave(room - taken)
        laptop.fail(FULL, *distribute, target)
        left = content(target) if any(target.rglob("*.xlsx")) else {}
        assert left.items() < whole.items()
        taken = sum(-(-len(data) // PAGE) * PAGE for data in left.values())
    laptop.disk.clear()
    laptop.succeed(*distribute, target)
    assert content(target) == whole
    laptop.disk.leave(PAGE)
    laptop.fail(FULL, *distribute, target, "--deadline", "2025-01-31", "--force")
    assert content(target) == whole


@slow
def test_full__many_hands_tell_it_once(laptop: Laptop) -> None:
    """More organs than one process writes alone."""
    roster = laptop.home / "名录.csv"
    heads = "单位代码,单位名称,上级代码,单位性质,层级\n1,某市,,汇总,市\n"
    roster.write_text(heads + "".join(f"1-{n},第{n}局,1,部门,市\n" for n in range(130)), encoding="utf-8")
    laptop.disk.leave(100 * PAGE)
    target = laptop.disk.path / "发放"
    laptop.fail(FULL, "distribute", roster, "--year", "2024", "--quiet", "-o", target)
    assert 1 < len(content(target)) < 100


@slow
def test_full__the_folder_for_temporary_files_is_not_needed(laptop: Laptop) -> None:
    laptop.receive("990121-0")
    laptop.disk.leave(0)
    validate = ["validate", laptop.inbox, "--roster", ROSTER, "--quiet", "--return-to", laptop.home / "退回"]
    laptop.succeed(*validate, "-o", laptop.home / "报告.xlsx", TMPDIR=laptop.disk.path, XDG_CACHE_HOME=laptop.disk.path)
    collate = ["collate", laptop.inbox, "--roster", ROSTER, "--quiet", "-o", laptop.home / "汇总"]
    laptop.succeed(*collate, TMPDIR=laptop.disk.path, XDG_CACHE_HOME=laptop.disk.path)
    assert laptop.disk.content() == {}


def test_full__a_log_that_finds_no_room_is_not_left_empty(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def find_no_room(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr(traceback, "print_exception", find_no_room)
    with pytest.raises(OSError, match="No space"):
        write_traceback(ValueError("那里"))
    assert list(tmp_path.iterdir()) == []


@slow
def test_protected__every_verb_that_writes_says_so_in_one_line(laptop: Laptop) -> None:
    last, there = PROVINCE / "last-year", laptop.disk.path
    laptop.receive("990121-02")
    returned = [laptop.inbox, "--roster", ROSTER, "--quiet", "--force"]
    (there / "填好.xlsx").write_text("上次的结果")
    laptop.succeed("validate", *returned, "--return-to", there / "退回")
    laptop.succeed("collate", *returned, "-o", there / "汇总")
    before = laptop.disk.content()
    laptop.disk.seal()
    for arguments in (
        ["template", "2024", "-o", there / "空白.xlsx"],
        ["distribute", ROSTER, "--year", "2024", "--quiet", "-o", there / "发放"],
        ["distribute", ROSTER, "--year", "2024", "-o", laptop.home / "发放", "--seal", there / "seal.key"],
        ["fill", BLANK, VALUES, "--force", "-o", there / "填好.xlsx"],
        ["validate", *returned, "-o", there / "报告.xlsx"],
        ["validate", *returned, "--return-to", there / "退回"],
        ["collate", *returned, "-o", there / "汇总"],
        ["compare", last, last, "--format", "xlsx", "-o", there / "比较.xlsx"],
        ["compare", last, last, "-o", there / "比较.txt"],
        ["demo", "-o", there / "演示"],
    ):
        laptop.fail(PROTECTED, *arguments)
    assert laptop.disk.content() == before


@slow
def test_protected__an_inbox_and_a_cache_stop_nothing(laptop: Laptop) -> None:
    laptop.receive("990121-0", "石桥县乡镇报送")
    inbox = shutil.copytree(laptop.inbox, laptop.disk.path / "收件")
    collate = ["collate", inbox, "--roster", ROSTER, "--quiet", "-o"]
    laptop.succeed(*collate, laptop.home / "先前", "--no-cache")
    before = laptop.disk.content()
    laptop.disk.seal()
    laptop.succeed(*collate, laptop.home / "后来", "--cache", laptop.disk.path / "缓存", TMPDIR=laptop.disk.path)
    assert content(laptop.home / "先前") == content(laptop.home / "后来")
    assert laptop.disk.content() == before


def test_disk__a_whole_one_is_no_folder_to_replace(laptop: Laptop) -> None:
    laptop.receive("990121-02")
    laptop.fail("整个磁盘", "collate", laptop.inbox, "--roster", ROSTER, "--quiet", "-o", laptop.disk.path)
