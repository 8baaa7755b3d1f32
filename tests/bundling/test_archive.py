"""The archive of a bundle is the same from the same folder, and keeps what a start needs."""

from __future__ import annotations

import os
import subprocess
import tarfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from toolkit.bundling.archive import pack_tar, pack_zip, write_sums
from toolkit.bundling.bundle import strangers

BOTH = pytest.mark.parametrize("pack", [pack_zip, pack_tar])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small bundle."""
    made = tmp_path / "made"
    (made / "python").mkdir(parents=True)
    (made / "打开年报.sh").write_text("#!/bin/sh\n", encoding="utf-8")
    (made / "打开年报.sh").chmod(0o700)
    (made / "python" / "os.py").write_text("x = 1\n" * 100, encoding="utf-8")
    write_sums(made)
    return made


@BOTH
def test_archive__is_the_same_whenever_and_by_whomever_it_is_made(
    pack: Callable[[Path, str, Path, int], None], folder: Path, tmp_path: Path
) -> None:
    pack(folder, "nianbao", tmp_path / "one", 6)
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    (folder / "python" / "os.py").chmod(0o600)
    pack(folder, "nianbao", tmp_path / "two", 6)
    assert (tmp_path / "one").read_bytes() == (tmp_path / "two").read_bytes()


def test_archive__keeps_names_and_what_may_be_run(folder: Path, tmp_path: Path) -> None:
    names = ["nianbao/SHA256SUMS", "nianbao/python/os.py", "nianbao/打开年报.sh"]
    pack_zip(folder, "nianbao", tmp_path / "zip", 6)
    with zipfile.ZipFile(tmp_path / "zip") as zipped:
        assert sorted(zipped.namelist()) == names
        assert zipped.getinfo(names[2]).flag_bits & 0x800  # UTF-8, as Windows reads it
    pack_tar(folder, "nianbao", tmp_path / "tar", 6)
    with tarfile.open(tmp_path / "tar") as packed:
        assert sorted(packed.getnames()) == names
        assert [packed.getmember(name).mode for name in names] == [0o644, 0o644, 0o755]
        assert {(one.uid, one.uname) for one in packed.getmembers()} == {(0, "")}


def test_sums__tell_of_what_was_changed_or_added(folder: Path) -> None:
    check = ["sha256sum", "--quiet", "-c", "SHA256SUMS"]
    assert subprocess.run(check, cwd=folder).returncode == 0
    assert strangers(folder) == []
    (folder / "python" / "os.py").write_text("x = 2\n", encoding="utf-8")
    assert subprocess.run(check, cwd=folder, stdout=-3, stderr=-3).returncode == 1
    (folder / "我的表.xlsx").write_bytes(b"")
    assert strangers(folder) == ["我的表.xlsx"]
