"""The check sheet and ``nianbao validate`` say the same of the same workbook."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import sample_values
from tests.writing.template.cases import CASES, Case, make, prior_of
from toolkit.checking import check_returns
from toolkit.editions import load_form
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.reading.run.opening import read_content
from toolkit.records import Return
from toolkit.roster import Roster, RosterLine
from toolkit.writing.filled.issued import open_issued

BREACHED = {"不符", "需说明"}


def verdicts(path: Path, year: int) -> dict[str, str]:
    """The verdict of each check of a workbook, as it stands in its cells."""
    layout = load_layout(load_form(year))
    issued = open_issued(path)
    column = layout.check_columns["verdict"]
    rules = layout.form.by_rule
    return {
        check.id: issued.text(layout.checks_sheet, (check.row, column))
        for check in layout.checks
        if rules[check.rule].kind != "narrated"  # only the office that receives the workbook judges these
    }


def judged(case: Case, path: Path) -> Return:
    code = str(sample_values(case.year)["cover"]["agency_code"])
    kind, level = case.standing
    line = RosterLine(code, "", "", kind, level, "", "", 2)
    found = read_content(path.name, path.read_bytes(), "xlsx")
    return check_returns(
        [found],
        Office(
            roster=Roster("", (line,)) if kind else None, prior=prior_of(case.year - 1, code) if case.prior else None
        ),
    )[0]


@pytest.mark.parametrize("case", [case for case in CASES if not case.typed], ids=lambda case: case.name)
def test_verdicts__are_those_of_the_validator(case: Case, tmp_path: Path) -> None:
    path = make(case, tmp_path)
    told = verdicts(path, case.year)
    findings = judged(case, path).findings
    open_ones = {finding.id for finding in findings if not finding.settled} & set(told)
    settled = {finding.id for finding in findings if finding.settled} & set(told)
    missing = {name for name, verdict in told.items() if verdict == "未填" and name.startswith(("FILLED", "WRITTEN"))}
    ours = {name for name, verdict in told.items() if verdict in BREACHED} | missing
    if case.name == "stock-hardly-told":
        assert told["T2-STOCK@norms"] == "需说明"
    assert ours == open_ones
    assert {name for name, verdict in told.items() if verdict == "已说明"} == settled


def test_verdicts__each_rule_of_the_check_sheet_is_broken_by_some_case(tmp_path: Path) -> None:
    broken = {
        name.partition("@")[0]
        for case in CASES
        if case.name != "empty" and not case.typed
        for name, verdict in verdicts(make(case, tmp_path), case.year).items()
        if verdict in BREACHED | {"未填"}
    }
    form = load_form(2024)
    shown = {check.rule for check in load_layout(form).checks if form.by_rule[check.rule].kind != "narrated"}
    assert shown <= broken
