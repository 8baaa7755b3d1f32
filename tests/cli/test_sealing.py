"""The seal key of a round: a new one makes all that is out worthless, so it is made only where that is wanted."""

from __future__ import annotations

import csv
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import ROOT
from toolkit.output import OutputError
from toolkit.reading import read_workbook
from toolkit.roster import read_roster
from toolkit.sealkey import read_seal_key
from toolkit.writing import distribute

from .conftest import Run

ROSTER = "单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话\n1,某省,,汇总,省,,\n10,省办公厅,1,本级,省,,\n"
Ran = subprocess.CompletedProcess[str]
Distribute = Callable[..., Ran]
WORKBOOK = Path("out", "某省", "10_省办公厅_2024.xlsx")


@pytest.fixture
def hand_out(nianbao: Run, tmp_path: Path) -> Distribute:
    """``hand_out("--seal", "a.key")`` into the folder out of ``tmp_path``."""
    (tmp_path / "名录.csv").write_text(ROSTER, encoding="utf-8")
    return lambda *options: nianbao("distribute", "名录.csv", "--year", "2024", "-o", "out", *options)


def content(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def refused(done: Ran, *told: str) -> None:
    assert (done.returncode, done.stdout) == (2, "")
    assert [word for word in told if word not in done.stderr] == []


@pytest.mark.parametrize(
    "standing", ["out/manifest.csv", "out/某市/1_某局_2024.xlsx", "out/1_某局_2024.XLSX", "out/某省.zip"]
)
def test_new_key__where_a_round_stands_is_2_with_both_remedies(
    hand_out: Distribute, tmp_path: Path, standing: str
) -> None:
    (tmp_path / standing).parent.mkdir(parents=True)
    (tmp_path / standing).write_bytes(b"handed out")
    before = content(tmp_path)
    refused(hand_out("--seal", "键/新.key"), "新.key", "--new-key", "发放时所用的密钥")
    refused(hand_out("--seal", "键/新.key", "--force"), "--new-key")
    assert content(tmp_path) == before
    assert not (tmp_path / "键").exists()


def test_new_key__is_made_unasked_where_nothing_stands(hand_out: Distribute, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "说明.txt").write_text("请于月底前报送", encoding="utf-8")
    assert hand_out("--seal", "a.key").returncode == 0
    assert len(read_seal_key(tmp_path / "a.key")) == 64


def test_known_key__asks_nothing(hand_out: Distribute, tmp_path: Path) -> None:
    assert hand_out("--seal", "a.key").returncode == 0
    before = content(tmp_path)
    (tmp_path / WORKBOOK).unlink()
    assert hand_out("--seal", "a.key").returncode == 0
    assert content(tmp_path) == before


def test_new_key__goes_ahead_where_it_is_asked_for(hand_out: Distribute, tmp_path: Path) -> None:
    assert hand_out("--seal", "a.key").returncode == 0
    old = read_workbook(tmp_path / WORKBOOK).seal
    before = content(tmp_path)
    refused(hand_out("--seal", "b.key", "--new-key"), "--force")
    assert content(tmp_path) == before
    done = hand_out("--seal", "b.key", "--new-key", "--force")
    assert done.returncode == 0
    assert "1 个工作簿的校验码与上次发放的不同" in done.stderr
    assert read_workbook(tmp_path / WORKBOOK).seal not in ("", old)
    assert read_seal_key(tmp_path / "b.key") != read_seal_key(tmp_path / "a.key")


def test_new_key__beside_workbooks_that_are_not_written_over_needs_no_force(
    hand_out: Distribute, tmp_path: Path
) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "9_撤销局_2024.xlsx").write_bytes(b"of an organ since dissolved")
    assert hand_out("--seal", "a.key", "--new-key").returncode == 0
    assert (tmp_path / "a.key").exists()


def test_new_key__never_replaces_a_key(hand_out: Distribute, tmp_path: Path) -> None:
    (tmp_path / "a.key").write_text("k" * 64, encoding="ascii")
    refused(hand_out("--seal", "a.key", "--new-key"), "已经存在")
    refused(hand_out("--seal", "a.key", "--new-key", "--force"), "已经存在")
    assert (tmp_path / "a.key").read_text(encoding="ascii") == "k" * 64
    assert not (tmp_path / "out").exists()


def test_new_key__without_seal_is_2(hand_out: Distribute, tmp_path: Path) -> None:
    refused(hand_out("--new-key"), "--seal")
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "options",
    [["--year", "1999"], ["--deadline", "月底"], ["--prior", "没有"], ["--prior", "坏"], ["--prior", "旧.csv"],
     ["-o", "名录.csv"], ["-o", "名录.csv/里面"]],
    ids=" ".join,
)  # fmt: skip
def test_refused__leaves_no_key_behind(hand_out: Distribute, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "坏").mkdir()
    (tmp_path / "坏" / "facts.csv").write_bytes(b"\xff\xfe\x00")
    before_last = "agency_code,year,edition,field,value\n10,2022,2021,t3.carried_out.natural,7\n"
    (tmp_path / "旧.csv").write_text(before_last, encoding="utf-8")
    refused(hand_out("--seal", "键/a.key", *options))
    assert not (tmp_path / "键").exists()


def test_refused__by_a_bad_roster_leaves_no_key_behind(hand_out: Distribute, tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text("单位代码\n1\n", encoding="utf-8")
    refused(hand_out("--seal", "a.key"))
    assert not (tmp_path / "a.key").exists()


@pytest.mark.skipif(os.name != "posix", reason="terminals the POSIX way")
@pytest.mark.parametrize(("answer", "made"), [("", False), ("n", False), ("y", True), ("是", True)])
def test_terminal__asks_and_does_what_is_said(hand_out: Distribute, tmp_path: Path, answer: str, made: bool) -> None:
    assert hand_out("--seal", "a.key").returncode == 0
    before = content(tmp_path)
    status, shown = at_terminal(tmp_path, answer, "--seal", "b.key", "--force")
    assert "确要生成新密钥吗" in shown
    assert (status, (tmp_path / "b.key").exists()) == ((0, True) if made else (2, False))
    assert (content(tmp_path) == before) is not made


def at_terminal(folder: Path, answer: str, *options: str) -> tuple[int, str]:
    """The exit status of the command run at a terminal where ``answer`` is typed, and all that is shown there."""
    import pty

    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "toolkit", "distribute", "名录.csv", "--year", "2024", "-o", "out", *options]
    run = subprocess.Popen(
        command,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "LC_ALL": "C.UTF-8"},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    )
    os.close(theirs)
    os.write(ours, f"{answer}\n".encode())
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # nobody holds the other end any more
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    return run.wait(timeout=60), shown.decode("utf-8", errors="replace")


def test_round__is_sealed_with_one_key_or_not_at_all(hand_out: Distribute, tmp_path: Path) -> None:
    """Also where the workbooks themselves have been moved on and only the manifest is left."""
    assert hand_out("--seal", "a.key").returncode == 0
    (tmp_path / WORKBOOK).unlink()
    (tmp_path / "b.key").write_text("k" * 64, encoding="ascii")
    before = content(tmp_path)
    refused(hand_out(), "带校验码", "--seal")
    refused(hand_out("--seal", "b.key"), "校验码与这次的不同")
    assert content(tmp_path) == before
    done = hand_out("--force")
    assert done.returncode == 0
    assert "校验码与上次发放的不同" in done.stderr
    refused(hand_out("--seal", "a.key"), "--force")


def test_round__the_same_guard_holds_for_a_script(tmp_path: Path) -> None:
    (tmp_path / "名录.csv").write_text(ROSTER, encoding="utf-8")
    roster = read_roster(tmp_path / "名录.csv")
    assert distribute(roster, 2024, tmp_path / "out", seal_key=b"a" * 32).resealed == 0
    (tmp_path / WORKBOOK).unlink()
    for key in (None, b"b" * 32):
        with pytest.raises(OutputError, match="校验码"):
            distribute(roster, 2024, tmp_path / "out", seal_key=key)
    assert not (tmp_path / WORKBOOK).exists()
    assert distribute(roster, 2024, tmp_path / "out", seal_key=b"b" * 32, force=True).resealed == 1


@pytest.mark.parametrize(
    "manifest", [b"", b"\xff\xfe", b"a,b\n1,2\n", b"agency_code,agency_name,path,sha256,seal\n1\n"]
)
def test_round__a_manifest_of_any_content_is_borne(hand_out: Distribute, tmp_path: Path, manifest: bytes) -> None:
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "manifest.csv").write_bytes(manifest)
    (tmp_path / "a.key").write_text("k" * 64, encoding="ascii")
    assert hand_out("--seal", "a.key", "--force").returncode == 0
    with (tmp_path / "out" / "manifest.csv").open(encoding="utf-8-sig", newline="") as file:
        assert [row["agency_code"] for row in csv.DictReader(file)] == ["10"]


@pytest.mark.parametrize("verb", ["validate", "collate"])
def test_key__is_never_made_where_returns_are_judged(
    hand_out: Distribute, nianbao: Run, tmp_path: Path, verb: str
) -> None:
    assert hand_out().returncode == 0
    before = content(tmp_path)
    given = ["out", "--roster", "名录.csv", "--seal", "键/没有.key"]
    refused(nianbao(verb, *given, *(["-o", "汇总"] if verb == "collate" else [])), "找不到密钥文件")
    assert content(tmp_path) == before
    assert not (tmp_path / "键").exists()
