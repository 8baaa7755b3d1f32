"""A process at work in a round is killed at any moment, or two are at work at once: nothing is lost or doubled."""

from __future__ import annotations

import os
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from tests.round import at_work
from tests.round.at_work import Worker, moment
from tests.round.play import Play
from toolkit.round.ledger import open_ledger

pytestmark = [pytest.mark.slow, pytest.mark.skipif(os.name != "posix", reason="processes are killed by signal")]
NAME = "t2.licences.decisions"
KILLS = 25  # of each disk


@pytest.mark.parametrize("local", [True, False], ids=["local", "network"])
def test_kills__at_random_moments_lose_nothing(tmp_path: Path, local: bool) -> None:
    play = Play(tmp_path, local=local, seed=9)
    code = begin(play)
    steps: list[Callable[..., Any]] = [at_work.take, at_work.correct, at_work.summary, at_work.letters, at_work.close]
    killed = 0
    for number in range(KILLS):
        step = steps[number % len(steps)]
        given: tuple[Any, ...] = (play.folder,)
        if step is at_work.take:
            other = play.county.organs[number % 50].code
            play.send(other, play.county.first(other))
        value = Decimal(1000 + number)
        if step is at_work.correct:
            given = (play.folder, code, NAME, str(value))
        worker = Worker(step, *given, when=play.moment(), local=local)
        killed += worker.killed_after(play.chance.random() * 0.7)
        play.prove_ledger()
        play.prove_files()
        again(play, step, code, value)
    assert killed > KILLS // 3
    assert not [path for path in play.folder.rglob(".nianbao-*") if path.is_file()]
    frozen = {int(path.name) for path in (play.folder / "汇总").iterdir() if path.name.isdecimal()}
    assert len(frozen) >= 2


def again(play: Play, step: Callable[..., Any], code: str, value: Decimal) -> None:
    """What was broken off is done again, where it was not done whole."""
    if step is at_work.take:
        play.take()
    elif step is at_work.correct:
        figures = play.summary().by_code[code].values
        if figures is not None and value in {one for one in figures if one is not None}:
            play.corrected(lines_of(play)[-1][0], code, NAME, value)
            play.prove()
        else:
            play.correct(code, NAME, value)
    elif step is at_work.summary:
        play.write_summary()
    elif step is at_work.letters:
        play.letters()
    else:
        play.close()


def begin(play: Play) -> str:
    """A round with two returns; the code of the first."""
    for line in play.county.organs[:2]:
        play.send(line.code, play.county.first(line.code))
    play.take()
    return play.county.organs[0].code


@pytest.mark.parametrize("local", [True, False], ids=["local", "network"])
@pytest.mark.parametrize("other", ["take", "correct", "status", "summary", "letters"])
def test_two_at_once__wait_for_one_another(tmp_path: Path, local: bool, other: str) -> None:
    play = Play(tmp_path, local=local)
    code = begin(play)
    for line in play.county.organs[2:6]:
        play.send(line.code, play.county.first(line.code))
    given = {"correct": (code, NAME, "4321")}.get(other, ())
    workers = [
        Worker(at_work.take, play.folder, when=play.moment(), local=local),
        Worker(getattr(at_work, other), play.folder, *given, when=play.moment(), local=local),
    ]
    for worker in workers:
        assert worker.done()["error"] == ""
    if other == "correct":
        (number,) = [number for number, verb in lines_of(play) if verb == "correct"]
        play.corrected(number, code, NAME, Decimal(4321))
    play.taken()
    assert [verb for _, verb in lines_of(play)].count("take") == 6


def lines_of(play: Play) -> list[tuple[int, str]]:
    with moment(local=play.local), open_ledger(play.folder) as ledger:
        return [(line.n, line.verb) for line in ledger.lines()]
