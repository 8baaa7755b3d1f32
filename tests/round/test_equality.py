"""The summary of a round without decisions is what ``collate`` makes of all that came, and of what counts of it."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import pytest

from tests.round.county import YEAR, last_year, more, on, roster_lines
from tests.round.play import Play
from toolkit import collate
from toolkit.round import export_returns


@pytest.mark.slow
@pytest.mark.parametrize("seed", [1, 2])
def test_summary__without_decisions_is_collate_of_the_export(tmp_path: Path, seed: int) -> None:
    play = Play(tmp_path, seed=seed)
    arrive(play)
    ours, files = tmp_path / "汇总", tmp_path / "导出"
    play.write_summary(ours)
    export_returns(play.folder, files)
    for source, apart in ((play.inbox, FILE), (files, (*FILE, *REPLACED))):
        theirs = tmp_path / f"归集 {source.name}"
        collate([source], play.home / "名录.csv", theirs, prior=last_year(roster_lines()), year=YEAR, workers=1)
        assert (ours / "facts.csv").read_bytes() == (theirs / "facts.csv").read_bytes()
        assert (ours / "fields.csv").read_bytes() == (theirs / "fields.csv").read_bytes()
        assert status(ours, apart) == status(theirs, apart)


def arrive(play: Play) -> None:
    """Returns of every kind, on several days."""
    organs = [line.code for line in play.county.organs]
    play.chance.shuffle(organs)
    for code in organs[:12]:
        play.send(code, play.county.first(code))
    play.take()
    for number, code in enumerate(organs[:8]):
        play.next_day()
        figures = play.county.another(play.county.first(code), play.chance)
        kinds: list[Callable[[], object]] = [
            partial(play.send, code, figures),
            partial(play.send, code, more(figures, 1, "t3.granted.natural")),
            partial(play.send, code, figures, saved=on(-3)),
            partial(play.send_unreadable, f"{code}_坏.xlsx"),
            play.send_stranger,
            partial(play.send_last_year, code),
            partial(play.send_zipped, {code: figures}),
            partial(play.send_last_year, organs[20]),
        ]
        kinds[(number + play.chance.randrange(2)) % len(kinds)]()
        if number % 2:
            saved = on(play.day, 9)
            for _ in range(2):
                play.send(code, play.county.another(figures, play.chance), saved=saved)
        play.take()
    play.send_unreadable(f"{organs[30]}_坏.xlsx")
    play.send_unreadable("谁的也不是.xlsx")
    play.take()


FILE = ("file",)
REPLACED = ("superseded", "note", "notices")  # which say of the versions that others replaced, and are not exported


def status(folder: Path, apart: Sequence[str]) -> list[dict[str, str]]:
    """What became of each line; the columns ``apart`` left out."""
    with (folder / "status.csv").open(encoding="utf-8-sig") as file:
        rows = list(csv.DictReader(file))
    return [{name: text for name, text in row.items() if name not in apart} for row in rows]
