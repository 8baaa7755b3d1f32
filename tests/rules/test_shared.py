"""The line that instances of a rule share: how many don't hold, where the first is, what is wrong there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.records import Agency, recompute
from toolkit.writing.template.content import Content, Draft, Issue
from toolkit.writing.template.live_formulas import formulas, results

FORM = load_form(2024)
LAYOUT = load_layout(FORM)
WRITTEN = {"overview": "已写。", "problems": "已写。", "others": "本年度未收取信息处理费。"}


def told(rule: str, changes: dict[str, int | None], narrative: dict[str, str] | None = None) -> dict[str, object]:
    """What the rule's line shows for a return of zeros with ``changes``, in steps."""
    values: list[int | None] = [0] * len(FORM.fields)
    for code, value in changes.items():
        values[FORM.by_code[code].index] = value
    content = Content(recompute(FORM, values), narrative={**WRITTEN, **(narrative or {})})
    found = results(Draft(LAYOUT, Issue(2024, Agency("1", "甲")), content))
    (line,) = [line for line in LAYOUT.lines.shared if line.rule == rule]
    return {
        name: found[LAYOUT.checks_sheet, line.row, LAYOUT.check_columns[name]]
        for name in ("verdict", "place", "left", "right", "difference")
    }


def test_shared__nothing_is_told_where_all_hold() -> None:
    for line in LAYOUT.lines.shared:
        assert told(line.rule, {}) == {"verdict": "通过", "place": "", "left": "", "right": "", "difference": ""}


@pytest.mark.parametrize(
    ("rule", "changes", "verdict", "place"),
    [
        ("FILLED", {"t3.granted.company": None}, "未填", "表三!E8"),
        ("FILLED", {"t3.granted.company": None, "t4.review.upheld": None}, "未填", "表三!E8，共 2 处"),
        ("COUNT", {"t3.granted.others": -1, "t3.partial.natural": -1}, "不符", "表三!I8，共 2 处"),  # row by row
        ("AMOUNT", {"t2.fees.amount": -1}, "不符", "表二!B16"),
        ("T3-BALANCE", {"t3.carried_out.company": 2}, "不符", "表三!E30 商业企业"),
        ("T3-BALANCE", {"t3.carried_out.natural": 1, "t3.received.company": None}, "不符", "表三!D30 自然人"),
        ("T3-BALANCE", {"t3.received.company": None}, "未填", "表三!E30 商业企业"),
    ],
)
def test_shared__tells_how_many_and_where_the_first_is(
    rule: str, changes: dict[str, int | None], verdict: str, place: str
) -> None:
    found = told(rule, changes)
    assert (found["verdict"], found["place"]) == (verdict, place)


def test_shared__shows_what_is_wrong_at_the_first() -> None:
    found = told("T3-BALANCE", {"t3.carried_out.company": 2, "t3.received.legal": 7})
    assert (found["left"], found["right"], found["difference"]) == (0, 2, -2)
    assert found["place"] == "表三!E30 商业企业，共 2 处"


def test_shared__sections_are_named() -> None:
    assert told("WRITTEN", {}, {"problems": ""})["place"] == "五、存在的主要问题及改进情况"


def test_shared__a_summary_owes_no_text() -> None:
    content = Content(recompute(FORM, [0] * len(FORM.fields)))
    issue = replace(Issue(2024, Agency("1", "甲")), kind="summary")
    found = results(Draft(LAYOUT, issue, content))
    (line,) = [line for line in LAYOUT.lines.shared if line.rule == "WRITTEN"]
    assert found[LAYOUT.checks_sheet, line.row, LAYOUT.check_columns["verdict"]] == "—"


def test_shared__formulas_are_such_as_older_programs_know() -> None:
    for formula in formulas(LAYOUT).values():
        assert len(formula) < 8192
        assert not [name for name in ("LET(", "FILTER(", "TEXTJOIN(", "XLOOKUP(", "_xlfn") if name in formula]
