"""Which return counts, and what the office said of it: as long as what it was said of is there."""

from __future__ import annotations

from decimal import Decimal

from tests.round.county import more, on
from tests.round.play import Play


def test_choice__stands_when_a_copy_an_unreadable_file_or_another_year_comes(play: Play) -> None:
    code = play.first()
    version = play.count.versions[code][0]
    for _ in range(2):
        play.send(code, play.county.another(version.figures, play.chance), saved=on(1))
    play.take()
    chosen = play.count.versions[code][1]
    play.choose(code, chosen)
    play.send_copy(play.folder / chosen.name, code)
    play.send_unreadable(f"{code}.xlsx")
    play.send_last_year(code)
    play.send(code, play.county.another(version.figures, play.chance), saved=on(0, 1))
    play.take()
    play.send(code, play.county.another(version.figures, play.chance), saved=on(2))
    play.take()


def test_acceptance__lapses_when_a_correction_changes_the_figures(play: Play) -> None:
    code = play.first()
    names = ("t3.carried_in.natural", "t3.granted.natural")
    given = more(play.county.first(code), 3, *names)
    play.send(code, given, saved=on(1))
    play.take()
    assert play.summary().by_code[code].state == "needs-explanation"
    while play.accept(code):
        pass
    assert play.summary().by_code[code].state == "accepted"
    for name in names:
        play.correct(code, name, (given[name] or Decimal()) + 1)
    assert play.summary().by_code[code].state == "needs-explanation"


def test_correction__of_the_version_that_counts_outlives_one_of_another(play: Play) -> None:
    code = play.first()
    old = play.count.versions[code][0]
    play.send(code, play.county.another(old.figures, play.chance), saved=on(1))
    play.take()
    name = "t2.licences.decisions"
    newer = play.count.versions[code][1]
    figures = {**newer.figures, name: Decimal(7000)}
    play.send(code, figures, saved=on(2))
    play.take()
    play.correct(code, name, Decimal(7001))
    chosen = play.choose(code, old)
    play.correct(code, name, Decimal(9))
    play.undo_decision(chosen)
