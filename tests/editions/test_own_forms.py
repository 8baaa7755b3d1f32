"""An office's own edition works whole or is refused with file and line, and never takes a year without a word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.conftest import ROOT
from toolkit.cli.app import build
from toolkit.collating import sum_up
from toolkit.editions import load_form, load_forms
from toolkit.editions.own import replacements
from toolkit.form import DefinitionError, Form
from toolkit.form.folders import data_folders
from toolkit.form.layout import load_layout
from toolkit.jobs import validate
from toolkit.office import Office
from toolkit.prior import Prior
from toolkit.records import Agency, Record, Report, Return, recompute
from toolkit.reporting import render
from toolkit.reporting.summary_page import summary_page
from toolkit.roster import Roster, RosterLine
from toolkit.writing import write_summary, write_template

YEAR = 2050
LINES = Roster(
    "", (RosterLine("P", "甲省", "", "汇总", "省", "", "", 2), RosterLine("P1", "一厅", "P", "本级", "省", "", "", 3))
)
runner = CliRunner()


def shipped(kind: str) -> str:
    """The definition or template of 2021 as if it were an office's own, from ``YEAR`` on."""
    text = (ROOT / "tests" / "editions" / "whole" / kind / "2021.yaml").read_text(encoding="utf-8")
    return text.replace('edition: "2021"', "edition: own", 1).replace("{first: 2021}", f"{{first: {YEAR}}}")


def own_forms(folder: Path, patch: pytest.MonkeyPatch, **texts: str) -> Path:
    """Puts an own edition into ``folder`` and in force; ``schemas`` and ``templates`` are its files."""
    for kind in ("schemas", "templates"):
        (folder / kind).mkdir(parents=True)
        (folder / kind / "own.yaml").write_text(texts.get(kind) or shipped(kind), encoding="utf-8")
    patch.setenv("NIANBAO_FORMS", str(folder))
    return folder


def use(form: Form, folder: Path) -> None:
    """All that is made of an edition: a template, a return judged, summed and told, a summary."""
    write_template(form, folder / "blank.xlsx")
    texts = {part.id: "本年新收政府信息公开申请5件。" for part in form.narrative}
    values = recompute(form, [3] * len(form.fields))
    record = Record(form.edition, YEAR, Agency("P1", "二厅"), values, narrative=texts)
    prior = Prior(form, YEAR - 1, {"P1": (0,) * len(form.fields)})
    summary = sum_up([Return("a.xlsx", "", record)], Office(LINES, prior=prior, year=YEAR), include_rejected=True)
    assert "CHECK-FAULT" not in {finding.rule for finding in summary.returns[0].findings}
    render(Report(form.edition, YEAR, summary.returns), "html")
    write_summary(summary, folder / "summary.xlsx")
    summary_page(summary)


@pytest.mark.parametrize(
    ("kind", "old", "new", "says"),
    [
        ("schemas", "narrative:", "x", "narrative"),
        ("schemas", "rules:", "x", "rules"),
        (
            "schemas",
            "    sections: [overview, problems, others]\n    words: 第一、五、六部分均已填写",
            "    words: 甲",
            "sections",
        ),
        ("schemas", "    factor: 10\n", "", "factor"),
        ("schemas", ", role: code", "", "role: code"),
        ("schemas", "decimals: 6", "decimals: 7", "0 至 6"),
        ("schemas", "{year}年1月1日", "{yaer}年1月1日", "{year}"),
        ("templates", "  verdicts: {pass: 通过, fail: 不符", "  verdicts: {fail: 不符", "pass"),
        ("templates", "explanation: {label: 怎样改", "explanation: {lable: 怎样改", "lable"),
        ("templates", "choices: {yes: 是, no: 否}", "choices: {yes: 是}", "no"),
        ("templates", "{table}空白", "{tabel}空白", "{table}"),
        ("templates", "width: 96", "width: wide", "整数"),
        ("templates", "label_widths: [34]", "label_widths: [wide]", "label_widths"),
        ("templates", "count: 字数", 'count: ""', "count"),
    ],
)
def test_own_form__with_a_word_missing_is_refused_before_anything_is_read(
    kind: str, old: str, new: str, says: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = shipped(kind)
    assert old in text
    cut = text[: text.index(old)] + text[_end_of(text, old) :] if new == "x" else text.replace(old, new, 1)
    folder = own_forms(tmp_path / "own", monkeypatch, **{kind: cut})
    with pytest.raises(DefinitionError, match=rf"{re.escape(str(folder))}/{kind}/own\.yaml 第 \d+ 行") as error:
        validate([tmp_path])
    assert says in str(error.value)


def _end_of(text: str, key: str) -> int:
    """Where the section that begins with ``key`` ends."""
    found = re.compile(r"^[a-z]", re.MULTILINE).search(text, text.index(key) + len(key))
    return found.start() if found else len(text)


def test_forms__that_ship_are_sound() -> None:
    for form in load_forms():
        load_layout(form)


def dated(folder: Path, patch: pytest.MonkeyPatch, years: str) -> Path:
    return own_forms(folder, patch, schemas=shipped("schemas").replace(f"{{first: {YEAR}}}", years))


@pytest.mark.parametrize(
    ("years", "mine", "not_mine"),
    [
        ("{first: 2023}", [2023, 2024, 2090], [2021, 2022]),
        ("{first: 2023, last: 2024}", [2023, 2024], [2021, 2022, 2025, 2090]),
        ("{first: 2022, last: 2022}", [2022], [2021, 2023]),
    ],
)
def test_own_form__within_an_open_ended_one_takes_its_own_years_and_both_files_are_named(
    years: str, mine: list[int], not_mine: list[int], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dated(tmp_path / "own", monkeypatch, years)
    assert {load_form(year).edition for year in mine} == {"own"}
    assert {load_form(year).edition for year in not_mine} == {"2021"}
    (line,) = replacements()
    assert str(folder / "schemas" / "own.yaml") in line
    assert str(ROOT / "schemas" / "2021.yaml") in line
    assert replacements(not_mine) == ()
    assert replacements([*not_mine, mine[0], 1999]) == (line,)
    result = runner.invoke(build(), ["forms"])
    assert line in result.output


@pytest.mark.parametrize(
    "years",
    ["{first: 2019}", "{first: 2020}", "{first: 2020, last: 2020}", "{first: 2021}", "{first: 2018, last: 2019}"],
)
def test_own_form__of_years_that_another_claims_is_refused_with_both_files(
    years: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dated(tmp_path / "own", monkeypatch, years)
    with pytest.raises(DefinitionError) as error:
        load_forms()
    assert str(folder / "schemas" / "own.yaml") in str(error.value)
    assert re.search(r"schemas/20(19|21)\.yaml", str(error.value))


def test_own_form__of_an_edition_that_ships_is_refused_with_both_files(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    schema = shipped("schemas").replace("edition: own", 'edition: "2021"')
    folder = own_forms(tmp_path / "own", monkeypatch, schemas=schema)
    with pytest.raises(DefinitionError, match="定义了两次") as error:
        load_forms()
    for path in (folder / "schemas" / "own.yaml", ROOT / "schemas" / "2021.yaml"):
        assert str(path) in str(error.value)


@pytest.mark.parametrize("year", [2022, 2024])
def test_run__in_years_of_an_own_form_says_which_file_is_in_force(
    year: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = dated(tmp_path / "own", monkeypatch, "{first: 2023}")
    inbox = tmp_path / "in"
    inbox.mkdir()
    blank = tmp_path / "in" / "blank.xlsx"
    write_template(load_form(year), blank)
    told = [finding for finding in validate([inbox]).general if finding.rule == "FORM-INSTEAD"]
    assert [str(folder) in finding.message for finding in told] == ([True] if year == 2024 else [])


def test_own_forms__a_folder_that_holds_none_is_told(tmp_path: Path) -> None:
    """A slip in the variable must not send out the shipped form for the office's own."""
    with pytest.raises(DefinitionError, match="NIANBAO_FORMS"):
        load_forms((*data_folders(), tmp_path / "没有"))
