"""A distribution that is killed, finds no room, or finds another one at work: one message, and a rerun completes it."""

from __future__ import annotations

import os
import random
import resource
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.output import OutputError
from toolkit.roster import Roster
from toolkit.writing import distribute

from .outbox import tree


def big_roster(path: Path, organs: int) -> None:
    lines = ["单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话", "1,某省,,汇总,省,,"]
    lines += [f"{1000 + n},第{n}局,1,部门,省,," for n in range(organs)]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills the POSIX way")
def test_killed__a_rerun_completes_the_folder(tmp_path: Path) -> None:
    big_roster(tmp_path / "roster.csv", 400)
    command = [sys.executable, "-m", "toolkit", "distribute", str(tmp_path / "roster.csv"), "--year", "2024"]
    command += ["--seal", str(tmp_path / "key"), "--zip", "--quiet", "-o"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, cwd=ROOT)
    whole = tree(tmp_path / "whole")
    out = tmp_path / "out"
    chance = random.Random(2024)
    for _ in range(6):
        run = subprocess.Popen([*command, str(out)], cwd=ROOT)
        time.sleep(chance.uniform(0.3, 2.0))
        run.kill()
        run.wait()
        for path in out.rglob("*") if out.exists() else ():
            if path.suffix in (".xlsx", ".zip") and not path.name.startswith("."):
                assert zipfile.ZipFile(path).testzip() is None, path
    time.sleep(0.5)  # for the processes of the killed run to notice
    subprocess.run([*command, str(out)], check=True, cwd=ROOT)
    assert tree(out) == whole


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
def test_killed__its_processes_end_too(tmp_path: Path) -> None:
    big_roster(tmp_path / "roster.csv", 3000)
    command = [sys.executable, "-m", "toolkit", "distribute", str(tmp_path / "roster.csv"), "--year", "2024"]
    run = subprocess.Popen([*command, "-o", str(tmp_path / "out")], cwd=ROOT)
    while len(processes_at_work(tmp_path)) < 2 and run.poll() is None:
        time.sleep(0.05)
    run.kill()
    run.wait()
    deadline = time.monotonic() + 10
    while processes_at_work(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_at_work(tmp_path) == []


def processes_at_work(folder: Path) -> list[str]:
    """Those that name ``folder`` on their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if os.fsencode(folder) in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue  # ended meanwhile
    return found


@pytest.mark.skipif(os.name != "posix", reason="limits the POSIX way")
def test_full_disk__is_one_message_and_exit_2(roster: Roster, tmp_path: Path) -> None:
    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "toolkit",
            "distribute",
            roster.path,
            "--year",
            "2024",
            "-o",
            str(tmp_path / "out"),
            "--quiet",
        ],
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("写不了")
    assert len(done.stderr.splitlines()) == 1
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix == ".xlsx"] == []
    distribute(roster, 2024, tmp_path / "out")
    assert not list((tmp_path / "out").rglob(".nianbao*"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder__is_one_message(roster: Roster, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="权限"):
        distribute(roster, 2024, tmp_path / "out")


def test_folder__a_file_in_its_place_is_one_message(roster: Roster, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="写不了"):
        distribute(roster, 2024, tmp_path / "out")


def test_folder__two_runs_at_once_are_kept_apart(roster: Roster, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from toolkit.output import sole_user\n"
    code += "with sole_user(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(OutputError, match="另一个"):
            distribute(roster, 2024, tmp_path / "out")
    finally:
        other.communicate(b"")
    distribute(roster, 2024, tmp_path / "out")
