"""A return of an organ that was recoded, has become part of another or was split: what the office is told of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checking.returns import good_return
from tests.checking.test_seals import KEY, sealed
from toolkit.checking import check_returns
from toolkit.office import Office
from toolkit.records import Return, Status
from toolkit.roster import Roster, RosterLine


def line(code: str, name: str, **facts: str) -> RosterLine:
    return RosterLine(code, name, "", "本级", "市", "", "", int(code[-1]) + 2, **facts)  # type: ignore[arg-type]


RECODED = Roster("r", (line("320001", "宿迁市", former_codes="321301、321300"),))
MERGED = Roster("r", (line("321300", "宿迁市", merged_into="320001", since="2025-03-01"), line("320001", "新市")))
SPLIT = Roster("r", (line("320001", "东市", split_from="321300"), line("320002", "西市", split_from="321300")))


def judged(item: Return, roster: Roster, key: bytes | None = KEY, year: int | None = None) -> tuple[Return, set[str]]:
    (back,) = check_returns([item], Office(roster=roster, seal_key=key, year=year))
    return back, {one.rule for one in back.findings}


@pytest.mark.parametrize("key", [KEY, None])
def test_former_code__is_a_notice_and_no_falsified_seal(key: bytes | None) -> None:
    back, rules = judged(sealed(good_return(2024)), RECODED, key)
    assert (rules, back.status) == ({"AGENCY-FORMER"}, Status.ACCEPTED)
    (told,) = back.findings
    assert (told.sheet, told.cell) == ("封面", "B3")
    assert all(word in told.message for word in ("321300", "320001", "宿迁市"))
    assert back.record is not None
    assert (back.record.agency.code, back.record.issued_code) == ("320001", "321300")


def test_former_code__does_not_excuse_what_is_falsified() -> None:
    forged = replace(sealed(good_return(2024)), seal="0" * 64)
    assert judged(forged, RECODED)[1] == {"AGENCY-FORMER", "SEAL-WRONG"}
    assert judged(sealed(good_return(2024), code="320001"), RECODED)[1] == {"AGENCY-FORMER", "SEAL-WRONG"}


def test_former_code_and_name__are_asked_about_where_the_roster_has_another_name() -> None:
    other = Roster("r", (replace(RECODED.lines[0], name="宿城市"),))
    back, rules = judged(sealed(good_return(2024)), other)
    assert (rules, back.status) == ({"AGENCY-FORMER", "AGENCY-RENAMED"}, Status.NEEDS_EXPLANATION)
    known = Roster("r", (replace(other.lines[0], former="宿迁市"),))
    assert judged(sealed(good_return(2024)), known)[1] == {"AGENCY-FORMER"}


def test_judged_twice__the_former_code_is_not_lost() -> None:
    back, _ = judged(sealed(good_return(2024)), RECODED)
    (again,) = check_returns([replace(back, findings=())], Office(roster=RECODED, seal_key=KEY))
    assert {one.rule for one in again.findings} == {"AGENCY-FORMER"}


def test_merged__goes_back_with_the_question_whether_the_other_has_its_figures() -> None:
    back, rules = judged(sealed(good_return(2024)), MERGED)
    assert (rules, back.status) == ({"AGENCY-MERGED"}, Status.REJECTED)
    (told,) = back.findings
    assert "已并入新市（自 2025-03-01）" in told.message
    assert "“新市”的报送件是否已含这些数" in told.fix


@pytest.mark.parametrize(("year", "told"), [(2024, True), (2025, False), (None, True)])
def test_merged__is_told_of_the_year_asked_for(year: int | None, told: bool) -> None:
    assert ("AGENCY-MERGED" in judged(sealed(good_return(2024)), MERGED, year=year)[1]) is told


def test_split__what_comes_under_the_code_of_the_origin_says_what_became_of_it() -> None:
    back, rules = judged(sealed(good_return(2024)), SPLIT)
    assert (rules, back.status) == ({"COVER-AGENCY", "AGENCY-SPLIT"}, Status.REJECTED)
    assert any("东市、西市" in one.message for one in back.findings)
