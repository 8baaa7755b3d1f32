"""Paths that are fsspec URLs: listed and fetched as local ones are."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from toolkit.editions import load_form
from toolkit.reading import find_files, read_returns
from toolkit.reading.find import sources
from toolkit.reading.find.originals import fetch_original
from toolkit.refusal import ScaleError
from toolkit.writing import write_template

fsspec = pytest.importorskip("fsspec", reason="needs the extra [scale]")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A workbook, one in a folder below, an archive, and what is passed over."""
    folder = tmp_path / "收件 箱"
    (folder / "乙").mkdir(parents=True)
    (folder / "__MACOSX").mkdir()
    write_template(load_form(2024), folder / "甲.xlsx")
    data = (folder / "甲.xlsx").read_bytes()
    (folder / "乙" / "丙.xlsx").write_bytes(data)
    (folder / "__MACOSX" / "x.xlsx").write_bytes(data)
    (folder / "~$甲.xlsx").write_bytes(b"x")
    with zipfile.ZipFile(folder / "县.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("局/丁.xlsx", data)
    return folder


@pytest.fixture
def store(folder: Path) -> Iterator[str]:
    """The same in memory: a store that only this process reaches."""
    system = fsspec.filesystem("memory")
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            system.pipe(f"/inbox/{path.relative_to(folder).as_posix()}", path.read_bytes())
    yield "memory://inbox"
    system.rm("/inbox", recursive=True)


def test_remote__a_url_is_listed_as_a_folder_is(folder: Path) -> None:
    here, there = find_files([folder]), find_files([f"file://{folder}"])
    assert [source.name for source in there.files] == [f"file://{source.name}" for source in here.files]
    assert there.passed_over == {sources.LOCK: 1, sources.HIDDEN: 1}


def test_remote__is_read_as_a_local_file_is(folder: Path, store: str) -> None:
    here = list(read_returns(find_files([folder]).files))
    there = list(read_returns(find_files([store]).files))
    assert [Path(item.file).name for item in there] == [Path(item.file).name for item in here]
    assert [(item.record, item.sha256) for item in there] == [(item.record, item.sha256) for item in here]


def test_remote__a_single_file(store: str) -> None:
    assert [item.name for item in find_files([f"{store}/甲.xlsx"]).files] == ["memory:///inbox/甲.xlsx"]


def test_remote__given_twice_is_read_once(store: str) -> None:
    found = find_files([store, f"{store}/甲.xlsx"])
    assert (len(found.files), found.passed_over[sources.TWICE]) == (3, 1)


def test_remote__what_is_not_there_is_told(store: str) -> None:
    assert [finding.rule for finding in find_files(["memory://nowhere"]).findings] == ["FILE-MISSING"]


def test_remote__what_is_gone_since_it_was_listed_is_told(store: str) -> None:
    files = find_files([store]).files
    fsspec.filesystem("memory").rm("/inbox/甲.xlsx")
    assert [[finding.rule for finding in item.findings] for item in read_returns(files)][1:] == [["FILE-MISSING"], []]


def test_remote__a_scheme_that_nobody_knows_is_told(tmp_path: Path) -> None:
    with pytest.raises(ScaleError):
        find_files(["nosuch://inbox"])


def test_remote__links_are_not_followed(folder: Path) -> None:
    (folder / "链接.xlsx").symlink_to(folder / "甲.xlsx")
    assert find_files([f"file://{folder}"]).passed_over[sources.LINK] == 1


def test_remote__originals_are_fetched_again_for_marked_up_copies(folder: Path, store: str) -> None:
    (item,) = [one for one in read_returns(find_files([store]).files) if one.file == "memory:///inbox/甲.xlsx"]
    assert fetch_original(item) == (folder / "甲.xlsx").read_bytes()
