"""What becomes of organs: renamed, made part of another, split. What is made is as sound as what is read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from tests.collating.province import roster
from toolkit.roster import (
    Roster,
    RosterError,
    RosterLine,
    line_of_code,
    line_within_file,
    merged,
    merged_words,
    read_roster,
    renamed,
    save_roster,
    split,
)

DAY = "2025-03-01"
HALVES = (
    RosterLine("52-03", "甲省高等教育厅", "", "", "", "", "", 0),
    RosterLine("52-04", "甲省基础教育厅", "", "", "", "李四", "1", 0),
)


def facts(lines: Roster, code: str) -> tuple[str, ...]:
    line = lines.by_code[code]
    return line.name, line.former, line.former_codes, line.merged_into, line.split_from, line.since


@pytest.mark.parametrize("since", [DAY, date(2025, 3, 1), "2025年3月1日", "2025/3/1", "2025.3.1"])
def test_renamed__keeps_what_it_was_called(since: date | str) -> None:
    now = renamed(roster(), "52-02", "甲省教体厅", since=since)
    assert facts(now, "52-02") == ("甲省教体厅", "甲省教育厅", "", "", "", DAY)
    assert [line.code for line in now.lines] == [line.code for line in roster().lines]


def test_renamed__with_a_new_code_is_known_by_both() -> None:
    now = renamed(roster(), "52-02", "", new_code="52-99", since=DAY)
    assert facts(now, "52-99") == ("甲省教育厅", "", "52-02", "", "", DAY)
    line = line_of_code(" 52-02 ", now)
    assert line is not None
    assert line.code == "52-99"
    assert line_within_file("52-02_2024.pdf", now) is line


def test_renamed_twice__keeps_both_and_a_name_that_comes_back_is_none_of_the_former() -> None:
    now = renamed(roster(), "52-02", "甲省教体厅", new_code="52-98", since=DAY)
    now = renamed(now, "52-98", "甲省教科厅", new_code="52-99", since="2025-06-01")
    assert facts(now, "52-99") == ("甲省教科厅", "甲省教体厅、甲省教育厅", "52-98、52-02", "", "", "2025-06-01")
    back = renamed(now, "52-98", "甲省教育厅", new_code="52-02", since="2025-07-01")
    assert facts(back, "52-02") == ("甲省教育厅", "甲省教科厅、甲省教体厅", "52-99、52-98", "", "", "2025-07-01")


def test_renamed__a_government_takes_those_below_it_along() -> None:
    now = renamed(roster(), "5201", "乙州", new_code="5299", since=DAY)
    assert {line.code for line in now.lines if line.parent == "5299"} == {"5201-01", "5201-02", "520101"}


def test_merged__owes_nothing_any_more_and_says_so() -> None:
    now = merged(roster(), "5202-02", "5202-01", since=DAY)
    assert facts(now, "5202-02") == ("戊市教育局", "", "", "5202-01", "", DAY)
    assert {line.code for line in roster().organs} - {line.code for line in now.organs} == {"5202-02"}
    assert merged_words(now, now.by_code["5202-02"]) == "已并入戊市人民政府办公室（自 2025-03-01）"


def test_merged__follows_the_organ_that_is_renamed_or_merged_itself() -> None:
    now = renamed(merged(roster(), "5202-02", "5202-01", since=DAY), "5202-01", "", new_code="5202-09", since=DAY)
    assert now.by_code["5202-02"].merged_into == "5202-09"
    further = merged(now, "5202-09", "52-01", since=DAY)
    assert further.heir(further.by_code["5202-02"]).code == "52-01"


def test_split__in_two_ends_the_origin() -> None:
    now = split(roster(), "52-02", HALVES, since=DAY)
    assert "52-02" not in now.by_code
    assert [line.code for line in now.lines][1:4] == ["52-01", "52-03", "52-04"]
    assert facts(now, "52-03") == ("甲省高等教育厅", "", "", "", "52-02", DAY)
    assert [(now.by_code[code].parent, now.by_code[code].kind, now.by_code[code].level, now.by_code[code].contact)
            for code in ("52-03", "52-04")] == [("52", "部门", "省", ""), ("52", "部门", "省", "李四")]  # fmt: skip


def test_split__keeps_the_former_codes_of_an_origin_that_ends() -> None:
    now = split(renamed(roster(), "52-02", "", new_code="52-99", since=DAY), "52-99", HALVES, since=DAY)
    assert now.by_code["52-03"].origins == ("52-99", "52-02")


def test_split__whose_origin_goes_on() -> None:
    own = replace(HALVES[0], code="52-02", name="甲省教育和科技厅")
    now = split(roster(), "52-02", (own, HALVES[1]), since=DAY)
    assert facts(now, "52-02") == ("甲省教育和科技厅", "甲省教育厅", "", "", "", "")
    assert facts(now, "52-04")[4:] == ("52-02", DAY)
    assert now.by_code["52-02"].contact == "张三"
    later = renamed(now, "52-04", "甲省基教厅", since="2026-01-01")
    assert facts(later, "52-04")[4:] == ("52-02", DAY)  # the day of the split stays


def test_split__what_was_merged_into_the_origin_goes_with_its_first_part() -> None:
    now = split(merged(roster(), "52-01", "52-02", since=DAY), "52-02", HALVES, since="2025-06-01")
    assert now.by_code["52-01"].merged_into == "52-03"


REFUSED: list[tuple[Callable[[Roster], Roster], str]] = [
    (lambda it: renamed(it, "99", "某局", since=DAY), "没有代码为“99”"),
    (lambda it: renamed(it, "52-02", "甲省教育厅", since=DAY), "都没有变"),
    (lambda it: renamed(it, "52-02", "甲省人民政府办公厅", since=DAY), "重名"),
    (lambda it: renamed(it, "52-02", "", new_code="5201", since=DAY), "已是“乙市”的代码"),
    (lambda it: renamed(it, "52-02", "某厅", since="三月"), "不是日期"),
    (lambda it: renamed(it, "52-02", "某厅", since="2025-02-30"), "不是日期"),
    (lambda it: renamed(merged(it, "52-02", "52-01", since=DAY), "52-02", "某厅", since=DAY), "已并入"),
    (lambda it: merged(it, "52-02", "52-02", since=DAY), "它自己"),
    (lambda it: merged(it, "52-02", "99", since=DAY), "没有代码为“99”"),
    (lambda it: merged(it, "52-02", "52", since=DAY), "自己不报送"),
    (lambda it: merged(it, "520101", "52-01", since=DAY), "下面还有 2 个单位"),
    (lambda it: merged(merged(it, "52-02", "52-01", since=DAY), "5201-02", "52-02", since=DAY), "已并入"),
    (lambda it: split(it, "52-02", HALVES[:1], since=DAY), "只分出一个"),
    (lambda it: split(it, "52", HALVES, since=DAY), "汇总单位"),
    (lambda it: split(it, "52-02", (HALVES[0], replace(HALVES[1], code="52-01")), since=DAY), "已是"),
    (lambda it: split(it, "52-02", (HALVES[0], replace(HALVES[1], name=" ")), since=DAY), "缺了一样"),
    (lambda it: split(it, "52-02", (HALVES[0], HALVES[0]), since=DAY), "重复"),
]


@pytest.mark.parametrize(("change", "said"), REFUSED)
def test_what_cannot_be__is_refused_with_what_to_do(change: Callable[[Roster], Roster], said: str) -> None:
    with pytest.raises(RosterError, match=said):
        change(roster())


def test_saved__reads_back_as_it_was(tmp_path: Path) -> None:
    lines = [replace(line, extra={"片区": f"{line.row},\n区"}) for line in roster().lines]
    now = split(
        merged(replace(roster(), lines=tuple(lines)), "5202-02", "5202-01", since=DAY), "52-02", HALVES, since=DAY
    )
    now = renamed(now, "5201-02", "乙市教体局", new_code="5201-22", since=DAY)
    save_roster(now, tmp_path / "r.csv")
    back = read_roster(tmp_path / "r.csv")

    def told(lines: Roster) -> list[RosterLine]:
        return [replace(line, row=0, extra={k: v for k, v in line.extra.items() if v}) for line in lines.lines]

    assert told(back) == told(now)
