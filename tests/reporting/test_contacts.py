"""What is passed on names no person and no telephone; what lists them is its owner's alone."""

from __future__ import annotations

import csv
import itertools
import os
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import everyone, roster, sent
from toolkit.cli.app import build
from toolkit.findings import Against, Finding
from toolkit.form import Severity
from toolkit.jobs import collate
from toolkit.ooxml.editing import EditablePackage
from toolkit.records import Agency, Report, Return
from toolkit.reporting.contacts import hide_contacts, without_contacts
from toolkit.roster import Roster

PHONE, MOBILE, PERSON, FILLED_BY = "010-66778899", "13812345678", "欧阳锋", "令狐冲"


@pytest.fixture
def lines() -> Roster:
    """Each organ with a person and a telephone, and a column of the office's own."""
    made = [replace(line, contact=PERSON, phone=PHONE, extra={"手机": MOBILE}) for line in roster().lines]
    return Roster("", tuple(made))


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    returns = [*everyone(but=["52-01", "52-02"]), sent("52-02", 2, wrong=True)]
    folder = write_returns([_signed(item) for item in returns], tmp_path / "收件")
    wrong = next(path for path in folder.rglob("*52-02*"))
    wrong.rename(wrong.with_name(f"{wrong.stem} {PERSON} {MOBILE}.xlsx"))
    return folder


def _signed(item: Return) -> Return:
    record = item.record
    assert record is not None
    narrative = {name: f"{text}联系人{PERSON}，电话{PHONE}。" for name, text in record.narrative.items()}
    return replace(item, record=replace(record, narrative=narrative))


def write_lines(path: Path, lines: Roster) -> Path:
    rows = list(csv.reader(write_roster(path, lines).open(encoding="utf-8-sig", newline="")))
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file).writerows([[*row, MOBILE if number else "手机"] for number, row in enumerate(rows)])
    return path


def texts(path: Path) -> Iterator[str]:
    """All that a file says, unpacked."""
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            yield from (archive.read(name).decode("utf-8", "replace") for name in archive.namelist())
    else:
        yield path.read_bytes().decode("utf-8", "replace")


def named_in(path: Path) -> list[str]:
    told = "".join(texts(path))
    return [secret for secret in (PERSON, PHONE, MOBILE, FILLED_BY) if secret in told]


def test_summary__without_contacts_names_nobody_in_any_file(inbox: Path, lines: Roster, tmp_path: Path) -> None:
    collate([inbox], lines, tmp_path / "给人", contacts=False)
    collate([inbox], lines, tmp_path / "自用")
    assert {path.name: named_in(path) for path in (tmp_path / "给人").iterdir() if named_in(path)} == {}
    assert named_in(tmp_path / "自用" / "report.html") == [PERSON, PHONE, MOBILE]
    assert "联系电话" not in (tmp_path / "给人" / "report.html").read_text(encoding="utf-8")


@pytest.mark.skipif(os.name != "posix", reason="permissions the POSIX way")
def test_summary__what_lists_contacts_is_its_owners_alone_also_when_replaced(
    inbox: Path, lines: Roster, tmp_path: Path
) -> None:
    out = tmp_path / "汇总"
    for _ in range(2):
        collate([inbox], lines, out, force=True)
        modes = {path.name: path.stat().st_mode & 0o077 for path in out.iterdir()}
        assert len(modes) == 10
        assert not any(modes.values()), modes
        for path in out.iterdir():
            path.chmod(0o644)
        (tmp_path / "新").mkdir(exist_ok=True)
        assert out.stat().st_mode == (tmp_path / "新").stat().st_mode
    collate([inbox], lines, out, force=True, contacts=False)
    assert all(path.stat().st_mode & 0o044 for path in out.iterdir())


@pytest.mark.parametrize("ending", ["html", "json", "xlsx", "txt"])
def test_validate__without_contacts_names_nobody(
    inbox: Path, lines: Roster, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, ending: str
) -> None:
    monkeypatch.chdir(tmp_path)
    given = ["validate", "收件", "--roster", str(write_lines(tmp_path / "名录.csv", lines)), "--quiet", "-o"]
    nianbao = build()
    assert nianbao([*given, f"结果.{ending}", "--return-to", "退回", "--no-contacts"], standalone_mode=False) == 1
    assert nianbao([*given, f"自用.{ending}", "--return-to", "自用"], standalone_mode=False) == 1
    assert named_in(tmp_path / f"结果.{ending}") == []
    assert MOBILE in named_in(tmp_path / f"自用.{ending}")
    assert named_in(tmp_path / "退回" / "退回通知汇总.xlsx") == []
    assert not any(name in path.name for path in (tmp_path / "退回").iterdir() for name in (PERSON, MOBILE))
    assert PHONE in named_in(tmp_path / "自用" / "退回通知汇总.xlsx")
    if os.name == "posix":
        assert (tmp_path / "自用" / "退回通知汇总.xlsx").stat().st_mode & 0o077 == 0


def told(message: str, **more: object) -> Return:
    finding = Finding("X", Severity.ERROR, message, "请核对", **more)  # type: ignore[arg-type]
    item = sent("52-02", 2)
    assert item.record is not None
    record = replace(item.record, cover={**item.record.cover, "preparer": FILLED_BY, "preparer_phone": "内线8123"})
    return replace(item, record=record, findings=(finding,))


@pytest.mark.parametrize(
    "text",
    ["13812345678", "138 1234 5678", "138-1234-5678", "+86 13812345678", "010-66778899", "(0571)8765432", "05718765432",
     "0571—87654321", "１３８１２３４５６７８", "138－1234－5678", "138.1234.5678", "0527-8436 8888", "0527/84368888",
     "0512--65123456", FILLED_BY, "内线8123", PERSON],
)  # fmt: skip
def test_hidden__is_who_can_be_called(lines: Roster, text: str) -> None:
    (item,) = hide_contacts([told(f"批注里写着“请打{text}”")], lines)
    assert item.findings[0].message == "批注里写着“请打（略）”"
    assert item.record is not None
    assert FILLED_BY not in item.record.cover.values()


@pytest.mark.parametrize("comma", [",", "，", "、", "；"])
def test_hidden__are_two_numbers_beside_each_other(lines: Roster, comma: str) -> None:
    for first in ("13812345678", "099-1234567"):
        (item,) = hide_contacts([told(f"请打{first}{comma}13912345678")], lines)
        assert item.findings[0].message == f"请打（略）{comma}（略）"


def test_hidden__are_the_persons_of_other_lines_in_a_files_name(lines: Roster) -> None:
    names = itertools.cycle(("赵平", "陈华", "冯明"))
    known = Roster("", tuple(replace(line, contact=next(names)) for line in lines.lines))
    for file in ("52-02 陈华.xlsx", "未知的 冯明.pdf", "赵平 陈华.zip/1.xlsx"):
        (item,) = hide_contacts([replace(told("无"), file=file)], known)
        assert not any(name in item.file for name in ("赵平", "陈华", "冯明")), item.file


def test_hidden__is_what_a_quote_says_beside_figures_and_a_sheets_name(lines: Roster) -> None:
    quote = f"文中写“新收5件（{PERSON}{MOBILE}）”，表中为 13812345678"
    (item,) = hide_contacts([told(quote, found=5, expected=13812345678, sheet=f"表三 {MOBILE}")], lines)
    assert item.findings[0].message == "文中写“新收5件（（略）（略））”，表中为 13812345678"
    assert item.findings[0].sheet == "表三 （略）"


def test_hidden__are_the_persons_in_the_names_of_other_files(lines: Roster) -> None:
    """Of figures alike, and in what is told of the whole run."""
    other = replace(told("无"), file=f"收件/县教育局 {FILLED_BY}.xlsx")
    said = f"全部数字与“县教育局”（收件/县教育局 {FILLED_BY}.xlsx）的完全相同"
    report = Report("2021", 2024, (replace(sent("52-02", 2), findings=told(said).findings), other), told(said).findings)
    hidden = without_contacts(report, lines)
    for finding in (*hidden.returns[0].findings, *hidden.general):
        assert finding.message == "全部数字与“县教育局”（收件/县教育局 （略）.xlsx）的完全相同"


def test_hidden__are_the_persons_of_covers_where_many_are_quoted(lines: Roster) -> None:
    said = Report("2021", 2024, (told("无"),), told(f"例如：文中写“{FILLED_BY}收到5件”").findings)
    assert without_contacts(said, lines).general[0].message == "例如：文中写“（略）收到5件”"


def test_hidden__are_the_persons_of_the_return_that_a_text_was_copied_from(lines: Roster) -> None:
    copied = told(f"与另一份的相同，如“请找{FILLED_BY}”", against=Against(index=7))
    assert copied.record is not None
    own = replace(copied, record=replace(copied.record, cover={}, narrative={"overview": f"请找{FILLED_BY}。"}))
    source = replace(told("无"), index=7)
    hidden = hide_contacts([own, source], lines)[0]
    assert hidden.findings[0].message == "与另一份的相同，如“请找（略）”"
    assert hidden.record is not None
    assert hidden.record.narrative["overview"] == "请找（略）。"


def test_kept__is_a_code_of_eleven_digits_that_looks_like_a_telephone() -> None:
    item = told("单位代码“13212300001”不在单位名录里，请打13212300002")
    assert item.record is not None
    coded = replace(item, record=replace(item.record, agency=Agency("13212300001", "县教育局")))
    (hidden,) = hide_contacts([replace(coded, file="13212300001_县教育局_2024.xlsx")], None)
    assert hidden.file == "13212300001_县教育局_2024.xlsx"
    assert hidden.findings[0].message == "单位代码“13212300001”不在单位名录里，请打（略）"


@pytest.mark.parametrize(
    "text",
    [
        "2024-01-31",
        "1,138,123,456",
        "13,812,345,678",
        "13812345678901",
        "0.138123456",
        "1,381,234",
        "20240131",
        "12345678901",
    ],
)
def test_hidden__is_no_figure_and_no_date(lines: Roster, text: str) -> None:
    (item,) = hide_contacts([told(f"写着“{text}”")], lines)
    assert item.findings[0].message == f"写着“{text}”"


def test_hidden__is_no_figure_that_a_finding_is_about(lines: Roster) -> None:
    (item,) = hide_contacts([told("填报 13812345678，应为 2", found=13812345678, expected=2)], lines)
    assert item.findings[0].message == "填报 13812345678，应为 2"


def test_hidden__is_no_part_of_the_organs_name() -> None:
    item = sent("52-02", 2)
    assert item.record is not None
    name = item.record.agency.name
    own = Roster("", tuple(replace(line, contact=name[:2]) for line in roster().lines))
    (hidden,) = hide_contacts([replace(item, file=f"{name}.xlsx")], own)
    assert hidden.file == f"{name}.xlsx"


def test_summary__is_the_same_with_and_without_contacts(lines: Roster, tmp_path: Path) -> None:
    """What counts is settled by the files' own names and times, before any name is hidden."""
    inbox = write_returns(everyone(but=["52-02"]), tmp_path / "in")
    for granted, day, name in ((2, 1, "52-02 初报.xlsx"), (9, 2, f"52-02 更正 {PERSON}.xlsx")):
        write_returns([sent("52-02", granted, file=name)], inbox)
        package = EditablePackage((inbox / name).read_bytes())
        package.replace("docProps/core.xml", b"<none/>")
        (inbox / name).write_bytes(package.save())
        os.utime(inbox / name, (1_737_000_000 + day, 1_737_000_000 + day))
    sums = [collate([inbox], lines, tmp_path / name, contacts=contacts, picks=picks).values
            for name, contacts, picks in (("甲", True, ()), ("乙", False, ()),
                                          ("丙", False, [str(inbox / f"52-02 更正 {PERSON}.xlsx")]))]  # fmt: skip
    assert sums[0] == sums[1] == sums[2]
    assert PERSON not in (tmp_path / "乙" / "findings.json").read_text(encoding="utf-8")
