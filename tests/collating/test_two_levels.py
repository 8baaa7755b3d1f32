"""A lower government's summary, handed up: who explained what, and what only comes of organs that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.province import PROVINCE, everyone, roster, sent
from toolkit.collating import sum_up
from toolkit.coverage import Coverage
from toolkit.editions import load_form
from toolkit.findings import Finding
from toolkit.form.layout import load_layout
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return, Status
from toolkit.reporting.summary_page import summary_page
from toolkit.rollup import Summary
from toolkit.source import Source
from toolkit.writing import write_summary

REASON = "因机构改革划入三件，口径随之调整"
CARRIED = "T3-CARRIED@natural"
CITY = roster("\n".join(PROVINCE.strip().splitlines()[3:9]))
MISSING = ("520101-1", "520101-2")


def prior(**carried_out: int) -> Prior:
    """Last year's figures of ``carried_out``, by code (its hyphen written ``_``): so many carried out by persons."""
    form = load_form(2024)
    place = form.by_code["t3.carried_out.natural"].index
    figures = {
        code.replace("_", "-").removeprefix("c"): tuple(count * (field.index == place) for field in form.fields)
        for code, count in carried_out.items()
    }
    return Prior(form, 2023, figures)


def explained(item: Return, **texts: str) -> Return:
    assert item.record is not None
    return replace(item, record=replace(item.record, explanations={CARRIED: REASON, "NODE": REASON, **texts}))


def handed_up(folder: Path, below: Sequence[Return], last: Prior) -> tuple[Return, Summary]:
    """The summary workbook of the city's collation of ``below``, as its province reads it."""
    summary = sum_up(below, Office(CITY, prior=last))
    write_summary(summary, folder / "5201.xlsx")
    return read_one(Source("5201.xlsx", str(folder / "5201.xlsx"))), summary


def told(summary: Summary, rule: str) -> list[Finding]:
    (item,) = [item for item in summary.returns if item.file.endswith("5201.xlsx")]
    return [finding for finding in item.findings if finding.rule == rule]


def of_city(*, but: Sequence[str] = ()) -> list[Return]:
    codes = [line.code for line in CITY.organs if line.code not in but]
    return [sent(code, 4 + place) for place, code in enumerate(codes)]


@pytest.mark.parametrize("but", [(), MISSING])
def test_summary__what_an_organ_explained_settles_nothing_of_the_sum(tmp_path: Path, but: Sequence[str]) -> None:
    last = prior(c5201_01=3, c5201_02=2)
    first, *rest = of_city(but=but)
    item, city = handed_up(tmp_path, [explained(first), *rest], last)
    (mine,) = [one for one in city.returns if one.file == first.file]
    assert [finding.settled for finding in mine.findings if finding.rule == "T3-CARRIED"] == [True]
    sheet = openpyxl.load_workbook(tmp_path / "5201.xlsx")["问题"]
    assert any(REASON in row for row in sheet.values)
    (finding,) = told(sum_up([item], Office(roster(), prior=prior(c5201=5))), "T3-CARRIED")
    assert not finding.settled
    assert ("缺 2 家" in finding.message) == bool(but)


def test_summary__lacking_organs_is_not_settled_by_the_government_s_own_words(tmp_path: Path) -> None:
    for but, settled in (((), True), (MISSING, False), (MISSING[:1], False)):
        item, _ = handed_up(tmp_path, of_city(but=but), prior())
        summary = sum_up([explained(item)], Office(roster(), prior=prior(c5201=5)))
        (finding,) = told(summary, "T3-CARRIED")
        assert finding.settled == settled
        if not settled:
            assert f"缺 {len(but)} 家" in finding.message
            assert REASON[:8] in finding.fix
        (tmp_path / "5201.xlsx").unlink()


HEADINGS = (
    *("乙市教育局：", "乙市教育局:", "丙县：丁镇：", "【乙市教育局】", "1.乙市教育局：", "（一）乙市教育局　"),
    *("乙市教育局情况说明：", "市教育局：", "教育局——"),
)


@pytest.mark.parametrize("text", HEADINGS)
def test_summary__words_under_the_name_of_another_organ_are_not_the_government_s(tmp_path: Path, text: str) -> None:
    item, _ = handed_up(tmp_path, of_city(), prior())
    last = prior(c5201=5)
    own = (f"乙市：{REASON}", f"说明：{REASON}", f"乙市教育局{REASON}")  # the last one speaks of it
    for words, settled in ((text + REASON, False), *((words, True) for words in own)):
        (finding,) = told(sum_up([explained(item, **{CARRIED: words})], Office(roster(), prior=last)), "T3-CARRIED")
        assert finding.settled == settled


def node_check(tmp_path: Path, in_summary: Sequence[str], before_us: Sequence[str], words: str = REASON) -> Summary:
    """The city's summary without ``in_summary``, held against its organs' returns without ``before_us``."""
    item, _ = handed_up(tmp_path, of_city(but=in_summary), prior())
    province = [sent(code, 1) for code in ("52-01", "52-02", "5202-01", "5202-02")]
    return sum_up([*province, *of_city(but=before_us), explained(item, NODE=words)], Office(roster()))


@pytest.mark.parametrize(
    ("in_summary", "before_us", "says"),
    [
        ((), MISSING, ["所属单位缺 2 家"]),
        (MISSING[:1], (), ["汇总表缺 1 家"]),
        (MISSING, MISSING[:1], ["所属单位缺 1 家", "汇总表缺 2 家"]),
    ],
)
def test_difference_of_missing_organs__is_told_with_their_number_and_never_as_explained(
    tmp_path: Path, in_summary: Sequence[str], before_us: Sequence[str], says: list[str]
) -> None:
    summary = node_check(tmp_path, in_summary, before_us)
    found = told(summary, "NODE")
    assert found
    for finding in found:
        assert not finding.settled
        assert all(words in finding.message for words in says)
    assert summary.by_code["5201"].state == Status.NEEDS_EXPLANATION.value
    write_summary(summary, tmp_path / "52.xlsx")
    rows = [row for row in openpyxl.load_workbook(tmp_path / "52.xlsx")["差异"].values if row[0] == "节点检查"]
    assert all(says[0].removeprefix("汇总表") in str(row[8]) for row in rows)
    assert "已说明" not in summary_page(summary)


def test_difference_of_a_whole_summary__is_settled_by_the_government_s_own_words(tmp_path: Path) -> None:
    item, _ = handed_up(tmp_path, of_city(), prior())
    changed = [sent("5201-01", 40), *of_city(but=["5201-01"])]
    mine = [sent(code, 1) for code in ("52-01", "52-02", "5202-01", "5202-02")]
    assert all(
        finding.settled for finding in told(sum_up([*mine, *changed, explained(item)], Office(roster())), "NODE")
    )
    others = explained(item, NODE=f"乙市教育局：{REASON}")
    assert not any(finding.settled for finding in told(sum_up([*mine, *changed, others], Office(roster())), "NODE"))


def test_check_sheet_of_a_summary__calls_nothing_explained_that_an_organ_explained(tmp_path: Path) -> None:
    first, *rest = of_city()
    handed_up(tmp_path, [explained(first), *rest], prior(c5201_01=3, c5201_02=0, c520101_1=0, c520101_2=0))
    layout = load_layout(load_form(2024))
    sheet = openpyxl.load_workbook(tmp_path / "5201.xlsx", data_only=True)[layout.checks_sheet]
    (row,) = [check.row for check in layout.checks if check.id == CARRIED]
    verdict, words = (sheet.cell(row + 1, layout.check_columns[name] + 1).value for name in ("verdict", "explanation"))
    assert (verdict, words) == ("需说明", None)


def test_coverage__says_how_many_are_lacking() -> None:
    assert Coverage(4, 2, 1, 1).lacking == 2
    summary = sum_up(everyone(but=MISSING), Office(roster()))
    assert summary.coverage.lacking == 2
