"""Outputs appear whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.output import OutputError, clear_leftovers, whole_file, whole_folder


def test_file__is_absent_until_the_block_ends(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "out.csv"
    with whole_file(target) as path:
        path.write_text("x")
        assert not target.exists()
    assert target.read_text() == "x"
    assert [item.name for item in target.parent.iterdir()] == ["out.csv"]


def test_file__a_failing_block_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), whole_file(tmp_path / "out.csv") as path:
        path.write_text(f"half{1 / 0}")
    assert list(tmp_path.iterdir()) == []


def test_file__is_not_overwritten_without_force(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("old")
    with pytest.raises(OutputError, match="--force"), whole_file(target) as path:
        path.write_text("new")
    assert target.read_text() == "old"
    with whole_file(target, force=True) as path:
        path.write_text("new")
    assert target.read_text() == "new"


def test_file__one_that_appears_meanwhile_is_kept(tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    with pytest.raises(OutputError), whole_file(target):
        target.write_text("theirs")
    assert target.read_text() == "theirs"


def test_file__below_a_file_is_one_message(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="写不了"), whole_file(tmp_path / "file" / "out.csv"):
        pass


def test_folder__a_failing_block_keeps_the_old_one(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "kept").write_text("1")
    with pytest.raises(ZeroDivisionError), whole_folder(target, force=True) as path:
        (path / "new").write_text(f"half{1 / 0}")
    assert (target / "kept").read_text() == "1"
    with whole_folder(target, force=True) as path:
        (path / "new").write_text("2")
    assert [item.name for item in target.iterdir()] == ["new"]
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_folder__an_empty_one_may_be_filled(tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    with whole_folder(tmp_path / "out") as path:
        (path / "new").write_text("2")
    assert (tmp_path / "out" / "new").exists()


def test_folder__the_one_stood_in_is_never_replaced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "own" / "work").mkdir(parents=True)
    monkeypatch.chdir(tmp_path / "own" / "work")
    for path in (Path(), tmp_path / "own"):
        with pytest.raises(OutputError, match="当前"), whole_folder(path, force=True):
            pass
    assert (tmp_path / "own" / "work").exists()


@pytest.mark.skipif(os.name != "posix", reason="asks after processes the POSIX way")
def test_leftovers__those_of_dead_runs_go_and_those_of_the_living_stay(tmp_path: Path) -> None:
    code = (
        "import os, sys; from pathlib import Path; from toolkit.output import whole_file\n"
        "with whole_file(Path(sys.argv[1])) as path: path.write_text('half'); os.kill(os.getpid(), 9)"
    )
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "out.csv")], check=False)
    assert [item.name[:9] for item in tmp_path.iterdir()] == [".nianbao-"]
    with whole_file(tmp_path / "mine") as path:
        path.write_text("")
        clear_leftovers(tmp_path)
        assert [item.name for item in tmp_path.iterdir()] == [path.name]
