"""Where the command is run: cut-off pipes, full disks, other encodings, faults of the program itself."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT

posix = pytest.mark.skipif(os.name != "posix", reason="needs a POSIX shell")
FAULT = (
    "import sys; from toolkit.cli import app; sys.argv = ['nianbao', 'forms']\n"
    "def build(): raise ZeroDivisionError('secret')\n"
    "app.build = build; app.main()"
)


def _shell(line: str, home: Path, **more: str) -> subprocess.CompletedProcess[bytes]:
    env = {**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(home), **more}
    return subprocess.run(
        ["bash", "-c", line.replace("nianbao", f"{sys.executable} -m toolkit")],
        cwd=home,
        env=env,
        capture_output=True,
        check=False,
        timeout=120,
    )


@posix
def test_output__a_reader_that_goes_away_is_no_fault(tmp_path: Path) -> None:
    done = _shell("nianbao fields 2024 | head -n 1; nianbao rules 2024 | true", tmp_path)
    assert done.stderr == b""


@posix
@pytest.mark.parametrize("more", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}], ids=str)
def test_output__is_chinese_whatever_the_encoding(tmp_path: Path, more: dict[str, str]) -> None:
    done = _shell("nianbao forms", tmp_path, **more)
    assert done.returncode == 0
    assert "年" in done.stdout.decode()


@posix
@pytest.mark.skipif(not Path("/dev/full").exists(), reason="has no /dev/full")
def test_output__a_full_disk_is_told_in_one_line(tmp_path: Path) -> None:
    done = _shell("nianbao forms > /dev/full", tmp_path)
    assert done.returncode == 2
    assert "磁盘已满" in done.stderr.decode()
    assert len(done.stderr.decode().splitlines()) == 1


@posix
def test_fault__is_status_3_with_a_log_for_nobody_else(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", FAULT],
        env={**os.environ, "PYTHONPATH": str(ROOT), "TMPDIR": str(tmp_path)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 3
    assert len(done.stderr.splitlines()) == 1
    named = re.search(r"\S+\.log", done.stderr)
    assert named is not None
    log = Path(named[0])
    assert log.stat().st_mode & 0o077 == 0
    assert "ZeroDivisionError" in log.read_text(encoding="utf-8")
