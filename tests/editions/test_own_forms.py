"""An office's own edition works whole or is refused with file and line, and never takes a year without a word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest
import yaml
from typer.testing import CliRunner

from tests.conftest import ROOT
from toolkit.cli.app import build
from toolkit.collating import sum_up
from toolkit.editions import load_form, load_forms
from toolkit.editions.own import refuse_faulty_forms, replacements
from toolkit.form import DefinitionError, Form
from toolkit.form.folders import data_folders
from toolkit.form.layout import load_layout
from toolkit.form.source import _Loader
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
Path_ = tuple[str | int, ...]
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


@cache
def shipped_node(kind: str) -> yaml.Node:
    node = yaml.compose(shipped(kind), Loader=_Loader)
    assert node is not None
    return node


def keys_of(node: yaml.Node, path: Path_ = ()) -> Iterator[Path_]:
    """The way to each key and each entry of a list below ``node``."""
    if isinstance(node, yaml.MappingNode):
        inner = [(key.value, value) for key, value in node.value]
    elif isinstance(node, yaml.SequenceNode):
        inner = list(enumerate(node.value))
    else:
        return
    for key, value in inner:
        yield (*path, key)
        yield from keys_of(value, (*path, key))


def without(node: yaml.Node, path: Path_) -> yaml.Node:
    """``node`` but for what ``path`` leads to."""
    first, *rest = path
    if isinstance(node, yaml.MappingNode):
        kept = [
            (key, without(value, tuple(rest)) if key.value == first else value)
            for key, value in node.value
            if rest or key.value != first
        ]
        return yaml.MappingNode(node.tag, kept, flow_style=False)
    entries = [
        without(value, tuple(rest)) if place == first else value
        for place, value in enumerate(node.value)
        if rest or place != first
    ]
    return yaml.SequenceNode(node.tag, entries, flow_style=False)


def cuts(kind: str) -> list[Path_]:
    """One way to each sort of key that a file of this kind has; entries of one list are alike but for rules."""
    ways: dict[tuple[str, ...], Path_] = {}
    root = shipped_node(kind)
    rules = [{key.value: value for key, value in rule.value} for rule in _entries(root, "rules")]
    for path in keys_of(root):
        if path[0] == "rules" and len(path) > 1:
            kind_of = rules[int(path[1])]["kind"].value
            common = path[2:3] and path[2] in ("id", "severity", "words", "fix", "source", "examples")
            sort = ("rules", "" if common else kind_of, *map(str, path[2:3]))
        else:
            sort = tuple("*" if isinstance(part, int) else part for part in path)
            sort = sort if path[0] != "tables" else ("tables", *sort[-2:])
        ways.setdefault(sort, path)
    return list(ways.values())


def _entries(root: yaml.Node, key: str) -> list[yaml.Node]:
    return next((value.value for name, value in root.value if name.value == key), [])


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


CUTS = [(kind, path) for kind in ("schemas", "templates") for path in cuts(kind)]
TOGETHER = 12  # cuts that are tried one by one, and what of them stands is then used in one go
BATCHES = [
    (kind, ways[start : start + TOGETHER])
    for kind in ("schemas", "templates")
    for ways in [[path for of, path in CUTS if of == kind]]
    for start in range(0, len(ways), TOGETHER)
]


def cut_away(kind: str, ways: Sequence[Path_]) -> str:
    """The file without all that ``ways`` lead to; later entries of a list go first, so that no way is led astray."""
    node = shipped_node(kind)
    for way in sorted(ways, key=lambda path: [(isinstance(part, str), str(part).zfill(4)) for part in path])[::-1]:
        if not any(way[: len(other)] == other for other in ways if other != way):
            node = without(node, way)
    return yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True)


def refusal_of(kind: str, ways: Sequence[Path_], folder: Path, patch: pytest.MonkeyPatch) -> str:
    """What is said of the edition without what ``ways`` lead to; empty where it is in force."""
    own_forms(folder, patch, **{kind: cut_away(kind, ways)})
    try:
        refuse_faulty_forms()
    except DefinitionError as error:
        return str(error)
    return ""


def use_together(kind: str, ways: Sequence[Path_], folder: Path, patch: pytest.MonkeyPatch) -> None:
    """Uses the edition without what ``ways`` lead to, each dispensable by itself; in halves where not all at once."""
    if not ways:
        return
    if refusal_of(kind, ways, folder / "own", patch) and len(ways) > 1:
        use_together(kind, ways[: len(ways) // 2], folder / "first", patch)
        use_together(kind, ways[len(ways) // 2 :], folder / "second", patch)
    else:
        use(load_form(YEAR), folder)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("kind", "ways"), BATCHES, ids=lambda part: part if isinstance(part, str) else ".".join(map(str, part[0]))
)
def test_own_form__without_any_one_key_works_or_is_refused_with_file_and_line(
    kind: str, ways: list[Path_], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dispensable = []
    for number, way in enumerate(ways):
        folder = tmp_path / str(number)
        if refusal := refusal_of(kind, [way], folder, monkeypatch):
            told = rf"{re.escape(str(folder))}/(schemas|templates)/own\.yaml 第 \d+ 行：\D*[一-鿿]"
            assert re.match(told, refusal), (way, refusal)
        else:
            dispensable.append(way)
    use_together(kind, dispensable, tmp_path, monkeypatch)


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
