"""How paths are written down, so that the folder of a round may be moved."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.round.folder import stored_path, stored_paths


@pytest.mark.parametrize(
    "path", ["轮/收件/a.xlsx", "轮/收件/b/c.xlsx", "别处/a.xlsx", "轮/a.xlsx", "/x.xlsx", "轮/坏\udccf.xlsx"]
)
def test_stored_paths__are_each_as_alone(path: str) -> None:
    assert stored_paths([path], Path("轮")) == {path: stored_path(path, Path("轮"))}


def test_stored_path__goes_from_the_folder_on() -> None:
    assert stored_path("轮/收件/a.xlsx", Path("轮")) == "收件/a.xlsx"
    assert stored_path("别处/a.xlsx", Path("轮")) == "../别处/a.xlsx"
