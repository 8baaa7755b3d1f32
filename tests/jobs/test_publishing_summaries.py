"""Reports of governments, from summary folders: whose figures and texts they have, and why one is not made."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import docx
import pytest

from tests.cli.conftest import Run, nianbao  # noqa: F401  (a fixture)
from tests.jobs.test_publishing import ALONE, INBOX, PROVINCE, said
from toolkit.collating import CollatingError
from toolkit.jobs import Given, Publishing, collate, publish
from toolkit.published.publishing.own_texts import PublishingError
from toolkit.writing import fill_workbook

LAST = PROVINCE / "last-year"
TEXTS = "一、总体情况\n全县情况。\n五、存在的主要问题及改进情况\n问题。\n六、其他需要报告的事项\n未收取信息处理费。\n"


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
    assert "草稿　应报 51 家，缺 7 家，计入的有 2 家待说明" in (tmp_path / "报告.html").read_text(encoding="utf-8")


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


def test_summary__whose_workbook_has_other_figures_is_told(tmp_path: Path, texts: Path) -> None:
    folder = tmp_path / "汇总"
    shutil.copytree(LAST, folder)
    changed = {"cover": {}, "narrative": {}, "fields": {"t2.rules.made": 987}}
    fill_workbook(LAST / "summary.xlsx", changed, folder / "summary.xlsx", force=True)
    (done,) = publish([folder], tmp_path / "报告.txt", means=ALONE, choices=Publishing(texts=texts))
    (note,) = (note for note in done.notes if "summary.xlsx" in note)
    assert note.startswith("summary.xlsx 里有 1 个数字与汇总的不同，报告用的是汇总的")
    assert "987" not in (tmp_path / "报告.txt").read_text(encoding="utf-8")


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


def test_summary__says_whose_figures_are_in_doubt(tmp_path: Path, summary: Path) -> None:
    (done,) = publish([summary], tmp_path / "报告.txt", means=ALONE, choices=Publishing(draft=True))
    (note,) = (note for note in done.notes if "需说明" in note)
    assert note.startswith("计入的有 2 家需说明的还没有说明：")
    assert "云台县河口镇" in note
    first, *_ = (tmp_path / "报告.txt").read_text(encoding="utf-8").splitlines()
    assert first == "草稿　应报 51 家，缺 7 家，计入的有 2 家待说明"


def test_texts__are_judged_by_the_offices_rules(tmp_path: Path, texts: Path) -> None:
    texts.write_text(TEXTS.replace("全县情况。", "全县新收政府信息公开申请3000件。"), encoding="utf-8")
    (tmp_path / "规则.yaml").write_text("rules:\n  NARRATED: off\n", encoding="utf-8")
    given, choices = Given(rules=tmp_path / "规则.yaml"), Publishing(government="清溪县", texts=texts)
    (done,) = publish([LAST], tmp_path / "报告.txt", given, ALONE, choices)
    assert done.notes == ()


def test_summary__that_its_government_stands_by_is_refused_where_it_lacks_organs(tmp_path: Path) -> None:
    """Of a county that sent nothing but its own summary, which lacks an organ."""
    county = tmp_path / "county.csv"
    lines = (PROVINCE / "roster.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines[1:] if line.startswith("990121")]
    county.write_text("\n".join([lines[0], *kept]), encoding="utf-8-sig")
    collate([INBOX], county, tmp_path / "县", year=2024)
    (tmp_path / "收件").mkdir()
    shutil.copy(tmp_path / "县" / "summary.xlsx", tmp_path / "收件" / "清溪县.xlsx")
    collate([tmp_path / "收件"], PROVINCE / "roster.csv", tmp_path / "省", year=2024)
    with pytest.raises(PublishingError, match=r"没有生成清溪县.*应报.*缺"):
        publish([tmp_path / "省"], tmp_path / "报告.docx", means=ALONE, choices=Publishing(government="清溪县"))
