"""Organs renamed, merged and split in the course of a round: whose what came before is, and what is taken back."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

import toolkit
from toolkit.rollup import Entry
from toolkit.round import clock
from toolkit.round.board import Place
from toolkit.round.folder import RoundError

EDUCATION, POLICE, LAND = "990121-01", "990121-02", "990121-04"
SINCE = date(2025, 1, 1)


def entry(folder: Path, code: str) -> Entry:
    return toolkit.round_status(folder).summary.by_code[code]


def facts(folder: Path, name: str) -> str:
    return toolkit.write_round_summary(folder, folder.parent / name).folder.joinpath("facts.csv").read_text("utf-8-sig")


def test_rename__what_came_and_was_decided_before_stays_the_organs_own(province: Path) -> None:
    toolkit.correct_figure(province, EDUCATION, "t3.received.natural", "4711", reason="漏了", by="乙")
    before = entry(province, EDUCATION)
    toolkit.rename_organ(province, EDUCATION, "清溪县教育体育局", code="990121-21", since=SINCE, by="乙")
    now = entry(province, "990121-21")
    assert now.chosen is not None
    assert now.line.name == "清溪县教育体育局"
    assert now.values == before.values
    assert [one.new for one in now.chosen.corrections] == [4711]
    assert len(toolkit.organ_history(province, "清溪县教育局").events) == 3
    with (province / "发放" / "manifest.csv").open(encoding="utf-8-sig") as file:
        assert "清溪县教育体育局" in {row["agency_name"] for row in csv.DictReader(file)}


def test_rename__of_an_organ_that_has_not_reported_takes_what_comes_under_either_code(province: Path) -> None:
    late = province / "发放" / "青禾省" / "望山市" / "990200-03_望山市财政局_2024.xlsx"
    toolkit.rename_organ(province, "990200-03", "望山市财政金融局", code="990200-13", since=SINCE)
    filled = province / "收件" / late.name
    toolkit.fill_workbook(late, {"fields": {"t3.received.natural": 3}}, filled)
    taken = toolkit.take_returns(province)
    assert [one.entry.line.code for one in taken.changed] == ["990200-13"]


def test_merge__the_merged_owes_nothing_and_is_counted_nowhere(province: Path) -> None:
    expected = toolkit.round_status(province).whole.expected
    toolkit.merge_organ(province, POLICE, LAND, since=SINCE, by="乙")
    board = toolkit.round_status(province)
    assert board.whole.expected == expected - 1
    assert POLICE not in {row.line.code for row in board.rows}
    assert any(event.line.verb == "merge" for event in toolkit.organ_history(province, LAND).events)


def test_split__the_successors_owe_a_return_each_and_have_workbooks(province: Path) -> None:
    made = [("990122-31", "石桥县公安一局"), ("990122-32", "石桥县公安二局")]
    toolkit.split_organ(province, "石桥县公安局", made, since=SINCE, by="乙")
    late = {row.line.code for row in toolkit.round_status(province).of(*Place)}
    assert {"990122-31", "990122-32"} <= late
    assert "990122-02" not in late
    assert list((province / "发放").rglob("*石桥县公安二局*.xlsx"))


def test_undo__gives_the_sums_of_before(province: Path) -> None:
    before = facts(province, "a")
    toolkit.rename_organ(province, EDUCATION, "清溪县教育体育局", code="990121-21", since=SINCE)
    toolkit.merge_organ(province, POLICE, LAND, since=SINCE)
    toolkit.split_organ(
        province, "石桥县公安局", [("990122-31", "石桥县公安一局"), ("990122-32", "石桥县公安二局")], since=SINCE
    )
    assert facts(province, "b") != before
    for _ in range(3):
        toolkit.undo_decision(province)
    assert facts(province, "c") == before


def test_undo__of_what_a_later_decision_rests_on_is_refused_and_says_so(province: Path) -> None:
    first = toolkit.rename_organ(province, EDUCATION, "清溪县教育体育局", code="990121-21", since=SINCE)
    toolkit.rename_organ(province, "990121-21", "清溪县教体局", code="990121-22", since=SINCE)
    with pytest.raises(RoundError, match=f"第 {first.n} 号不能撤销，后来的决定以它为前提"):
        toolkit.undo_decision(province, first.n)
    assert entry(province, "990121-22").line.name == "清溪县教体局"


@pytest.mark.parametrize(
    ("organ", "name", "code"),
    [(EDUCATION, "清溪县教育局", ""), (EDUCATION, "x", POLICE), ("没有的局", "x", "")],
)
def test_rename__what_cannot_be_is_refused_and_nothing_is_written(
    province: Path, organ: str, name: str, code: str
) -> None:
    from toolkit.roster import RosterError
    from toolkit.round.ledger import open_ledger

    with open_ledger(province) as ledger:
        lines = len(ledger.lines())
    with pytest.raises((RoundError, RosterError)):
        toolkit.rename_organ(province, organ, name, code=code, since=SINCE)
    with open_ledger(province) as ledger:
        assert len(ledger.lines()) == lines


def test_at__a_day_before_a_renaming_has_the_corrections_of_then(
    province: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    on_day(monkeypatch, 1)
    toolkit.correct_figure(province, POLICE, "t3.carried_out.natural", "1", reason="多报3件", by="乙")
    first = toolkit.write_round_summary(province)
    on_day(monkeypatch, 2)
    toolkit.rename_organ(province, POLICE, "清溪县公安分局", code="990121-22", since=SINCE)
    on_day(monkeypatch, 3)
    at = clock.today() - timedelta(days=2)
    again = toolkit.write_round_summary(province, province.parent / "again", at=at)
    for name in ("facts.csv", "status.csv"):
        assert (again.folder / name).read_bytes() == (first.folder / name).read_bytes()
    assert [one.value for one in again.effects] == [one.value for one in first.effects]


def on_day(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    """Has the clock stand so many days from now."""
    now = datetime.now(UTC) + timedelta(days=days)
    monkeypatch.setattr(clock, "now", lambda: clock.written(now))
    monkeypatch.setattr(clock, "today", lambda: clock.day_of(clock.written(now)))


def test_undo__of_a_new_code_keeps_what_was_decided_under_it(province: Path) -> None:
    renamed = toolkit.rename_organ(province, EDUCATION, "清溪县教育体育局", code="990121-21", since=SINCE)
    toolkit.correct_figure(province, "990121-21", "t3.received.natural", "4711", reason="漏了", by="乙")
    toolkit.undo_decision(province, renamed.n)
    now = entry(province, EDUCATION)
    assert now.chosen is not None
    assert [one.new for one in now.chosen.corrections] == [4711]
    assert [one.line.verb for one in toolkit.organ_history(province, EDUCATION).events][-3:] == [
        "rename",
        "correct",
        "undo",
    ]


def test_history__of_an_organ_that_was_split_is_found(province: Path) -> None:
    made = [("990122-31", "石桥县公安一局"), ("990122-32", "石桥县公安二局")]
    toolkit.split_organ(province, "石桥县公安局", made, since=SINCE)
    assert [one.line.verb for one in toolkit.organ_history(province, "石桥县公安局").events] == ["take", "split"]


def test_roster_now__lies_beside_the_one_agreed(province: Path) -> None:
    toolkit.merge_organ(province, POLICE, LAND, since=SINCE)
    now = toolkit.read_roster(province / "名录（现行）.csv")
    assert now.by_code[POLICE].merged_into == LAND
    toolkit.undo_decision(province)
    assert toolkit.read_roster(province / "名录（现行）.csv").by_code[POLICE].merged_into == ""
