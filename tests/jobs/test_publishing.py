"""Reports published from returns and from summaries: which are, which are not, and why."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run, nianbao  # noqa: F401  (a fixture)
from tests.conftest import ROOT, sample_values
from toolkit.editions import load_form
from toolkit.jobs import Given, Means, Publishing, publish
from toolkit.output import OutputError
from toolkit.published.publishing.own_texts import PublishingError
from toolkit.writing import fill_workbook, write_template

PROVINCE = ROOT / "samples" / "province"
INBOX, LAST = PROVINCE / "inbox", PROVINCE / "last-year"
GOOD = INBOX / "990000-01_青禾省教育厅_2024.xlsx"
BAD = INBOX / "990121-02_清溪县公安局_2024.xlsx"  # its balance is wrong
TEXTS = "一、总体情况\n全县情况。\n五、存在的主要问题及改进情况\n问题。\n六、其他需要报告的事项\n未收取信息处理费。\n"
ALONE = Means(workers=1)


def said(path: Path) -> str:
    return "\n".join(paragraph.text for paragraph in docx.Document(str(path)).paragraphs)


@pytest.mark.parametrize("ending", ["docx", "html", "htm", "txt"])
def test_return__is_published_in_the_format_of_the_ending(tmp_path: Path, ending: str) -> None:
    (done,) = publish([GOOD], tmp_path / f"报告.{ending}", means=ALONE)
    assert done.path == tmp_path / f"报告.{ending}"
    assert done.path.stat().st_size > 2_000
    assert (done.lacking, done.faults, done.refused) == ((), "", "")


def test_return__with_errors_is_refused_but_as_a_draft(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"清溪县公安局.*2 处错误.*--draft"):
        publish([BAD], tmp_path / "报告.docx", means=ALONE)
    assert not list(tmp_path.iterdir())
    (done,) = publish([BAD], tmp_path / "报告.docx", means=ALONE, choices=Publishing(draft=True))
    assert done.faults == "有 2 处错误待改"
    for section in docx.Document(str(tmp_path / "报告.docx")).sections:
        for header in (section.header, section.even_page_header):
            assert header.paragraphs[0].text == "草稿　有 2 处错误待改"


def test_return__that_nobody_can_read_is_refused_even_as_a_draft(tmp_path: Path) -> None:
    broken = INBOX / "990221-04_柳林县自然资源局_2024.xlsx"
    with pytest.raises(PublishingError, match="读不出"):
        publish([broken], tmp_path / "报告.docx", means=ALONE, choices=Publishing(draft=True))


def bare(folder: Path) -> Path:
    """A return that gives no contact."""
    write_template(load_form(2024), folder / "空白.xlsx")
    values = sample_values(2024)
    kept = {name: text for name, text in values["cover"].items() if name not in ("address", "postcode", "telephone")}
    fill_workbook(folder / "空白.xlsx", {**values, "cover": kept}, folder / "无联系方式.xlsx")
    return folder / "无联系方式.xlsx"


def test_return__without_contacts_is_published_with_the_places_marked(tmp_path: Path) -> None:
    (done,) = publish([bare(tmp_path)], tmp_path / "报告.txt", means=ALONE)
    assert done.lacking == ("联系地址", "邮政编码", "联系电话")
    assert "地址：〔待补：联系地址〕" in (tmp_path / "报告.txt").read_text(encoding="utf-8")


def test_return__is_judged_as_validate_does(tmp_path: Path) -> None:
    given = Given(PROVINCE / "roster.csv", LAST, 2023)
    with pytest.raises(PublishingError, match="错误"):  # of another year than asked
        publish([GOOD], tmp_path / "报告.docx", given, ALONE)


def test_return__that_owes_an_explanation_is_published_and_that_is_told(tmp_path: Path) -> None:
    owing = INBOX / "990222-03_云台县财政局_2024.xlsx"
    given = Given(PROVINCE / "roster.csv", LAST, 2024)
    (done,) = publish([owing], tmp_path / "报告.docx", given, ALONE)
    assert done.path is not None
    assert done.notes == ("有 1 处需说明的还没有说明，请先核对（nianbao validate 逐处列出）",)


def test_folder__what_is_refused_keeps_nothing_from_the_others(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for path in (GOOD, BAD):
        shutil.copy(path, inbox)
    done = publish([inbox], tmp_path / "报告", means=ALONE, format="html")
    assert [one.path and one.path.name for one in done] == ["青禾省教育厅2024年政府信息公开工作年度报告.html", None]
    assert [path.name for path in (tmp_path / "报告").iterdir()] == ["青禾省教育厅2024年政府信息公开工作年度报告.html"]


def test_folder__two_returns_of_one_organ_are_both_refused(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    for name in ("初报.xlsx", "改报.xlsx"):
        shutil.copy(GOOD, inbox / name)
    with pytest.raises(PublishingError, match=r"初报.*有几份[^\n]*\n[^\n]*改报.*有几份"):
        publish([inbox], tmp_path / "报告", means=ALONE)


def test_folder__organs_of_one_name_are_told_apart_by_code(tmp_path: Path) -> None:
    inbox = tmp_path / "收件"
    inbox.mkdir()
    write_template(load_form(2024), tmp_path / "空白.xlsx")
    for code in ("01", "02"):
        values = sample_values(2024)
        values["cover"] |= {"agency_code": code, "agency_name": "某局"}
        fill_workbook(tmp_path / "空白.xlsx", values, inbox / f"{code}.xlsx")
    publish([inbox], tmp_path / "报告", means=ALONE, format="txt")
    names = sorted(path.name for path in (tmp_path / "报告").iterdir())
    assert names == [f"某局2024年政府信息公开工作年度报告（{code}）.txt" for code in ("01", "02")]


def test_output__is_never_written_over_without_leave(tmp_path: Path) -> None:
    target = tmp_path / "报告.docx"
    target.write_text("别人的")
    with pytest.raises(OutputError, match="已经存在"):
        publish([GOOD], target, means=ALONE)
    assert target.read_text() == "别人的"
    publish([GOOD], target, means=ALONE, force=True)
    assert docx.Document(str(target)).core_properties.author == "青禾省教育厅"


def test_output__in_a_folder_nothing_is_written_where_one_file_stands_already(tmp_path: Path) -> None:
    inbox, folder = tmp_path / "收件", tmp_path / "报告"
    inbox.mkdir()
    folder.mkdir()
    for name in (GOOD.name, "990000-02_青禾省公安厅_2024.xlsx"):
        shutil.copy(INBOX / name, inbox)
    standing = folder / "青禾省公安厅2024年政府信息公开工作年度报告.docx"
    standing.write_text("别人的")
    with pytest.raises(OutputError, match="已经存在"):
        publish([inbox], folder, means=ALONE)
    assert [path.name for path in folder.iterdir()] == [standing.name]


@pytest.mark.parametrize(
    ("output", "choices", "kind", "told"),
    [
        ("报告.pdf", {}, "", "扩展名不认识.*docx.*html.*txt"),
        ("报告.docx", {}, "html", "不一致"),
        ("报告.docx", {"encoding": "gb18030"}, "", "--encoding"),
        ("报告.docx", {"every": True}, "", "--all"),
        ("报告", {"government": "青禾省"}, "", "汇总文件夹"),
        ("报告.docx", {"date": "2025-02-30"}, "", "不是日期"),
    ],
)
def test_request__that_can_not_be_met_says_what_to_change(
    tmp_path: Path,
    output: str,
    choices: dict[str, object],
    kind: str,
    told: str,
) -> None:
    with pytest.raises(PublishingError, match=told):
        publish([GOOD], tmp_path / output, means=ALONE, choices=Publishing(**choices), format=kind)  # type: ignore[arg-type]
    assert not list(tmp_path.iterdir())


def test_several_reports__go_into_no_one_file(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"2 份报告.*文件夹"):
        publish([GOOD, INBOX / "990000-02_青禾省公安厅_2024.xlsx"], tmp_path / "报告.docx", means=ALONE)


def test_command__exit_status_says_how_it_went(tmp_path: Path, nianbao: Run) -> None:  # noqa: F811
    calls = {
        0: ("publish", GOOD, "-o", "好.docx"),
        1: ("publish", bare(tmp_path), "-o", "缺.docx"),
        2: ("publish", BAD, "-o", "错.docx"),
    }
    done = {status: nianbao(*call) for status, call in calls.items()}
    assert {status: one.returncode for status, one in done.items()} == {0: 0, 1: 1, 2: 2}
    assert "待补：联系地址、邮政编码、联系电话" in done[1].stderr
    assert "2 处错误" in done[2].stderr
    assert sorted(path.name for path in tmp_path.glob("*.docx")) == ["好.docx", "缺.docx"]


def test_help__loads_no_library_for_documents() -> None:
    code = "from toolkit.cli.app import build; build(); import sys; print({'docx', 'lxml', 'jinja2'} & {*sys.modules})"
    shown = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, encoding="utf-8", check=True)
    assert shown.stdout == "set()\n"


def test_return__is_judged_by_the_offices_rules(tmp_path: Path) -> None:
    (tmp_path / "规则.yaml").write_text("rules:\n  T3-BALANCE: {severity: notice}\n", encoding="utf-8")
    given = Given(rules=tmp_path / "规则.yaml")
    (done,) = publish([BAD], tmp_path / "报告.txt", given, ALONE)
    assert done.faults == ""


def test_command__takes_the_offices_rules(tmp_path: Path, nianbao: Run) -> None:  # noqa: F811
    (tmp_path / "规则.yaml").write_text("rules:\n  T3-BALANCE: {severity: notice}\n", encoding="utf-8")
    done = nianbao("publish", BAD, "-o", "报告.txt", "--rules", "规则.yaml")
    assert done.returncode == 0, done.stderr
