from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.reading.find.fetch import fetch
from toolkit.reading.run.read_one import read_one
from toolkit.refusal import Refused
from toolkit.source import Source


def rule(source: Source) -> str:
    with pytest.raises(Refused) as refused:
        fetch(source)
    return refused.value.finding.rule


def test_fetch__a_file_removed_before_it_is_read_is_told(tmp_path: Path) -> None:
    assert rule(Source("a.xlsx", str(tmp_path / "a.xlsx"))) == "FILE-MISSING"


def test_fetch__a_file_that_grows_while_it_is_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"PK")
    status = os.fstat

    def grow(descriptor: int) -> os.stat_result:
        seen = status(descriptor)
        with path.open("ab") as file:
            file.write(b"more")
        return seen

    monkeypatch.setattr(os, "fstat", grow)
    assert rule(Source("a.xlsx", str(path))) == "FILE-CHANGED"


def test_fetch__a_file_without_permission_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    assert rule(Source("a.xlsx", str(tmp_path / "a.xlsx"))) == "FILE-DENIED"


def test_fetch__a_pipe_put_in_the_files_place_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.xlsx")
    assert rule(Source("a.xlsx", str(tmp_path / "a.xlsx"))) == "FILE-DENIED"


def test_fetch__the_file_is_left_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"%PDF-1.7")
    before = path.stat()
    read_one(Source("a.xlsx", str(path)))
    after = path.stat()
    assert (before.st_mtime_ns, before.st_size, path.read_bytes()) == (after.st_mtime_ns, after.st_size, b"%PDF-1.7")
