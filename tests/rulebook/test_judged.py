"""Returns judged by an office's rules: whatever those that came back say of theirs."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from tests.checking.returns import good_return
from tests.rulebook.county import EXPLAINED, YEAR, County, found, send
from toolkit.checking import check_returns
from toolkit.collating import sum_up
from toolkit.form import Severity
from toolkit.jobs import Means, collate, list_rules, run_validation, validate
from toolkit.office import Office
from toolkit.records import Return
from toolkit.reporting.contract import to_json
from toolkit.roster import read_roster
from toolkit.rulebook import Change, RulesFile, read_rules


@pytest.fixture
def county(tmp_path: Path) -> County:
    return found(tmp_path)


def judged(item: Return) -> dict[str, str]:
    return {one.rule: "explained" if one.settled else str(one.severity) for one in item.findings}


OFFICIAL = {"T3-BALANCE": "error", "T2-YUAN": "explain", "FEE-STATED": "explain", "NARRATED": "explain"}
OWN = {"T3-BALANCE": "explain", "NARRATED": "notice"}


def test_validate__judges_by_the_file_and_the_digest_stands_on_top(county: County) -> None:
    out = county.hand_out("out", county.rules)
    send(out["100-01"], county.home / "in" / "a.xlsx")
    done = run_validation([county.home / "in"], county.given(county.rules))
    assert judged(done.report.returns[0]) == OWN
    assert done.report.returns[0].status == "needs-explanation"
    assert json.loads(to_json(done.report))["rules"] == read_rules(county.rules).digest


def test_validate__an_explanation_in_its_own_line_settles(county: County) -> None:
    out = county.hand_out("out", county.rules)
    send(out["100-01"], county.home / "in" / "a.xlsx", **EXPLAINED)
    (item,) = validate([county.home / "in"], roster=county.roster, rules=county.rules, seal_key=b"k" * 32).returns
    assert judged(item) == OWN | {"T3-BALANCE": "explained"}
    assert item.status == "accepted"


@pytest.mark.parametrize(("issued", "now"), [(True, False), (False, True)])
def test_validate__a_return_of_other_rules_is_told_once_and_judged_by_those_of_now(
    county: County, issued: bool, now: bool
) -> None:
    out = county.hand_out("out", county.rules if issued else None)
    for code, path in out.items():
        send(path, county.home / "in" / f"{code}.xlsx")
    done = run_validation([county.home / "in"], county.given(county.rules if now else None))
    for item in done.report.returns:
        told = [one for one in item.findings if one.rule == "RULES-OTHER"]
        assert len(told) == 1
        assert "T3-BALANCE、T2-YUAN、FEE-STATED、NARRATED" in told[0].message
        found = judged(item)
        assert {rule: found[rule] for rule in found if rule in OFFICIAL} == (OWN if now else OFFICIAL)
        assert "SEAL-WRONG" not in found


def test_validate__a_file_that_changes_the_same_rules_in_that_year_is_nothing_to_tell(county: County) -> None:
    path = send(county.hand_out("out", county.rules)["100-01"], county.home / "in" / "a.xlsx")
    later = RulesFile({**read_rules(county.rules).changes, "SWING": Change(until=YEAR + 5)})
    assert judged(run_validation([path], county.given(later)).report.returns[0]) == OWN


def test_check__what_a_return_claims_of_its_rules_gains_it_nothing() -> None:
    wrong = good_return(2024, {"t3.received.natural": 999})
    claims = [
        replace(wrong, fingerprint="f", rules=digest, changes=changes)
        for digest, changes in (("", ""), ("a" * 64, "T3-BALANCE:off"), ("a" * 64, "T3-BALANCE:notice COUNT:off"))
    ]
    statuses = [item.status for item in check_returns(claims, Office())]
    assert statuses == ["rejected"] * 3
    told = [[one.rule for one in item.findings].count("RULES-OTHER") for item in check_returns(claims, Office())]
    assert told == [0, 1, 1]


def test_check__dates_go_by_the_year_of_each_return() -> None:
    rules = RulesFile({"T3-BALANCE": Change(since=2024)})
    several = [good_return(year, {"t3.received.natural": 999}) for year in (2023, 2024)]
    found = [{one.rule for one in item.findings} for item in check_returns(several, Office(rules=rules))]
    assert ["T3-BALANCE" in one for one in found] == [False, True]


def test_check__duplicate_figures_are_switched_off_or_dated() -> None:
    one = good_return(2024)
    assert one.record is not None
    other = replace(one, record=replace(one.record, agency=replace(one.record.agency, code="1", name="另一个")))
    for change, expected in ((Change(is_off=True), False), (Change(since=2025), False), (Change(until=2024), True)):
        office = Office(rules=RulesFile({"DUPLICATE-FIGURES": change}))
        told = [{finding.rule for finding in item.findings} for item in check_returns([one, other], office)]
        assert ["DUPLICATE-FIGURES" in rules for rules in told] == [expected] * 2


def test_collate__sums_and_findings_go_by_the_file(county: County) -> None:
    out = county.hand_out("out", county.rules)
    for code, path in out.items():
        send(path, county.home / "in" / f"{code}.xlsx")
    summary = collate([county.home / "in"], county.roster, county.home / "sum", rules=county.rules, seal_key=b"k" * 32)
    assert summary.coverage.included == 2
    told = json.loads((county.home / "sum" / "findings.json").read_text(encoding="utf-8"))
    assert told["rules"] == summary.form.rules_digest == read_rules(county.rules).digest
    assert {one["rule"] for item in told["returns"] for one in item["findings"]} == set(OWN)
    again = run_validation([county.home / "sum" / "summary.xlsx"], county.given(county.rules)).report.returns[0]
    assert judged(again) == {"T3-BALANCE": "explain"}


def test_collate__without_the_file_all_of_them_are_rejected(county: County) -> None:
    out = county.hand_out("out", county.rules)
    items = [send(path, county.home / "in" / f"{code}.xlsx") for code, path in out.items()]
    returns = list(run_validation(items, county.given(None)).report.returns)
    office = Office(read_roster(county.roster), year=YEAR)
    summary = sum_up([replace(item, findings=()) for item in returns], office)
    assert summary.coverage.rejected == 2


def test_read__what_is_remembered_does_not_depend_on_rules(county: County) -> None:
    send(county.hand_out("out", county.rules)["100-01"], county.home / "in" / "a.xlsx", **EXPLAINED)
    reports = []
    for rules in (county.rules, None, county.rules):
        means = Means(cache=county.home / "cache", workers=1)
        reports.append(to_json(run_validation([county.home / "in"], county.given(rules), means).report))
    assert reports[0] == reports[2] != reports[1]
    fresh = run_validation([county.home / "in"], county.given(county.rules), Means(workers=2)).report
    assert to_json(fresh) == reports[0]


def test_list__says_what_became_of_each_rule(county: County) -> None:
    rows = {row["id"]: row for row in list_rules(YEAR, county.rules)}
    assert [rows[rule]["in_force"] for rule in ("T3-BALANCE", "T2-YUAN", "FEE-STATED", "SWING")] == [
        True, False, False, True,
    ]  # fmt: skip
    assert (rows["T3-BALANCE"]["severity"], rows["T3-BALANCE"]["official_severity"]) == ("explain", "error")
    assert (rows["T2-YUAN"]["since"], rows["T2-YUAN"]["until"]) == (2025, 2026)
    assert rows["DUPLICATE-FIGURES"]["in_force"] is False
    assert {row["id"] for row in list_rules(YEAR)} == rows.keys() - {"DUPLICATE-FIGURES"}
    assert all("in_force" not in row for row in list_rules(YEAR))
    assert Severity(rows["NARRATED"]["severity"]) is Severity.NOTICE
