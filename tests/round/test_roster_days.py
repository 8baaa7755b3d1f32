"""Organs that are renamed, merged and split: any earlier day is told with the roster that it had."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from decimal import Decimal

import pytest

from tests.round.county import on
from tests.round.play import Play
from toolkit.round import (
    choose_return,
    merge_organ,
    organ_history,
    rename_organ,
    round_status,
    split_organ,
    undo_decision,
)

NAME = "t2.licences.decisions"
Change = Callable[[Play, str, str], object]


def decided(play: Play) -> tuple[str, str]:
    """Two organs: of the first a figure was corrected, a doubt accepted, one of two versions chosen."""
    code, other = play.first(2), play.first(3)
    figures = play.county.first(code)
    for _ in range(2):
        play.send(code, play.county.another(figures, play.chance), saved=on(1))
    play.take()
    play.choose(code, play.count.versions[code][1])
    play.correct(code, NAME, Decimal(4321))
    return code, other


def renamed(play: Play, code: str, other: str) -> object:
    return rename_organ(play.folder, code, "清溪县政务办公室", code="990121-77", since=date(2026, 1, 8))


def merged(play: Play, code: str, other: str) -> object:
    return merge_organ(play.folder, code, other, since=date(2026, 1, 8))


def split(play: Play, code: str, other: str) -> object:
    made = [("990121-78", "清溪县甲局"), ("990121-79", "清溪县乙局")]
    return split_organ(play.folder, code, made, since=date(2026, 1, 8))


@pytest.mark.parametrize("change", [renamed, merged, split])
def test_at__the_day_before_is_as_it_was(play: Play, change: Change) -> None:
    code, other = decided(play)
    before = play.lists(play.home / "前")
    history = organ_history(play.folder, code)
    day = play.today
    for _ in range(3):
        play.next_day()
    with play.now():
        line = change(play, code, other)
    play.prove_ledger()
    play.prove_files()
    assert play.lists(play.home / "再", day) == before
    assert history.events
    with play.now():
        undo_decision(play.folder, line.n)  # type: ignore[attr-defined]
    assert play.lists(play.home / "又") == before
    play.prove()


def test_rename__keeps_figures_corrections_and_choice(play: Play) -> None:
    code, other = decided(play)
    before = play.count.figures(code)
    with play.now():
        renamed(play, code, other)
    entry = play.summary().by_code["990121-77"]
    assert entry.included
    assert entry.chosen is not None
    assert [one.new for one in entry.chosen.corrections] == [4321]
    assert before is not None
    assert round_status(play.folder).whole.in_ == 2
    assert len(organ_history(play.folder, code).events) == len(organ_history(play.folder, "990121-77").events)
    choose_return(play.folder, "990121-77", play.count.versions[code][2].name)
