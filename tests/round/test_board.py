"""Leave, and what the board says of whom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import toolkit
from toolkit.round.board import Place
from toolkit.round.folder import RoundError

COUNTY, LATE, OTHER = "990200", "990200-03", "990200-01"


def leave(folder: Path, code: str) -> str:
    return next(row.leave for row in toolkit.round_status(folder).rows if row.line.code == code)


def test_extend__of_a_government_shortens_nobodys_and_is_taken_back_at_once(province: Path) -> None:
    toolkit.extend_leave(province, LATE, date(2099, 3, 1), by="甲")
    toolkit.extend_leave(province, COUNTY, date(2099, 2, 1), by="甲")
    assert leave(province, LATE) == "2099-03-01"
    assert leave(province, OTHER) == "2099-02-01"
    assert leave(province, "990100-01") == ""
    toolkit.undo_decision(province)
    assert leave(province, OTHER) == ""
    assert leave(province, LATE) == "2099-03-01"


def test_extend__to_a_day_that_is_no_later_is_refused(province: Path) -> None:
    with pytest.raises(RoundError, match="不晚于这一轮的期限 2025-01-31"):
        toolkit.extend_leave(province, LATE, date(2025, 1, 31))


def test_status__says_who_owes_which_explanation(province: Path) -> None:
    owing = {row.line.code: row.doubts for row in toolkit.round_status(province).of(Place.IN) if row.to_explain}
    assert owing["990222-03"] == ("T2-YUAN",)


@pytest.mark.parametrize("value", ["1e3", "+5", "1,0", "5件", "-1", "1.5", "", "十"])
def test_correct__takes_bare_figures_alone(province: Path, value: str) -> None:
    with pytest.raises(RoundError, match="请只写数字"):
        toolkit.correct_figure(province, OTHER, "t3.received.natural", value, reason="来电", by="乙")


def test_correct__of_a_government_says_that_it_owes_none(province: Path) -> None:
    with pytest.raises(RoundError, match="是汇总单位，不单独报送"):
        toolkit.correct_figure(province, COUNTY, "t3.received.natural", "1", reason="来电", by="乙")


def test_steps__follow_an_organ_through_its_codes_and_mergers(province: Path) -> None:
    before = toolkit.round_status(province)
    toolkit.rename_organ(province, "990121-01", "清溪县教育体育局", code="990121-21", since=date(2025, 1, 1))
    toolkit.merge_organ(province, "990121-02", "990121-04", since=date(2025, 1, 1))
    steps = {one.line.code: one for one in toolkit.steps_between(before, toolkit.round_status(province))}
    assert "990121-01" not in steps
    assert "990121-21" not in steps  # it stands as it stood
    assert steps["990121-02"].merged


def test_close__again_without_a_change_is_the_same_one(province: Path) -> None:
    first = toolkit.close_round(province)
    again = toolkit.close_round(province)
    assert again.is_repeated
    assert (again.number, again.digest, again.folder) == (first.number, first.digest, first.folder)
    assert [path.name for path in (province / "汇总").iterdir()] == ["1"]
    toolkit.correct_figure(province, OTHER, "t2.licences.decisions", "5", reason="来电", by="乙")
    changed = toolkit.close_round(province)
    assert (changed.number, changed.correction, changed.is_repeated) == (2, 1, False)
    assert changed.delta == province / "汇总" / "2较1.xlsx"
