"""An organ whose name or code the roster has otherwise than its workbook, which nobody changed: it is asked about."""

from __future__ import annotations

from dataclasses import replace

import pytest

from tests.checking.returns import breaches, good_return
from tests.checking.test_seals import KEY, sealed
from toolkit.checking import check_returns
from toolkit.findings import Finding, tell
from toolkit.office import Office
from toolkit.records import Return, Status
from toolkit.roster import Roster, RosterLine


def line(code: str, name: str) -> RosterLine:
    return RosterLine(code, name, "", "本级", "市", "", "", 2)


RENAMED = Roster("名录.csv", (line("321300", "宿迁市人民政府办公室"), line("321301", "宿迁市教育局")))
RENUMBERED = Roster("名录.csv", (line("321300", "宿迁市教育局"), line("321301", "宿迁市")))
RECODED = Roster("名录.csv", (line("320000", "宿迁市"),))


def judged(item: Return, roster: Roster, key: bytes | None = KEY) -> tuple[Return, list[Finding]]:
    (back,) = check_returns([item], Office(roster=roster, seal_key=key))
    return back, [finding for finding in back.findings if finding.sheet == "封面"]


def test_renamed__with_its_seal_is_a_question_and_no_accusation() -> None:
    back, (told,) = judged(sealed(good_return(2024)), RENAMED)
    assert (told.rule, told.cell, back.status) == ("AGENCY-RENAMED", "B4", Status.NEEDS_EXPLANATION)
    for name in ("宿迁市", "宿迁市人民政府办公室", "321300", "改名"):
        assert name in told.message
    assert "不要改动" not in told.message + told.fix


def test_renamed__is_settled_by_what_the_organ_writes() -> None:
    written = good_return(2024, explanations={"AGENCY-RENAMED": "机构改革，2024年9月更名"})
    back, (told,) = judged(sealed(written), RENAMED)
    assert told.settled
    assert back.status is Status.ACCEPTED


def test_renamed__without_a_key_goes_back_with_the_question() -> None:
    """Another office's workbook may have the same code: a stamp alone does not put its figures into a sum."""
    back, (told,) = judged(sealed(good_return(2024)), RENAMED, key=None)
    assert (told.rule, told.cell, back.status) == ("AGENCY-UNSURE", "B4", Status.REJECTED)
    assert "改名" in told.message
    assert "不要改动" not in told.message + told.fix


@pytest.mark.parametrize("key", [KEY, None])
def test_code_of_another_organ_by_now__is_an_error(key: bytes | None) -> None:
    """A roster numbered anew: the figures of one organ must not stand for another's."""
    back, (told,) = judged(sealed(good_return(2024)), RENUMBERED, key)
    assert (told.rule, back.status) == ("COVER-AGENCY", Status.REJECTED)
    assert "改名" not in told.message


@pytest.mark.parametrize("key", [KEY, None])
def test_code__that_the_roster_has_changed_is_asked_about(key: bytes | None) -> None:
    back, (told,) = judged(sealed(good_return(2024)), RECODED, key)
    assert (told.rule, told.cell, back.status) == ("COVER-AGENCY", "B3", Status.REJECTED)
    assert "代码是否改过" in told.message


def test_cover__that_somebody_changed_is_told_as_that() -> None:
    unstamped, forged = good_return(2024), replace(sealed(good_return(2024)), seal="0" * 64)
    changed = sealed(good_return(2024)).with_findings([tell("AGENCY-CHANGED", found="", expected="", label="")])
    for item in (unstamped, forged, changed):
        _, told = judged(item, RENAMED)
        assert not any("改名" in finding.message for finding in told)
    assert ("B4", "COVER-AGENCY") in breaches(unstamped, roster=RENAMED)


@pytest.mark.parametrize("key", [KEY, None])
def test_renamed__is_answered_by_the_roster_that_lists_the_former_name(key: bytes | None) -> None:
    first, other = RENAMED.lines
    known = Roster("名录.csv", (replace(first, former="宿迁市政府办、宿迁市"), other))
    back, told = judged(sealed(good_return(2024)), known, key)
    assert (told, back.status) == ([], Status.ACCEPTED)
    taken = Roster("名录.csv", (*known.lines, line("321302", "宿迁市")))  # the name is another organ's by now
    _, (told_of_other,) = judged(sealed(good_return(2024)), taken, key)
    assert told_of_other.rule == "COVER-AGENCY"


@pytest.mark.parametrize(("former", "rule"), [("宿迁市", None), ("", "AGENCY-RENAMED")])
def test_renamed__whatever_an_organ_of_another_government_is_called(former: str, rule: str | None) -> None:
    """Every county may have a 城关镇; when one of them becomes a 街道, the others are no reason to doubt it."""
    first, other = RENAMED.lines
    namesake = replace(line("370001", "宿迁市"), parent="37")
    roster = Roster("名录.csv", (replace(first, former=former), other, namesake))
    _, told = judged(sealed(good_return(2024)), roster)
    assert [finding.rule for finding in told] == ([rule] if rule else [])
