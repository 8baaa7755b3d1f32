"""A round in a folder whose path its database can't open."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import ROOT


@pytest.mark.skipif(sys.platform == "win32", reason="paths are counted otherwise")
def test_round__in_a_path_beyond_what_sqlite_bears_is_refused_with_the_reason(tmp_path: Path) -> None:
    folder = tmp_path.joinpath(*["很深的文件夹" * 10] * 3)
    folder.mkdir(parents=True)
    given = ["--roster", str(ROOT / "samples" / "province" / "roster.csv"), "--year", "2024", "--quiet"]
    command = [sys.executable, "-m", "toolkit", "round", "open", str(folder / "2024"), *given]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "全路径太长" in done.stderr
    assert list(folder.iterdir()) == []
