"""What a run wrote is known by its content: nothing else is replaced, and nothing of it is read as a return."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.collating.books import write_returns, write_roster
from tests.collating.province import everyone, sent
from tests.reporting.workbooks import checked, workbook
from toolkit.cli import demo
from toolkit.demonstration.notes import ISSUED, RETURNED, SUMMARY
from toolkit.jobs import collate
from toolkit.output import OutputError
from toolkit.reading import find_files
from toolkit.reading.find.sources import LETTER, OUTPUT
from toolkit.reporting.sendback import return_copies
from toolkit.written import CHASE, NOTICES

Write = Callable[[bool], None]


@pytest.fixture
def returned(tmp_path: Path) -> tuple[Path, Write]:
    """A folder of what goes back, and what writes it again (with leave to replace it, or without)."""
    data = workbook(tmp_path / "甲.xlsx", changed={"t3.carried_out.natural": 99})
    report = checked(("收件/甲.xlsx", data), ("收件/乙.xlsx", data))

    def write(force: bool) -> None:
        return_copies(report, tmp_path / "退回", lambda _: data, force=force)

    write(False)
    return tmp_path / "退回", write


@pytest.fixture
def summed(tmp_path: Path) -> tuple[Path, Write]:
    """A summary folder, and what writes it again."""
    inbox = write_returns(everyone(but=["52-02"]), tmp_path / "收件")
    roster = write_roster(tmp_path / "名录.csv")

    def write(force: bool) -> None:
        collate([inbox], roster, tmp_path / "汇总", force=force)

    write(False)
    return tmp_path / "汇总", write


def add(name: str, text: str = "领导的意见") -> Callable[[Path], str]:
    def spoil(folder: Path) -> str:
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
        return name

    return spoil


def note_in(name: str) -> Callable[[Path], str]:
    """Somebody writes a remark into a workbook and saves it."""

    def spoil(folder: Path) -> str:
        book = openpyxl.load_workbook(folder / name)
        book.worksheets[0].cell(3, 11, "已电话催办")
        book.save(folder / name)
        return name

    return spoil


def add_empty_folder(folder: Path) -> str:
    (folder / "已处理").mkdir()
    return "已处理"


def add_link(folder: Path) -> str:
    try:
        (folder / "链接.xlsx").symlink_to(next(folder.glob("*.xlsx")))
    except OSError as error:
        pytest.skip(f"no links here: {error}")
    return "链接.xlsx"


SPOILED = {
    "a copy's name": add("丙-退回.xlsx"),
    "a notice's name": add("丙-退回通知.txt"),
    "in the place of a notice": add("甲-退回通知.txt"),
    "in the place of the table": add(NOTICES),
    "in a folder": add("附件/说明.txt"),
    "nothing in it": add("空.txt", ""),
    "a copy that somebody worked on": note_in("甲-退回.xlsx"),
    "the table that somebody worked on": note_in(NOTICES),
    "an empty folder": add_empty_folder,
    "a link": add_link,
}


@pytest.mark.parametrize("how", SPOILED)
def test_returned__what_a_run_did_not_write_is_never_replaced(returned: tuple[Path, Write], how: str) -> None:
    folder, write = returned
    name = SPOILED[how](folder)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    with pytest.raises(OutputError, match="不是本工具写的") as told:
        write(True)
    assert name.split("/")[0] in str(told.value) or " 等 5 个" in str(told.value)  # without the list, all are strangers
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before


def test_returned__what_a_run_wrote_is_replaced_under_whatever_name(returned: tuple[Path, Write]) -> None:
    folder, write = returned
    (folder / "Thumbs.db").write_text("")
    (folder / "甲-退回通知.txt").rename(folder / "甲 通知（存档）.txt")
    shutil.copy(folder / "乙-退回.xlsx", folder / "乙-退回 - 副本.xlsx")
    (folder / "乙-退回通知.txt").unlink()
    write(True)
    assert sorted(path.name for path in folder.iterdir()) == [
        "乙-退回.xlsx", "乙-退回通知.txt", "甲-退回.xlsx", "甲-退回通知.txt", NOTICES,
    ]  # fmt: skip


def test_returned__where_nothing_went_back_is_replaced_too(tmp_path: Path) -> None:
    """Its table of letters stands alone in the folder."""
    nothing = checked()
    for force in (False, True):
        return_copies(nothing, tmp_path / "退回", lambda _: None, force=force)
        assert [path.name for path in (tmp_path / "退回").iterdir()] == [NOTICES]
    book = openpyxl.load_workbook(tmp_path / "退回" / NOTICES)
    book.save(tmp_path / "退回" / NOTICES)
    with pytest.raises(OutputError, match=NOTICES):
        return_copies(nothing, tmp_path / "退回", lambda _: None, force=True)


def test_returned__a_folder_of_others_with_our_names_only_is_kept(returned: tuple[Path, Write]) -> None:
    folder, write = returned
    for path in folder.iterdir():
        path.write_text("别人的", encoding="utf-8")
    with pytest.raises(OutputError):
        write(True)
    assert {path.read_text(encoding="utf-8") for path in folder.iterdir()} == {"别人的"}


def test_returned__thousands_are_all_known(tmp_path: Path) -> None:
    from toolkit.writing.lists.findings_book import write_lists
    from toolkit.written import strangers_beside, written_beside

    for number in range(2000):
        (tmp_path / f"{number}.txt").write_text(str(number))
    write_lists(tmp_path / CHASE, [], properties=written_beside(tmp_path / CHASE))
    assert strangers_beside(CHASE)(tmp_path) == []
    (tmp_path / "7.txt").write_text("seven")
    assert strangers_beside(CHASE)(tmp_path) == ["7.txt"]


@pytest.mark.parametrize("spoil", [add("status.csv"), add("领导批示.docx"), note_in(CHASE)])
def test_summary__what_a_run_did_not_write_is_never_replaced(
    summed: tuple[Path, Write], spoil: Callable[[Path], str]
) -> None:
    folder, write = summed
    write(True)
    name = spoil(folder)
    before = (folder / name).read_bytes()
    with pytest.raises(OutputError, match=name):
        write(True)
    assert (folder / name).read_bytes() == before


def test_demo__a_real_round_in_folders_of_the_same_names_is_kept(tmp_path: Path) -> None:
    for folder in (ISSUED, RETURNED, SUMMARY):
        (tmp_path / "年报" / folder).mkdir(parents=True)
        (tmp_path / "年报" / folder / "甲局.xlsx").write_bytes(b"PK")
    with pytest.raises(OutputError, match=r"甲局\.xlsx"):
        demo.demo(tmp_path / "年报", force=True)
    assert len(list((tmp_path / "年报").rglob("甲局.xlsx"))) == 3


def test_demo__its_own_folder_is_replaced(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    demo.demo(tmp_path / "演示", force=False)
    first = capsys.readouterr().out
    demo.demo(tmp_path / "演示", force=True)
    assert capsys.readouterr().out == first


def test_found__what_a_run_wrote_for_the_office_is_no_return(
    returned: tuple[Path, Write], summed: tuple[Path, Write], tmp_path: Path
) -> None:
    """A summary is one; so is a copy that somebody worked on, or that was asked for by its own folder."""
    folder, _ = returned
    found = find_files([tmp_path])
    assert {source.name for source in found.files if "收件" not in source.name} == {
        str(tmp_path / "名录.csv"), str(tmp_path / "甲.xlsx"),
        str(tmp_path / "汇总" / "summary.xlsx"),
    }  # fmt: skip
    assert found.passed_over[OUTPUT] + found.passed_over[LETTER] == 5 + 9
    asked = find_files([folder])
    assert {Path(source.name).name for source in asked.files} == {"甲-退回.xlsx", "乙-退回.xlsx"}
    (summary,) = find_files([tmp_path / "汇总"]).files
    assert Path(summary.name).name == "summary.xlsx"
    letter = next(folder.glob("*-退回通知.txt"))
    assert find_files([shutil.copy(letter, tmp_path / "收件")]).files == ()
    note_in("甲-退回.xlsx")(folder)
    assert str(folder / "甲-退回.xlsx") in {source.name for source in find_files([tmp_path]).files}


def test_found__a_run_over_its_own_results_finds_the_same_again(tmp_path: Path) -> None:
    home = tmp_path / "年报"
    write_returns([*everyone(but=["52-02"]), sent("52-02", 2, wrong=True)], home / "收件")
    roster = write_roster(tmp_path / "名录.csv")
    expected = collate([home], roster, tmp_path / "先前").coverage
    shutil.copytree(tmp_path / "先前", home / "先前")
    (home / "先前" / "summary.xlsx").unlink()
    again = collate([home], roster, tmp_path / "后来")
    assert again.coverage == expected
    assert (len(again.unknown), len(again.unplaced)) == (0, 0)
