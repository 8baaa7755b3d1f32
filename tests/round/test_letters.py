"""What goes out, each once: returns sent back, corrections to confirm, reminders."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

import toolkit
from toolkit.reporting.sendback import Kind
from toolkit.round import clock

POLICE, LATE, DOUBTED = "990121-02", "990200-03", "990222-03"


def kinds(folder: Path, **choices: object) -> dict[str, tuple[Kind, ...]]:
    """The letters of a run, by the code of the organ."""
    return {one.agency.code: one.kinds for one in toolkit.send_letters(folder, **choices).sent}  # type: ignore[arg-type]


def test_send_letters__each_once_and_again_where_asked(province: Path) -> None:
    first = kinds(province)
    assert first[POLICE] == (Kind.BACK,)
    assert first[LATE] == (Kind.CHASE,)
    assert kinds(province) == {}
    assert not (province / "函件" / "2").exists()
    assert kinds(province, again=True) == first
    assert "第2次催报" in next((province / "函件" / "2").glob(f"{LATE}*")).read_text(encoding="utf-8")


def test_send_letters__what_is_new_to_be_said_goes_out(province: Path) -> None:
    kinds(province)
    toolkit.correct_figure(province, POLICE, "t3.carried_out.natural", "1", reason="多报3件", by="乙")
    assert kinds(province) == {POLICE: (Kind.CONFIRM,)}
    toolkit.correct_figure(province, POLICE, "t3.carried_out.natural", "2", reason="是2件", by="乙")
    assert kinds(province)[POLICE] == (Kind.BACK, Kind.CONFIRM)
    assert kinds(province) == {}


def test_send_letters__ask_once_to_confirm_a_correction(province: Path) -> None:
    toolkit.correct_figure(province, DOUBTED, "t2.penalties.decisions", "1234", reason="来电", by="乙")
    assert kinds(province)[DOUBTED] == (Kind.BACK, Kind.CONFIRM)
    row = next(row for row in toolkit.round_status(province).rows if row.line.code == DOUBTED)
    for rule in row.doubts:
        toolkit.accept_doubt(province, DOUBTED, rule, reason="上年口径有误，已发文更正", by="乙")
    assert toolkit.round_status(province).summary.by_code[DOUBTED].state == "accepted"
    assert kinds(province) == {}


def test_send_letters__a_new_version_that_is_wrong_as_well_goes_back_too(province: Path) -> None:
    kinds(province)
    sent = next((province / "收件").glob(f"{POLICE}*"))
    toolkit.fill_workbook(sent, {"fields": {"t3.received.natural": 20}}, province / "收件" / f"重报 {sent.name}")
    toolkit.take_returns(province)
    assert kinds(province) == {POLICE: (Kind.BACK,)}


def test_send_letters__none_while_there_is_leave(province: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    toolkit.extend_leave(province, LATE, clock.today(), reason="搬迁")
    assert LATE not in kinds(province)
    after = date.fromordinal(clock.today().toordinal() + 1)
    monkeypatch.setattr(clock, "today", lambda: after)
    assert kinds(province) == {LATE: (Kind.CHASE,)}


def test_send_letters__of_a_run_that_was_killed_before_it_noted_them_are_told(province: Path) -> None:
    done = toolkit.send_letters(province)
    shutil.copytree(done.folder, done.folder.with_name("2"))
    again = toolkit.send_letters(province, again=True)
    assert again.number == 3
    assert again.unnoted == ("函件/2",)


def test_send_letters__an_organ_with_leave_is_told_of_that(province: Path) -> None:
    toolkit.extend_leave(province, POLICE, date(2099, 3, 1), by="乙")
    done = toolkit.send_letters(province)
    texts = {one.agency.code: (done.folder / one.notice).read_text(encoding="utf-8") for one in done.sent}
    assert "2099年3月1日" in texts[POLICE]
    assert "2025年1月31日" not in texts[POLICE]
    assert "2025年1月31日" in texts["990121-03"]
    assert "2025年1月31日" in texts["998888-01"]  # whose workbook has another day, or none
