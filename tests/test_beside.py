"""Work beside other work: done when that is, with its errors told, and gone with whoever asked for it."""

from __future__ import annotations

import errno
import os
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import everyone, sent
from toolkit import beside
from toolkit.beside import done_beside
from toolkit.jobs import collating
from toolkit.jobs.collating import collate
from toolkit.output import OutputError

copying = pytest.mark.skipif(sys.platform != "linux", reason="asks for a copy of this process")


@pytest.fixture(autouse=True)
def two_cores(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)


def note(path: Path) -> None:
    path.write_text(str(os.getpid()))


def fail(kind: type[Exception]) -> None:
    raise kind(errno.ENOSPC, "No space left on device") if kind is OSError else kind("坏了")


def end_itself(path: Path) -> None:
    note(path)
    os.kill(os.getpid(), signal.SIGKILL)


def linger(path: Path) -> None:
    note(path)
    time.sleep(60)


@copying
def test_work__is_done_by_another_process_when_the_block_ends(tmp_path: Path) -> None:
    with done_beside(note, tmp_path / "who"):
        pass
    assert int((tmp_path / "who").read_text()) != os.getpid()


@pytest.mark.parametrize("given", ["not worth it", "no copies"])
def test_work__comes_after_the_block_where_there_is_no_other_process(
    tmp_path: Path, given: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(beside, "_can_copy", lambda: given != "no copies")
    with done_beside(note, tmp_path / "who", worth_it=given != "not worth it"):
        assert not (tmp_path / "who").exists()
    assert int((tmp_path / "who").read_text()) == os.getpid()


@pytest.mark.parametrize("kind", [OSError, OutputError, ValueError])
def test_work__its_error_is_raised(kind: type[Exception]) -> None:
    with pytest.raises(kind) as told, done_beside(fail, kind):
        pass
    assert not isinstance(told.value, OSError) or told.value.errno == errno.ENOSPC


@copying
def test_work__that_the_system_ended_is_told(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="被系统中止"), done_beside(end_itself, tmp_path / "who"):
        pass


@copying
def test_work__goes_with_the_block_that_is_broken_off(tmp_path: Path) -> None:
    def broken_off() -> None:
        with done_beside(linger, tmp_path / "who"):
            while not (tmp_path / "who").exists() or not (tmp_path / "who").read_text():
                time.sleep(0.01)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    with pytest.raises(ProcessLookupError):
        os.kill(int((tmp_path / "who").read_text()), 0)


def test_collate__writes_the_same_with_and_without_another_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inbox = write_returns([*everyone(but=["52-02"]), sent("52-02", 2, wrong=True)], tmp_path / "in")
    lines = write_roster(tmp_path / "名录.csv")
    for folder, many in (("one", 10**6), ("two", 1)):
        monkeypatch.setattr(collating, "_MANY", many)
        collate([inbox], lines, tmp_path / folder)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / folder).iterdir()} for folder in ("one", "two"))
    assert one == two
