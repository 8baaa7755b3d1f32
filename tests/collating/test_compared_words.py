"""What `compare` tells an office: which organs changed, came and went, and whose figures made each change."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from tests.collating.province import everyone, roster, sent
from toolkit.collating import sum_up, write_facts, write_status
from toolkit.collating.compared_words import words_of
from toolkit.collating.comparing import compare_summaries
from toolkit.office import Office
from toolkit.records import Return
from toolkit.roster import Roster

FIELD = "t3.granted.natural"


def summary(folder: Path, returns: Sequence[Return], lines: Roster | None = None) -> Path:
    folder.mkdir()
    made = sum_up(returns, Office(lines or roster()))
    write_facts(made, folder)
    write_status(made, folder / "status.csv")
    return folder


def told(first: Path, second: Path) -> list[str]:
    return list(words_of(compare_summaries(first, second), capped=True))


def causes(lines: Sequence[str], government: str) -> str:
    """What stands below the changed figure of ``government``."""
    start = next(place for place, line in enumerate(lines) if line.startswith(government))
    at = next(place for place, line in enumerate(lines) if place > start and line.endswith(FIELD))
    return lines[at + 1].strip()


def test_words__name_the_organs_first_then_each_figure_with_whose_it_is(tmp_path: Path) -> None:
    """The first lacks 丁镇 (32); in the second 甲省教育厅 has 12 for 2, 乙市教育局 (8) lacks."""
    first = summary(tmp_path / "a", everyone(but=["520101-2"]))
    second = summary(tmp_path / "b", [*everyone(but=["52-02", "5201-02"]), sent("52-02", 12)])
    lines = told(first, second)
    assert lines[2:5] == [
        "数字有变的单位 1 家：甲省教育厅（8 个）", "后来新有数字的 1 家：丁镇", "后来不再有数字的 1 家：乙市教育局"
    ]  # fmt: skip
    new, gone = "丁镇 新有 32［上次没有报送，这次报了］", "乙市教育局 不再有，先前 8［上次计入，这次没有报送件］"
    assert causes(lines, "甲省（52）") == f"{new}；甲省教育厅 2 → 12（+10）；{gone}"
    assert causes(lines, "丙县（520101）") == new
    assert any("一、本年新收政府信息公开申请数量 / 自然人：" in line for line in lines)


def test_words__beyond_three_organs_the_rest_is_counted_and_summed(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone())
    second = summary(tmp_path / "b", [sent(line.code, 0) for line in roster().organs])
    whole = causes(told(first, second), "甲省（52）")
    assert whole == "戊市教育局 128 → 0（-128）；戊市人民政府办公室 64 → 0（-64）；丁镇 32 → 0（-32）；其余 5 家 -31"


def test_words__an_organ_that_moved_is_told_where_it_came_and_went(tmp_path: Path) -> None:
    moved = (replace(line, parent="5202") if line.code == "520101-2" else line for line in roster().lines)
    first = summary(tmp_path / "a", everyone())
    second = summary(tmp_path / "b", everyone(), replace(roster(), lines=tuple(moved)))
    lines = told(first, second)
    assert causes(lines, "戊市（5202）") == "丁镇 移入 32［上级由“丙县”改为“戊市”］"
    assert causes(lines, "丙县（520101）") == "丁镇 移出，先前 32［上级由“丙县”改为“戊市”］"
    assert not any(line.startswith("甲省（52）") for line in lines)


def test_words__a_sum_alone_names_no_organs(tmp_path: Path) -> None:
    own = sent("5202", 70, file="5202/summary.xlsx", summary=True)
    first = summary(tmp_path / "a", everyone())
    second = summary(tmp_path / "b", [*everyone(but=["5202-01", "5202-02"]), own])
    compared = compare_summaries(first, second)
    (change,) = [one for one in compared.changes if (one.code, one.field.code) == ("5202", FIELD)]
    assert compared.causes(change) == ()
    assert causes(told(first, second), "甲省（52）") == "戊市 192 → 70（-122）［这次按自报的汇总表计入］"


def test_words__a_code_with_two_names_is_asked_about_unless_it_was_renamed(tmp_path: Path) -> None:
    first = summary(tmp_path / "a", everyone())
    for former, asked in (("", True), ("甲省教育厅", False)):
        lines = (
            replace(line, name="甲省林业局", former=former) if line.code == "52-02" else line for line in roster().lines
        )
        second = summary(tmp_path / f"b{former}", everyone(), replace(roster(), lines=tuple(lines)))
        assert any("52-02，先前是“甲省教育厅”" in line for line in told(first, second)) is asked
