"""An office's own texts, cut at the titles of the sections."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls

from toolkit.editions import load_form
from toolkit.published.publishing.own_texts import PublishingError, read_own_texts

FORM = load_form(2024)
LINES = [
    "某市年度报告",
    "一、总体情况",
    "（一）主动公开。",
    "",
    "公开了。",
    "二、主动公开政府信息情况",
    "表格略",
    "五、 存在的主要问题及改进情况",
    "有问题。",
    "六、其他需要报告的事项",
    "未收取。",
]
SECTIONS = {"overview": "（一）主动公开。\n公开了。", "problems": "有问题。", "others": "未收取。"}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_text__is_cut_at_the_titles(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "文字.txt"
    path.write_text("\r\n".join(LINES), encoding=encoding, newline="")
    found = read_own_texts(path, FORM)
    assert (found.sections, found.before) == (SECTIONS, 1)


def test_document__is_cut_at_the_titles(tmp_path: Path) -> None:
    path = tmp_path / "文字.docx"
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    document.add_table(1, 1)
    document.save(str(path))
    found = read_own_texts(path, FORM)
    assert (found.sections, found.before, found.tables) == (SECTIONS, 1, 1)


def _hidden(document: Document) -> None:
    document.paragraphs[2].runs[0].font.hidden = True


def _tracked(document: Document) -> None:
    document.paragraphs[2]._p.append(OxmlElement("w:ins"))


def _raised(document: Document) -> None:
    document.paragraphs[2].add_run("4").font.superscript = True


def _struck(document: Document) -> None:
    document.paragraphs[2].add_run("不").font.strike = True


def _formula(document: Document) -> None:
    text = "<m:oMath {}><m:r><m:t>104</m:t></m:r></m:oMath>".format(nsdecls("m"))
    document.paragraphs[2]._p.append(parse_xml(text))


REFUSED = [
    (_hidden, "隐藏的文字"),
    (_tracked, "没有处理的修订"),
    (_raised, "上标"),
    (_struck, "删除线"),
    (_formula, "公式"),
]


@pytest.mark.parametrize(("change", "told"), REFUSED)
def test_document__with_what_is_unseen_is_refused(
    tmp_path: Path, change: Callable[[Document], None], told: str
) -> None:
    path = tmp_path / "文字.docx"
    document = docx.Document()
    for line in LINES:
        document.add_paragraph(line)
    change(document)
    document.save(str(path))
    with pytest.raises(PublishingError, match=told):
        read_own_texts(path, FORM)


WRAPPED = [
    "<w:smartTag {}><w:r><w:t>10</w:t></w:r></w:smartTag>",
    "<w:sdt {}><w:sdtContent><w:r><w:t>10</w:t></w:r></w:sdtContent></w:sdt>",
    "<w:fldSimple {} w:instr='PAGE'><w:r><w:t>10</w:t></w:r></w:fldSimple>",
]


@pytest.mark.parametrize("markup", WRAPPED)
def test_document__what_stands_in_a_wrapper_is_read(tmp_path: Path, markup: str) -> None:
    path = tmp_path / "文字.docx"
    document = docx.Document()
    document.add_paragraph("一、总体情况")
    paragraph = document.add_paragraph("收到申请")
    paragraph._p.append(parse_xml(markup.format(nsdecls("w"))))
    paragraph.add_run("件。")
    document.save(str(path))
    assert read_own_texts(path, FORM).sections == {"overview": "收到申请10件。"}


def test_document__with_a_document_type_is_refused(tmp_path: Path) -> None:
    docx.Document().save(str(tmp_path / "空白.docx"))
    with (
        zipfile.ZipFile(tmp_path / "空白.docx") as blank,
        zipfile.ZipFile(tmp_path / "实体.docx", "w") as package,
    ):
        for name in blank.namelist():
            part = blank.read(name)
            if name == "word/document.xml":
                part = part.replace(b"<w:document", b'<!DOCTYPE w [<!ENTITY x "y">]><w:document', 1)
            package.writestr(name, part)
    with pytest.raises(PublishingError, match="读不了"):
        read_own_texts(tmp_path / "实体.docx", FORM)


def test_file__that_is_of_no_use_says_why(tmp_path: Path) -> None:
    (tmp_path / "无.txt").write_text("没有标题", encoding="utf-8")
    (tmp_path / "重.txt").write_text("一、总体情况\n甲\n一、总体情况\n乙", encoding="utf-8")
    (tmp_path / "坏.docx").write_bytes(b"PK\x03\x04")
    (tmp_path / "旧.doc").write_bytes(b"\xd0\xcf\x11\xe0")
    with zipfile.ZipFile(tmp_path / "空.docx", "w") as package:
        package.writestr("a.xml", "<a/>")
    told = {
        "无.txt": "没有各部分的标题",
        "重.txt": "有两处",
        "坏.docx": "读不了",
        "旧.doc": "另存为",
        "空.docx": "不是完好",
        "缺.txt": "读不了",
    }
    for name, words in told.items():
        with pytest.raises(PublishingError, match=words):
            read_own_texts(tmp_path / name, FORM)


def test_document__that_unpacks_beyond_the_limit_is_refused(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "弹.docx", "w", zipfile.ZIP_DEFLATED) as package:
        for number in range(3):
            package.writestr(f"{number}.xml", b" " * (70 << 20))
    with pytest.raises(PublishingError, match="读不了"):
        read_own_texts(tmp_path / "弹.docx", FORM)
