"""The seal key is made once, for its owner only."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from toolkit.sealkey import SealKeyError, ensure_seal_key, has_seal_key, is_exposed, read_seal_key


def test_key__is_made_on_first_use_and_stays(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "seal.key"
    key = ensure_seal_key(path)
    assert len(key) == 64
    assert ensure_seal_key(path) == read_seal_key(path) == key
    assert [item.name for item in path.parent.iterdir()] == ["seal.key"]
    assert ensure_seal_key(tmp_path / "other.key") != key


@pytest.mark.skipif(os.name != "posix", reason="permissions of this sort are POSIX")
def test_key__only_its_owner_may_read_it(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    ensure_seal_key(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert not is_exposed(path)
    path.chmod(0o644)
    assert is_exposed(path)


def test_key__line_ends_around_it_do_not_count(tmp_path: Path) -> None:
    path = tmp_path / "seal.key"
    path.write_bytes(b"k" * 40 + b"\r\n")
    assert read_seal_key(path) == b"k" * 40


@pytest.mark.parametrize("content", [b"", b"short"])
def test_key__what_is_no_key_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "seal.key"
    path.write_bytes(content)
    with pytest.raises(SealKeyError, match="不像密钥文件"):
        ensure_seal_key(path)
    assert path.read_bytes() == content


def test_key__reading_or_asking_for_it_never_makes_it(tmp_path: Path) -> None:
    path = tmp_path / "keys" / "seal.key"
    with pytest.raises(SealKeyError, match="找不到"):
        read_seal_key(path)
    assert not has_seal_key(path)
    assert not any(tmp_path.iterdir())
    ensure_seal_key(path)
    assert has_seal_key(path)
    assert not has_seal_key(path / "beneath a file")
    with pytest.raises(SealKeyError, match="读不了"):
        has_seal_key(tmp_path / ("长" * 300))


def test_key__a_missing_one_or_a_folder_is_one_message(tmp_path: Path) -> None:
    with pytest.raises(SealKeyError, match="找不到"):
        read_seal_key(tmp_path / "none")
    with pytest.raises(SealKeyError, match="读不了"):
        ensure_seal_key(tmp_path)
