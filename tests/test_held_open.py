"""A result that an office program has open: told by its name, the old one whole, and nothing half left."""

from __future__ import annotations

import errno
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from toolkit.cli.app import build
from toolkit.output import OutputError, whole_file, whole_folder

PROVINCE = ROOT / "samples" / "province"
OWNERS = ("~${}", ".~{}", ".~lock.{}#")


def refused(number: int, windows: int | None) -> OSError:
    error = PermissionError(number, "in use") if number == errno.EACCES else OSError(number, "in use")
    if windows is not None:
        error.winerror = windows  # type: ignore[attr-defined]
    return error


def refuse_moves(monkeypatch: pytest.MonkeyPatch, error: OSError, target: str) -> None:
    """Anything that is to be put in the place of ``target``, or to be moved away from there, is refused."""
    for name in ("replace", "rename"):
        real = getattr(os, name)

        def move(source: str | Path, new: str | Path, real: Callable[[str | Path, str | Path], None] = real) -> None:
            if target in (Path(source).name, Path(new).name):
                raise error
            real(source, new)

        monkeypatch.setattr(os, name, move)


ERRORS = [(errno.EACCES, None), (errno.EACCES, 5), (errno.EACCES, 32), (errno.EACCES, 33), (errno.EBUSY, None)]


@pytest.mark.parametrize(("number", "windows"), ERRORS)
def test_file__that_cannot_be_replaced_is_named_and_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, windows: int | None
) -> None:
    (tmp_path / "报告.xlsx").write_text("旧")
    refuse_moves(monkeypatch, refused(number, windows), "报告.xlsx")
    with (
        pytest.raises(OutputError, match=r"报告\.xlsx.*请先关闭"),
        whole_file(tmp_path / "报告.xlsx", force=True) as path,
    ):
        path.write_text("新")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"报告.xlsx": "旧"}


@pytest.mark.parametrize(("number", "windows"), ERRORS)
def test_folder__that_cannot_be_moved_says_which_file_is_open_and_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, windows: int | None
) -> None:
    (tmp_path / "汇总").mkdir()
    for name in ("summary.xlsx", "status.csv"):
        (tmp_path / "汇总" / name).write_text("旧")
    refuse_moves(monkeypatch, refused(number, windows), "汇总")
    real: Any = Path.open

    def hold(self: Path, mode: str = "r", *given: Any, **named: Any) -> Any:
        if self.name == "summary.xlsx" and "+" in mode:
            raise PermissionError(errno.EACCES, "in use")
        return real(self, mode, *given, **named)

    monkeypatch.setattr(Path, "open", hold)
    with pytest.raises(OutputError) as told, whole_folder(tmp_path / "汇总", force=True) as path:
        (path / "summary.xlsx").write_bytes(b"new")
    assert "summary.xlsx" in str(told.value)
    assert "status.csv" not in str(told.value)
    assert "请先关闭" in str(told.value)
    assert {path.read_text() for path in (tmp_path / "汇总").iterdir()} == {"旧"}
    assert [path.name for path in tmp_path.iterdir()] == ["汇总"]


def test_folder__without_leave_to_write_is_not_said_to_be_open(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    refuse_moves(monkeypatch, refused(errno.EACCES, None), "汇总")
    with pytest.raises(OutputError, match="权限") as told, whole_folder(tmp_path / "汇总"):
        pass
    assert "请先关闭" not in str(told.value)


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to stand in, with a return, a roster, a template and its values."""
    (tmp_path / "收件").mkdir()
    shutil.copy(PROVINCE / "inbox" / "990121-02_清溪县公安局_2024.xlsx", tmp_path / "收件")
    (tmp_path / "名录.csv").write_text(
        "单位代码,单位名称,上级代码,单位性质,层级\n1,某县,,汇总,县\n10,某局,1,部门,县\n", encoding="utf-8"
    )
    shutil.copy(ROOT / "templates" / "blank-2021.xlsx", tmp_path / "空白.xlsx")
    (tmp_path / "数.json").write_text("{}", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


VERBS = {
    "结果.json": ["validate", "收件", "-o", "结果.json"],
    "退回/退回通知汇总.xlsx": ["validate", "收件", "--return-to", "退回"],
    "汇总/summary.xlsx": ["collate", "收件", "--roster", "名录.csv", "-o", "汇总"],
    "填好.xlsx": ["fill", "空白.xlsx", "数.json", "-o", "填好.xlsx"],
    "模板.xlsx": ["template", "2024", "-o", "模板.xlsx"],
    "比较.xlsx": ["compare", str(PROVINCE / "last-year"), str(PROVINCE / "last-year"), "--format", "xlsx", "-o",
                 "比较.xlsx"],
    "发放/manifest.csv": ["distribute", "名录.csv", "--year", "2024", "-o", "发放"],
    "发放/某县/10_某局_2024.xlsx": ["distribute", "名录.csv", "--year", "2024", "-o", "发放"],
    "演示/演示说明.xlsx": ["demo", "-o", "演示"],
}  # fmt: skip


@pytest.mark.parametrize("pattern", OWNERS)
@pytest.mark.parametrize("result", VERBS)
def test_verb__says_which_file_to_close_and_writes_nothing(home: Path, result: str, pattern: str) -> None:
    file = home / result
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("旧", encoding="utf-8")
    owner = file.with_name(pattern.format(file.name))
    owner.write_bytes(b"")
    before = sorted(home.rglob("*"))
    with pytest.raises(OutputError) as told:
        build()([*VERBS[result], "--force"], standalone_mode=False)
    for part in (file.name, "请先关闭", owner.name, "原有的文件没有动"):
        assert part in str(told.value)
    assert file.read_text(encoding="utf-8") == "旧"
    assert sorted(home.rglob("*")) == before


def test_verb__an_owner_file_of_what_is_not_replaced_stops_nothing(home: Path) -> None:
    (home / "~$另一个.xlsx").write_bytes(b"")
    (home / "~$模板.xlsx").write_bytes(b"")  # left behind by a program that fell
    build()(["template", "2024", "-o", "模板.xlsx"], standalone_mode=False)
    assert (home / "模板.xlsx").exists()
