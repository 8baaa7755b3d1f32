"""What a round was opened with is kept as it was."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import toolkit
from tests.conftest import ROOT
from toolkit.prior import Prior
from toolkit.roster import read_roster
from toolkit.round import kept

PROVINCE = ROOT / "samples" / "province"


def test_kept_roster__is_the_one_that_was_read() -> None:
    roster = read_roster(PROVINCE / "roster.csv")
    again = kept.unpack_roster(kept.pack_roster(roster))
    assert again.lines == roster.lines
    assert again.path == roster.path


def test_kept_prior__is_the_one_that_was_loaded() -> None:
    prior = toolkit.load_prior(PROVINCE / "last-year", year=2023)
    again = kept.unpack_prior(kept.pack_prior(prior))
    assert prior.figures
    for item in fields(Prior):
        assert getattr(again, item.name) == getattr(prior, item.name), item.name


def test_kept_rules__are_those_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(
        "rules:\n  SWING: off\n  NARRATED: {severity: notice}\n  T2-YUAN: {since: 2025, until: 2026}\n", "utf-8"
    )
    rules = toolkit.read_rules(path)
    again = kept.unpack_rules(kept.pack_rules(rules))
    assert again == rules
    assert again.digest == rules.digest
