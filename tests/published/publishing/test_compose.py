"""What a published report says, and in which order, whatever its format."""

from __future__ import annotations

import shutil
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import docx
import pytest

from tests.conftest import ROOT
from tests.published.publishing.reports import COVER, NARRATIVE, content, expected, report
from toolkit.editions import load_form
from toolkit.form import DefinitionError, Form
from toolkit.form.layout import FIRST_TABLE_ROW, load_layout
from toolkit.published.publishing.compose import compose
from toolkit.published.publishing.content import Content, read_day, shown
from toolkit.published.publishing.docx import to_docx


def years(form: Form) -> int:
    return 2020 if form.edition == "2019" else 2024


def test_parts__stand_in_the_official_order(form: Form) -> None:
    titles = [part.title for part in report(years(form)).parts]
    assert titles == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_front__has_title_basis_period_and_contact(form: Form) -> None:
    found = report(years(form))
    assert found.title == f"某市{years(form)}年政府信息公开工作年度报告"
    told = "\n".join(paragraph.text for paragraph in found.preface)
    for said in (form.document, form.document_name, f"{years(form)}年1月1日至{years(form)}年12月31日", *COVER.values()):
        assert said in told
    assert [paragraph.text for paragraph in found.signature] == ["某市", "2025年1月20日"]
    assert found.lacking == ()


def test_tables__have_the_figures_and_merges_of_the_template(form: Form) -> None:
    layout, given = load_layout(form), content(years(form))
    grids = [part.grid for part in report(years(form)).parts if part.grid]
    for sheet, grid in zip(layout.tables, grids, strict=True):
        figures = [cell.text for cell in grid.cells if cell.role == "figure"]
        assert figures == expected(form, given.values, sheet.table)
        merges = {(cell.row, cell.column, cell.height, cell.width, cell.text) for cell in grid.cells}
        for label in sheet.labels:
            box = label.box
            assert (box.row - FIRST_TABLE_ROW, box.column, box.height, box.width, label.text) in merges


def test_figures__of_money_are_exact_and_without_trailing_zeros() -> None:
    given = content()
    amount = load_form(2024).by_code["t2.fees.amount"].index
    for steps, text in ((72_701_257_800, "72701.2578"), (1_000_000, "1"), (1, "0.000001"), (0, "0")):
        values = (*given.values[:amount], steps, *given.values[amount + 1 :])
        grid = report(values=values).parts[1].grid
        assert grid is not None
        assert grid.cells[-1].text == text


def test_figures__that_are_missing_are_marked_and_never_0() -> None:
    values = (None, *content().values[1:])
    found = report(values=values, draft=True)
    grid = found.parts[1].grid
    assert grid is not None
    (first,) = [cell for cell in grid.cells if cell.role == "figure"][:1]
    assert (first.text, first.marked) == ("〔缺〕", True)
    assert found.lacking == ("表二",)


def test_lacking__places_are_marked_and_named() -> None:
    found = report(cover={"postcode": "100000"}, date="", narrative={**NARRATIVE, "problems": " \n"})
    assert found.lacking == ("联系地址", "联系电话", "五、存在的主要问题及改进情况", "成文日期")
    marked = [run.text for paragraph in found.preface for run in paragraph.runs if run.marked]
    assert marked == ["〔待补：联系地址〕", "〔待补：联系电话〕"]


def test_texts__keep_their_paragraphs_and_know_their_headings() -> None:
    first, second, third = report().parts[0].paragraphs
    assert [(run.text, run.level) for run in first.runs] == [
        ("（一）主动公开。", 2),
        ("全年公开“一件事”——共3件。", 0),
    ]
    assert (second.text, second.is_heading) == ("（二）监督保障", True)
    assert (third.text, third.is_heading) == ("没有问题。", False)


def test_texts__a_title_written_above_them_once_more_is_left_out() -> None:
    part = report(narrative={**NARRATIVE, "problems": "五、 存在的主要问题及改进情况\n有。"}).parts[4]
    assert [paragraph.text for paragraph in part.paragraphs] == ["有。"]


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        ({"fee_cases": "0", "fee_amount": "0"}, ["无。", "本年度未收取信息处理费。"]),
        ({"fee_cases": "2", "fee_amount": "30.5"}, ["无。", "本年度收取信息处理费 2 件，共 30.5 元。"]),
        ({"fee_cases": "2"}, ["无。"]),
        ({}, ["无。"]),
    ],
)
def test_texts__say_the_sections_own_figures_where_nobody_wrote_them(inputs: dict[str, str], said: list[str]) -> None:
    part = report(narrative={**NARRATIVE, "others": "无。", **inputs}).parts[5]
    assert [paragraph.text for paragraph in part.paragraphs] == said


def test_texts__that_speak_of_the_fee_are_left_as_they_are() -> None:
    inputs = {"fee_cases": "2", "fee_amount": "30.5"}
    (only,) = report(narrative={**NARRATIVE, **inputs}).parts[5].paragraphs
    assert only.text == NARRATIVE["others"]


def test_draft__says_why_it_is_one() -> None:
    faults = {"errors": {"count": 2}, "incomplete": {"expected": 5, "lacking": 1}}
    assert report(faults=faults, draft=True).draft == "草稿　有 2 处错误待改，应报 5 家，缺 1 家"
    assert report(draft=True).draft == "草稿"
    assert report(faults=faults).draft == ""


@pytest.mark.parametrize(
    ("text", "day"),
    [("2025-01-20", (2025, 1, 20)), ("2025年1月5日", (2025, 1, 5)), ("2025/2/29", None), ("一月", None), ("", None)],
)
def test_day__is_read_as_people_write_it(text: str, day: tuple[int, int, int] | None) -> None:
    found = read_day(text)
    assert (found and (found.year, found.month, found.day)) == day


def test_shown__leaves_out_what_no_document_can_hold() -> None:
    assert shown("甲\x00乙\x1b\ud800\ufffe\v丙\r\n\r\n 丁\t戊") == "甲乙\n丙\n丁\t戊"


def test_invented_edition__is_published_without_a_line_of_python(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NIANBAO_FORMS", str(ROOT / "tests" / "invented"))
    form = load_form(2040)
    given = Content("某局", 2040, tuple(range(len(form.fields))), narrative={"text": "好。"}, date="2041-01-02")
    made = compose(load_layout(form), given)
    assert made.title == "某局2040年政务公开年度情况表"
    assert [part.title for part in made.parts] == [
        "一、公文公开",
        "二、咨询办理",
        "三、接待时长",
        "四、说明",
        "五、其他",
    ]
    assert not [
        paragraph.text for paragraph in made.preface if "联系" in paragraph.text
    ]  # its cover asks for no contact
    assert made.lacking == ("五、其他",)
    tables = docx.Document(BytesIO(to_docx(made))).tables
    assert [len(table.rows) for table in tables] == [part.grid.rows for part in made.parts if part.grid]


def test_own_edition__says_and_sets_otherwise_what_its_template_names(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / "tests" / "invented" / name, tmp_path / name)
    with (tmp_path / "templates" / "2040.yaml").open("a", encoding="utf-8") as file:
        file.write("\npublished:\n  title: ['{agency}报告']\n  number: '第{page}页'\n  type: {body: {size: 30}}\n")
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    form = load_form(2040)
    given = Content("某局", 2040, tuple(range(len(form.fields))), narrative={"text": "好。"}, date="2041-01-02")
    made = compose(load_layout(form), given)
    official = report()
    assert made.title == "某局报告"
    assert [paragraph.text for paragraph in made.signature] == ["某局", "2041年1月2日"]
    assert (made.look.faces["body"].size, official.look.faces["body"].size) == (30, 32)
    assert made.look.faces["title"] == official.look.faces["title"]
    footer = docx.Document(BytesIO(to_docx(made))).sections[0].footer
    assert footer.paragraphs[0].text.startswith("第")


def test_own_edition__a_word_that_no_report_has_is_refused_at_its_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("schemas", "templates"):
        shutil.copytree(ROOT / "tests" / "invented" / name, tmp_path / name)
    with (tmp_path / "templates" / "2040.yaml").open("a", encoding="utf-8") as file:
        file.write("\npublished:\n  titel: ['{agency}报告']\n")
    monkeypatch.setenv("NIANBAO_FORMS", str(tmp_path))
    with pytest.raises(DefinitionError, match=r"2040\.yaml 第 \d+ 行.*titel.*title"):
        compose(load_layout(load_form(2040)), Content("某局", 2040, ()))


def test_draft__says_what_is_in_doubt_and_a_report_does_not() -> None:
    doubts = {"unexplained": {"count": 2}}
    assert (
        report(draft=True, faults={"errors": {"count": 3}}, doubts=doubts).draft
        == "草稿　有 3 处错误待改，有 2 处待说明"
    )
    assert report(doubts=doubts).draft == ""


def test_names__of_persons_on_the_cover_are_not_published() -> None:
    found = report(cover={**COVER, "preparer": "张三", "preparer_phone": "138", "reviewer": "李四"})
    assert not any(name in repr(replace(found, parts=())) for name in ("张三", "138", "李四"))
