"""The seal, and what a return is taken for: nothing it says of itself excuses it, only the roster does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from tests.checking.returns import breaches, good_return
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.findings import tell
from toolkit.office import Office
from toolkit.reading import read_workbook
from toolkit.records import Agency, Return, Status
from toolkit.roster import Roster, RosterLine
from toolkit.stamp import SUMMARY_KIND, Stamp, make_seal
from toolkit.writing import fill_workbook, write_template

KEY = b"key"
MISSING, WRONG, UNSURE, CLAIMED = (
    ("", name) for name in ("SEAL-MISSING", "SEAL-WRONG", "SEAL-UNSURE", "SUMMARY-CLAIMED")
)
ORGAN = Roster("名录.csv", (RosterLine("321300", "宿迁市", "", "本级", "市", "", "", 2),))
GOVERNMENT = Roster("名录.csv", (RosterLine("321300", "宿迁市", "", "汇总", "市", "", "", 2),))
OTHERS = Roster("名录.csv", (RosterLine("320000", "江苏省", "", "汇总", "省", "", "", 2),))


def sealed(item: Return, *, code: str = "321300", name: str = "宿迁市", kind: str = "") -> Return:
    seal = make_seal(KEY, Stamp("2021", "", "2024", code, name, "f", kind=kind))
    return replace(item, seal=seal, fingerprint="f")


def summary() -> Return:
    return good_return(2024, is_summary=True, coverage="14 14 0 0")


def seals(item: Return, roster: Roster | None = None) -> set[tuple[str, str]]:
    return {one for one in breaches(item, seal_key=KEY, roster=roster) if one[1].startswith("SEAL")}


def test_seal__missing_wrong_and_right() -> None:
    good = sealed(good_return(2024))
    assert breaches(good, seal_key=KEY) == set()
    assert breaches(good_return(2024), seal_key=KEY) == {MISSING}
    assert breaches(replace(good, fingerprint="g"), seal_key=KEY) == {WRONG}
    assert breaches(good_return(2024)) == set()


def test_seal__a_summary_may_lack_it_only_where_the_roster_has_a_government() -> None:
    assert seals(summary(), GOVERNMENT) == set()
    assert seals(summary(), ORGAN) == {MISSING}
    assert seals(summary(), OTHERS) == {MISSING}
    assert seals(summary()) == {UNSURE}


@pytest.mark.parametrize("roster", [None, ORGAN, GOVERNMENT, OTHERS], ids=["none", "organ", "government", "others"])
def test_seal__whatever_else_lacks_it_is_an_error(roster: Roster | None) -> None:
    assert seals(good_return(2024), roster) == {MISSING}
    assert seals(good_return(2024, coverage="14 14 0 0"), roster) == {MISSING}


@pytest.mark.parametrize("roster", [None, ORGAN, GOVERNMENT, OTHERS], ids=["none", "organ", "government", "others"])
def test_seal__what_is_there_must_be_right_for_a_summary_too(roster: Roster | None) -> None:
    assert seals(sealed(summary(), kind=SUMMARY_KIND), roster) == set()
    assert seals(sealed(summary(), kind=SUMMARY_KIND, name="淮安市"), roster) == {WRONG}
    assert seals(replace(summary(), seal="0" * 64), roster) == {WRONG}


@pytest.mark.parametrize("roster", [None, ORGAN, GOVERNMENT], ids=["none", "organ", "government"])
def test_seal__of_an_organs_workbook_holds_for_no_summary(roster: Roster | None) -> None:
    assert seals(sealed(summary()), roster) == {WRONG}
    assert seals(sealed(good_return(2024), kind=SUMMARY_KIND), roster) == {WRONG}


@pytest.mark.parametrize(("code", "name"), [("321302", "宿迁市"), ("321300", "宿城区"), ("321300 ", "宿迁市")])
def test_seal__of_one_organ_holds_for_no_other(code: str, name: str) -> None:
    copied = sealed(good_return(2024, agency=Agency(code, name)))
    assert seals(copied) == {WRONG}


@pytest.mark.parametrize("seal", ["é" * 64, "校验码", "\ud800", "\0", " ", "0" * 63, "Ａ" * 64, "x" * 100_000])
def test_seal__of_any_text_is_wrong_and_the_run_goes_on(seal: str) -> None:
    good = sealed(good_return(2024))
    judged = check_returns([replace(good, seal=seal), good], Office(seal_key=KEY))
    assert [{one.rule for one in item.findings if one.rule != "DUPLICATE-FIGURES"} for item in judged] == [
        {"SEAL-WRONG"}, set(),
    ]  # fmt: skip


def test_seal__in_capitals_is_not_the_one_that_was_given() -> None:
    good = sealed(good_return(2024))
    assert seals(replace(good, seal=good.seal.upper())) == {WRONG}


@pytest.mark.parametrize("name", ["\ud800", "甲\n乙", ""])
def test_seal__of_an_organ_of_any_name_is_told(name: str) -> None:
    assert seals(sealed(good_return(2024, agency=Agency("1", name)))) == {WRONG}


def test_summary__owes_its_narrative_where_the_roster_has_an_organ() -> None:
    silent = good_return(2024, is_summary=True, narrative={})
    owed = {key for _, key in breaches(good_return(2024, narrative={}))}
    assert any(key.startswith("WRITTEN") for key in owed)
    assert not any(key.startswith("WRITTEN") for _, key in breaches(silent))
    assert not any(key.startswith("WRITTEN") for _, key in breaches(silent, roster=GOVERNMENT))
    found = breaches(silent, roster=ORGAN)
    assert owed <= {key for _, key in found}
    assert CLAIMED in found
    assert CLAIMED in breaches(silent, roster=OTHERS)


def test_summary__that_an_organ_sends_is_judged_as_its_own_report() -> None:
    (judged,) = check_returns([summary()], Office(roster=ORGAN))
    assert judged.record is not None
    assert (judged.record.is_summary, judged.record.coverage) == (False, "")
    (judged,) = check_returns([summary()], Office(roster=GOVERNMENT))
    assert judged.record is not None
    assert (judged.record.is_summary, judged.record.coverage) == (True, "14 14 0 0")


def test_summary__only_a_government_may_add_sheets_and_texts() -> None:
    added = (tell("SHEET-ADDED", sheets="“明细”"), tell("EXTRA-TEXT", table="表三", count=1, cells="A40"))
    item = summary().with_findings(added)
    both = {("", "SHEET-ADDED"), ("", "EXTRA-TEXT")}
    assert breaches(item, roster=ORGAN) & both == both
    assert breaches(item, roster=GOVERNMENT) & both == set()
    assert breaches(item) & both == set()


def test_summary__with_anothers_figures_is_told_where_the_roster_has_an_organ() -> None:
    other = good_return(2024, agency=Agency("321302", "宿城区"))
    for roster, told in ((ORGAN, True), (GOVERNMENT, False)):
        judged = check_returns([summary(), other], Office(roster=roster))
        assert any(one.rule == "DUPLICATE-FIGURES" for item in judged for one in item.findings) is told


def test_power__is_asked_of_a_code_with_blanks_too() -> None:
    organ = Roster("名录.csv", (RosterLine("321300", "宿迁市", "", "部门", "市", "", "", 2),))
    found = breaches(good_return(2024, agency=Agency(" 321300 ", "宿迁市")), roster=organ)
    assert any(rule == "T2-POWER" for _, rule in found)


def test_forged__a_workbook_that_says_it_is_a_summary_is_rejected_by_roster_and_key(tmp_path: Path) -> None:
    """Filled in a blank of one's own, stamped as a summary that is complete: without the key, all one can do."""
    import openpyxl

    write_template(load_form(2024), tmp_path / "blank.xlsx", agency=Agency("321300", "宿迁市"))
    figures = {"t3.received.natural": 5, "t3.granted.natural": 5}
    fill_workbook(tmp_path / "blank.xlsx", {"fields": figures}, tmp_path / "forged.xlsx")
    book = openpyxl.load_workbook(tmp_path / "forged.xlsx")
    stamp = next(sheet for sheet in book.worksheets if sheet.sheet_state == "veryHidden")
    for key, value in stamp.iter_rows(max_col=2):
        value.value = {"kind": SUMMARY_KIND, "coverage": "14 14 0 0"}.get(str(key.value), value.value)
    book.save(tmp_path / "forged.xlsx")
    forged = read_workbook(tmp_path / "forged.xlsx")
    assert forged.record is not None
    assert forged.record.is_summary
    (judged,) = check_returns([forged], Office(roster=ORGAN, seal_key=KEY))
    assert judged.status is Status.REJECTED
    assert {"SEAL-MISSING", "SUMMARY-CLAIMED", "WRITTEN"} <= {one.rule for one in judged.findings}
