"""Whatever lies in the inbox is kept once, by its content."""

from __future__ import annotations

import hashlib
import os
import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from tests.round.play import Play
from toolkit.round import back_up, close_round, forget_files


def test_content__by_names_of_two_endings_is_kept_once(play: Play) -> None:
    code = play.first()
    path = play.folder / play.count.versions[code][0].name
    shutil.copy2(path, path.with_suffix(".xlsm"))
    play.take()
    assert len([one for one in (play.folder / "件").rglob("*") if one.is_file()]) == 1


def test_content__forgotten_and_come_again_by_another_ending_is_backed_up(play: Play) -> None:
    code = play.first()
    path = play.folder / play.count.versions[code][0].name
    close_round(play.folder)
    play.next_day()
    forget_files(play.folder, date(2027, 1, 1))
    shutil.copy2(path, path.with_suffix(".xlsm"))
    play.take()
    assert back_up(play.folder, play.home / "备份")


@pytest.mark.parametrize("name", ["坏.zip", "空.zip"])
def test_archive__that_cannot_be_opened_is_kept_and_told_as_collate_tells_it(play: Play, name: str) -> None:
    code = play.county.organs[0].code
    path = play.inbox / f"{code}{name}"
    if name == "空.zip":
        zipfile.ZipFile(path, "w").close()
    else:
        path.write_bytes(b"PK\x03\x04" + bytes(200))
    play.sent.add(hashlib.sha256(path.read_bytes()).hexdigest())
    play.take()
    assert play.summary().by_code[code].state == "unreadable"


def test_name__of_bytes_that_are_no_utf8(play: Play) -> None:
    code = play.county.organs[0].code
    path = play.send(code, play.county.first(code))
    other = os.fsencode(path.parent) + b"/" + "县办".encode("gbk") + b".xlsx"
    try:
        Path(os.fsdecode(other)).write_bytes(path.read_bytes())
    except OSError:
        pytest.skip("a name must be UTF-8 on this disk")
    play.take()
    assert [Path(item.file).name for item in play.summary().returns] == [path.name, "县办.xlsx"]
