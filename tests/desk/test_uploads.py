"""What the browser sends as files: under safe names, bounded, whole or not there."""

from __future__ import annotations

import asyncio
import time
from collections.abc import AsyncIterator
from pathlib import Path, PurePosixPath

import pytest
from starlette.requests import ClientDisconnect

from toolkit.desk import uploads
from toolkit.desk.drops import Drops
from toolkit.desk.uploads import UploadError, receive, safe_path


async def chunks(*parts: bytes, broken: bool = False) -> AsyncIterator[bytes]:
    for part in parts:
        yield part
    if broken:
        raise ClientDisconnect


@pytest.mark.parametrize(
    ("name", "path"),
    [
        ("县教育局.xlsx", "县教育局.xlsx"),
        ("../../etc/passwd", "etc/passwd"),
        ("..\\..\\Windows\\x.xlsx", "Windows/x.xlsx"),
        ("/etc/passwd", "etc/passwd"),
        ("C:\\a\\b.xlsx", "C_/a/b.xlsx"),
        ("\\\\server\\share\\b.xlsx", "server/share/b.xlsx"),
        ("a/b/c/d/e/f.xlsx", "c/d/e/f.xlsx"),
        ("a/./../b.xlsx", "a/b.xlsx"),
        ("con.xlsx", "_con.xlsx"),
        ("NUL", "_NUL"),
        ("x.xlsx:evil", "x.xlsx_evil"),
        ("a\x00b\n.xlsx", "a_b_.xlsx"),
        ("a\u202excod.xlsx", "a_xcod.xlsx"),
        (" . ", "未命名"),
        ("", "未命名"),
        (".nianbao-x", "nianbao-x"),
    ],
)
def test_name__leads_nowhere_else_and_is_good_on_every_system(name: str, path: str) -> None:
    assert safe_path(name) == PurePosixPath(path)


def test_name__of_any_length_fits(tmp_path: Path) -> None:
    for name in ("局" * 300 + ".xlsx", "x" * 5000, "/".join(["政" * 200] * 50), "a." + "b" * 300):
        path = safe_path(name)
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_bytes(b"")
        assert len(str(path)) <= 4 * 90


def test_file__of_a_name_that_is_taken_is_kept_beside(tmp_path: Path) -> None:
    first = asyncio.run(receive(chunks(b"1"), tmp_path, "甲.xlsx"))
    second = asyncio.run(receive(chunks(b"2"), tmp_path, "甲.xlsx"))
    assert (first.read_bytes(), second.read_bytes()) == (b"1", b"2")


@pytest.mark.parametrize("modified", ["", "0", "x", "-5", "9" * 14, "99999999999999999999"])
def test_file__has_the_time_that_the_browser_says_where_that_can_be_one(tmp_path: Path, modified: str) -> None:
    path = asyncio.run(receive(chunks(b"1"), tmp_path, "甲.xlsx", modified="1737345607123"))
    assert path.stat().st_mtime_ns == 1737345607123 * 10**6
    other = asyncio.run(receive(chunks(b"1"), tmp_path, "乙.xlsx", modified=modified))
    assert abs(other.stat().st_mtime - time.time()) < 60


def test_file__that_is_too_large_or_broken_off_leaves_nothing(tmp_path: Path) -> None:
    with pytest.raises(UploadError, match="超过"):
        asyncio.run(receive(chunks(b"x" * 600_000, b"x" * 600_000), tmp_path, "大.xlsx", largest=1_000_000))
    with pytest.raises(ClientDisconnect):
        asyncio.run(receive(chunks(b"x", broken=True), tmp_path, "断.xlsx"))
    assert list(tmp_path.rglob("*")) == []


def test_file__is_refused_where_the_disk_is_nearly_full(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(uploads, "ROOM", 2**62)
    with pytest.raises(UploadError, match="磁盘快满了"):
        asyncio.run(receive(chunks(b"x"), tmp_path, "甲.xlsx"))
    assert list(tmp_path.iterdir()) == []


def test_drop__is_in_the_inbox_whole_or_not_at_all(tmp_path: Path) -> None:
    (tmp_path / "收件").mkdir()
    drops = Drops()
    drop, other = drops.begin_for(tmp_path), drops.begin_for(tmp_path)
    asyncio.run(receive(chunks(b"1"), drop.place, "教育局/甲.xlsx"))
    asyncio.run(receive(chunks(b"2"), other.place, "乙.xlsx"))
    assert [one for one in (tmp_path / "收件").iterdir() if not one.name.startswith(".nianbao-")] == []
    place = drops.keep(drop)
    assert [one.relative_to(place).as_posix() for one in place.rglob("*.xlsx")] == ["教育局/甲.xlsx"]
    second = drops.keep(other)
    assert second != place
    drops.end_all()
    assert sorted((tmp_path / "收件").iterdir()) == sorted([place, second])
    with pytest.raises(UploadError, match="重新拖"):
        drops.find(drop.id, tmp_path)


def test_drop__of_another_round_is_not_found(tmp_path: Path) -> None:
    (tmp_path / "收件").mkdir()
    drops = Drops()
    drop = drops.begin_for(tmp_path)
    with pytest.raises(UploadError):
        drops.find(drop.id, tmp_path / "别处")
    drops.end_all()


def test_drop__has_no_more_files_than_a_round_can_have(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("toolkit.desk.drops.MOST", 2)
    drop = Drops().begin(None, tmp_path / "x")
    drop.count()
    drop.count()
    with pytest.raises(UploadError, match="最多 2 个"):
        drop.count()
