"""The file of a ledger: older, newer, damaged, read where nothing can be written, and on a disk that is full."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from tests.round.at_work import moment
from tests.round.play import Play
from toolkit.output import OutputError
from toolkit.round import RoundError, round_status, schema, take_returns
from toolkit.round.folder import LEDGER
from toolkit.round.ledger import open_ledger


@pytest.fixture(scope="module")
def opened(tmp_path_factory: pytest.TempPathFactory) -> Play:
    """A round with three returns, which tests copy."""
    play = Play(tmp_path_factory.mktemp("round"))
    for line in play.county.organs[:3]:
        play.send(line.code, play.county.first(line.code))
    play.take()
    return play


@pytest.fixture
def folder(opened: Play, tmp_path: Path) -> Path:
    return Path(shutil.copytree(opened.folder, tmp_path / "轮"))


def content(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("local", [True, False], ids=["local", "network"])
@pytest.mark.parametrize(
    ("made", "told"),
    [
        (b"", "已损坏"),
        ("这是一份说明，不是账。\n".encode() * 20, "已损坏"),
        ("other", "不是本工具的账"),
        ("newer", "较新版本的本工具"),
        ("torn", "已损坏"),
    ],
)
def test_ledger__that_is_none_is_refused_and_stays_as_it_is(folder: Path, made: object, told: str, local: bool) -> None:
    path = folder / LEDGER
    if isinstance(made, bytes):
        path.write_bytes(made)
    elif made == "torn":
        data = path.read_bytes()
        path.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
    else:
        with closing(sqlite3.connect(path)) as connection:
            pragma = "application_id = 7" if made == "other" else f"user_version = {schema.VERSION + 1}"
            connection.execute("PRAGMA journal_mode = DELETE")
            connection.execute(f"PRAGMA {pragma}")
    before = content(folder)
    with moment(local=local), pytest.raises(RoundError, match=told):
        round_status(folder)
    if made != "torn":
        assert content(folder) == before


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """A version of the tool whose ledgers have one table more."""

    def grow(connection: sqlite3.Connection) -> None:
        connection.execute("CREATE TABLE more (n INTEGER PRIMARY KEY) STRICT")

    monkeypatch.setattr(schema, "VERSION", schema.VERSION + 1)
    monkeypatch.setattr(schema, "OLDER", {**schema.OLDER, schema.VERSION - 1: grow})


@pytest.mark.parametrize("local", [True, False], ids=["local", "network"])
@pytest.mark.usefixtures("newer")
def test_ledger__of_an_older_version_is_copied_and_then_made_one_of_today(folder: Path, local: bool) -> None:
    with moment(local=local):
        assert round_status(folder).whole.in_ == 3
        with open_ledger(folder) as opened:
            assert opened.rows("SELECT count(*) FROM more") == [(0,)]
            assert opened.check() == ""
    (copy,) = folder.glob("账（第*版）.sqlite")
    with closing(sqlite3.connect(copy)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (schema.VERSION - 1,)
        assert connection.execute("SELECT count(*) FROM arrival").fetchone() == (3,)
    if os.name == "posix":
        assert copy.stat().st_mode & 0o777 == 0o600


def closed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing can be written, as the system says; tests may run as one whom it refuses nothing."""
    real = os.access
    monkeypatch.setattr("toolkit.round.ledger.os.access", lambda path, mode: mode != os.W_OK and real(path, mode))


def test_status__of_a_folder_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(folder)
    closed(monkeypatch)
    assert round_status(folder).whole.in_ == 3
    assert content(folder) == before


@pytest.mark.usefixtures("newer")
def test_status__of_an_older_ledger_that_cannot_be_written(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = content(folder)
    closed(monkeypatch)
    assert round_status(folder).whole.in_ == 3
    assert content(folder) == before


def test_status__sees_what_a_killed_run_had_not_brought_into_the_file(
    opened: Play, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "副本"
    with open_ledger(opened.folder) as one:
        with one.changing():
            code = opened.county.organs[7].code
            one.add("extend", "甲", {"until": "2026-03-01", "reason": "", "with": [code]}, code)
        shutil.copytree(opened.folder, copy)  # while it is open: the line is in the log beside it
    assert (copy / f"{LEDGER}-wal").stat().st_size
    closed(monkeypatch)
    before = content(copy)
    row = next(row for row in round_status(copy).rows if row.line.code == opened.county.organs[7].code)
    assert row.leave == "2026-03-01"
    assert content(copy) == before


@pytest.mark.parametrize("local", [True, False], ids=["local", "network"])
def test_full_disk__takes_nothing_in_and_all_of_it_afterwards(tmp_path: Path, local: bool) -> None:
    resource = pytest.importorskip("resource", reason="the size of files is limited by setrlimit")
    play = Play(tmp_path, local=local)
    for line in play.county.organs[:6]:
        play.send(line.code, play.county.first(line.code))
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    refused = 0
    for most in (0, 1_000, 20_000, 33_000, 50_000, 70_000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, limits[1]))
        try:
            with play.now():
                take_returns(play.folder)
        except OutputError as error:
            assert "写不了" in str(error)  # noqa: PT017
            refused += 1
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, limits)
        play.prove_ledger()
        if play.summary().returns:
            break
    assert refused >= 3
    if not play.summary().returns:
        play.take()
    else:
        play.taken()
