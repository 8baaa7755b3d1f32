"""The bundle for this machine is unpacked and opened where nothing else is: no PATH, no network; in a long path."""

from __future__ import annotations

import csv
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
from pathlib import Path
from platform import machine

import pytest

from tests.bundling import desk_alone
from tests.bundling.conftest import turn
from tests.bundling.movable import MINOR, OF_THE_SYSTEM
from tests.conftest import ROOT
from toolkit.bundling.archive import files_of
from toolkit.bundling.bundle import Bundle, pack
from toolkit.bundling.locking import MINORS

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux" or machine() != "x86_64", reason="the bundle is for x86_64 Linux"),
    pytest.mark.skipif(MINOR not in MINORS, reason="no lock for the Python of the tests"),
]

PROVINCE = ROOT / "samples" / "province"
DEEP = ("政府信息公开工作年度报告（含下级单位）" * 3, "离线 工具&资料 100%", "再深一层的文件夹" * 7, "又一层'引号'" * 8)
LONG = ("annual-reports-of-all-departments-" * 4, "各单位报送件 & 附件", "one-more-folder-" * 3)  # as SQLite bears


@pytest.fixture(scope="session")
def unpacked(linux_bundle: Bundle, shared: Path) -> Path:
    """The bundle as an office has it, after the archive was unpacked into a deep folder with a Chinese name."""
    folder = shared.joinpath("office", *DEEP)
    there = folder / linux_bundle.folder.name
    with turn(shared):
        if not folder.is_dir():
            folder.mkdir(parents=True)
            with tarfile.open(pack(linux_bundle, level=1)) as packed:
                packed.extractall(folder, filter="data")
    assert len(str(there)) > 260  # in letters; in bytes twice that
    return there


def without_network() -> list[str]:
    """What a command stands behind to have no network."""
    unshare = shutil.which("unshare")
    for flags in ("-n", "-rn"):
        if unshare and subprocess.run([unshare, flags, "true"], capture_output=True).returncode == 0:
            return [unshare, flags]
    pytest.skip("no network namespace may be made here")


def nianbao(*arguments: str | Path, of: Path | None = None) -> str:
    """What a command says: of the bundle ``of``, with an empty environment; else of the development install."""
    if of is None:
        command, environment = [sys.executable, "-m", "toolkit"], {**os.environ, "PYTHONPATH": str(ROOT)}
    else:
        command, environment = [str(of / "nianbao")], {}
    done = subprocess.run([*command, *map(str, arguments)], env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr
    return done.stdout


def opened(folder: Path, of: Path | None = None) -> Path:
    given = ("--roster", PROVINCE / "roster.csv", "--year", "2024", "--prior", PROVINCE / "last-year", "--by", "李四")
    nianbao("round", "open", folder, *given, "--quiet", of=of)
    return folder


def states(summary: Path) -> list[tuple[str, str]]:
    """What became of each organ's return."""
    with (summary / "status.csv").open(encoding="utf-8-sig", newline="") as file:
        return [(row["agency_code"], row["state"]) for row in csv.DictReader(file)]


def test_bundle__plays_a_round_at_its_desk_with_nothing_but_itself(unpacked: Path, tmp_path: Path) -> None:
    before = {path: path.stat().st_mtime_ns for path in files_of(unpacked)}
    home = tmp_path.joinpath(*LONG)
    home.mkdir(parents=True)
    folder = opened(home / "2024 年度", of=unpacked)
    assert len(str(folder)) > 260
    script: list[str | Path] = [
        *without_network(),
        sys.executable,
        desk_alone.__file__,
        unpacked,
        folder,
        home,
        PROVINCE / "inbox",
    ]
    done = subprocess.run(script, capture_output=True, encoding="utf-8", cwd="/")
    assert done.returncode == 0, done.stderr
    seen = json.loads(done.stdout)
    assert not seen["network"]
    assert seen["first"][0] == 200
    assert seen["first"][1].startswith("text/html")
    assert "新收 51 份" in seen["said"][0]
    assert "冻结在汇总/1" in seen["said"][1]
    assert seen["ended"] == 0
    foreign = [path for path in seen["mapped"] if ".so" in path and not path.startswith(str(unpacked))]
    assert not [path for path in foreign if not Path(path).name.startswith((*OF_THE_SYSTEM, "libgcc_s", "libstdc++"))]
    assert {path: path.stat().st_mtime_ns for path in files_of(unpacked)} == before  # not a byte, not a .pyc

    ours = opened(tmp_path / "ours")
    nianbao("round", "take", ours, PROVINCE / "inbox", "--quiet")
    nianbao("round", "close", ours)
    theirs, own = folder / "汇总" / "1", ours / "汇总" / "1"
    assert (theirs / "facts.csv").read_bytes() == (own / "facts.csv").read_bytes()
    assert states(theirs) == states(own)


def test_bundle__its_command_runs_by_a_link_from_elsewhere(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "link").symlink_to(unpacked / "nianbao")
    said = subprocess.run([tmp_path / "link", "forms"], cwd="/", capture_output=True, encoding="utf-8").stdout
    assert said == nianbao("forms")


def test_bundle__is_closed_to_what_lies_about(unpacked: Path, tmp_path: Path) -> None:
    (tmp_path / "toolkit.py").write_text("raise SystemExit('not this one')", encoding="utf-8")
    environment = {"PYTHONPATH": str(tmp_path), "PYTHONHOME": str(tmp_path), "PYTHONSTARTUP": str(tmp_path / "x")}
    done = subprocess.run([unpacked / "nianbao", "--version"], cwd=tmp_path, env=environment, capture_output=True)
    assert (done.returncode, done.stdout[:8]) == (0, b"nianbao "), done.stderr


def test_bundle__reads_published_pdf(unpacked: Path) -> None:
    program = [str(unpacked / "python" / "bin" / "python3"), "-I", "-c", "import pdfplumber, pypdfium2"]
    assert subprocess.run(program, env={}).returncode == 0


def test_start_file__taken_out_of_its_folder_says_so(unpacked: Path, tmp_path: Path) -> None:
    alone = Path(shutil.copy(unpacked / "打开年报.sh", tmp_path))
    done = subprocess.run([alone], env={}, capture_output=True, encoding="utf-8")
    assert done.returncode == 2
    assert "重新解压" in done.stderr


def test_desktop_file__leads_to_the_start_file_beside_it(unpacked: Path, tmp_path: Path) -> None:
    lines = (unpacked / "打开年报.desktop").read_text(encoding="utf-8").splitlines()
    command = next(line.removeprefix("Exec=") for line in lines if line.startswith("Exec="))
    script = (
        command.replace("\\\\", "\\").removeprefix('sh -c "').removesuffix('" nianbao %k')
    )  # as the standard has it
    folder = tmp_path / "有 空格"
    folder.mkdir()
    start = folder / "打开年报.sh"
    start.write_text("#!/bin/sh\necho opened\n", encoding="utf-8")
    start.chmod(start.stat().st_mode | stat.S_IXUSR)
    unescaped = script.replace('\\"', '"').replace("\\$", "$")
    done = subprocess.run(["sh", "-c", unescaped, "nianbao", folder / "打开年报.desktop"], capture_output=True)
    assert done.stdout == b"opened\n", done.stderr
