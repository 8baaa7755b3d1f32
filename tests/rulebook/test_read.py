"""An office's rules file: what it may say, and how what it may not is told, with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.editions import load_form
from toolkit.form import DefinitionError, Severity
from toolkit.rulebook import OFF, Change, RulesFile, in_force, read_rules


def written(path: Path, *lines: str) -> Path:
    path.write_text("\n".join(("# 本办公室", "rules:", *(f"  {line}" for line in lines))), encoding="utf-8")
    return path


def test_read__off_graded_and_dated(tmp_path: Path) -> None:
    lines = (
        "SWING: off",
        "NARRATED: {severity: notice}",
        "T2-YUAN: {since: 2025, until: 2026}",
        "FILLED: {since: 2030}",
    )
    assert read_rules(written(tmp_path / "r.yaml", *lines)).changes == {
        "SWING": Change(is_off=True),
        "NARRATED": Change(severity=Severity.NOTICE),
        "T2-YUAN": Change(since=2025, until=2026),
        "FILLED": Change(since=2030),
    }


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("SWNG: off", "是否应为“SWING”"),
        ("DUPLICATE-FIGURE: off", "是否应为“DUPLICATE-FIGURES”"),
        ("SWING: on", "现为“on”"),
        ("SWING: false", "现为“false”"),
        ("SWING: [off]", "off"),
        ("SWING: {sevrity: notice}", "是否应为“severity”"),
        ("SWING: {severity: warn}", "error、explain、notice"),
        ("SWING: {}", "后面是空的"),
        ("SWING:", "off"),
        ("SWING: {since: 2025-01-01}", "不写日期"),
        ("SWING: {until: 2025年}", "应为报告年度"),
        ("SWING: {since: 20255}", "2000 至 2099"),
        ("SWING: {since: 2026, until: 2025}", "until（2025）早于 since（2026）"),
    ],
)
def test_read__what_is_not_known_is_refused_with_its_line(tmp_path: Path, line: str, told: str) -> None:
    with pytest.raises(DefinitionError) as refused:
        read_rules(written(tmp_path / "r.yaml", "T2-STOCK: off", line))
    assert "r.yaml 第 4 行" in str(refused.value)
    assert told in str(refused.value)


def test_read__a_file_that_is_too_large_for_rules_is_refused_unread(tmp_path: Path) -> None:
    path = tmp_path / "r.yaml"
    path.write_text("rules:\n" + "  SWING: off\n" * 300_000, encoding="utf-8")
    with pytest.raises(DefinitionError, match="定义文件不超过 2 MB"):
        read_rules(path)


@pytest.mark.parametrize("change", ["off", "{severity: notice}", "{until: 2020}"])
@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("COVER-YEAR", "不知道是谁的"),
        ("COVER-AGENCY", "不知道是谁的"),
        ("COUNT", "没法汇总"),
        ("AMOUNT", "没法汇总"),
        ("T3-TOTAL", "合计由这一条算出"),
        ("SEAL-WRONG", "核对文件本身"),
        ("SHOWN-OTHERWISE", "核对文件本身"),
        ("RULES-OTHER", "核对文件本身"),
    ],
)
def test_read__no_office_loosens_what_holds_the_figures_together(
    tmp_path: Path, rule: str, reason: str, change: str
) -> None:
    with pytest.raises(DefinitionError, match=reason) as refused:
        read_rules(written(tmp_path / "r.yaml", f"{rule}: {change}"))
    assert "第 3 行" in str(refused.value)


def test_read__what_only_the_office_is_told_is_switched_off_but_not_graded(tmp_path: Path) -> None:
    assert read_rules(written(tmp_path / "r.yaml", "DUPLICATE-FIGURES: off")).changes
    with pytest.raises(DefinitionError, match="不告诉报送单位"):
        read_rules(written(tmp_path / "r.yaml", "DUPLICATE-FIGURES: {severity: error}"))


@pytest.mark.parametrize("content", ["", "# 只有说明\n", "rules:\n", "rules: {}\n"])
def test_read__an_empty_file_is_as_none(tmp_path: Path, content: str) -> None:
    (tmp_path / "r.yaml").write_text(content, encoding="utf-8")
    held = read_rules(tmp_path / "r.yaml")
    form = load_form(2024)
    assert held.digest == ""
    assert in_force(form, held) is form


@pytest.mark.parametrize("content", ["- a\n", "ruls: {}\n", "rules: [a]\n", "rules: {SWING: off"])
def test_read__what_is_no_rules_file_is_refused(tmp_path: Path, content: str) -> None:
    (tmp_path / "r.yaml").write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionError, match=r"r\.yaml"):
        read_rules(tmp_path / "r.yaml")


def test_digest__is_of_what_is_said_not_of_how(tmp_path: Path) -> None:
    one = read_rules(written(tmp_path / "a.yaml", "SWING: off", "NARRATED: {severity: notice, since: 2025}"))
    same = "NARRATED:  # 说明\n      since: 2025\n      severity: notice"
    other = read_rules(written(tmp_path / "b.yaml", same, 'SWING: "off"'))
    assert one.digest == other.digest
    assert one.digest != RulesFile({"SWING": Change(is_off=True)}).digest


def test_at__dates_are_report_years_with_both_ends() -> None:
    change = Change(severity=Severity.NOTICE, since=2025, until=2026)
    assert [change.at(year) for year in (2024, 2025, 2026, 2027)] == [OFF, "notice", "notice", OFF]
    assert change.at(None) == "notice"
