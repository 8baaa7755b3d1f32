"""One at a time changes a round: whoever must wait learns who is at work."""

from __future__ import annotations

import subprocess
import sys
import time
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.round.play import Play
from toolkit.round.folder import RoundError
from toolkit.round.holding import sole_writer

HOLD = """
import sys, time
from pathlib import Path
from toolkit.round.holding import sole_writer
with sole_writer(Path(sys.argv[1]), "收件"):
    print("held", flush=True)
    time.sleep(float(sys.argv[2]))
"""


def holder(folder: Path, seconds: float) -> subprocess.Popen[str]:
    child = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder), str(seconds)], cwd=ROOT, stdout=-1, encoding="utf-8"
    )
    assert child.stdout is not None
    assert child.stdout.readline() == "held\n"
    return child


def test_sole_writer__names_who_holds_it_since_when(tmp_path: Path) -> None:
    child = holder(tmp_path, 60)
    told: list[str] = []
    try:
        with (
            pytest.raises(RoundError, match=f"正在收件（进程 {child.pid}）；已等 1.5 秒"),
            sole_writer(tmp_path, "更正", tell=told.append, patience=1.5),
        ):
            pytest.fail("two at once")
    finally:
        child.kill()
        child.communicate()
    assert len(told) == 1
    assert "自 20" in told[0]


def test_sole_writer__waits_for_its_turn(tmp_path: Path) -> None:
    child = holder(tmp_path, 1)
    with sole_writer(tmp_path, "更正"):
        assert child.poll() is not None or child.wait(1) == 0
    child.communicate()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("words", [["summary"], ["close"], ["undo"], ["take"]])
def test_verbs__tell_whom_they_wait_for(words: list[str], play: Play) -> None:
    code = play.first()
    play.extend(code, date(2026, 2, 15))
    child = holder(play.folder, 60)
    command = [sys.executable, "-m", "toolkit", "round", *words, str(play.folder)]
    run = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=-1, encoding="utf-8")
    assert run.stderr is not None
    said = run.stderr.readline()
    child.kill()
    child.communicate()
    run.communicate()
    assert f"正在收件（进程 {child.pid}），等它结束……" in said
    assert run.returncode in (0, 1)


def test_sole_writer__of_a_killed_run_is_free(tmp_path: Path) -> None:
    child = holder(tmp_path, 60)
    child.kill()
    child.communicate()
    began = time.monotonic()
    with sole_writer(tmp_path, "更正", patience=5):
        assert time.monotonic() - began < 5
    assert list(tmp_path.iterdir()) == []
