"""Names of results: Windows takes them, and no two in a folder or an archive are one name there."""

from __future__ import annotations

import shutil
import unicodedata
import zipfile
from collections.abc import Iterable
from pathlib import Path

import openpyxl
import pytest

from tests.conftest import ROOT
from toolkit.jobs import collate, validate
from toolkit.reading import find_files
from toolkit.reading.find.originals import fetch_original
from toolkit.reporting.sendback import return_copies
from toolkit.roster import Roster, RosterLine
from toolkit.writing import distribute
from toolkit.writing.struck.naming import plan_places

INBOX = ROOT / "samples" / "province" / "inbox"
DEVICES = {"CON", "PRN", "AUX", "NUL"} | {f"{name}{number}" for name in ("COM", "LPT") for number in range(10)}
# What a file or an organ may be called where it comes from. A file name has 255 bytes there.
NAMES = (
    "CON", "con", "Nul.tar", "COM1", "局", "局.", "局. .", "甲局 ", "A局", "a局", "Ａ局", "A局-退回",
    "退回通知汇总.xlsx", "x" * 200, "x" * 199 + "X", "长" * 80, 'a<b>c:d"e|f?g*h\\i', "=1+1", "@局", "~$局",
    "\u202e局\x07", "é", "e\u0301", ".",
)  # fmt: skip


def fit(names: Iterable[str]) -> bool:
    """Whether Windows takes all of these names, side by side in one folder."""
    given = list(names)
    folded = {unicodedata.normalize("NFC", name).casefold() for name in given}
    return len(folded) == len(given) and all(map(_fits, given))


def _fits(name: str) -> bool:
    return (
        name != ""
        and not set(name) & set('<>:"/\\|?*')
        and name[-1] not in ". "
        and name[0] != " "
        and name.partition(".")[0].strip().upper() not in DEVICES
        and all(unicodedata.category(character)[0] != "C" for character in name)
        and len(name.encode()) <= 255
    )


def test_fit__knows_what_windows_refuses() -> None:
    assert fit(["甲.xlsx", "乙.xlsx", "CONSOLE.xlsx"])
    for names in (["CON.xlsx"], ["nul"], ["a."], ["a "], ["a:b"], ["a", "A"], ["é", "e\u0301"], ["长" * 86], ["a\n"]):
        assert not fit(names)


@pytest.fixture(scope="module")
def inbox(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A rejected return under each of the names a file may have here, and three more in an archive."""
    folder = tmp_path_factory.mktemp("收件")
    source = INBOX / "990121-02_清溪县公安局_2024.xlsx"
    for name in NAMES[:-1]:
        if not name.startswith("~$"):
            shutil.copy(source, folder / f"{name}.xlsx")
    with zipfile.ZipFile(folder / "县.zip", "w") as archive:
        for name in ("AUX.xlsx", "下级/Aux.xlsx", "局.xlsx"):
            archive.write(source, name)
    return folder


@pytest.mark.slow
def test_sendback__its_names_fit_whatever_the_returns_are_called(inbox: Path, tmp_path: Path) -> None:
    report = validate([inbox], cache=tmp_path / "缓存", workers=1)
    assert len(report.returns) == len(NAMES) + 1
    sent = return_copies(report, tmp_path / "退回", fetch_original)
    names = {path.name for path in (tmp_path / "退回").iterdir()}
    assert fit(names)
    told = [name for one in sent for name in (one.copy, one.notice)]
    assert sorted(told) == sorted(names - {"退回通知汇总.xlsx"})
    table = openpyxl.load_workbook(tmp_path / "退回" / "退回通知汇总.xlsx").worksheets[0]
    linked = {cell.value for row in table.iter_rows() for cell in row if cell.hyperlink}
    assert linked == {one.copy for one in sent}


@pytest.mark.slow
def test_sendback__its_names_are_the_same_when_the_copies_come_back(inbox: Path, tmp_path: Path) -> None:
    for name in ("局.xlsx", "A局.xlsx", "CON.xlsx"):
        (tmp_path / "收件").mkdir(exist_ok=True)
        shutil.copy(inbox / name, tmp_path / "收件" / name)
    names = []
    for turn in ("收件", "一", "二"):
        report = validate(list((tmp_path / turn).glob("*[!总].xlsx")), workers=1)
        target = tmp_path / {"收件": "一", "一": "二", "二": "三"}[turn]
        return_copies(report, target, fetch_original)
        names.append({path.name for path in target.iterdir()})
    assert len(names[0]) == 7
    assert names[0] == names[1] == names[2]


def roster() -> Roster:
    """A government with an organ and a government of each of the names; each of these has one organ of its own."""
    lines = [RosterLine("0", "某省", "", "汇总", "省", "", "", 1)]
    for number, name in enumerate(NAMES, start=1):
        lines += [
            RosterLine(f"{number}", name, "0", "汇总", "市", "", "", 1),
            RosterLine(f"{number}-1", name, "0", "部门", "省", "", "", 1),
            RosterLine(f"{number}-2", name, f"{number}", "部门", "市", "", "", 1),
        ]
    return Roster("名录.csv", tuple(lines))


def test_distribute__its_folders_files_and_archives_fit_whatever_the_organs_are_called(tmp_path: Path) -> None:
    manifest = distribute(roster(), 2024, tmp_path / "发放", zip_governments=True)
    for folder in (tmp_path / "发放", *(path for path in (tmp_path / "发放").rglob("*") if path.is_dir())):
        assert fit(path.name for path in folder.iterdir())
    assert len(manifest.archives) == len(NAMES) + 1
    for name in manifest.archives:
        with zipfile.ZipFile(tmp_path / "发放" / name) as archive:
            assert fit(archive.namelist())
    top = manifest.archives[0]
    assert len(find_files([tmp_path / "发放" / top]).files) == 2 * len(NAMES)


def test_archives__hold_each_name_once_where_folders_lie_apart() -> None:
    """Deep down, where a path gets too long, a government's folder lies further up; its archive is passed on with those
    of its sisters all the same.
    """
    chain = [(f"{depth}", "甲", f"{depth - 1}" if depth else "") for depth in range(15)]
    sisters = [("a", "城区", "13"), ("b", "城区", "13")]  # whose folders fit below their government's, or just don't
    lines = [RosterLine(code, name, parent, "汇总", "县", "", "", 1) for code, name, parent in chain + sisters]
    tree = Roster("名录.csv", tuple(lines))
    places = plan_places(tree, 2024, Path("/", *["很长的文件夹名"] * 30))
    for below in tree.children.values():
        assert fit(places.archives[line.code].name for line in below)


def test_collate__its_names_do_not_follow_the_returns(inbox: Path, tmp_path: Path) -> None:
    collate([inbox], roster(), tmp_path / "汇总", workers=1)
    names = {path.name for path in (tmp_path / "汇总").iterdir()}
    lists = {"status.csv", "催报清单.xlsx", "排名.xlsx"}
    facts = {"facts.csv", "fields.csv", "sources.csv", "facts.parquet"}
    assert names == {"summary.xlsx", "report.html", "findings.json", *facts, *lists}
    sheets = openpyxl.load_workbook(tmp_path / "汇总" / "summary.xlsx", read_only=True).sheetnames
    assert fit(sheets)
    assert max(map(len, sheets)) <= 31
