"""What the office decides of one organ."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
from openpyxl import load_workbook

from tests.round.county import COUNTY, YEAR, on
from tests.round.play import Play
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.round import RoundError, choose_return, round_status, undo_decision


def test_choose__of_what_can_never_count_is_refused(play: Play) -> None:
    code = play.first()
    for path in (play.send_unreadable(f"{code}.xlsx"), play.send_last_year(code)):
        play.take()
        with pytest.raises(RoundError, match=code):
            choose_return(play.folder, code, path.relative_to(play.folder).as_posix())
    play.prove()


LICENCES, FEES = "t2.licences.decisions", "t2.fees.amount"


@pytest.mark.parametrize("here", [None, Decimal(0), "三件左右"], ids=["blank", "zero", "text"])
def test_correction__of_what_is_no_figure_yet(play: Play, here: Decimal | str | None) -> None:
    code = play.county.organs[0].code
    path = play.send(code, {**play.county.first(code), LICENCES: None if isinstance(here, str) else here})
    if isinstance(here, str):
        play.sent.clear()
        type_in(path, LICENCES, here)
    play.take()
    assert play.summary().by_code[code].included == (here == 0)
    line = play.correct(code, LICENCES, Decimal(12))
    assert play.summary().by_code[code].included
    again = play.correct(code, LICENCES, Decimal(13))
    number = play.undo_decision(line)
    assert play.figure(code, LICENCES) == 13
    play.undo_decision(again)
    assert play.summary().by_code[code].included == (here == 0)
    play.undo_undo(number, line)
    assert play.figure(code, LICENCES) == 12


def type_in(path: Path, name: str, text: str) -> None:
    """Somebody types a text into the cell of a figure."""
    form = load_form(YEAR)
    sheet, cell = load_layout(form).place(form.by_code[name].index)
    book = load_workbook(path)
    book[sheet][cell] = text
    book.save(path)


@pytest.mark.parametrize("value", ["0.000001", "12.345678", "1000000", "0"])
def test_correction__of_money_is_exact(play: Play, value: str) -> None:
    code = play.first()
    play.correct(code, FEES, Decimal(value))
    assert play.figure(code, FEES) == Decimal(value)
    with pytest.raises(RoundError, match="已经是"):
        play.correct(code, FEES, Decimal(value))


def test_correction__of_what_came_before_the_earlier_version_was_taken(play: Play) -> None:
    """The newer version is taken in and corrected, then the older one comes."""
    code = play.county.organs[0].code
    older = play.county.first(code)
    play.send(code, {**older, LICENCES: Decimal(5)}, saved=on(3))
    play.take()
    play.correct(code, LICENCES, Decimal(6))
    play.send(code, {**older, LICENCES: Decimal(7)}, saved=on(1))
    play.take()
    assert play.figure(code, LICENCES) == 6


def test_leave__of_a_government_is_that_of_all_below_it(play: Play) -> None:
    play.first()
    play.extend(COUNTY, date(2026, 2, 20))
    board = round_status(play.folder, at=play.today)
    assert {row.leave for row in board.rows} == {"2026-02-20"}
    assert len(board.rows) == 53


def test_undo__of_nothing(play: Play) -> None:
    with pytest.raises(RoundError, match="没有可撤销的决定"):
        undo_decision(play.folder)
    code = play.first()
    with pytest.raises(RoundError, match="不是一项决定"):
        undo_decision(play.folder, 2)
    line = play.correct(code, LICENCES, Decimal(3))
    play.undo_decision(line)
    with pytest.raises(RoundError, match="已经撤销过了"):
        undo_decision(play.folder, line)
