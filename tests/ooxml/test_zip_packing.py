"""Parts packed beside their making: the archive that ZipFile makes, or an error that says why."""

from __future__ import annotations

import io
import os
import random
import threading
import time
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import pytest

from toolkit.ooxml import zip_packing
from toolkit.ooxml.zip_packing import packing

PARTS = {
    "empty.xml": b"",
    "long.xml": b"<c><v>12</v></c>" * 200_000,
    "图.png": random.Random(1).randbytes(70_000),
    "small.xml": b"<a/>",
}


def made(folder: Path) -> list[tuple[str, Path]]:
    """Each of PARTS as a file; the time is the one that a workbook's parts have."""
    files = []
    for number, (name, content) in enumerate(PARTS.items()):
        path = folder / f"{number}"
        path.write_bytes(content)
        moment = time.mktime((1980, 1, 31, 0, 0, 0, 0, 0, -1))
        os.utime(path, (moment, moment))
        files.append((name, path))
    return files


@pytest.mark.parametrize("at_once", [1000, 1 << 20])
def test_packing__makes_what_zipfile_makes_to_the_byte(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: int
) -> None:
    monkeypatch.setattr(zip_packing, "_AT_ONCE", at_once)
    usual, packed = io.BytesIO(), io.BytesIO()
    with ZipFile(usual, "w", ZIP_DEFLATED) as archive:
        for name, path in made(tmp_path):
            archive.write(path, name)
    with packing() as parts:
        for name, path in made(tmp_path):
            parts.add(name, path)
        parts.write(packed)
    assert packed.getvalue() == usual.getvalue()
    with ZipFile(packed) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == PARTS
    assert list(tmp_path.iterdir()) == []


def test_packing__a_part_that_can_not_be_written_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.packed").mkdir()
    (tmp_path / "a").write_bytes(b"x")
    with packing() as parts:
        parts.add("a.xml", tmp_path / "a")
        with pytest.raises(OSError, match=r"a\.packed"):
            parts.write(io.BytesIO())


def test_packing__nothing_runs_on_when_the_work_is_broken_off(tmp_path: Path) -> None:
    before = threading.active_count()

    def broken_off() -> None:
        with packing() as parts:
            for name, path in made(tmp_path):
                parts.add(name, path)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert threading.active_count() == before
