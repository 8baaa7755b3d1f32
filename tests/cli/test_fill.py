"""``nianbao fill`` on the command line: when it wrote is the time of the clock, or the one that is given."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run


@pytest.fixture
def blank(nianbao: Run, tmp_path: Path) -> Path:
    nianbao("template", "2024", "-o", "空白.xlsx")
    (tmp_path / "数.json").write_text(json.dumps({"fields": {"t3.received.natural": 5}}), encoding="utf-8")
    return tmp_path / "空白.xlsx"


def test_fill__at_a_given_time_makes_the_same_file(
    nianbao: Run, blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []
    for second in ("1737345607", "1737345607", "1737345608"):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", second)
        assert nianbao("fill", blank, "数.json", "-o", "填好.xlsx", "--force").returncode == 0
        made.append((tmp_path / "填好.xlsx").read_bytes())
    assert made[0] == made[1] != made[2]


@pytest.mark.parametrize("given", ["昨天", "1.5", "9" * 30])
def test_fill__a_time_that_is_none_is_told(
    nianbao: Run, blank: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, given: str
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", given)
    done = nianbao("fill", blank, "数.json", "-o", "填好.xlsx")
    assert done.returncode == 2
    assert "SOURCE_DATE_EPOCH" in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert not (tmp_path / "填好.xlsx").exists()
