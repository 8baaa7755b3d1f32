"""Outputs appear whole or not at all."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from toolkit.leftovers import clear_leftovers
from toolkit.output import OutputError, restore_folder, whole_file, whole_folder


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


REPLACE = """
import os, sys
from pathlib import Path
from toolkit.output import whole_folder
real, count = Path.rename, 0
def rename(self, target):  # ends the process the way kill -9 does, before or after the given rename
    global count
    count += 1
    if sys.argv[2] == f"before {count}": os.kill(os.getpid(), 9)
    done = real(self, target)
    if sys.argv[2] == f"after {count}": os.kill(os.getpid(), 9)
    return done
Path.rename = rename
with whole_folder(Path(sys.argv[1]), force=True) as path: (path / "new").write_text("new")
"""


def _killed(target: Path, moment: str) -> int:
    return subprocess.run([sys.executable, "-c", REPLACE, str(target), moment], check=False).returncode


@pytest.mark.skipif(os.name != "posix", reason="asks after processes the POSIX way")
@pytest.mark.parametrize("moment", ["before 1", "after 1", "before 2", "after 2", "before 3", "after 3"])
def test_folder__killed_while_it_is_replaced_is_never_lost(tmp_path: Path, moment: str) -> None:
    target = tmp_path / "汇总 一"
    target.mkdir()
    (target / "old").write_text("old")
    assert _killed(target, moment) == -9
    restore_folder(target)  # as every reader of a summary does
    whole = [item.name for item in target.iterdir()]
    assert whole == (["old"] if moment in ("before 1", "after 1", "before 2") else ["new"])
    with pytest.raises(OutputError, match="--force"), whole_folder(target):
        pass
    with whole_folder(target, force=True) as path:
        (path / "newer").write_text("")
        assert [item.name for item in target.iterdir()] == whole
    assert [item.name for item in target.iterdir()] == ["newer"]
    assert [item.name for item in tmp_path.iterdir()] == ["汇总 一"]


@pytest.mark.skipif(os.name != "posix", reason="asks after processes the POSIX way")
def test_folder__one_set_aside_comes_back_for_the_next_run_too(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "old").write_text("old")
    _killed(target, "after 1")
    assert not target.exists()
    with pytest.raises(ZeroDivisionError), whole_folder(target, force=True):
        (target / "old").write_text(f"{1 / 0}")
    assert [item.name for item in target.iterdir()] == ["old"]


@pytest.mark.skipif(os.name != "posix", reason="file locks between processes the POSIX way")
def test_folder__a_second_run_on_it_is_refused_and_harms_nothing(tmp_path: Path) -> None:
    target = tmp_path / "out"
    with whole_folder(target) as path:
        (path / "mine").write_text("")
        second = subprocess.run([sys.executable, "-c", REPLACE, str(target), ""], capture_output=True, check=False)
        assert "另一个" in second.stderr.decode()
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def _not_ours(folder: Path) -> list[str]:
    return [item.name for item in folder.iterdir() if not item.name.startswith("ours")]


def test_folder__with_other_peoples_files_is_not_replaced_even_with_force(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "ours.csv").write_text("")
    with whole_folder(target, force=True, strangers=_not_ours) as path:
        (path / "ours.csv").write_text("2")
    (target / "领导批示.docx").write_text("")
    with (
        pytest.raises(OutputError, match=r"领导批示\.docx"),
        whole_folder(target, force=True, strangers=_not_ours),
    ):
        pass
    assert {item.name for item in target.iterdir()} == {"ours.csv", "领导批示.docx"}


def test_folder__foreign_files_that_come_while_it_works_are_kept(tmp_path: Path) -> None:
    target = tmp_path / "out"
    target.mkdir()
    (target / "ours").write_text("old")
    with pytest.raises(OutputError), whole_folder(target, force=True, strangers=_not_ours) as path:
        (target / path.name).write_text("theirs")
    assert (target / "ours").read_text() == "old"
    assert [item.name for item in tmp_path.iterdir()] == ["out"]


def test_folder__a_file_of_that_name_is_kept(tmp_path: Path) -> None:
    (tmp_path / "out").write_text("file")
    with pytest.raises(OutputError, match="不是文件夹"), whole_folder(tmp_path / "out", force=True):
        pass
    assert (tmp_path / "out").read_text() == "file"
