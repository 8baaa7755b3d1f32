"""Words of an edition that a formula takes in stand in it whole, whatever quotes and wildcards they hold."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

from tests.editions.test_own_forms import YEAR, own_forms, shipped
from toolkit.editions import load_form
from toolkit.form.layout import Layout, load_layout
from toolkit.ooxml.formula_tokens import Kind, cut
from toolkit.records import Agency
from toolkit.rules.case import cases
from toolkit.rules.formulas import literal
from toolkit.rules.lines import line_values
from toolkit.writing import write_template
from toolkit.writing.template.content import Draft, Issue, blank_content
from toolkit.writing.template.live_formulas import formulas, results

VERDICTS = {"pass": '通"过', "fail": '不"符*', "blank": '未"填', "explain": '需"说明?', "explained": '已"说~明'}
MENTION = '信息"处理费'
YES, NO = '"是"', '否"'


@pytest.fixture
def layout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Layout:
    """That of an edition in whose words quotes stand."""
    words = ", ".join(f"{name}: '{word}'" for name, word in VERDICTS.items())
    edits = {
        "schemas": {"mentions: [信息处理费, 处理费, 收费, 费用]": f"mentions: ['{MENTION}']"},
        "templates": {
            "{pass: 通过, fail: 不符, blank: 未填, explain: 需说明, explained: 已说明}": f"{{{words}}}",
            "choices: {yes: 是, no: 否}": f"choices: {{yes: '{YES}', no: '{NO}'}}",
        },
    }
    texts = {}
    for kind, changes in edits.items():
        texts[kind] = shipped(kind)
        for old, new in changes.items():
            assert old in texts[kind]
            texts[kind] = texts[kind].replace(old, new, 1)
    own_forms(tmp_path / "own", monkeypatch, **texts)
    return load_layout(load_form(YEAR))


def texts_in(formula: str) -> set[str]:
    """The texts that stand in a formula, as whoever reckons it has them."""
    tokens = cut(formula.strip("{}").removeprefix("="))
    assert tokens is not None, formula
    return {token.text[1:-1].replace('""', '"') for token in tokens if token.kind is Kind.TEXT}


@pytest.mark.parametrize("collated", [False, True])
def test_formulas__have_each_word_whole(layout: Layout, collated: bool) -> None:
    made = formulas(layout, collated=collated)
    found = {text for formula in made.values() for text in texts_in(formula)}
    counted = {'不"符~*', '需"说明~?'}
    assert set(VERDICTS.values()) | {YES, NO} | counted <= found
    assert collated or MENTION in found
    assert not found & {"通过", "不符", "未填", "需说明", "已说明", "是", "否"}


def test_values__take_the_word_as_it_is_meant(layout: Layout) -> None:
    (case,) = [case for case in cases(layout) if case.rule.id == "FEE-STATED"]
    for text, verdict in ((f"本年没有{MENTION}。", "pass"), ("本年没有信息处理费。", "explain"), ("", "blank")):
        issue = Issue(YEAR, Agency("P1", "一厅"))
        content = replace(blank_content(layout.form, issue), narrative={"others": text})
        draft = Draft(layout, issue, content)
        assert line_values(case, draft).verdict == VERDICTS[verdict]
        assert VERDICTS[verdict] in results(draft).values()


def test_workbook__lets_the_words_be_chosen_and_marks_them(layout: Layout, tmp_path: Path) -> None:
    write_template(layout.form, tmp_path / "blank.xlsx")
    book = openpyxl.load_workbook(tmp_path / "blank.xlsx")
    lists = {rule.formula1 for rule in book[layout.cover_sheet].data_validations.dataValidation if rule.type == "list"}
    assert lists == {literal(f"{YES},{NO}")}
    formats = book[layout.checks_sheet].conditional_formatting
    marked = {rule.formula[0] for ranged in formats for rule in ranged.rules if rule.type == "cellIs"}
    assert marked == {literal(word) for word in VERDICTS.values()}


def test_formulas__name_a_sheet_whose_title_has_a_comma(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    plain, title = load_layout(load_form(YEAR)), "表二,主动公开"
    own_forms(
        tmp_path / "own",
        monkeypatch,
        schemas=shipped("schemas"),
        templates=shipped("templates").replace("sheet: 表二 主动公开", f"sheet: {title}"),
    )
    own = formulas(load_layout(load_form(YEAR)))
    assert any(title in formula for formula in own.values())
    assert [one.replace(title, "表二 主动公开") for one in own.values()] == list(formulas(plain).values())
