"""A round as a whole: what leaves it, and what is forgotten."""

from __future__ import annotations

import zlib
from datetime import date
from pathlib import Path

import pytest

from tests.round.play import Play
from toolkit.output import OutputError
from toolkit.reading.run import return_json
from toolkit.round import (
    RoundError,
    close_round,
    export_returns,
    forget_files,
    readings,
    round_status,
    take_returns,
    write_round_summary,
)
from toolkit.round.ledger import open_ledger


def test_forget__removes_what_a_killed_run_left(play: Play, monkeypatch: pytest.MonkeyPatch) -> None:
    play.first()
    close_round(play.folder)
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", lambda self, missing_ok=False: (_ for _ in ()).throw(OSError(5, "x")))
        with pytest.raises(OutputError):
            forget_files(play.folder, date(2027, 1, 1))
    forget_files(play.folder, date(2027, 1, 1))
    assert not [one for one in (play.folder / "件").rglob("*") if one.is_file()]


def test_reading__of_another_version_is_read_again_and_refused_where_the_file_is_forgotten(play: Play) -> None:
    play.first()
    with open_ledger(play.folder) as ledger, ledger.changing():
        ledger.write("UPDATE version SET reading = ?", [(zlib.compress(b"[1, 2, 3]"),)])
    play.prove()
    close_round(play.folder)
    forget_files(play.folder, date(2027, 1, 1))
    with pytest.raises(RoundError, match="另一版本"):
        round_status(play.folder)


def test_reading__of_a_version_that_knew_less_is_read_where_the_file_is_forgotten(
    play: Play, monkeypatch: pytest.MonkeyPatch
) -> None:
    record, finding, plain = return_json.SHAPE
    with monkeypatch.context() as older:  # as before there was a field with a default
        for module in (return_json, readings):
            older.setattr(module, "SHAPE", (record[:-1], finding[:-1], plain[:-1]))
        older.setattr(return_json, "_RECORD", record[:-1])
        older.setattr(return_json, "_FINDING", finding[:-1])
        older.setattr(return_json, "_PLAIN", plain[:-1])
        play.send(play.county.organs[0].code, play.county.first(play.county.organs[0].code))
        with play.now():
            take_returns(play.folder)
    with play.now():
        close_round(play.folder)
        forget_files(play.folder, date(2027, 1, 1))
        assert round_status(play.folder).whole.in_ == 1


def test_export__into_the_round_itself_is_refused(play: Play) -> None:
    play.first()
    with pytest.raises(OutputError):
        export_returns(play.folder, play.folder, force=True)
    with pytest.raises(OutputError):
        export_returns(play.folder, play.folder / "收件", force=True)
    with pytest.raises(OutputError):
        write_round_summary(play.folder, play.folder / "汇总", force=True)
    play.prove()


def test_at__before_anything(play: Play) -> None:
    play.first()
    board = round_status(play.folder, at=date(2020, 1, 1))
    assert board.whole.in_ == 0
    write_round_summary(play.folder, play.home / "早", at=date(2020, 1, 1))
