"""Workbooks on their way to the disk: complete or gone, with all that was needed meanwhile."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from xlsxwriter.packager import Packager

from tests.conftest import ROOT
from toolkit.output import whole_file
from toolkit.writing.bookfile import new_book

KILLED = """
import os, sys
from pathlib import Path
from toolkit.output import whole_file
from toolkit.writing.bookfile import new_book
with whole_file(Path(sys.argv[1])) as path, new_book(path) as book:
    book.add_worksheet()
    os.kill(os.getpid(), 9)
"""


def test_book__is_there_when_the_block_ends_and_nothing_else(tmp_path: Path) -> None:
    with new_book(tmp_path / "a.xlsx") as book:
        book.add_worksheet("甲").write_string(0, 0, "乙")
    assert openpyxl.load_workbook(tmp_path / "a.xlsx")["甲"]["A1"].value == "乙"
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.filterwarnings("error::pytest.PytestUnraisableExceptionWarning")
def test_book__that_finds_no_room_says_why_and_leaves_nothing_open(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = Packager._write_styles_file

    def find_no_room(packager: Packager) -> None:
        write(packager)
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Packager, "_write_styles_file", find_no_room)
    with pytest.raises(OSError, match="No space") as refused, new_book(tmp_path / "a.xlsx") as book:
        book.add_worksheet()
    assert refused.value.errno == errno.ENOSPC
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]


@pytest.mark.skipif(os.name != "posix", reason="asks after processes the POSIX way")
def test_book__what_a_killed_run_left_goes_with_the_next(tmp_path: Path) -> None:
    given = [sys.executable, "-c", KILLED, str(tmp_path / "a.xlsx")]
    assert subprocess.run(given, env={**os.environ, "PYTHONPATH": str(ROOT)}, check=False).returncode == -9
    assert len(list(tmp_path.iterdir())) == 2
    with whole_file(tmp_path / "a.xlsx") as path:
        path.write_bytes(b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a.xlsx"]
