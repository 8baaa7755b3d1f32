"""When a return was saved: what it says itself decides nothing that can't be a date."""

from __future__ import annotations

import os
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.collating.province import roster, sent
from toolkit.collating import sum_up
from toolkit.collating.moments import moment
from toolkit.coverage import read_coverage
from toolkit.editions import load_form
from toolkit.jobs import validate
from toolkit.office import Office
from toolkit.reading import find_files, read_returns
from toolkit.records import Agency, Return
from toolkit.roster import Roster, RosterLine
from toolkit.source import Source
from toolkit.writing import fill_workbook, write_template


def lying(saved: str, time: int = 1_700_000_000 * 10**9) -> Return:
    """A return saved when it says, in a file of that time."""
    return replace(sent("52-02", 1, saved=saved), source=Source("a.xlsx", "in/a.xlsx", listed=(0, time)))


@pytest.mark.parametrize("saved", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "", "昨天"])
def test_moment__of_a_time_that_is_none_is_that_of_the_file(saved: str) -> None:
    assert moment(lying(saved)) == ("2023-11-14T22:13:20+00:00", 1_700_000_000)


@pytest.mark.parametrize(
    "saved", ["2021-01-01T00:00:00Z", "2024-01-20T08:00:00Z", "2024-11-30T15:59:59Z", "2124-01-01T00:00:00Z"]
)
def test_moment__that_can_not_be_when_it_was_filled_in_is_that_of_the_file(saved: str) -> None:
    """What a program wrote for all workbooks, or a clock that was wrong: a year slow, or years ahead."""
    assert moment(lying(saved))[0] == "2023-11-14T22:13:20+00:00"


def test_moment__of_what_fill_wrote_is_when_it_did_so(tmp_path: Path) -> None:
    """A correction is the newest, whatever copying made of the times of the files."""
    write_template(load_form(2024), tmp_path / "blank.xlsx", agency=Agency("52-02", "甲局"))
    (tmp_path / "in").mkdir()
    for day, name in ((3, "a.xlsx"), (1, "b.xlsx"), (2, "c.xlsx")):
        now = datetime(2025, 1, day, tzinfo=UTC)
        fill_workbook(
            tmp_path / "blank.xlsx", {"fields": {"t2.licences.decisions": day}}, tmp_path / "in" / name, now=now
        )
        os.utime(tmp_path / "in" / name, (1_700_000_000, 1_700_000_000))
    sheet = Roster("", (RosterLine("52-02", "甲局", "", "本级", "市", "", "", 2),))
    returns = validate([tmp_path / "in"], roster=sheet).returns
    assert [(Path(item.file).name, bool(item.superseded_by)) for item in returns] == [
        ("a.xlsx", False), ("b.xlsx", True), ("c.xlsx", True),
    ]  # fmt: skip


def test_moment__without_a_zone_is_that_of_the_clocks_in_china() -> None:
    times = ("2026-01-20T10:00:00", "2026-01-20T04:00:00Z", "2026-01-20T12:00:00+08:00")
    assert [moment(sent("52-02", 1, saved=saved))[0][11:16] for saved in times] == ["02:00", "04:00", "04:00"]


@pytest.mark.parametrize("name", ["x" * 5_000, "\ufffd.xlsx", "长" * 300])
def test_moment__of_a_name_that_no_system_takes_is_that_of_its_archive(tmp_path: Path, name: str) -> None:
    archive = tmp_path / "in.zip"
    with zipfile.ZipFile(archive, "w") as packed:
        packed.writestr(f"{name}.xlsx", b"PK\x03\x04")
    os.utime(archive, (1_700_000_000, 1_700_000_000))
    (item,) = read_returns(find_files([archive]).files)
    archive.unlink()  # it was known when it was found; nobody looks at it again
    assert moment(item)[1] == 1_700_000_000


@pytest.mark.parametrize("time", [-1, 2**62])
def test_moment__is_a_date_whatever_the_file_system_says(time: int) -> None:
    assert "1970" <= moment(lying("", time))[0][:4] <= "9999"


def test_sum__two_returns_of_one_organ_are_settled_whatever_they_say_of_their_time() -> None:
    first = sent("52-02", 1, file="a.xlsx")
    odd = replace(sent("52-02", 2, file="b.xlsx"), saved_at="0001-01-01T00:00:00+14:00")
    summary = sum_up([first, odd], Office(roster(), year=2024))
    assert [item.file for item in summary.returns] == ["a.xlsx", "b.xlsx"]


def test_coverage__of_more_than_there_can_be_is_none() -> None:
    assert read_coverage("14 12 1 1") is not None
    assert {read_coverage(f"{count} {count} 0 0") for count in ("9" * 5_000, "99999999", "²", "٣")} == {None}
