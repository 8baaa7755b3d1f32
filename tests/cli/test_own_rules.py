"""A round under an office's own rules file, by the command."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.rulebook.county import YEAR, found, manifest, send


def test_round__off_graded_and_dated_rules(nianbao: Run, tmp_path: Path) -> None:
    home = tmp_path
    found(home)
    listed = nianbao("rules", YEAR, "--rules", "rules.yaml").stdout
    heads = {line.split("  ")[0]: line.split("  ")[1] for line in listed.splitlines() if not line.startswith(" ")}
    assert heads["T3-BALANCE"] == "需说明（格式为错误）"
    assert heads["FEE-STATED"] == "停用（格式为需说明）"
    assert heads["T2-YUAN"] == "2024 年度不适用（用于 2025—2026 年度）"
    assert nianbao("template", YEAR, "-o", "blank.xlsx", "--rules", "rules.yaml").returncode == 0
    done = nianbao("distribute", "roster.csv", "--year", YEAR, "-o", "out", "--seal", "key", "--rules", "rules.yaml")
    assert done.returncode == 0, done.stderr
    for code, path in manifest(home / "out").items():
        send(path, home / "in" / f"{code}.xlsx")
    common = ("in", "--roster", "roster.csv", "--year", YEAR, "--seal", "key")
    own = nianbao("validate", *common, "--rules", "rules.yaml", "--format", "json")
    assert own.returncode == 0, own.stdout
    told = json.loads(own.stdout)
    assert (told["totals"]["error"], told["totals"]["rejected"]) == (0, 0)
    assert {one["rule"] for item in told["returns"] for one in item["findings"]} == {"T3-BALANCE", "NARRATED"}
    official = nianbao("validate", *common, "--format", "json")
    assert official.returncode == 1
    rules = [[one["rule"] for one in item["findings"]] for item in json.loads(official.stdout)["returns"]]
    assert all(one.count("RULES-OTHER") == 1 for one in rules)
    summed = nianbao("collate", *common, "-o", "sum", "--rules", "rules.yaml", "--quiet")
    assert summed.returncode == 0, summed.stderr
    assert json.loads((home / "sum" / "findings.json").read_text(encoding="utf-8"))["rules"] == told["rules"]


def test_rules_file__is_refused_before_anything_is_done(nianbao: Run, tmp_path: Path) -> None:
    home = tmp_path
    county = found(home)
    county.rules.write_text("rules:\n  COVER-YEAR: off\n", encoding="utf-8")
    (home / "in").mkdir()
    send_to = ("--roster", "roster.csv", "--year", YEAR)
    for command in (
        ("rules", YEAR),
        ("template", YEAR, "-o", "new"),
        ("distribute", "roster.csv", "--year", YEAR, "-o", "new"),
        ("validate", "roster.csv"),
        ("collate", "roster.csv", *send_to, "-o", "new"),
    ):
        done = nianbao(*command, "--rules", "rules.yaml")
        assert done.returncode == 2, done.stdout
        assert "rules.yaml 第 2 行：“COVER-YEAR”不能停用" in done.stderr
        assert not (home / "new").exists()
