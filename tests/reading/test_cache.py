"""The cache of what was read: the same Returns, and never one of another file, form or version."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path

import pytest

from tests.collating.books import write_returns
from tests.collating.province import sent
from toolkit.findings import Finding
from toolkit.form import Severity
from toolkit.reading import Source, find_files, read_returns
from toolkit.reading.run import cache
from toolkit.reading.run.return_json import KeptError, from_json, to_json
from toolkit.records import Agency, Record, Return


class Reading:
    """Reads, and remembers what it was asked to read."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def __call__(self, files: Sequence[Source]) -> Iterator[Return]:
        self.asked = [Path(source.name).name for source in files]
        return read_returns(files)


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = write_returns([sent(f"52-0{number}", number) for number in (1, 2)], tmp_path / "in")
    (folder / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    return folder


def run(inbox: Path, kept: Path) -> tuple[list[Return], list[str]]:
    reading = Reading()
    return list(cache.read_known(find_files([inbox]).files, kept, reading)), reading.asked


def test_cache__a_second_run_reads_only_what_has_no_figures(inbox: Path, tmp_path: Path) -> None:
    first, asked = run(inbox, tmp_path / "kept")
    assert len(asked) == 3
    second, asked = run(inbox, tmp_path / "kept")
    assert asked == ["坏.xlsx"]
    assert second == first == list(read_returns(find_files([inbox]).files))


def test_cache__a_changed_file_is_read_again_and_a_renamed_one_is_not(inbox: Path, tmp_path: Path) -> None:
    run(inbox, tmp_path / "kept")
    one, two = (path for path in sorted(inbox.rglob("*.xlsx")) if path.name != "坏.xlsx")
    two.write_bytes(two.read_bytes() + b" ")
    one.rename(inbox / "改名.xlsx")
    returns, asked = run(inbox, tmp_path / "kept")
    assert sorted(asked) == sorted([two.name, "坏.xlsx"])
    assert "改名.xlsx" in {Path(item.file).name for item in returns if item.record}


def test_cache__of_another_state_of_the_code_is_not_asked_and_cleared(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(inbox, tmp_path / "kept")
    before = {path.name for path in (tmp_path / "kept").iterdir()}
    (tmp_path / "kept" / "mine.txt").write_text("not of the cache", encoding="utf-8")
    monkeypatch.setattr(cache, "reading_edition", lambda: "another")
    assert len(run(inbox, tmp_path / "kept")[1]) == 3
    assert {path.name for path in (tmp_path / "kept").iterdir()} == {"returns-another", "mine.txt"}
    assert "returns-another" not in before


def test_cache__folders_of_others_that_are_called_alike_are_kept(
    inbox: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run(inbox, tmp_path)
    (old,) = tmp_path.glob("returns-*")
    (tmp_path / "returns-2023").mkdir()
    for path in (tmp_path / "returns-2023" / "公安局.xlsx", tmp_path / "returns-2023" / "题词.lines", old / "我的.txt"):
        path.write_text("别人的", encoding="utf-8")
    monkeypatch.setattr(cache, "reading_edition", lambda: "another")
    run(inbox, tmp_path)
    left = {
        path.relative_to(tmp_path).as_posix() for path in tmp_path.glob("returns-*/*") if "another" not in str(path)
    }
    assert left == {"returns-2023/公安局.xlsx", "returns-2023/题词.lines", f"{old.name}/我的.txt"}


@pytest.mark.skipif(os.name != "posix", reason="permissions the POSIX way")
def test_cache__is_readable_by_its_owner_alone_also_where_it_was_not(inbox: Path, tmp_path: Path) -> None:
    kept = tmp_path / "家" / "缓存"
    run(inbox, kept)
    (home,) = kept.glob("returns-*")
    assert {path.stat().st_mode & 0o077 for path in (kept.parent, kept, home, *home.iterdir())} == {0}
    for path in (kept, home, *home.iterdir()):
        path.chmod(0o755)
    run(inbox, kept)
    assert home.stat().st_mode & 0o777 == 0o700
    assert {path.stat().st_mode & 0o077 for path in home.iterdir()} == {0}


def test_cache__a_form_of_the_office_makes_another_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache.reading_edition.cache_clear()
    before = cache.reading_edition()
    (tmp_path / "schemas").mkdir()
    (tmp_path / "schemas" / "own.yaml").write_text("edition: own", encoding="utf-8")
    monkeypatch.setattr(cache, "data_folders", lambda: [tmp_path])
    cache.reading_edition.cache_clear()
    assert cache.reading_edition() != before
    cache.reading_edition.cache_clear()


@pytest.mark.parametrize("place", [10, 70, 200])
def test_cache__a_corrupt_line_is_as_if_it_were_not_there(inbox: Path, tmp_path: Path, place: int) -> None:
    first, _ = run(inbox, tmp_path / "kept")
    (shard,) = (tmp_path / "kept").glob("*/*.lines")
    data = bytearray(shard.read_bytes())
    data[place] ^= 1
    shard.write_bytes(data[:-3])  # one byte flipped in the first line, the last line cut short
    second, asked = run(inbox, tmp_path / "kept")
    assert len(asked) == 3
    assert second == first


def test_cache__many_runs_leave_few_files(tmp_path: Path) -> None:
    kept = cache._Cache(tmp_path / "returns-x")
    for number in range(3 * cache._MOST_SHARDS):
        item = Return("", f"{number:064x}", Record("2021", 2024, Agency(str(number)), (number,)))
        kept = cache._Cache(tmp_path / "returns-x")
        kept.keep({item.sha256: cache.line_of(item)})
    assert len(list((tmp_path / "returns-x").iterdir())) <= cache._MOST_SHARDS
    assert len(cache._Cache(tmp_path / "returns-x").places) == 3 * cache._MOST_SHARDS


def test_cache__a_folder_that_can_t_be_written_stops_nothing(inbox: Path, tmp_path: Path) -> None:
    (tmp_path / "kept").write_text("a file stands where the folder should be", encoding="utf-8")
    assert len(run(inbox, tmp_path / "kept")[0]) == 3


def test_kept__everything_comes_back() -> None:
    finding = Finding(
        "R", Severity.EXPLAIN, "m", "f", related=("D1", "表!D2"), found=Decimal("1.50"), expected=3, difference=None
    )
    record = Record(
        "2021", None, Agency("1", "甲\u2028\n"), (1, None, 10**17), frozenset({1}), {0: 5}, {2: ("表", "D9")},
        {"a": "b"}, {"c": "\ud800"}, {"R@k": "说明"}, True, "14 12 1 1",
    )  # fmt: skip
    item = Return("x.xlsx", "00", record, (finding,), "2025-01-01", "WPS", "seal", "print")
    assert from_json(to_json(item), Source("x.xlsx", "in/x.xlsx")) == item
    assert b"\n" not in to_json(item)


@pytest.mark.parametrize("data", [b"", b"[]", b"null", b'[[1],[],"","","","",""]', b"\xff", b'{"a":1}'])
def test_kept__what_is_no_return_is_refused(data: bytes) -> None:
    with pytest.raises(KeptError):
        from_json(data, Source("x", "x"))
