"""An amount far above what organs of its kind report in the round."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from tests.checking.returns import good_return
from toolkit.checking import check_returns, judge
from toolkit.findings import Finding
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Agency, Return
from toolkit.roster import Roster, RosterLine

Amount = str | int | None

USUAL: tuple[Amount, ...] = ("0.5", "1", "2.5", "4", "6", "9", "12.3", "30")
FEES = "t2.fees.amount"


def sent(number: int, amount: Amount) -> Return:
    item = good_return(2024, {FEES: amount}, agency=Agency(f"{number:03}", f"第{number}局"))
    return replace(item, file=f"{number}.xlsx")


def lines(kinds: Sequence[str]) -> Roster:
    named = [(number, f"{number:03}", f"第{number}局", kind) for number, kind in enumerate(kinds)]
    return Roster("", tuple(RosterLine(code, name, "", kind, "县", "", "", at + 2) for at, code, name, kind in named))


def told(amounts: Sequence[Amount], office: Office | None = None) -> dict[int, Finding]:
    judged = check_returns([sent(number, amount) for number, amount in enumerate(amounts)], office or Office())
    return {
        number: finding for number, item in enumerate(judged) for finding in item.findings if finding.rule == "T2-PEERS"
    }


def test_amount__in_yuan_is_asked_about_without_any_zeros() -> None:
    found = told([*USUAL, 123456])
    assert found.keys() == {8}
    assert found[8].field == FEES
    assert found[8].cell
    for said in ("123456", "8 家", "6 万元", "20576 倍", "12.3456"):
        assert said in found[8].message


@pytest.mark.parametrize(("amount", "is_asked"), [("5999.99", False), ("6001", True)])
def test_amount__is_asked_about_from_the_factor_of_the_rule_on(amount: str, is_asked: bool) -> None:
    assert bool(told([*USUAL, amount])) is is_asked


def test_amount__needs_enough_others_that_have_one() -> None:
    assert not told([*USUAL[:7], 0, 0, None, 123456])
    assert not told([123456])


def test_amount__of_several_that_slipped_is_asked_about_of_each() -> None:
    assert told([*USUAL, 123456, 98765, 45678]).keys() == {8, 9, 10}


def test_amount__of_another_kind_of_organ_is_no_measure() -> None:
    kinds = ["部门"] * 8
    assert not told([*USUAL, 123456], Office(lines([*kinds, "本级"])))
    found = told([*USUAL, 123456], Office(lines([*kinds, "部门"])))
    assert "县级部门" in found[8].message


def test_amount__of_an_organ_that_is_not_in_the_roster_is_not_asked_about() -> None:
    assert not told([*USUAL, 123456], Office(lines(["部门"] * 8)))


def test_amount__that_is_asked_about_already_is_asked_about_once() -> None:
    judged = check_returns([sent(number, amount) for number, amount in enumerate([*USUAL, 250000])])
    assert [one.rule for one in judged[8].findings if one.field == FEES] == ["T2-YUAN"]


def test_amount__of_one_organ_sent_twice_is_no_measure_of_itself() -> None:
    items = [sent(number, amount) for number, amount in enumerate([*USUAL[:7], 123456])] + [sent(7, 123456)] * 8
    assert not any(one.rule == "T2-PEERS" for item in check_returns(items) for one in item.findings)


def test_amount__beyond_any_figure_is_a_matter_of_another_rule() -> None:
    assert not told([*USUAL, 10**12])


def test_round__is_whole_however_many_are_judged_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(judge, "AT_ONCE", 2)
    assert told([*USUAL, 123456]).keys() == {8}


def test_amount__held_against_last_year_as_well_is_told_once() -> None:
    form_values = sent(8, 3).record
    assert form_values is not None
    from toolkit.editions import load_form

    prior = Prior(load_form(2023), 2023, {"008": form_values.values})
    items = [sent(number, amount) for number, amount in enumerate([*USUAL, 123456])]
    judged = check_returns(items, Office(prior=prior))
    assert [one.rule for one in judged[8].findings if one.field == FEES and one.severity == "explain"] == ["T2-YUAN"]
    assert not [one for one in judged[8].findings if one.rule == "T2-PEERS"]
