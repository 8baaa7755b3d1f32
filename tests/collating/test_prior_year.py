"""Last year's figures are those of the year before, or they are held against nothing and say of which year they are."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import record, roster, sent
from toolkit.checking import run_notices
from toolkit.collating import CollatingError, load_prior, sum_up, write_facts
from toolkit.editions import load_form
from toolkit.jobs import Given, collate, run_validation
from toolkit.office import Office
from toolkit.prior import Prior, PriorError
from toolkit.records import Agency, Return
from toolkit.writing import distribute, write_summary, write_template

CARRIED = "t3.carried_out.natural"
HAND_MADE = ["agency_code", "year", "edition", "field", "value"]


def facts(folder: Path, year: int) -> Path:
    folder.mkdir()
    write_facts(sum_up([sent("52-01", 3, year=year)], Office(roster(), year=year)), folder)
    return folder


def summary_book(folder: Path, year: int) -> Path:
    folder.mkdir()
    write_summary(sum_up([sent("52-01", 3, year=year)], Office(roster(), year=year)), folder / "summary.xlsx")
    return folder / "summary.xlsx"


def only(name: str) -> Callable[[Path, int], Path]:
    def made(folder: Path, year: int) -> Path:
        return facts(folder, year) / name

    return made


def returns(folder: Path, year: int) -> Path:
    return write_returns([sent("52-01", 3, year=year)], folder)


SOURCES = [facts, only("facts.csv"), only("facts.parquet"), summary_book, returns]


@pytest.mark.parametrize("held", [2023, 2026])
@pytest.mark.parametrize("make", SOURCES, ids=["folder", "csv", "parquet", "workbook", "returns"])
def test_distribute__with_figures_of_another_year_is_refused_with_the_year_they_have(
    tmp_path: Path, make: Callable[[Path, int], Path], held: int
) -> None:
    prior = load_prior(make(tmp_path / "last", held), year=2024)
    for refused in (
        lambda: prior.check_before(2025),
        lambda: distribute(roster(), 2025, tmp_path / "out", prior=prior),
    ):
        with pytest.raises(PriorError) as told:
            refused()
        assert all(word in str(told.value) for word in (f"{held} 年度", "2025 年度", "2024 年度", "--prior"))
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize("make", SOURCES, ids=["folder", "csv", "parquet", "workbook", "returns"])
def test_distribute__with_the_year_before_goes_on(tmp_path: Path, make: Callable[[Path, int], Path]) -> None:
    prior = load_prior(make(tmp_path / "last", 2024), year=2024)
    prior.check_before(2025)
    assert (prior.year, prior.aside) == (2024, ())


def test_prior__of_several_years_is_the_one_asked_for(tmp_path: Path) -> None:
    for year, organs in ((2021, ("52-01", "52-02")), (2023, ("52-01",)), (2024, ("52-01",))):
        write_returns([sent(code, year % 10, year=year) for code in organs], tmp_path / "kept" / str(year))
    assert load_prior(tmp_path / "kept", year=2023).before(2024) is not None
    with pytest.raises(PriorError, match="2021、2023、2024 年度"):
        load_prior(tmp_path / "kept", year=2022).check_before(2023)


def test_prior__of_several_summary_folders_is_the_one_asked_for(tmp_path: Path) -> None:
    for year in (2022, 2023):
        (tmp_path / "kept").mkdir(exist_ok=True)
        facts(tmp_path / "kept" / str(year), year)
    prior = load_prior(tmp_path / "kept", year=2023)
    assert (prior.year, set(prior.figures)) == (2023, {"52", "52-01"})
    with pytest.raises(PriorError, match="2022、2023 年度"):
        load_prior(tmp_path / "kept", year=2024).check_before(2025)
    facts(tmp_path / "kept" / "又一次", 2023)
    with pytest.raises(CollatingError, match=r"两个 2023 年度的汇总.*2023.*又一次"):
        load_prior(tmp_path / "kept", year=2023)


def test_prior__a_summary_that_was_handed_up_hides_no_return_beside_it(tmp_path: Path) -> None:
    last = write_returns([sent("52-02", 3, year=2023)], tmp_path / "last")
    facts(last / "乙市", 2023)
    assert "52-02" in load_prior(last, year=2023).figures


def test_prior__a_year_that_nobody_can_tell_is_never_last_year() -> None:
    undated = Prior(load_form(2024), None, {"52-01": record("52-01", "甲").values})
    assert undated.before(2025) is None
    with pytest.raises(PriorError, match="看不出是哪一年度"):
        undated.check_before(2025)
    assert [one.rule for one in run_notices([sent("52-01", 1)], Office(prior=undated))] == ["PRIOR-UNDATED"]


def test_prior__of_blanks_is_refused_with_their_year(tmp_path: Path) -> None:
    (tmp_path / "last").mkdir()
    for code in ("52-01", "52-02"):
        write_template(load_form(2024), tmp_path / "last" / f"{code}.xlsx", agency=Agency(code, "甲"))
    with pytest.raises(CollatingError, match="有 2 份是 2024 年度的空白工作簿"):
        load_prior(tmp_path / "last", year=2024)


def test_prior__what_is_prefilled_alone_is_blank(tmp_path: Path) -> None:
    before = Prior(load_form(2023), 2023, {"52-01": sent("52-01", 5, year=2023).record.values})  # type: ignore[union-attr]
    distribute(roster(), 2024, tmp_path / "out", prior=before)
    with pytest.raises(CollatingError, match="空白工作簿"):
        load_prior(tmp_path / "out", year=2024)


def test_prior__declared_or_filled_zeros_are_no_blanks(tmp_path: Path) -> None:
    zeros = Return("52-01.xlsx", "00", record("52-01", "甲", year=2024))
    assert load_prior(write_returns([zeros], tmp_path / "last"), year=2024).figures.keys() == {"52-01"}


def test_prior__returns_that_name_no_organ_say_so(tmp_path: Path) -> None:
    item = sent("52-01", 3)
    assert item.record is not None
    nameless = replace(item, record=replace(item.record, agency=Agency("", "甲")))
    last = write_returns([nameless], tmp_path / "last")
    with pytest.raises(CollatingError, match=r"没有写单位代码.*52-01\.xlsx"):
        load_prior(last, year=2024)


def test_prior__a_mix_uses_what_can_be_used_and_names_the_rest(tmp_path: Path) -> None:
    item = sent("52-02", 3)
    assert item.record is not None
    nameless = replace(item, file="无名.xlsx", record=replace(item.record, agency=Agency()))
    last = write_returns([sent("52-01", 3), nameless], tmp_path / "last")
    write_template(load_form(2024), last / "空白.xlsx", agency=Agency("52-02", "甲"))
    (last / "坏.xlsx").write_bytes(b"PK\x03\x04 not a workbook")
    prior = load_prior(last, year=2024)
    assert set(prior.figures) == {"52-01"}
    told = "；".join(prior.aside)
    assert all(name in told for name in ("无名.xlsx", "空白.xlsx", "坏.xlsx"))
    inbox = write_returns([replace(sent("52-01", 1, year=2025), file="a.xlsx")], tmp_path / "in")
    report = run_validation([inbox], Given(prior=last)).report
    assert [one.rule for one in report.general] == ["PRIOR-ASIDE"]


def test_prior__of_another_year_is_compared_with_nowhere(tmp_path: Path) -> None:
    """Neither in the judgement, nor in the sums, nor in what goes back to be filled in."""
    last = write_returns([sent("52-01", 300, year=2022)], tmp_path / "last")
    inbox = write_returns([sent("52-01", 1)], tmp_path / "in")
    report = run_validation([inbox], Given(prior=last)).report
    assert [one.rule for one in report.general] == ["PRIOR-YEAR"]
    assert "SWING" not in {one.rule for item in report.returns for one in item.findings}
    summary = collate([inbox], write_roster(tmp_path / "roster.csv"), tmp_path / "out", prior=last)
    assert summary.nodes["52"].prior is None
    assert summary.prior_of(summary.by_code["52-01"]) is None
    assert any("2022 年度" in note and "没有与上年比较" in note for note in summary.notes)


def test_other_year_in_the_run__blanks_of_it_are_not_last_years() -> None:
    item = sent("52-01", 1, year=2023)
    assert item.record is not None
    blank = replace(item, record=replace(item.record, values=(None,) * len(item.record.values)))
    assert sum_up([sent("52-01", 1), sent("52-02", 1), blank], Office(roster())).nodes["52"].prior is None


def by_hand(folder: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path = folder / "上年.csv"
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def test_csv_by_hand__with_all_columns_serves(tmp_path: Path) -> None:
    path = by_hand(tmp_path, ",".join(HAND_MADE), f"52-01,2024,2021,{CARRIED},7")
    prior = load_prior(path, year=2024)
    prior.check_before(2025)
    figures = prior.figures["52-01"]
    assert figures[prior.form.by_code[CARRIED].index] == 7


@pytest.mark.parametrize("lacking", HAND_MADE)
def test_csv_by_hand__a_missing_column_is_asked_for_with_an_example_that_serves(tmp_path: Path, lacking: str) -> None:
    heads = [name for name in HAND_MADE if name != lacking]
    with pytest.raises(CollatingError) as told:
        load_prior(by_hand(tmp_path, ",".join(heads), ",".join("1" for _ in heads)), year=2024)
    text = str(told.value)
    assert "缺少 1 列" in text
    assert f"  {lacking}：" in text
    example = [line.strip() for line in text.splitlines() if "," in line]
    assert load_prior(by_hand(tmp_path, *example), year=2024).before(2025) is not None


@pytest.mark.parametrize(
    ("heads", "cells", "told"),
    [
        (",".join(HAND_MADE), f"52-01,二〇二四,2021,{CARRIED},7", ["第 2 行 year", "二〇二四"]),
        (",".join(HAND_MADE), f"52-01,2024,2021,{CARRIED},7件", ["第 2 行 value", "7件"]),
        (",".join(HAND_MADE), f"52-01,2024,2021,{CARRIED},", ["第 2 行 value 没有写"]),
        (",".join(HAND_MADE), f"52-01,2024,2024,{CARRIED},7", ["2024", "edition"]),
        (",".join(HAND_MADE), "52-01,2024,2021,结转下年度,7", ["填报项代码"]),
        (",".join(HAND_MADE), f",2024,2021,{CARRIED},7", ["单位代码"]),
        ("单位代码,年度,结转下年度", "52-01,2024,7", ["缺少 5 列", "单位代码、年度、结转下年度"]),
        ("", "", ["缺少 5 列"]),
        ("\t".join(HAND_MADE), "", ["缺少 5 列"]),
    ],
)
def test_csv_by_hand__what_is_wrong_in_it_is_said_in_chinese(
    tmp_path: Path, heads: str, cells: str, told: list[str]
) -> None:
    with pytest.raises(CollatingError) as raised:
        load_prior(by_hand(tmp_path, heads, cells), year=2024)
    assert [word for word in told if word not in str(raised.value)] == []
    assert "CSV" not in str(raised.value)
    assert "Arrow" not in str(raised.value)


def test_csv_by_hand__saved_in_another_encoding_says_how_to_save_it(tmp_path: Path) -> None:
    with pytest.raises(CollatingError, match="UTF-8"):
        load_prior(by_hand(tmp_path, "单位代码,年度", "甲,2024", encoding="gb18030"), year=2024)


def test_summary_folder__moved_years_are_told_by_its_own_figures(tmp_path: Path) -> None:
    """The name of a folder says nothing of what is in it."""
    shutil.move(facts(tmp_path / "x", 2022), tmp_path / "2024年汇总")
    with pytest.raises(PriorError, match="2022 年度"):
        load_prior(tmp_path / "2024年汇总", year=2024).check_before(2025)
