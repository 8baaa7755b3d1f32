"""Every hostile file ends in one clear finding, and its neighbours are read."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.hostile.files import HOSTILE, make_all
from toolkit.reading import find_files, read_returns
from toolkit.records import Return

# What reading tells of a changed workbook besides: the guard has nothing to do with it.
GUARDED = (
    "FILE-",
    "GUARD-",
    "PACKAGE-",
    "PART-",
    "CELL-",
    "READER-",
    "ARCHIVE-",
    "MACROS",
    "DDE",
    "EXTERNAL-LINK",
    "EMBEDDED",
)


@pytest.fixture(scope="module")
def results(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Return]:
    folder = tmp_path_factory.mktemp("hostile")
    make_all(folder)
    return {Path(result.file).name: result for result in read_returns(find_files([folder]).files, workers=2)}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile__each_ends_in_one_clear_finding(results: dict[str, Return], name: str) -> None:
    told = [finding.rule for finding in results[name].findings if finding.rule.startswith(GUARDED)]
    assert told == ([HOSTILE[name][1]] if HOSTILE[name][1] else [])


def test_hostile__the_neighbours_are_read(results: dict[str, Return]) -> None:
    assert all(results[name].record is not None for name in ("0-good.xlsx", "m-good.xlsx", "zz-good.xlsx"))
