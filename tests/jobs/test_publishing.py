"""Reports published from returns and from summaries: which are, which are not, and why."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run, nianbao  # noqa: F401  (a fixture)
from tests.conftest import ROOT, sample_values
from toolkit.collating import CollatingError
from toolkit.editions import load_form
from toolkit.jobs import Given, Means, Publishing, collate, publish
from toolkit.output import OutputError
from toolkit.published.publishing.own_texts import PublishingError
from toolkit.writing import fill_workbook, write_template

PROVINCE = ROOT / "samples" / "province"
INBOX, LAST = PROVINCE / "inbox", PROVINCE / "last-year"
GOOD = INBOX / "990000-01_青禾省教育厅_2024.xlsx"
BAD = INBOX / "990121-02_清溪县公安局_2024.xlsx"  # its balance is wrong
TEXTS = "一、总体情况\n全县情况。\n五、存在的主要问题及改进情况\n问题。\n六、其他需要报告的事项\n未收取信息处理费。\n"
ALONE = Means(workers=1)


@pytest.fixture(scope="module")
def summary(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This year's summary of the province, which lacks some returns."""
    folder = tmp_path_factory.mktemp("汇总") / "summary"
    collate([INBOX], PROVINCE / "roster.csv", folder, prior=LAST, year=2024)
    return folder


@pytest.fixture
def texts(tmp_path: Path) -> Path:
    path = tmp_path / "文字.txt"
    path.write_text(TEXTS, encoding="utf-8")
    return path


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


def test_summary__of_all_organs_is_published_with_texts_of_its_own(tmp_path: Path, texts: Path) -> None:
    choices = Publishing(government="清溪县", texts=texts, date="2024年3月20日")
    (done,) = publish([LAST], tmp_path / "报告.docx", means=ALONE, choices=choices)
    assert (done.agency, done.lacking) == ("清溪县", ("联系地址", "邮政编码", "联系电话"))
    assert "全县情况。" in said(tmp_path / "报告.docx")
    assert said(tmp_path / "报告.docx").endswith("清溪县\n2024年3月20日")


def test_texts__that_say_other_figures_than_the_tables_are_told(tmp_path: Path, texts: Path) -> None:
    texts.write_text(TEXTS.replace("全县情况。", "全县新收政府信息公开申请3000件。"), encoding="utf-8")
    choices = Publishing(government="清溪县", texts=texts)
    (done,) = publish([LAST], tmp_path / "报告.txt", means=ALONE, choices=choices)
    (note,) = done.notes
    assert note.startswith("一、总体情况：文中写“新收政府信息公开申请3000件”，表三")


def test_texts__what_is_not_taken_of_them_is_told(tmp_path: Path) -> None:
    own = docx.Document()
    for line in ("清溪县年度报告", "前言。", *TEXTS.splitlines()):
        own.add_paragraph(line)
    own.add_table(1, 1)
    own.save(str(tmp_path / "文字.docx"))
    choices = Publishing(government="清溪县", texts=tmp_path / "文字.docx")
    (done,) = publish([LAST], tmp_path / "报告.txt", means=ALONE, choices=choices)
    assert [note.rpartition("”")[2] for note in done.notes] == [
        "第一个标题前的 2 段没有用",
        "里的 1 张表没有用，表中的数字取自报送件或汇总",
    ]


def test_summary__figures_are_the_governments(tmp_path: Path, texts: Path) -> None:
    choices = Publishing(government="990121", texts=texts)
    publish([LAST], tmp_path / "报告.docx", means=ALONE, choices=choices)
    shown = docx.Document(str(tmp_path / "报告.docx")).tables[1].rows[3].cells[-1].text
    organs = json.loads((PROVINCE / "values-2023.json").read_text(encoding="utf-8"))
    of_county = [one["fields"] for code, one in organs.items() if code.startswith("990121")]
    total = sum(
        count for fields in of_county for name, count in fields.items()
        if name.startswith("t3.received.") and not name.endswith(".total")
    )  # fmt: skip
    assert shown == str(total)


def test_summary__that_lacks_organs_is_refused_but_as_a_draft(tmp_path: Path, summary: Path, texts: Path) -> None:
    with pytest.raises(PublishingError, match="应报 51 家，缺 7 家"):
        publish([summary], tmp_path / "报告.docx", means=ALONE, choices=Publishing(texts=texts))
    draft = Publishing(texts=texts, draft=True)
    publish([summary], tmp_path / "报告.html", means=ALONE, choices=draft)
    assert "草稿　应报 51 家，缺 7 家" in (tmp_path / "报告.html").read_text(encoding="utf-8")


def test_summary__without_texts_is_refused_but_as_a_draft(tmp_path: Path) -> None:
    with pytest.raises(PublishingError, match=r"没有“一、总体情况”.*--texts"):
        publish([LAST], tmp_path / "报告.txt", means=ALONE)
    (done,) = publish([LAST], tmp_path / "报告.txt", means=ALONE, choices=Publishing(draft=True))
    assert "一、总体情况" in done.lacking
    assert "〔待补：一、总体情况〕" in (tmp_path / "报告.txt").read_text(encoding="utf-8")


def test_summary__takes_the_texts_of_its_own_office(tmp_path: Path, summary: Path) -> None:
    office = INBOX / "990222-00_云台县人民政府办公室_2024.xlsx"
    choices = Publishing(government="云台县", draft=True)
    (done,) = publish([summary, office], tmp_path / "报告.txt", means=ALONE, choices=choices)
    assert done.lacking == ("成文日期",)  # the day an office filled in its return is not that of the report
    told = json.loads((PROVINCE / "values-2024.json").read_text(encoding="utf-8"))["990222-00"]
    text = (tmp_path / "报告.txt").read_text(encoding="utf-8")
    assert told["narrative"]["overview"] in text
    assert told["cover"]["address"] in text


def test_summary__its_own_workbook_written_in_by_the_office_gives_texts_and_contacts(tmp_path: Path) -> None:
    folder = tmp_path / "汇总"
    shutil.copytree(LAST, folder)
    own = {
        "cover": {
            "address": "青禾省人民路1号",
            "postcode": "990000",
            "telephone": "099-1",
            "prepared_on": "2024-03-20",
        },
        "narrative": {"overview": "全省情况。", "problems": "问题。", "others": "未收取信息处理费。"},
    }
    fill_workbook(LAST / "summary.xlsx", {**own, "fields": {}}, folder / "summary.xlsx", force=True)
    (done,) = publish([folder], tmp_path / "报告.docx", means=ALONE)
    assert (done.lacking, done.faults) == ((), "")
    assert "全省情况。" in said(tmp_path / "报告.docx")
    assert said(tmp_path / "报告.docx").endswith("青禾省\n2024年3月20日")


def test_summary__texts_of_two_workbooks_are_refused_but_an_empty_one_is_none(tmp_path: Path) -> None:
    own = {
        "cover": {},
        "fields": {},
        "narrative": {"overview": "甲。", "problems": "乙。", "others": "未收取信息处理费。"},
    }
    fill_workbook(LAST / "summary.xlsx", own, tmp_path / "写好的.xlsx")
    (done,) = publish([LAST, tmp_path / "写好的.xlsx"], tmp_path / "报告.txt", means=ALONE)
    assert done.lacking == ("联系地址", "邮政编码", "联系电话", "成文日期")
    fill_workbook(LAST / "summary.xlsx", own, tmp_path / "另一份.xlsx")
    both = [tmp_path / "写好的.xlsx", tmp_path / "另一份.xlsx"]
    with pytest.raises(PublishingError, match=r"有几份.*写好的\.xlsx、另一份\.xlsx"):
        publish([LAST, *both], tmp_path / "又一份.txt", means=ALONE)


def test_summary__whose_figures_were_changed_since_is_told(tmp_path: Path, texts: Path) -> None:
    folder = tmp_path / "汇总"
    shutil.copytree(LAST, folder)
    status = folder / "status.csv"
    status.write_bytes(status.read_bytes() + b"\r\n")
    (done,) = publish([folder], tmp_path / "报告.txt", means=ALONE, choices=Publishing(texts=texts))
    assert ["status.csv 在汇总写出之后改动过" in note for note in done.notes] == [True]
    (done,) = publish([LAST], tmp_path / "又一份.txt", means=ALONE, choices=Publishing(texts=texts))
    assert done.notes == ()


def test_summary__all_makes_a_report_for_each_government(tmp_path: Path) -> None:
    choices = Publishing(every=True, draft=True)
    done = publish([LAST], tmp_path / "各级", means=ALONE, choices=choices, format="txt")
    assert [one.agency for one in done] == ["青禾省", "临湖市", "清溪县", "石桥县", "望山市", "柳林县", "云台县"]
    assert len(list((tmp_path / "各级").iterdir())) == 7


def test_summary__a_line_that_is_no_government_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CollatingError, match="不是汇总单位"):
        publish([LAST], tmp_path / "报告.txt", means=ALONE, choices=Publishing(government="青禾省教育厅"))


def test_summary_workbook__alone_is_published_as_a_return(tmp_path: Path, summary: Path) -> None:
    with pytest.raises(PublishingError, match="应报 51 家，缺 7 家"):
        publish([summary / "summary.xlsx"], tmp_path / "报告.docx", means=ALONE)


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
