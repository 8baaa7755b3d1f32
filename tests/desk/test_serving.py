"""The desk while it is open: one address, until it is stopped or nobody is there any more."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.desk.asking import Asking, entered
from tests.desk.conftest import DeskProcess

Start = Callable[..., DeskProcess]
IDLE = 2.0
ALONE = f"""
from pathlib import Path
from toolkit.desk import open_desk
from toolkit.desk.shelf import Shelf
home = Path.cwd()
open_desk(browser=False, shelf=Shelf(home / "rounds", home / "state.json"), idle={IDLE},
          told=lambda address: print(address, flush=True))
"""


def test_desk__ends_some_time_after_the_last_page_was_closed(tmp_path: Path) -> None:
    process = subprocess.Popen(
        [sys.executable, "-c", ALONE], cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE, encoding="utf-8",
    )  # fmt: skip
    assert process.stdout is not None
    asking = Asking(process.stdout.readline().strip())
    asking.enter()
    until = time.monotonic() + 3 * IDLE
    while time.monotonic() < until:  # a page that is open says so again and again
        assert asking.post("/alive").status == 200
        time.sleep(0.2)
    assert process.poll() is None
    assert process.wait(30) == 0
    process.stdout.close()


@pytest.mark.skipif(os.name != "posix", reason="signals")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP])
def test_desk__ends_with_the_terminal_and_leaves_nothing_behind(
    province: Path, start_desk: Start, tmp_path: Path, by: signal.Signals
) -> None:
    scratch = tmp_path / "temporary"
    scratch.mkdir()
    desk = start_desk(province, TMPDIR=str(scratch))
    asking = entered(desk)
    assert asking.ask(f"{asking.round}drop", "POST", b"").status == 200
    assert desk.process is not None
    desk.process.send_signal(by)
    assert desk.process.wait(30) == (0 if by == signal.SIGHUP else 128 + by)
    assert list(scratch.iterdir()) == []
    assert not [path for path in province.rglob(".nianbao-*") if path.is_dir()]


def test_desk__says_one_line_and_stops_from_the_page(province: Path, start_desk: Start) -> None:
    desk = start_desk(province)
    asking = entered(desk)
    assert "已停止" in asking.post("/stop").text
    assert desk.process is not None
    assert desk.process.wait(30) == 0
    assert desk.process.stdout is not None
    assert desk.process.stdout.read() == ""


def test_desk__of_what_is_no_round_is_refused_in_one_line(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "没有"):
        told = subprocess.run(
            [sys.executable, "-m", "toolkit", "desk", str(folder), "--no-browser"],
            env={**os.environ, "PYTHONPATH": str(ROOT), "HOME": str(tmp_path)}, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        assert (told.returncode, told.stdout) == (2, "")
        assert "不是一轮工作的文件夹" in told.stderr
        assert "Traceback" not in told.stderr


def test_two_desks__on_one_round_both_serve(province: Path, start_desk: Start) -> None:
    first, second = entered(start_desk(province)), entered(start_desk(province))
    assert first.host != second.host
    assert second.ask("/", cookie=False, Cookie=first.cookie).status == 401
    assert first.ask("/").status == second.ask("/").status == 200


def test_rounds__that_were_opened_are_known_again_and_those_that_are_gone_are_not(
    province: Path, start_desk: Start, tmp_path: Path
) -> None:
    entered(start_desk(province))
    asking = entered(start_desk())
    page = asking.ask("/").text
    assert "青禾省" in page
    assert "新建一轮" in page
    assert asking.ask(asking.round).status == 200
    moved = Path(shutil.move(province, tmp_path / "搬走"))
    answer = asking.ask(asking.round)
    assert answer.status == 404
    assert "不在了" in answer.text
    assert "搬走" not in asking.ask("/").text
    answer = asking.post("/find", folder=str(moved))
    assert answer.status == 303
    assert "青禾省" in asking.ask(answer.headers["location"]).text
    assert asking.post("/find", folder="别处").status == 409
    assert asking.post("/find", folder=str(tmp_path)).status == 409


def test_round__that_cannot_be_read_is_told_and_others_are_listed(
    province: Path, start_desk: Start, tmp_path: Path
) -> None:
    broken = Path(shutil.copytree(province, tmp_path / "坏"))
    entered(start_desk(broken))
    (broken / "账.sqlite").write_bytes(b"nothing of the kind" * 100)
    for path in broken.glob("账.sqlite-*"):
        path.unlink()
    entered(start_desk(province))
    page = entered(start_desk()).ask("/").text
    assert "青禾省" in page
    assert 'class="ask"' in page


@pytest.mark.parametrize(
    "state", ['{"rounds": 5}', "null", "[1]", '{"rounds": [5, null, "' + "x" * 5000 + '"]}', "[" * 9000]
)
def test_memory__that_is_spoilt_is_no_fault(province: Path, start_desk: Start, tmp_path: Path, state: str) -> None:
    kept = tmp_path / "home" / "state" / "nianbao" / "desk.json"
    kept.parent.mkdir(parents=True)
    kept.write_text(state)
    asking = entered(start_desk(province))
    assert asking.ask(asking.round).status == 200
    assert asking.ask("/?all=1").status == 200
