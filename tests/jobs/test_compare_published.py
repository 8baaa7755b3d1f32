"""What was filed against what was published: each cell that differs is named, organ by organ, and nothing else."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import toolkit
from tests.collating.books import write_returns
from tests.collating.province import everyone, roster, sent
from tests.jobs.test_published_returns import published
from toolkit.cli.app import build
from toolkit.collating import CollatingError

ORGANS = ("52-02", "5201-02", "5202-02")


@pytest.fixture
def sides(tmp_path: Path) -> tuple[Path, Path]:
    """Three organs that filed, two that published of whom one otherwise, and one that published alone."""
    items = [sent(code, number + 2) for number, code in enumerate(ORGANS)]
    books, pages = write_returns(items, tmp_path / "报送"), tmp_path / "公布"
    for item in items[:2]:
        assert item.record is not None
        published(item, pages, texts=dict(item.record.narrative))
    changed = sent("52-02", 2)
    assert changed.record is not None
    field = toolkit.load_form(2024).by_code["t2.norms.valid"]
    values = tuple(9 if at == field.index else value for at, value in enumerate(changed.record.values))
    texts = {**changed.record.narrative, "others": "收取信息处理费3元。"}
    published(replace(changed, record=replace(changed.record, values=values)), pages, texts=texts)
    alone = sent("520101-2", 1)
    published(alone, pages)
    return books, pages


@pytest.mark.parametrize(
    "filed", ["没有其他需要报告的事项。", "没有其他需要报告的事项。\n本年度未收取信息处理费。", ""]
)
def test_compare__a_sentence_that_states_what_was_filed_is_no_difference(tmp_path: Path, filed: str) -> None:
    item = sent("52-02", 2)
    assert item.record is not None
    fees = {"fee_cases": "0", "fee_amount": "0"}
    record = replace(item.record, narrative={**item.record.narrative, **fees, "others": filed})
    books = write_returns([replace(item, record=record)], tmp_path / "报送")
    stated = "\n".join(filter(None, [filed.split("\n")[0], "本年度未收取信息处理费。"]))
    published(item, tmp_path / "公布", texts={**item.record.narrative, "others": stated})
    (pair,) = toolkit.compare_published([books], [tmp_path / "公布"]).pairs
    assert pair.agrees


def test_compare__names_each_cell_and_text_that_differs(sides: tuple[Path, Path]) -> None:
    found = toolkit.compare_published([sides[0]], [sides[1]])
    assert [pair.code for pair in found.pairs] == ["52-02", "5201-02"]
    odd, even = found.pairs
    assert even.agrees
    (one,) = odd.figures
    assert (one.field.code, one.filed, one.published, one.follows) == ("t2.norms.valid", 2, 9, False)
    assert one.filed_at == ("表二 主动公开", "D6")
    assert one.published_at[0] == "第1张表"
    (text,) = odd.texts
    assert (text.filed[:2], text.published[:4]) == ("未收", "收取信息")
    assert [item.record.agency.name for item in found.only_published if item.record] == ["丁镇"]
    assert [item.record.agency.code for item in found.only_filed if item.record] == ["5202-02"]
    assert found.differs


def test_compare__totals_that_follow_are_counted_and_wrong_ones_named(tmp_path: Path) -> None:
    books = write_returns([sent("52-02", 2)], tmp_path / "报送")
    published(sent("52-02", 3), tmp_path / "公布")
    (pair,) = toolkit.compare_published([books], [tmp_path / "公布"]).pairs
    own = [one.field.code for one in pair.figures if not one.follows]
    assert own == ["t2.norms.valid", "t2.fees.amount", "t3.received.natural", "t3.granted.natural"]
    assert all(one.field.computed for one in pair.figures if one.follows)
    page = next((tmp_path / "公布").iterdir())
    text = page.read_text(encoding="utf-8")
    published(sent("52-02", 2), tmp_path / "公布")
    total = text.replace("<span>3</span>", "<span>2</span>").replace("<span>2</span>", "<span>7</span>", 1)
    page.write_text(total, encoding="utf-8")
    (pair,) = toolkit.compare_published([books], [tmp_path / "公布"]).pairs
    assert pair.figures


def test_compare__as_a_command(sides: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nianbao, given = build(), ["compare", *map(str, sides)]
    assert nianbao(given, standalone_mode=False) == 1
    told = capsys.readouterr().out
    assert "报送与公布都有的 2 家，不同的 1 家，1 个数不同" in told
    assert "报送 表二 主动公开!D6 2，公布 第1张表!" in told
    assert nianbao([*given, "--format", "json"], standalone_mode=False) == 1
    (odd, _) = json.loads(capsys.readouterr().out)["pairs"]
    assert odd["figures"][0]["published"]["value"] == "9"
    assert nianbao([*given, "--format", "xlsx", "-o", str(tmp_path / "a.xlsx")], standalone_mode=False) == 1
    book = openpyxl.load_workbook(tmp_path / "a.xlsx")
    assert [sheet.title for sheet in book] == ["数字不同", "文字不同", "没有比较的"]
    same = ["compare", str(sides[0]), str(sides[0])]
    assert nianbao(same, standalone_mode=False) in (0, None)


def test_compare__a_governments_report_against_its_summary(tmp_path: Path) -> None:
    books = write_returns(everyone(), tmp_path / "in")
    summary = toolkit.collate([books], roster(), tmp_path / "汇总")
    top = summary.roots[0]
    assert top.values is not None
    item = sent("52-02", 2)
    assert item.record is not None
    whole = replace(item, record=replace(item.record, values=top.values))
    published(whole, tmp_path / "公布", organ=f"{top.line.name}人民政府")
    (pair,) = toolkit.compare_published([tmp_path / "汇总"], [tmp_path / "公布"], toolkit.Given(roster())).pairs
    assert not pair.figures


def test_compare__what_is_not_there_is_refused(sides: tuple[Path, Path], tmp_path: Path) -> None:
    with pytest.raises(CollatingError):
        toolkit.compare_published([sides[0]], [tmp_path / "没有"])


FIGURE = "<span>2</span>"  # what the return of two everywhere has in each cell that is not 0


@pytest.mark.parametrize(
    ("stands", "standing", "words"),
    [
        ("<span>见附件</span>", "unread", "不是能读出的数"),
        ("<span></span>", "blank", "空白"),
        ("<span>7</span>", "figure", "D4 7"),
    ],
)
def test_compare__what_stands_in_place_of_a_figure_is_told_as_what_it_is(
    tmp_path: Path, stands: str, standing: str, words: str
) -> None:
    books, page = write_returns([sent("52-02", 2)], tmp_path / "报送"), published(sent("52-02", 2), tmp_path / "公布")
    page.write_text(page.read_text(encoding="utf-8").replace(FIGURE, stands, 1), encoding="utf-8")
    found = toolkit.compare_published([books], [tmp_path / "公布"])
    (one,) = found.pairs[0].figures
    assert (one.field.code, one.filed, one.published_as) == ("t2.norms.valid", 2, standing)
    assert words in toolkit.render_filed_published(found)


def test_compare__a_blank_does_not_agree_with_what_nobody_could_read(tmp_path: Path) -> None:
    item, page = sent("52-02", 2), published(sent("52-02", 2), tmp_path / "公布")
    assert item.record is not None
    at = toolkit.load_form(2024).by_code["t2.norms.valid"].index
    values = tuple(None if index == at else value for index, value in enumerate(item.record.values))
    books = write_returns([replace(item, record=replace(item.record, values=values))], tmp_path / "报送")
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace(FIGURE, "<span>见附件</span>", 1), encoding="utf-8")
    (pair,) = toolkit.compare_published([books], [page]).pairs
    assert [(one.filed_as, one.published_as) for one in pair.figures] == [("blank", "unread")]
    page.write_text(text.replace(FIGURE, "<span></span>", 1), encoding="utf-8")
    assert not toolkit.compare_published([books], [page]).pairs[0].figures


def test_compare__a_row_that_a_report_lacks_has_no_place_in_it(tmp_path: Path) -> None:
    books, page = write_returns([sent("52-02", 2)], tmp_path / "报送"), published(sent("52-02", 2), tmp_path / "公布")
    text = page.read_text(encoding="utf-8")
    row = next(row for row in re.findall("<tr>.*?</tr>", text) if "行政许可" in row)
    page.write_text(text.replace(row, ""), encoding="utf-8")
    found = toolkit.compare_published([books], [page])
    (one,) = found.pairs[0].figures
    assert (one.field.code, one.published_as, one.published_at) == ("t2.licences.decisions", "absent", ("", ""))
    assert "公布 没有这一格" in toolkit.render_filed_published(found)


def test_compare__what_reading_is_not_certain_of_is_said_also_where_all_agrees(tmp_path: Path) -> None:
    item = sent("52-02", 2)
    assert item.record is not None
    books, page = write_returns([item], tmp_path / "报送"), tmp_path / "公布"
    page = published(item, page, texts=dict(item.record.narrative))
    sure = toolkit.compare_published([books], [page])
    assert not sure.differs
    text = page.read_text(encoding="utf-8").replace(FIGURE, "<span>2<i style='display:none'>5</i></span>", 1)
    page.write_text(text, encoding="utf-8")
    found = toolkit.compare_published([books], [page])
    assert found.pairs[0].agrees
    assert found.differs
    assert "拿不准的地方" in toolkit.render_filed_published(found)
