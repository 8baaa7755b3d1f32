"""Returns in several editions, an office's own among them, in one folder: a figure goes by its own edition's name."""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Sequence
from pathlib import Path

import openpyxl
import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import roster, sent
from tests.invented.test_round import HERE as INVENTED
from tests.invented.test_round import fields_of
from tests.reporting.made import finding, report, returned
from toolkit.collating import CollatingError
from toolkit.collating.comparing import compare_summaries
from toolkit.collating.inbox import Wanted, sort_inbox
from toolkit.collating.tracing import trace_field, trace_file
from toolkit.editions import load_edition, load_form
from toolkit.form.layout import load_layout
from toolkit.jobs import Given, collate, run_validation
from toolkit.office import Office
from toolkit.records import Return, numbered
from toolkit.reporting import render, with_repeats
from toolkit.reporting.book import write_book
from toolkit.reporting.sendback import return_copies
from toolkit.roster import Roster
from toolkit.writing import fill_workbook, write_template

YEARS = {2020: "2019", 2024: "2021", 2040: "2040"}
ONLY = {2020: "5202-01", 2024: "5201-01", 2040: "5202-02"}  # sends returns of that year alone, twice
RUNS: list[tuple[tuple[int, ...], int | None]]
RUNS = [(years, None) for count in (2, 3) for years in itertools.combinations(YEARS, count)]
RUNS += [(tuple(YEARS), asked) for asked in YEARS]


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of returns for each year."""
    folder = tmp_path_factory.mktemp("library")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NIANBAO_FORMS", str(INVENTED))
        for year in YEARS:
            write_year(folder / str(year), year)
    return folder


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a roster, with the invented edition in force beside those that ship."""
    monkeypatch.setenv("NIANBAO_FORMS", str(INVENTED))
    write_roster(tmp_path / "roster.csv")
    return tmp_path


def write_year(folder: Path, year: int) -> None:
    """Four returns of ``year``: of an organ that sends every year's, a wrong one, and two of an organ of its own."""
    mine = [("52-01", 1), ("52-02", 2), (ONLY[year], 3), (ONLY[year], 4)]
    if year != 2040:
        items = [
            sent(code, number + year % 7, year=year, file=f"{year}-{number}.xlsx", wrong=number == 2)
            for code, number in mine
        ]
        write_returns(items, folder)
        return
    folder.mkdir()
    blank = folder.parent / "blank-2040.xlsx"
    write_template(load_form(2040), blank)
    for code, number in mine:
        values = {
            "cover": {"organ_code": code, "organ_name": roster().by_code[code].name},
            "fields": {**fields_of(number), **({"s2.left.web": 1} if number == 2 else {}), "s1.orders.opened": 0},
            "narrative": {"text": "情况正常，各项工作都已完成。", "rest": "复制材料若干。", "copies": 3},
        }
        values["fields"] |= {"s1.orders.stock": 0}  # type: ignore[operator]
        fill_workbook(blank, values, folder / f"2040-{number}.xlsx")


def named_rightly(told: Sequence[dict[str, object]]) -> None:
    """Every finding at a figure stands at its place in its own edition, under the label that edition prints."""
    for item in told:
        form = load_edition(str(item["edition"]))
        layout = load_layout(form)
        for one in item["findings"]:  # type: ignore[attr-defined]
            if one["field"]:
                field = form.by_code[one["field"]]
                assert (one["sheet"], one["cell"]) == layout.place(field.index), one
                assert one["label"].split(" / ")[-1] in "·".join((*field.row, *field.column)), one


@pytest.mark.parametrize(("years", "asked"), RUNS, ids=str)
def test_several_editions__are_told_by_their_own_names_in_every_output(
    office: Path, library: Path, years: tuple[int, ...], asked: int | None
) -> None:
    inbox = [library / str(year) for year in years]
    done = run_validation(inbox, Given(roster=office / "roster.csv", year=asked))
    told = json.loads(str(render(done.report, "json")))["returns"]
    named_rightly(told)
    text, page = str(render(done.report, "text")), str(render(done.report, "html"))
    for year in years:
        (wrong,) = [item for item in told if item["file"].endswith(f"{year}-2.xlsx")]
        message, *_ = [one["message"] for one in wrong["findings"] if one["rule"] in ("T3-BALANCE", "S2-FLOW")]
        assert message.partition(" ")[0] in text
        assert load_edition(YEARS[year]).tables[0].title in page
    write_book(done.report, office / "report.xlsx")
    back = return_copies(done.report, office / "back", _bytes_of, office=Office(roster=done.office.roster, year=asked))
    owed = {asked} & {*years} or {*years}  # an organ that sent one of the year asked for is asked for no other
    assert {f"{year}-2.xlsx" for year in owed} <= {Path(one.item.file).name for one in back}

    summary = collate(inbox, office / "roster.csv", office / "out", year=asked)
    named_rightly(json.loads((office / "out" / "findings.json").read_text(encoding="utf-8"))["returns"])
    rows = [
        row for row in openpyxl.load_workbook(office / "out" / "summary.xlsx")["差异"].values if row[0] == "重复报送"
    ]
    assert {row[2] for row in rows} == {ONLY[year] for year in years}
    for row in rows:
        year = next(year for year in years if row[2] == ONLY[year])
        form = load_edition(YEARS[year])
        assert (row[3], row[4]) in {(form.table(field.table).title, field.label) for field in form.fields}
        assert ("都未计入" in str(row[8])) == (year != summary.year), row
    top = next(field for field in summary.form.fields if field.computed)
    assert trace_field(office / "out", top.code, government="52").field == top
    assert trace_file(office / "out", f"{summary.year}-1.xlsx").contributions


def _bytes_of(item: Return) -> bytes:
    return Path(item.file).read_bytes()


def test_two_summaries_of_any_two_editions__are_compared_by_the_names_of_the_later(office: Path, library: Path) -> None:
    for year in YEARS:
        collate([library], office / "roster.csv", office / f"out-{year}", year=year)
    for first, second in itertools.permutations(YEARS, 2):
        compared = compare_summaries(office / f"out-{first}", office / f"out-{second}")
        fields = load_edition(YEARS[second]).fields
        named = [*(item.field for item in compared.changes), *compared.not_comparable]
        assert all(field == fields[field.index] for field in named)
        assert bool(compared.changes) == (2040 not in (first, second))


@pytest.mark.parametrize(("sent_in", "asked"), [(2020, 2024), (2024, 2020), (2040, 2024)])
def test_summary_of_a_year_that_nobody_sent__is_never_read_as_another_year_s(
    office: Path, library: Path, sent_in: int, asked: int
) -> None:
    collate([library / str(sent_in)], office / "roster.csv", office / "out", year=asked)
    with pytest.raises(CollatingError, match=f"没有 {asked} 年度"):
        trace_field(office / "out", "t3.closed.total", government="52")


def sorted_of(*years_and_times: tuple[int, str]) -> list[str]:
    """The files that one organ's returns of these years leave superseded, in a run of 2024."""
    lines = Roster("", tuple(line for line in roster().lines if line.code in ("52", "52-01")))
    items = [
        sent("52-01", number, year=year, file=f"{number}.xlsx", saved=saved)
        for number, (year, saved) in enumerate(years_and_times)
    ]
    inbox = sort_inbox(numbered(items), lines, Wanted(load_form(2024), 2024))
    return [item.returned.file for entry in inbox.entries for item in entry.superseded]


@pytest.mark.parametrize("other", [2019, 2021, 2023])
def test_a_return_of_another_year__replaces_none_and_is_replaced_by_none(other: int) -> None:
    assert sorted_of((2020, "2021-01-01"), (other, "2024-02-01")) == []
    assert sorted_of((2024, "2025-01-01"), (other, "2025-02-01")) == []
    assert sorted_of((2020, "2021-01-01"), (2020, "2021-02-01"), (other, "2024-02-02"), (other, "2024-02-01")) == [
        "3.xlsx"
    ]


def test_a_slip_in_the_same_cell_of_two_editions__is_two_slips() -> None:
    slip = finding("LABEL-CHANGED", "B5", found="信息", expected="信息内容")
    many = [returned(f"{year}-{number}.xlsx", slip, year=year) for year in (2020, 2024) for number in range(3)]
    told = with_repeats(report(*many)).general
    assert [re.findall(r"有 (\d+) 个", one.message) for one in told] == [["3"], ["3"]]
    assert with_repeats(report(*many[1:5])).general == ()
