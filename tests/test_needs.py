"""What a run over many files says before it starts."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import sent
from toolkit import needs
from toolkit.jobs import collate, validate


def test_needs__few_files_need_no_word(tmp_path: Path) -> None:
    assert needs.needs_of_reading(1000) == ""
    assert needs.needs_of_collating(1000, tmp_path) == ""
    assert needs.needs_of_distributing(1000, tmp_path) == ""


def test_needs__many_files_name_memory_and_disk(tmp_path: Path) -> None:
    assert "5000" in needs.needs_of_reading(5000)
    for line in (needs.needs_of_collating(5000, tmp_path / "a" / "b"), needs.needs_of_distributing(5000, tmp_path)):
        assert "内存" in line
        assert "可用" in line
        assert "空间不足" not in line


def test_needs__too_small_a_disk_is_said(tmp_path: Path) -> None:
    assert "空间不足" in needs.needs_of_distributing(10**12, tmp_path)


def test_needs__are_told_once_before_anything_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(needs, "MANY", 1)
    inbox = write_returns([sent("52-01", 1), sent("52-02", 1)], tmp_path / "in")
    told: list[str] = []

    def seen(done: int, total: int) -> None:
        told.append("read")

    validate([inbox], notice=told.append, progress=seen)
    assert [line == "read" for line in told] == [False, True, True]
    told.clear()
    collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out", notice=told.append)
    assert len(told) == 1
