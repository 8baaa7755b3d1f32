"""What lists and inboxes say of organs that were renamed, merged and split."""

from __future__ import annotations

from pathlib import Path

from tests.collating.books import write_returns
from tests.collating.province import roster
from tests.collating.succeeded import (
    ALL_THEN,
    DAY,
    EDU,
    FIRST,
    HALVES,
    NOW,
    SECOND,
    THEN,
    Done,
    done,
    recoded,
    sent,
    sums,
    without,
)
from toolkit.collating import load_prior
from toolkit.jobs import collate, read_lines
from toolkit.roster import merged, save_roster, split


def test_two_years_in_one_inbox__last_years_return_of_what_has_merged_is_last_years_figure(
    tmp_path: Path, before: Path
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    save_roster(lines, tmp_path / "r.csv")
    both = [sent(code, count, lines) for code, count in without(SECOND).items()]
    both += [sent(code, count, year=2023, file=f"2023/{code}.xlsx") for code, count in THEN.items()]
    summary = collate([write_returns(both, tmp_path / "in")], tmp_path / "r.csv", tmp_path / "out", year=2024)
    made = Done(summary, tmp_path / "out", tmp_path / "in")
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert "AGENCY-MERGED" not in made.rules()
    (other,) = summary.apart
    assert other.by_code[SECOND].included


def test_status__gives_the_roster_back_with_what_became_of_whom(tmp_path: Path, before: Path) -> None:
    lines = merged(split(recoded(roster()), "52-99", HALVES, since=DAY), SECOND, FIRST, since=DAY)
    summary = done(tmp_path, lines, without(EDU, SECOND), before / "returns").folder
    back = {line.code: line for line in read_lines(summary)}
    assert (back[SECOND].merged_into, back[SECOND].since, back["52-03"].split_from) == (FIRST, DAY, "52-99、52-02")


def test_old_rosters__have_no_new_columns_in_the_status_list(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, roster(), NOW, before / "returns")
    assert not {"曾用代码", "并入", "分自", "自"} & set(made.status[EDU])
    prior = load_prior(before / "returns")
    assert made.summary.prior is not None
    assert (made.summary.prior.figures, made.summary.prior.beside, made.summary.prior.inherited) == (
        prior.figures,
        {},
        (),
    )
