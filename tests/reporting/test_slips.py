"""One wrong figure is one thing to mend, whatever it trips; a total is never what must be corrected."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.reporting.test_sendback import SHEET, opened
from tests.reporting.workbooks import checked, only, workbook
from toolkit.editions import load_form
from toolkit.form import Severity
from toolkit.form.answer import load_answer
from toolkit.form.layout import load_layout
from toolkit.form.sendback import load_words
from toolkit.reporting.sendback import SentBack, return_copies
from toolkit.reporting.sendback.slip import Slip
from toolkit.reporting.sendback.slips import Places, find_slips

FORM = load_form(2024)
LAYOUT = load_layout(FORM)
Changed = dict[str, int | None]


def slips(tmp_path: Path, changed: Changed, **texts: str) -> tuple[Slip, ...]:
    data = workbook(tmp_path / "甲.xlsx", 2024, changed, **texts)
    item = only(checked(("甲.xlsx", data)))
    return find_slips(item.findings, Places(LAYOUT, item.record))


def owed(found: tuple[Slip, ...]) -> list[str]:
    return [slip.lead.id for slip in found if slip.lead.severity is not Severity.NOTICE]


@pytest.mark.parametrize(
    ("changed", "texts", "leads"),
    [
        ({"t3.carried_out.natural": 99}, {}, ["T3-BALANCE@natural"]),
        ({"t3.received.natural": 999}, {"overview": "本年新收政府信息公开申请3525件。"}, None),
        (
            {"t3.carried_out.natural": 99, "t3.carried_out.company": 77},
            {},
            ["T3-BALANCE@natural", "T3-BALANCE@company"],
        ),
        ({"t2.licences.decisions": -1}, {}, ["COUNT@t2"]),
        ({"t3.granted.natural": None, "t3.partial.natural": None}, {}, ["FILLED@t3", "FILLED@t3"]),
    ],
)
def test_slip__counts_once_whatever_it_trips(
    tmp_path: Path, changed: Changed, texts: dict[str, str], leads: list[str] | None
) -> None:
    found = slips(tmp_path, changed, **texts)
    if leads is None:
        assert len(owed(found)) == 1
    else:
        assert owed(found) == leads


def test_slip__two_sums_that_are_out_by_different_amounts_are_two(tmp_path: Path) -> None:
    found = slips(tmp_path, {"t3.carried_out.natural": 99, "t2.fees.amount": 7_270_000_000_000})
    assert owed(found) == ["T3-BALANCE@natural", "T2-YUAN"]


def test_slip__loses_no_finding(tmp_path: Path) -> None:
    data = workbook(tmp_path / "甲.xlsx", changed={"t3.received.natural": 999, "t2.norms.valid": 0})
    item = only(checked(("甲.xlsx", data)))
    found = find_slips(item.findings, Places(LAYOUT, item.record))
    told = [finding for slip in found for finding in (slip.lead, *slip.beneath)]
    assert sorted(map(id, told)) == sorted(map(id, item.findings))


def answered(tmp_path: Path, changed: Changed, **texts: str) -> SentBack:
    tmp_path.mkdir(exist_ok=True)
    data = workbook(tmp_path / "甲.xlsx", 2024, changed, **texts)
    (one,) = return_copies(checked(("甲.xlsx", data)), tmp_path / "退回", lambda _: data)
    return one


def test_letter__counts_the_slip_and_tells_the_rest_beneath(tmp_path: Path) -> None:
    one = answered(tmp_path, {"t3.carried_out.natural": 99})
    assert "1 处须改正" in one.text
    assert one.counts[Severity.ERROR] == 1
    numbered = [line for line in one.text.splitlines() if line.strip()[:1].isdigit()]
    assert len(numbered) == 1
    assert "D30" in numbered[0]
    assert "J30" in one.text


@pytest.mark.parametrize(("changed", "asks"), [({"t3.carried_out.natural": 119}, False), ({}, True)])
def test_letter__asks_for_words_where_words_settle_it(tmp_path: Path, changed: Changed, asks: bool) -> None:
    """A figure that breaks an error rule is mended, and a text that it contradicts goes with it."""
    text = f"2024年，全市新收政府信息公开申请3525件，结转下年度继续办理{125 if changed else 124}件。"
    one = answered(tmp_path, changed, overview=text)
    asked = load_words(LAYOUT).say("explain_at", checks=LAYOUT.checks_sheet, cells="")
    assert "文中写" in one.text
    assert (asked in one.text) is asks


@pytest.mark.parametrize("cell", ["J30"])
def test_copy__a_total_is_not_what_must_be_corrected(tmp_path: Path, cell: str) -> None:
    one = answered(tmp_path, {"t3.carried_out.natural": 99})
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    red = book[SHEET]["D30"].fill.fgColor.rgb
    assert book[SHEET][cell].fill.fgColor.rgb != red
    answer = load_answer()
    rows = [[entry.value for entry in row] for row in book[answer.sheet].iter_rows(min_row=answer.top + 1)]
    beneath = next(row for row in rows if row[answer.columns["place"]] == f"{SHEET}!{cell}")
    assert beneath[answer.columns["number"]] == 1
    assert "不必改" in str(beneath[answer.columns["fix"]])
    for row in book[SHEET].iter_rows():
        assert all(entry.fill.fgColor.rgb != red or not entry.protection.locked for entry in row)


def test_copy__a_total_typed_over_points_to_what_it_is_made_of(tmp_path: Path) -> None:
    book = opened(workbook(tmp_path / "甲.xlsx"))
    book[SHEET]["D29"] = 88
    book.save(tmp_path / "乙.xlsx")
    data = (tmp_path / "乙.xlsx").read_bytes()
    (one,) = return_copies(checked(("乙.xlsx", data)), tmp_path / "退回", lambda _: data)
    fixes = [line for line in one.text.splitlines() if "办法" in line]
    assert len(fixes) == 1
    assert "D29 是自动合计" in fixes[0]
    assert "D8:D28" in fixes[0]
    assert "红色" not in one.text  # nothing is
    assert "1 处合计对不上" in one.text
    assert "须改正" not in one.text


def test_letter__names_the_one_cell_that_all_of_a_slip_rests_on(tmp_path: Path) -> None:
    data = workbook(
        tmp_path / "甲.xlsx", 2024, {"t3.received.natural": 999}, overview="本年新收政府信息公开申请3525件。"
    )
    (one,) = return_copies(checked(("甲.xlsx", data)), tmp_path / "退回", lambda _: data)
    assert "都涉及 D6" in one.text
    assert "都涉及" not in answered(tmp_path / "又", {"t3.carried_out.natural": 99}).text


def test_blanks__of_a_table_are_one_slip_in_the_letter_on_the_list_and_in_the_counts(tmp_path: Path) -> None:
    blank: Changed = {field.code: None for field in FORM.inputs if field.code.startswith("t3.") and field.row_path[1:]}
    one = answered(tmp_path, blank)
    text = [line for line in one.text.splitlines() if "未填" in line]
    assert len(text) == 1
    assert f"共 {len(blank)} 格未填" in text[0]
    assert text[0].count("、") < 8
    assert "1 处须改正" in one.text
    assert one.counts[Severity.ERROR] == 1
    book = opened((tmp_path / "退回" / one.copy).read_bytes())
    listed = [
        row for row in book[load_answer().sheet].iter_rows(min_row=load_answer().top + 1, values_only=True) if row[0]
    ]
    assert len([row for row in listed if "未填" in str(row)]) == 1
    sheet = book[LAYOUT.sheet("t3").sheet]
    red = [cell for row in sheet.iter_rows() for cell in row if str(cell.fill.fgColor.rgb).endswith("FFC7CE")]
    assert len(red) == len(blank)
    assert 0 < len([cell for cell in red if cell.comment]) <= 6


def test_blanks__that_are_few_are_told_one_by_one(tmp_path: Path) -> None:
    one = answered(tmp_path, {"t3.granted.natural": None, "t3.partial.natural": None, "t2.licences.decisions": None})
    assert len([line for line in one.text.splitlines() if "未填" in line]) == 3
    assert one.counts[Severity.ERROR] == 3
