"""Runs that end before they are done: killed, interrupted, out of disk, met by another. Nothing old is lost by it."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from tests.conftest import ROOT

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.name != "posix", reason="ends processes the POSIX way"),
]
MOMENTS = int(os.environ.get("NIANBAO_KILLS", "6"))  # how many moments each verb is killed at
PROVINCE = ROOT / "samples" / "province"
VERBS = ("distribute", "validate", "collate")
STOPPED = "已中断；已写成的文件都是完整的。"


class Office:
    """A folder named as offices name theirs, with a roster, returns, and the last outputs of each verb."""

    def __init__(self, home: Path) -> None:
        self.home = home / "年报 二〇二四"
        self.inbox = self.home / "收 件"
        self.inbox.mkdir(parents=True)
        for path in sorted((PROVINCE / "inbox").iterdir())[7:13]:
            shutil.copy(path, self.inbox)
        shutil.copy(PROVINCE / "roster.csv", self.home / "名录.csv")

    def arguments(self, verb: str) -> list[str]:
        returned = [str(self.inbox), "--roster", str(self.home / "名录.csv"), "--force"]
        return {
            "distribute": ["distribute", str(self.home / "名录.csv"), "--year", "2024", "--force", "-o"],
            "validate": ["validate", *returned, "--return-to"],
            "collate": ["collate", *returned, "-o"],
        }[verb] + [str(self.output(verb))]

    def output(self, verb: str) -> Path:
        return self.home / f"{verb} 结果"

    def start(self, verb: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "toolkit", *self.arguments(verb)],
            cwd=self.home,
            env={
                **os.environ,
                "PYTHONPATH": str(ROOT),
                "NIANBAO_TEST": str(self.home),
                "XDG_CACHE_HOME": str(self.home / "缓存"),
            },
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            start_new_session=True,
        )

    def run(self, verb: str) -> tuple[int, str]:
        process = self.start(verb)
        told = process.communicate(timeout=300)[1].decode()
        return process.returncode, told

    def hidden(self) -> list[str]:
        return [path.name for path in self.home.rglob(".nianbao-*")]


def _content(folder: Path) -> dict[str, str]:
    """The digest of each file that has a final name; what tells of the time of a run is left out."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and not path.name.startswith(".nianbao-") and path.name not in _TIMED
    }


_TIMED = {"summary.xlsx", "report.html", "退回通知汇总.xlsx"}


def _wait_until_gone(office: Office) -> None:
    """Until no process is left; workers notice the death of their parent by themselves."""
    for _ in range(600):
        if not _living(office):
            return
        time.sleep(0.05)
    pytest.fail(f"processes are left: {_living(office)}")


def _living(office: Office) -> list[int]:
    """The processes that come, by whatever way, from runs in this office: they inherited its mark."""
    mark = f"NIANBAO_TEST={office.home}".encode()
    found = []
    for entry in Path("/proc").glob("[0-9]*"):
        with suppress(OSError):
            if mark in (entry / "environ").read_bytes().split(b"\0"):
                found.append(int(entry.name))
    return found


@pytest.fixture
def office(tmp_path: Path) -> Office:
    return Office(tmp_path)


def _duration(office: Office, verb: str) -> float:
    began = time.monotonic()
    status, told = office.run(verb)
    assert status in (0, 1), told
    return time.monotonic() - began


@pytest.mark.parametrize("verb", VERBS)
def test_killed__at_any_moment_loses_nothing_and_the_next_run_is_right(office: Office, verb: str) -> None:
    duration = _duration(office, verb)
    whole, output = _content(office.output(verb)), office.output(verb)
    moments = random.Random(f"{verb} 2024")
    names = set(_names(output))
    for count in range(MOMENTS):
        if verb == "distribute" and count % 2:
            shutil.rmtree(output)  # so that there is something to write
        process = office.start(verb)
        time.sleep(moments.uniform(0, duration * 1.1))
        process.kill()
        process.communicate()
        _wait_until_gone(office)
        if output.exists():
            left = _content(output)
            assert left.items() <= whole.items()
            assert verb == "distribute" or left == whole
        else:
            assert verb == "distribute" or office.hidden()
        status, told = office.run(verb)
        assert status in (0, 1), told
        assert _content(output) == whole
        assert set(_names(output)) == names
        assert office.hidden() == []


def _names(folder: Path) -> list[str]:
    return [path.relative_to(folder).as_posix() for path in folder.rglob("*")]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM], ids=["ctrl-c", "terminated"])
@pytest.mark.parametrize("verb", VERBS)
def test_interrupted__ends_with_one_line_and_leaves_nothing(office: Office, verb: str, number: signal.Signals) -> None:
    duration = _duration(office, verb)
    whole = _content(office.output(verb))
    moments = random.Random(f"{verb} {number}")
    stopped = 0
    for _ in range(MOMENTS):
        process = office.start(verb)
        time.sleep(moments.uniform(0.15, duration * 0.9))
        if number is signal.SIGINT:
            os.killpg(process.pid, number)  # as a terminal does
        else:
            process.send_signal(number)
        told = process.communicate(timeout=60)[1].decode()
        assert _living(office) == []
        assert _content(office.output(verb)) == whole
        assert office.hidden() == []
        if process.returncode == 128 + number:
            stopped += 1
            assert told.splitlines() == [STOPPED]
    assert stopped
