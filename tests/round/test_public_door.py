"""All that the verbs of a round do, a script does through ``import toolkit`` alone, with the same ledger."""

from __future__ import annotations

import ast
import shutil
from datetime import date
from pathlib import Path

import pytest

import toolkit
from tests.cli.conftest import Run, nianbao  # noqa: F401  (a fixture)
from tests.conftest import ROOT
from tests.test_public_verbs import ROOMS
from toolkit.cli.rounds import VERBS, module_of
from toolkit.round.ledger import open_ledger

PROVINCE = ROOT / "samples" / "province"
SENT = ("990000-00_青禾省人民政府办公厅", "990222-03_云台县财政局", "990000-01_青禾省教育厅")
OFFICE, DOUBTED = "990000-00", "990222-03"


@pytest.mark.parametrize("verb", VERBS)
def test_verb__calls_the_rooms_through_the_public_door_alone(verb: str) -> None:
    module = ast.parse((ROOT / "toolkit" / "cli" / "rounds" / f"{module_of(verb)}.py").read_text(encoding="utf-8"))
    (function,) = [one for one in module.body if isinstance(one, ast.FunctionDef) and one.name == module_of(verb)]
    imported = [one for one in ast.walk(function) if isinstance(one, ast.ImportFrom) and one.level == 3]
    assert {one.module for one in imported if one.module and one.module.partition(".")[0] in (*ROOMS, "round")} == set()
    assert {one.name for each in imported if not each.module for one in each.names} <= {*toolkit.__all__}


def by_script(folder: Path) -> None:
    """Every verb that writes a line, once."""
    settings = toolkit.Settings(2024, "2025-01-31", "2025年1月31日", "张三", "某府办")
    toolkit.start_round(folder, PROVINCE / "roster.csv", settings, prior=PROVINCE / "last-year", by="甲")
    for name in SENT:
        shutil.copy2(PROVINCE / "inbox" / f"{name}_2024.xlsx", folder / "收件")
    toolkit.take_returns(folder, received=date(2025, 1, 20), by="甲")
    field = toolkit.load_form(2024).fields[0].code
    toolkit.correct_figure(folder, OFFICE, field, "77", reason="少填一件", by="乙")
    toolkit.send_letters(folder, by="甲")
    toolkit.extend_leave(folder, "990100-01", date(2025, 2, 15), reason="系统故障", by="乙")
    toolkit.accept_doubt(folder, DOUBTED, doubt(folder), reason="上年口径有误，已发文更正", by="乙")
    toolkit.choose_return(folder, OFFICE, "1", reason="以此为准", by="乙")
    toolkit.undo_decision(folder, reason="不用选", by="乙")
    toolkit.write_round_summary(folder, by="甲")
    toolkit.close_round(folder, by="甲")
    toolkit.forget_files(folder, date(2025, 1, 1), reason="期满", by="甲")


def doubt(folder: Path) -> str:
    """A rule that doubts something of the organ that has doubtful figures."""
    row = next(row for row in toolkit.round_status(folder).summary.entries if row.line.code == DOUBTED)
    assert row.chosen is not None
    return next(one.id for one in row.chosen.findings if one.severity == "explain" and not one.settled)


def test_verbs__leave_the_ledger_that_a_script_does(tmp_path: Path, nianbao: Run) -> None:  # noqa: F811
    by_script(tmp_path / "a")
    b = tmp_path / "b"
    field = toolkit.load_form(2024).fields[0].code

    def run(*words: str) -> None:
        done = nianbao("round", *words, cwd=tmp_path)
        assert done.returncode in (0, 1), done.stderr

    given = ["--roster", str(PROVINCE / "roster.csv"), "--year", "2024", "--prior", str(PROVINCE / "last-year")]
    run("open", "b", *given, "--deadline", "2025-01-31", "--contact", "张三", "--sender", "某府办", "--by", "甲")
    for name in SENT:
        shutil.copy2(PROVINCE / "inbox" / f"{name}_2024.xlsx", b / "收件")
    run("take", "b", "--received", "2025-01-20", "--by", "甲")
    run("correct", "b", OFFICE, field, "77", "--reason", "少填一件", "--by", "乙")
    run("letters", "b", "--by", "甲")
    run("extend", "b", "990100-01", "2025-02-15", "--reason", "系统故障", "--by", "乙")
    run("accept", "b", DOUBTED, doubt(b), "--reason", "上年口径有误，已发文更正", "--by", "乙")
    run("choose", "b", OFFICE, "1", "--reason", "以此为准", "--by", "乙")
    run("undo", "b", "--reason", "不用选", "--by", "乙")
    run("summary", "b", "--by", "甲")
    run("close", "b", "--by", "甲")
    run("forget", "b", "--before", "2025-01-01", "--reason", "期满", "--by", "甲")
    assert lines(b) == lines(tmp_path / "a")


def lines(folder: Path) -> list[tuple[object, ...]]:
    """What the ledger says, without when, and hashes of what names its folder."""
    with open_ledger(folder) as ledger:
        found = ledger.lines()
    return [(one.n, one.by, one.verb, one.organ, {**one.data, "digest": ""}) for one in found]


def test_open__a_run_that_is_refused_leaves_no_key(tmp_path: Path, nianbao: Run) -> None:  # noqa: F811
    given = ["--roster", str(PROVINCE / "roster.csv"), "--seal", "key"]
    done = nianbao("round", "open", "r", *given, "--year", "2024", "--prior", "nothing", cwd=tmp_path)
    assert done.returncode == 2
    assert list(tmp_path.iterdir()) == []
    assert nianbao("round", "open", "r", *given, "--year", "2024", cwd=tmp_path).returncode == 0
    assert (tmp_path / "key").exists()
    assert nianbao("round", "open", "r", *given, "--year", "2024", cwd=tmp_path).returncode == 2
