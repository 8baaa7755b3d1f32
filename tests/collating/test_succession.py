"""Organs renamed, merged and split between two years: collated from real workbooks, held against a count by hand.

This year the i-th organ of the province has 2**i applications, last year three times as many: any sum tells who
is in it. Each had 5 rules in force last year, and has those of all that it has become: else a rule would ask why.
"""

from __future__ import annotations

import csv
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import openpyxl
import pytest

from tests.collating.books import write_returns
from tests.collating.province import record, roster
from toolkit.collating import load_prior
from toolkit.editions import load_form
from toolkit.jobs import collate, read_lines
from toolkit.records import Return
from toolkit.rollup import State, Summary, Values
from toolkit.roster import Roster, RosterLine, line_of_code, merged, renamed, save_roster, split

FIELD = "t3.granted.natural"
DAY = "2024-05-01"
NORMS = 5
ORGANS = [line.code for line in roster().organs]
NOW = {code: 2**place for place, code in enumerate(ORGANS)}
THEN = {code: 3 * count for code, count in NOW.items()}
ALL_NOW, ALL_THEN = 255, 765
EDU, OFFICE = "52-02", "52-01"
FIRST, SECOND = "5202-01", "5202-02"  # of 戊市: 64 and 128 now, 192 and 384 then
HALVES = (
    RosterLine("52-03", "甲省高等教育厅", "", "", "", "", "", 0),
    RosterLine("52-04", "甲省基础教育厅", "", "", "", "", "", 0),
)


@dataclass(frozen=True)
class Done:
    summary: Summary
    folder: Path
    inbox: Path

    @property
    def status(self) -> dict[str, dict[str, str]]:
        with (self.folder / "status.csv").open(encoding="utf-8-sig", newline="") as file:
            return {row["agency_code"]: row for row in csv.DictReader(file)}

    def rules(self) -> set[str]:
        return {one.rule for item in self.summary.returns for one in item.findings}

    def general(self, rule: str) -> str:
        (told,) = [one.message for one in self.summary.general if one.rule == rule]
        return told


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Last year's ``returns``, and the ``summary`` of them along the roster of then."""
    folder = tmp_path_factory.mktemp("before")
    last_returns(folder / "returns", THEN)
    collate([folder / "returns"], roster(), folder / "summary", year=2023)
    return folder


def sent(
    code: str, count: int, lines: Roster | None = None, *, year: int = 2024, name: str = "", file: str = ""
) -> Return:
    """A return without a fault, as far as its own year tells."""
    lines = lines or roster()
    line = line_of_code(code, lines)
    own = [one for one in lines.lines if line is not None and lines.heir(one) is line and {*one.codes} & {*ORGANS}]
    figures = {"t3.received.natural": count, FIELD: count, "t2.norms.valid": NORMS * len(own)}
    made = record(code, name or (line.name if line else "无名"), figures, year=year)
    return Return(file or f"{code}.xlsx", "ab" * 32, made, saved_at="2025-01-10T00:00:00")


def last_returns(folder: Path, then: Mapping[str, int], lines: Roster | None = None) -> Path:
    return write_returns([sent(code, count, lines, year=2023) for code, count in then.items()], folder)


def done(
    tmp_path: Path, lines: Roster, now: Mapping[str, int], prior: Path, *, more: Sequence[Return] = (), **asked: bool
) -> Done:  # fmt: skip
    """The collation of ``now`` and ``more`` along ``lines``, which an office keeps as csv, with the year before."""
    given = [sent(code, count, lines) for code, count in now.items()]
    inbox = write_returns([*given, *more], tmp_path / "in")
    save_roster(lines, tmp_path / "r.csv")
    summary = collate([inbox], tmp_path / "r.csv", tmp_path / "out", prior=prior, year=2024, **asked)  # type: ignore[arg-type]
    return Done(summary, tmp_path / "out", inbox)


def figure(values: Values | None, form_year: int = 2024) -> int | None:
    return None if values is None else values[load_form(form_year).by_code[FIELD].index]


def sums(made: Done, code: str = "52") -> tuple[int | None, int | None, int | None, int | None]:
    """Of a government: this year's and last year's whole, then what of both is compared."""
    node = made.summary.nodes[code]
    assert node.compared is not None
    return figure(node.values), figure(node.prior), *map(figure, node.compared)  # type: ignore[return-value]


def counts(made: Done, code: str = "52") -> tuple[int, ...]:
    row = made.status[code]
    return tuple(int(row[name]) for name in ("expected", "summed", "rejected", "missing"))


def without(*codes: str) -> dict[str, int]:
    return {code: count for code, count in NOW.items() if code not in codes}


def recoded(lines: Roster) -> Roster:
    return renamed(lines, EDU, "甲省教体厅", new_code="52-99", since=DAY)


def recoded_twice(lines: Roster) -> Roster:
    once = renamed(lines, EDU, "甲省教科厅", new_code="52-98", since="2024-02-01")
    return renamed(once, "52-98", "甲省教体厅", new_code="52-99", since=DAY)


@pytest.mark.parametrize(("change", "source"), [(recoded, "returns"), (recoded_twice, "summary")])
def test_renamed__with_a_new_code_is_itself_under_the_old(
    tmp_path: Path, before: Path, change: Callable[[Roster], Roster], source: str
) -> None:
    old = sent(EDU, NOW[EDU], name="甲省教育厅", file="52-02_甲省教育厅.xlsx", lines=change(roster()))
    made = done(tmp_path, change(roster()), without(EDU), before / source, more=[old])
    assert sums(made) == (ALL_NOW, ALL_THEN, ALL_NOW, ALL_THEN)
    assert counts(made) == (8, 8, 0, 0)
    assert made.rules() == {"AGENCY-FORMER"}
    entry = made.summary.by_code["52-99"]
    assert (entry.state, entry.included, figure(made.summary.prior_of(entry))) == (State.ACCEPTED, True, THEN[EDU])
    assert made.summary.nodes["52"].remark == ""
    facts = (made.folder / "facts.csv").read_text(encoding="utf-8-sig")
    assert "52-99" in facts
    assert "52-02" not in facts
    assert (made.status["52-99"]["曾用名"].startswith("甲省教"), made.status["52-99"]["自"]) == (True, DAY)


def test_renamed__without_a_new_code_is_itself(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, renamed(roster(), EDU, "甲省教体厅", since=DAY), NOW, before / "returns")
    assert sums(made) == (ALL_NOW, ALL_THEN, ALL_NOW, ALL_THEN)
    assert made.rules() == set()


def test_renamed__of_two_returns_the_newer_counts_whatever_code_it_has(tmp_path: Path, before: Path) -> None:
    lines = recoded(roster())
    both = [sent(EDU, 500, name="甲省教育厅", file="旧.xlsx"), sent("52-99", 2, lines, file="新.xlsx")]
    made = done(tmp_path, lines, without(EDU), before / "returns", more=both)
    assert counts(made) == (8, 8, 0, 0)
    entry = made.summary.by_code["52-99"]
    assert len(entry.superseded) + len(entry.rivals[1:]) == 1


@pytest.mark.parametrize("source", ["returns", "summary"])
def test_merged__owes_nothing_and_last_year_is_added_up(tmp_path: Path, before: Path, source: str) -> None:
    made = done(tmp_path, merged(roster(), SECOND, FIRST, since=DAY), without(SECOND), before / source)
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert sums(made, "5202") == (64, 576, 64, 576)
    assert (counts(made), counts(made, "5202"), counts(made, SECOND)) == ((7, 7, 0, 0), (1, 1, 0, 0), (0, 0, 0, 0))
    assert made.summary.completeness == "应报 7 家，已汇总 7 家，退回 0 家，未报 0 家"
    assert made.summary.chase == ()
    row = made.status[SECOND]
    assert (row["state"], row["状态"], row["file"], row["included"]) == ("merged", "已并入", "", "0")
    assert row["note"] == "已并入戊市人民政府办公室（自 2024-05-01）"
    assert (row["并入"], row["自"]) == (FIRST, DAY)
    assert made.status[FIRST]["note"] == "上年数为戊市人民政府办公室与戊市教育局之和"
    assert "上年数为戊市人民政府办公室与戊市教育局之和" in made.general("PRIOR-SUMMED")
    assert figure(made.summary.prior_of(made.summary.by_code[FIRST])) == 576
    assert made.summary.prior_of(made.summary.by_code[SECOND]) is None
    assert made.summary.nodes["52"].remark == ""
    chase = openpyxl.load_workbook(made.folder / "催报清单.xlsx").worksheets[0]
    assert not [cell for row in chase.iter_rows(values_only=True) for cell in row if cell == SECOND]
    page = (made.folder / "report.html").read_text(encoding="utf-8")
    assert "上年数为戊市人民政府办公室与戊市教育局之和" in page
    book = openpyxl.load_workbook(made.folder / "summary.xlsx")
    listed = [row for row in book["报送情况"].iter_rows(values_only=True) if SECOND in row]
    assert [("已并入" in row, row[-1]) for row in listed] == [(True, "已并入戊市人民政府办公室（自 2024-05-01）")]


def test_merged__into_an_organ_that_is_renamed_itself(tmp_path: Path, before: Path) -> None:
    lines = renamed(merged(roster(), SECOND, FIRST, since=DAY), FIRST, "戊市政务办", new_code="5202-09", since=DAY)
    old = sent(FIRST, NOW[FIRST], lines, name="戊市人民政府办公室", file="old.xlsx")
    made = done(tmp_path, lines, without(FIRST, SECOND), before / "returns", more=[old])
    assert sums(made, "5202") == (64, 576, 64, 576)
    assert made.summary.nodes["5202"].remark == ""
    assert counts(made) == (7, 7, 0, 0)


def test_merged__into_a_new_organ_and_from_another_government(tmp_path: Path, before: Path) -> None:
    """Of two made into one that was not there before, its founding day says that it need not have reported."""
    new = RosterLine("52-50", "甲省政务服务局", "52", "部门", "省", "", "", 99, since=DAY)
    lines = Roster("r", (*roster().lines, new))
    lines = merged(merged(lines, EDU, "52-50", since=DAY), "5201-02", "52-50", since=DAY)
    made = done(tmp_path, lines, {**without(EDU, "5201-02"), "52-50": 512}, before / "returns")
    gone = NOW[EDU] + NOW["5201-02"]
    assert sums(made) == (ALL_NOW - gone + 512, ALL_THEN, ALL_NOW - gone + 512, ALL_THEN)
    assert figure(made.summary.prior_of(made.summary.by_code["52-50"])) == THEN[EDU] + THEN["5201-02"]


@pytest.mark.parametrize(("since", "comparable"), [(DAY, False), ("", False), ("2023-06-01", True)])
def test_merged__where_one_has_no_figures_of_last_year_nothing_is_compared(
    tmp_path: Path, since: str, comparable: bool
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    lines = replace(lines, lines=tuple(replace(one, since=since if one.since else "") for one in lines.lines))
    then = {code: count for code, count in THEN.items() if code != SECOND}
    made = done(tmp_path, lines, without(SECOND), last_returns(tmp_path / "l", then))
    if comparable:  # it had merged when last year was reported
        assert sums(made) == (127, 381, 127, 381)
        assert not made.summary.general
    else:
        assert sums(made) == (127, 381, 63, 189)
        assert made.summary.prior_of(made.summary.by_code[FIRST]) is None
        assert "其中戊市教育局没有可用的上年数" in made.general("PRIOR-LACKING")
        assert "只比两年都有的 6 家" in made.summary.nodes["52"].remark


@pytest.mark.parametrize("include_rejected", [False, True])
@pytest.mark.parametrize("file", ["5202-02.xlsx", "戊市人民政府办公室.xlsx"])
def test_merged__what_it_sends_all_the_same_counts_for_nobody_and_is_asked_about(
    tmp_path: Path, before: Path, include_rejected: bool, file: str
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    stray = sent(SECOND, 128, file=file)
    made = done(tmp_path, lines, without(SECOND), before / "returns", more=[stray], include_rejected=include_rejected)
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert counts(made) == (7, 7, 0, 0)
    (told,) = [one for item in made.summary.returns for one in item.findings if one.rule == "AGENCY-MERGED"]
    assert "已并入戊市人民政府办公室" in told.message
    assert "是否已含" in told.fix
    assert made.summary.by_code[FIRST].included
    assert made.summary.chase == ()
    assert (made.status[SECOND]["state"], made.status[SECOND]["errors"] >= "1") == ("merged", True)
    assert "请问明" in made.status[SECOND]["note"]


def test_merged__a_file_with_its_name_and_the_code_of_the_other_is_nobodys(tmp_path: Path, before: Path) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    named = sent(FIRST, 64, lines, file="戊市教育局.xlsx")
    made = done(tmp_path, lines, without(FIRST, SECOND), before / "returns", more=[named])
    assert counts(made) == (7, 6, 0, 1)
    assert made.rules() == {"FILE-OTHER"}
    assert [item.file for item in made.summary.doubted] == [str(tmp_path / "in" / "戊市教育局.xlsx")]
    assert made.status[SECOND]["file"] == ""


def test_merged__the_organ_that_it_became_part_of_is_missing_even_if_it_sends(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, merged(roster(), SECOND, FIRST, since=DAY), without(FIRST), before / "returns")
    assert counts(made) == (7, 6, 0, 1)
    assert [entry.line.code for entry in made.summary.chase] == [FIRST]


@pytest.mark.parametrize("source", ["returns", "summary"])
def test_split__in_two_neither_has_figures_of_last_year_and_the_sum_has(
    tmp_path: Path, before: Path, source: str
) -> None:
    lines = split(roster(), EDU, HALVES, since=DAY)
    made = done(tmp_path, lines, {**without(EDU), "52-03": 512, "52-04": 1024}, before / source)
    rest = ALL_NOW - NOW[EDU]
    assert sums(made) == (rest + 1536, ALL_THEN, rest, ALL_THEN - THEN[EDU])
    assert counts(made) == (9, 9, 0, 0)
    for code in ("52-03", "52-04"):
        assert made.summary.prior_of(made.summary.by_code[code]) is None
        assert made.status[code]["note"] == "分自上年的“甲省教育厅”，上年数不能拆分"
    assert "甲省高等教育厅分自上年的“甲省教育厅”" in made.general("PRIOR-SPLIT")
    assert made.summary.nodes["52"].remark == "本年 9 家、上年 8 家，只比两年都有的 7 家"
    assert made.summary.nodes["52"].base is not None
    assert "PRIOR-ABSENT" not in {one.rule for one in made.summary.general}


def test_split__whose_origin_goes_on_is_not_compared_either(tmp_path: Path, before: Path) -> None:
    own = RosterLine(EDU, "", "", "", "", "", "", 0)
    made = done(tmp_path, split(roster(), EDU, (own, HALVES[1]), since=DAY), {**NOW, "52-04": 1024}, before / "returns")
    assert sums(made) == (ALL_NOW + 1024, ALL_THEN, ALL_NOW - NOW[EDU], ALL_THEN - THEN[EDU])
    assert made.summary.prior_of(made.summary.by_code[EDU]) is None
    assert made.status[EDU]["note"] == "分出了甲省基础教育厅，上年数含分出的部分"


def test_split__that_had_happened_when_last_year_was_reported_is_compared(tmp_path: Path, before: Path) -> None:
    own = RosterLine(EDU, "", "", "", "", "", "", 0)
    lines = split(roster(), EDU, (own, HALVES[1]), since=DAY)
    last = last_returns(tmp_path / "l", {**THEN, "52-04": 9}, lines)
    given = [sent(code, count, lines) for code, count in {**NOW, "52-04": 1024}.items()]
    inbox = write_returns(given, tmp_path / "in")
    summary = collate([inbox], lines, tmp_path / "out", prior=last, year=2024)
    assert sums(Done(summary, tmp_path / "out", inbox)) == (ALL_NOW + 1024, ALL_THEN + 9, ALL_NOW + 1024, ALL_THEN + 9)
    assert figure(summary.prior_of(summary.by_code[EDU])) == THEN[EDU]


def test_split__whose_parts_then_merge_elsewhere_is_compared_nowhere(tmp_path: Path, before: Path) -> None:
    lines = merged(split(roster(), EDU, HALVES, since=DAY), "52-03", OFFICE, since=DAY)
    made = done(tmp_path, lines, {**without(EDU), "52-04": 1024}, before / "returns")
    lost = NOW[EDU] + NOW[OFFICE]
    assert sums(made) == (ALL_NOW - NOW[EDU] + 1024, ALL_THEN, ALL_NOW - lost, ALL_THEN - THEN[EDU] - THEN[OFFICE])


def test_split__what_comes_under_the_old_code_is_told_what_became_of_it(tmp_path: Path, before: Path) -> None:
    old = sent(EDU, 2, name="甲省教育厅", file="old.xlsx")
    made = done(tmp_path, split(roster(), EDU, HALVES, since=DAY), without(EDU), before / "returns", more=[old])
    assert counts(made) == (9, 7, 0, 2)
    assert {"AGENCY-SPLIT", "COVER-AGENCY"} <= made.rules()


def test_two_years_in_one_inbox__last_years_return_of_what_has_merged_is_last_years_figure(
    tmp_path: Path, before: Path
) -> None:
    lines = merged(roster(), SECOND, FIRST, since=DAY)
    save_roster(lines, tmp_path / "r.csv")
    both = [sent(code, count, lines) for code, count in without(SECOND).items()]
    both += [sent(code, count, year=2023, file=f"2023/{code}.xlsx") for code, count in THEN.items()]
    summary = collate([write_returns(both, tmp_path / "in")], tmp_path / "r.csv", tmp_path / "out", year=2024)
    made = Done(summary, tmp_path / "out", tmp_path / "in")
    assert sums(made) == (127, ALL_THEN, 127, ALL_THEN)
    assert "AGENCY-MERGED" not in made.rules()
    (other,) = summary.apart
    assert other.by_code[SECOND].included


def test_status__gives_the_roster_back_with_what_became_of_whom(tmp_path: Path, before: Path) -> None:
    lines = merged(split(recoded(roster()), "52-99", HALVES, since=DAY), SECOND, FIRST, since=DAY)
    summary = done(tmp_path, lines, without(EDU, SECOND), before / "returns").folder
    back = {line.code: line for line in read_lines(summary)}
    assert (back[SECOND].merged_into, back[SECOND].since, back["52-03"].split_from) == (FIRST, DAY, "52-99、52-02")


def test_old_rosters__have_no_new_columns_in_the_status_list(tmp_path: Path, before: Path) -> None:
    made = done(tmp_path, roster(), NOW, before / "returns")
    assert not {"曾用代码", "并入", "分自", "自"} & set(made.status[EDU])
    prior = load_prior(before / "returns")
    assert made.summary.prior is not None
    assert (made.summary.prior.figures, made.summary.prior.beside, made.summary.prior.inherited) == (
        prior.figures,
        {},
        (),
    )
