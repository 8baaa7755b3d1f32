"""Workbooks made under an office's rules: their stamp, their check sheet, and those made from them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.rulebook.county import EXPLAINED, KEY, YEAR, County, found, send
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.jobs import run_validation, send_back
from toolkit.reading import read_workbook
from toolkit.records import Agency
from toolkit.rulebook import RulesFile, in_force, read_rules
from toolkit.stamp import stamp_of
from toolkit.writing import write_template
from toolkit.writing.filled.arranged import stamped
from toolkit.writing.filled.issued import open_issued
from toolkit.writing.struck.striking import Order, Striker


@pytest.fixture
def county(tmp_path: Path) -> County:
    return found(tmp_path)


def told(path: Path) -> list[dict[str, str]]:
    """What the workbook says of its rules in each of the three places of its stamp."""
    places = [dict(place) for place in stamped(open_issued(path))]
    return [{name: place.get(name, "") for name in ("rules", "changes")} for place in places]


def checks(path: Path) -> list[tuple[int, str, str]]:
    """Number, rule and remark of each line that a clerk sees."""
    layout = load_layout(load_form(YEAR))
    sheet = openpyxl.load_workbook(path)[layout.checks_sheet]
    at = layout.check_columns
    rows = sheet.iter_rows(min_row=5, values_only=True)
    return [
        (int(str(row[at["number"]])), str(row[at["rule"]]), str(row[at["explanation"]] or ""))
        for row in rows
        if row[at["rule"]]
    ]


def test_stamp__has_the_digest_in_all_three_places_and_none_without_a_file(county: County) -> None:
    path = county.hand_out("out", county.rules)["100-01"]
    changes = "T3-BALANCE:explain T2-YUAN:off FEE-STATED:off NARRATED:notice"
    assert told(path) == [{"rules": read_rules(county.rules).digest, "changes": changes}] * 3
    plain = county.hand_out("plain", None)["100-01"]
    assert all("rules" not in place and "changes" not in place for place in map(dict, stamped(open_issued(plain))))


def test_template__is_the_same_to_the_byte_with_an_empty_file(county: County) -> None:
    form = load_form(YEAR)
    write_template(form, county.home / "a.xlsx")
    write_template(in_force(form, RulesFile()), county.home / "b.xlsx")
    assert (county.home / "a.xlsx").read_bytes() == (county.home / "b.xlsx").read_bytes()


def test_struck__equals_built_afresh_under_rules(county: County) -> None:
    form = in_force(load_form(YEAR), read_rules(county.rules))
    path = county.hand_out("out", county.rules)["100-01"]
    write_template(
        form, county.home / "built.xlsx", agency=Agency("100-01", "甲县教育局"), standing=("部门", "县"), seal_key=KEY
    )
    with zipfile.ZipFile(path) as struck, zipfile.ZipFile(county.home / "built.xlsx") as built:
        assert {n: struck.read(n) for n in struck.namelist()} == {n: built.read(n) for n in built.namelist()}


def test_check_sheet__lines_are_numbered_downwards_and_graded(county: County) -> None:
    lines = checks(county.hand_out("out", county.rules)["100-01"])
    assert [number for number, _, _ in lines] == list(range(1, len(lines) + 1))
    rules = [rule for _, rule, _ in lines]
    assert {"T2-YUAN", "FEE-STATED", "SWING"}.isdisjoint(rules)
    assert rules.count("T3-BALANCE") == 7
    assert all(not remark for _, rule, remark in lines if rule == "T3-BALANCE")
    assert lines[-1][1:] == ("NARRATED", load_form(YEAR).by_rule["NARRATED"].fix)


def test_filled__keeps_the_stamp_and_the_explanation_is_read(county: County) -> None:
    path = county.hand_out("out", county.rules)["100-01"]
    filled = send(path, county.home / "in" / "a.xlsx", **EXPLAINED)
    assert told(filled) == told(path)
    read = read_workbook(filled)
    assert read.record is not None
    assert read.record.explanations == EXPLAINED["explanations"]
    assert [one for one in read.findings if one.severity == "notice"] == []


def test_read__what_a_rule_says_to_do_is_no_explanation(county: County) -> None:
    county.rules.write_text("rules: {T2-YUAN: {severity: notice}, FEE-STATED: {severity: error}}", encoding="utf-8")
    path = send(county.hand_out("out", county.rules)["100-01"], county.home / "in" / "a.xlsx")
    item = read_workbook(path)
    assert item.record is not None
    assert item.record.explanations == {}
    done = run_validation([path], county.given(None))
    (one,) = (one for one in done.report.returns[0].findings if one.rule == "T2-YUAN")
    assert not one.settled


def test_sent_back__bears_the_rules_and_its_list_is_no_explanation(county: County) -> None:
    path = county.hand_out("out", county.rules)["100-00"]
    send(path, county.home / "in" / "a.xlsx")
    done = run_validation([county.home / "in"], county.given(county.rules))
    (sent,) = send_back(done, county.home / "back")
    copy = county.home / "back" / sent.copy
    assert told(copy) == told(path)
    again = run_validation([copy], county.given(county.rules)).report.returns[0]
    assert again.record is not None
    assert again.record.explanations == {}
    assert again.status == "needs-explanation"
    read = openpyxl.load_workbook(copy)
    assert any("T3-BALANCE" in str(cell.value) for row in read.worksheets[0].iter_rows() for cell in row)


def test_sent_back__a_new_workbook_is_made_under_the_rules_of_now(county: County) -> None:
    path = county.hand_out("out", None)["100-00"]
    broken = send(path, county.home / "in" / "a.xlsx")
    _rewrite(broken, "自然人", "自燃人")
    done = run_validation([county.home / "in"], county.given(county.rules))
    (sent,) = send_back(done, county.home / "back")
    assert told(county.home / "back" / sent.copy)[0]["rules"] == read_rules(county.rules).digest


def _rewrite(path: Path, old: str, new: str) -> None:
    with zipfile.ZipFile(path) as source:
        parts = {name: source.read(name).replace(old.encode(), new.encode()) for name in source.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)


def test_stamp__survives_where_its_sheet_is_gone(county: County) -> None:
    path = county.hand_out("out", county.rules)["100-01"]
    book = openpyxl.load_workbook(path)
    del book[load_layout(load_form(YEAR)).stamp_sheet]
    stream = io.BytesIO()
    book.save(stream)
    (county.home / "resaved.xlsx").write_bytes(stream.getvalue())
    stamp, conflicts = stamp_of(stamped(open_issued(county.home / "resaved.xlsx")))
    assert stamp is not None
    assert (stamp.rules, conflicts) == (read_rules(county.rules).digest, ())


def test_striker__strikes_as_many_plates_as_without_rules(county: County) -> None:
    roster = county.given(None).read_roster(None)
    assert roster is not None
    counts = []
    for form in (load_form(YEAR), in_force(load_form(YEAR), read_rules(county.rules))):
        striker = Striker(load_layout(form), YEAR, seal_key=KEY)
        for line in roster.organs:
            striker.strike(Order(line))
        counts.append([plate is not None for plate in striker._plates.values()])
    assert counts[0] == counts[1]
