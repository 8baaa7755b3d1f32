"""Whose report it is: the whole name that the title has, or a question; never a part of a name in silence."""

from __future__ import annotations

import pytest

from tests.published.importing import pages
from toolkit.editions import load_form
from toolkit.published.importing.understand import understand_report

FORM = load_form(2024)
TABLES = {one.id: pages.html_table(pages.rows_of(FORM, one.id, pages.figures(FORM))) for one in FORM.tables}
REPORT = "政府信息公开工作年度报告"


def read(title: str) -> tuple[str, set[str]]:
    """The organ that a report with ``title`` is said to be of, and the rules of what is told."""
    html = pages.html_page(FORM, TABLES, title=title)
    item = understand_report("a.html", html.encode(), "html")
    assert item.record is not None
    return item.record.agency.name, {finding.rule for finding in item.findings}


@pytest.mark.parametrize(
    "organ",
    [
        "某市第2中学",
        "第99局",
        "12345热线管理中心",
        "A县教育局",
        "某县B镇人民政府",
        "某县“两新”工委",
        "某县第〇二税务所",
        "某市局（办税服务厅）",
        "某市局(第3分局)",
        "某市局（第3分局)",
        "（某县）林业局",
        "某省某市某县经济技术开发区管理委员会社会事务和政务服务与行政审批综合监督管理局驻高新技术产业园区第二办事处",
    ],
)
@pytest.mark.parametrize("title", ["{}2024年{}", "关于{}2024年度{}", "2024年{}{}"])
def test_organ__is_the_whole_name_of_the_title(organ: str, title: str) -> None:
    assert read(title.format(organ, REPORT))[0] == organ


@pytest.mark.parametrize(
    "title",
    [
        "2025-01-20某局2024年{}",
        "2025年1月20日 某局2024年{}",
        "附件1：某局2024年{}",
        "附件2某局2024年{}",
        "（某局）2024年{}",
        "（某局2024年{}）",
        "“某局2024年{}”已公布",
        "现公布某局2024年{}",
        "政务公开>某局2024年{}",
    ],
)
def test_organ__what_stands_before_the_name_is_none_of_it(title: str) -> None:
    assert read(title.format(REPORT))[0] == "某局"


@pytest.mark.parametrize(
    "organ", ["某县水利局", "某市第2中学", "某县B镇", "某市", "（某县）林业局", "某市局（第3分局）办公室"]
)
def test_organ__on_a_line_above_the_rest_of_the_title(organ: str) -> None:
    assert read(f"{organ}</h1><h1>2024年{REPORT}")[0] == organ


@pytest.mark.parametrize("year", ["2024年", "2024 年度"])
def test_organ__on_a_title_of_three_lines(year: str) -> None:
    assert read(f"某县水利局</h1><h1>{year}</h1><h1>{REPORT}")[0] == "某县水利局"


@pytest.mark.parametrize("dash", ["—", "－", "-", "–", "——"])
def test_organ__behind_a_dash_may_be_half_a_name_and_is_asked_for(dash: str) -> None:
    organ, told = read(f"某国{dash}某盟合作办公室2024年{REPORT}")
    assert organ == ""
    assert "REPORT-ORGAN" in told


DRAFTS = ["{}（草稿）", "（草稿）{}", "草稿{}", "{}【征求意见稿】", "送审稿 {}"]


@pytest.mark.parametrize("title", DRAFTS)
def test_title__that_says_it_is_a_draft_is_told_and_the_name_is_without_it(title: str) -> None:
    organ, told = read(title.format(f"某市2024年{REPORT}"))
    assert organ == "某市"
    assert "REPORT-DRAFT" in told


@pytest.mark.parametrize(
    ("line", "is_draft"),
    [
        ("（草稿）", True),
        ("【草稿】", True),
        ("草 稿", True),
        ("内部草稿", True),
        ("草稿v2", True),
        ("草稿：请勿外传", True),
        ("草稿，仅供内部讨论", True),
        ("讨论稿", True),
        ("《条例（草稿）》已印发。", False),
        ("草稿类信息共3件。", False),
        ("草稿、讨论稿等过程性信息不予公开。", False),
        ("草稿箱已清理。", False),
        ("初稿形成后征求了各方意见。", False),
    ],
)
def test_line__that_says_it_is_a_draft(line: str, is_draft: bool) -> None:
    _, told = read(f"某市2024年{REPORT}</h1><p>{line}</p><h1>")
    assert ("REPORT-DRAFT" in told) == is_draft


@pytest.mark.parametrize(
    "line",
    [
        "公开",
        "首页 > 公开",
        "您的位置：首页 > 大中小",
        "浏览123次",
        "2025年1月20日",
        "2025-01-20",
        "字号：大中小 阅读数1024人",
        "第3页",
    ],
)
def test_organ__a_line_above_a_title_without_a_name_is_none(line: str) -> None:
    organ, told = read(f"{line}</p><p>2024年{REPORT}")
    assert organ == ""
    assert "REPORT-ORGAN" in told
