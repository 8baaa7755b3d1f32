"""``nianbao validate`` as it is called: where results go, and the exit status."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run as Command
from tests.reporting.workbooks import workbook

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(nianbao: Command) -> Run:
    """Runs the command: (exit status, standard output, standard error)."""

    def ran(*arguments: str) -> tuple[int, str, str]:
        done = nianbao(*arguments)
        return done.returncode, done.stdout, done.stderr

    return ran


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    """A folder with a good return, a wrong one, a file that is no workbook, and a lock file."""
    folder = tmp_path / "收件"
    folder.mkdir()
    workbook(folder / "好.xlsx")
    workbook(folder / "错.xlsx", changed={"t3.carried_out.natural": 99})
    (folder / "照片.xlsx").write_bytes(b"\xff\xd8\xff\xe0" + bytes(100))
    (folder / "~$好.xlsx").write_bytes(b"x")
    return folder


def test_validate__nothing_wrong_is_0(inbox: Path, run: Run) -> None:
    status, output, _ = run("validate", str(inbox / "好.xlsx"))
    assert status == 0
    assert "通过 1" in output


def test_validate__errors_are_1_results_on_stdout_and_notes_on_stderr(inbox: Path, run: Run) -> None:
    status, output, notes = run("validate", str(inbox))
    assert status == 1
    assert "表三!D30" in output
    assert "未读取" not in output
    assert "未读取 1 个" in notes


def test_validate__quiet_says_nothing_but_the_result(inbox: Path, run: Run) -> None:
    assert run("validate", str(inbox), "--quiet")[2] == ""


def test_validate__json_on_stdout_is_json_and_nothing_else(inbox: Path, run: Run) -> None:
    status, output, _ = run("validate", str(inbox), "--format", "json")
    told = json.loads(output)
    assert status == 1
    assert {Path(item["file"]).name: item["status"] for item in told["returns"]} == {
        "好.xlsx": "accepted", "错.xlsx": "rejected", "照片.xlsx": "unreadable",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("name", "start"), [("a.json", b"{"), ("a.html", b"<!doctype"), ("a.xlsx", b"PK"), ("a.txt", b"[")]
)
def test_validate__the_ending_of_the_output_decides_the_format(
    inbox: Path, run: Run, tmp_path: Path, name: str, start: bytes
) -> None:
    run("validate", str(inbox / "好.xlsx"), "-o", str(tmp_path / name))
    assert (tmp_path / name).read_bytes().startswith(start)


def test_validate__never_overwrites_without_force(inbox: Path, run: Run, tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text("旧", encoding="utf-8")
    status, _, notes = run("validate", str(inbox), "-o", str(tmp_path / "a.json"))
    assert (status, (tmp_path / "a.json").read_text(encoding="utf-8")) == (2, "旧")
    assert "--force" in notes
    run("validate", str(inbox), "-o", str(tmp_path / "a.json"), "--force")
    assert json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))["tool"] == "nianbao"


@pytest.mark.parametrize(
    "arguments",
    [["没有这个文件.xlsx"], ["{inbox}", "--roster", "没有.csv"], ["{inbox}", "--prior", "没有"],
     ["{inbox}", "--seal", "没有"], ["{inbox}", "--year", "1999"], ["{inbox}", "--format", "xlsx"]],
)  # fmt: skip
def test_validate__what_cannot_be_carried_out_is_2_with_one_line(inbox: Path, run: Run, arguments: list[str]) -> None:
    status, output, notes = run("validate", *(argument.format(inbox=inbox) for argument in arguments))
    assert (status, output) == (2, "")
    assert len(notes.strip().splitlines()) == 1


def test_validate__sends_back_what_came_in_an_archive(inbox: Path, run: Run, tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "收件.zip", "w") as archive:
        archive.write(inbox / "错.xlsx", "局/错.xlsx")
    before = (tmp_path / "收件.zip").read_bytes()
    status, _, _ = run("validate", str(tmp_path / "收件.zip"), "--return-to", str(tmp_path / "退回"))
    assert status == 1
    assert {path.name for path in (tmp_path / "退回").iterdir()} == {
        "错-退回.xlsx", "错-退回通知.txt", "退回通知汇总.xlsx",
    }  # fmt: skip
    assert (tmp_path / "收件.zip").read_bytes() == before


def test_validate__says_in_what_goes_back_who_asks_whom_to_call_and_by_when(
    inbox: Path, tmp_path: Path, run: Run
) -> None:
    asked = ("--office", "某市政府办公室", "--contact", "张三 0571-88001234", "--deadline", "2025年2月10日")
    status, _, notes = run("validate", str(inbox / "错.xlsx"), "--return-to", str(tmp_path / "退回"), *asked)
    assert status == 1, notes
    told = (tmp_path / "退回" / "错-退回通知.txt").read_text(encoding="utf-8")
    for text in ("某市政府办公室", "张三 0571-88001234", "2025年2月10日"):
        assert text in told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (("--contact", "张三"), "--return-to"),
        (("--return-to", "退回", "--deadline", "下周"), "不是日期"),
        (("--return-to", "退回", "--deadline", "2024-02-10"), "请核对年份"),
        (("--return-to", "退回", "--contact", "张" * 101), "太长"),
    ],
)
def test_validate__refuses_what_can_not_stand_in_a_letter(
    inbox: Path, run: Run, asked: tuple[str, ...], told: str
) -> None:
    status, _, notes = run("validate", str(inbox / "错.xlsx"), *asked)
    assert status == 2
    assert told in notes
    assert not Path("退回").exists()
