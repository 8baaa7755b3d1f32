"""``nianbao roster``, and what other verbs say of a roster that may be right."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.conftest import ROOT
from tests.roster.test_ranks import altered
from tests.roster.test_read import write
from toolkit.roster import read_roster

from .conftest import Run

PROVINCE = ROOT / "samples" / "province"


def test_roster__blank_and_never_over_another_file(nianbao: Run, tmp_path: Path) -> None:
    assert nianbao("roster", "-o", "名录.xlsx").returncode == 0
    before = (tmp_path / "名录.xlsx").read_bytes()
    again = nianbao("roster", "-o", "名录.xlsx", "--from", PROVINCE / "roster.csv")
    assert (again.returncode, "已经存在" in again.stderr) == (2, True)
    assert (tmp_path / "名录.xlsx").read_bytes() == before


@pytest.mark.parametrize("last", ["roster.csv", "last-year", "last-year/status.csv"])
def test_roster__carries_last_years_lines_over(nianbao: Run, tmp_path: Path, last: str) -> None:
    done = nianbao("roster", "-o", "名录.xlsx", "--from", PROVINCE / last)
    assert (done.returncode, "带来 58 个单位" in done.stderr) == (0, True)
    carried, own = (read_roster(path).lines for path in (tmp_path / "名录.xlsx", PROVINCE / "roster.csv"))
    assert {line.code: (line.name, line.parent, line.kind, line.level, line.phone, line.extra) for line in carried} == {
        line.code: (line.name, line.parent, line.kind, line.level, line.phone, line.extra) for line in own
    }


def test_roster__says_at_its_own_cells_what_is_to_be_corrected(nianbao: Run, tmp_path: Path) -> None:
    write(tmp_path / "去年.csv", "\n\n" + altered((8, "T,城关镇,52,乡镇街道,乡,,")))
    done = nianbao("roster", "-o", "名录.xlsx", "--from", "去年.csv")
    assert (done.returncode, "\nC8 上级代码：“城关镇”是乡一级" in done.stderr) == (1, True)
    assert (tmp_path / "名录.xlsx").exists()


def test_roster__from_a_folder_that_is_no_summary(nianbao: Run, tmp_path: Path) -> None:
    (tmp_path / "空").mkdir()
    done = nianbao("roster", "-o", "名录.xlsx", "--from", "空")
    assert (done.returncode, "不是汇总文件夹" in done.stderr, (tmp_path / "名录.xlsx").exists()) == (2, True, False)


def test_what_may_be_right_in_a_roster__is_said_by_every_verb_that_reads_one(nianbao: Run, tmp_path: Path) -> None:
    write(tmp_path / "名录.csv", altered((7, "520101-01,丙县教育局,520101,部门,县,,")))
    for verb in (
        ["distribute", "名录.csv", "--year", "2024", "-o", "发放"],
        ["validate", "发放", "--roster", "名录.csv", "--no-cache"],
        ["collate", "发放", "--roster", "名录.csv", "-o", "汇总", "--no-cache"],
    ):
        said, unsaid = nianbao(*verb), nianbao(*verb, "--quiet", "--force")
        assert ("丙县（第 6 行）没有本级" in said.stderr, "没有本级" in unsaid.stderr) == (True, False), verb
