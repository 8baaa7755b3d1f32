"""Distribution: a workbook an organ, a manifest, and a folder that a rerun completes."""

from __future__ import annotations

import csv
import hashlib
import os
import random
import resource
import shutil
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from tests.conftest import ROOT
from toolkit.form import load_form
from toolkit.output import OutputError
from toolkit.prior import Prior
from toolkit.records import Agency
from toolkit.roster import Roster, RosterLine, read_roster
from toolkit.writing import distribute, fill_workbook, write_template

KEY = b"k" * 32
ROSTER = """\
单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话
1,某省,,汇总,省,,
10,省办公厅,1,本级,省,,
2,某市,1,汇总,市,,
20,市办公室,2,本级,市,,
21,市教育局,2,部门,市,,
3,某县,2,汇总,县,,
30,城关镇,3,乡镇街道,乡,,
4,空县,2,汇总,县,,
"""


@pytest.fixture
def roster(tmp_path: Path) -> Roster:
    path = tmp_path / "roster.csv"
    path.write_text(ROSTER, encoding="utf-8")
    return read_roster(path)


def tree(folder: Path) -> dict[str, str]:
    """The digest of each file by its path."""
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in folder.rglob("*")
        if path.is_file()
    }


def test_distribute__gives_each_organ_a_workbook_in_its_governments_folder(roster: Roster, tmp_path: Path) -> None:
    distribute(roster, 2024, tmp_path / "out")
    assert sorted(tree(tmp_path / "out")) == [
        "manifest.csv",
        "某省/10_省办公厅_2024.xlsx",
        "某省/某市/20_市办公室_2024.xlsx",
        "某省/某市/21_市教育局_2024.xlsx",
        "某省/某市/某县/30_城关镇_2024.xlsx",
    ]


def test_distribute__governments_get_their_own_on_request(roster: Roster, tmp_path: Path) -> None:
    distribute(roster, 2024, tmp_path / "out", governments=True)
    assert "某省/某市/2_某市_2024.xlsx" in tree(tmp_path / "out")


def test_manifest__lists_every_workbook_with_digest_and_seal(roster: Roster, tmp_path: Path) -> None:
    manifest = distribute(roster, 2024, tmp_path / "out", seal_key=KEY)
    data = (tmp_path / "out" / "manifest.csv").read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(data.decode("utf-8-sig").splitlines()))
    assert list(rows[0]) == ["agency_code", "agency_name", "path", "sha256", "seal"]
    found = tree(tmp_path / "out")
    assert {row["path"]: row["sha256"] for row in rows} == {k: v for k, v in found.items() if k != "manifest.csv"}
    assert len({row["seal"] for row in rows}) == len(rows) == len(manifest.issued)
    assert all(len(row["seal"]) == 64 for row in rows)


def test_manifest__holds_no_cell_that_a_program_would_run(tmp_path: Path) -> None:
    lines = [
        RosterLine("1", "=1+1", "", "汇总", "市", "", "", 2),
        RosterLine("+2", "@局", "1", "部门", "市", "", "", 3),
    ]
    distribute(Roster("roster.csv", tuple(lines)), 2024, tmp_path / "out")
    rows = list(csv.reader((tmp_path / "out" / "manifest.csv").read_text("utf-8-sig").splitlines()))
    assert [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))] == []


def test_key__stands_in_no_file_handed_out(roster: Roster, tmp_path: Path) -> None:
    distribute(roster, 2024, tmp_path / "out", seal_key=b"secret-of-the-office-0123456789abcdef", zip_governments=True)
    for path in (tmp_path / "out").rglob("*.xlsx"):
        with zipfile.ZipFile(path) as archive:
            assert not any(b"secret-of-the-office" in archive.read(name) for name in archive.namelist())


def test_zip__one_for_each_government_that_relays(roster: Roster, tmp_path: Path) -> None:
    manifest = distribute(roster, 2024, tmp_path / "out", zip_governments=True)
    assert manifest.archives == ("某省.zip", "某省/某市.zip", "某省/某市/某县.zip")
    inside = {}
    for archive in manifest.archives:
        with zipfile.ZipFile(tmp_path / "out" / archive) as packed:
            inside[archive] = packed.namelist()
    assert inside == {
        "某省.zip": ["10_省办公厅_2024.xlsx", "某市.zip"],
        "某省/某市.zip": ["20_市办公室_2024.xlsx", "21_市教育局_2024.xlsx", "某县.zip"],
        "某省/某市/某县.zip": ["30_城关镇_2024.xlsx"],
    }


def test_rerun__keeps_what_is_right_and_completes_what_is_missing(roster: Roster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    distribute(roster, 2024, out, seal_key=KEY, zip_governments=True)
    before = tree(out)
    times = {path: path.stat().st_mtime_ns for path in out.rglob("*.xlsx")}
    gone = out / "某省/某市/20_市办公室_2024.xlsx"
    gone.unlink()
    (out / "某省/10_省办公厅_2024.xlsx").write_bytes(b"")  # as a power cut leaves it
    (out / "manifest.csv").unlink()
    manifest = distribute(roster, 2024, out, seal_key=KEY, zip_governments=True)
    assert tree(out) == before
    assert manifest.kept == 2
    assert (
        times[out / "某省/某市/21_市教育局_2024.xlsx"] == (out / "某省/某市/21_市教育局_2024.xlsx").stat().st_mtime_ns
    )


def test_rerun__what_differs_is_left_alone_without_force(roster: Roster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    distribute(roster, 2024, out)
    (out / "某省/10_省办公厅_2024.xlsx").write_bytes(b"filled in meanwhile")
    (out / "某省/某市/20_市办公室_2024.xlsx").unlink()
    before = tree(out)
    with pytest.raises(OutputError, match="10_省办公厅_2024"):
        distribute(roster, 2024, out)
    assert tree(out) == before
    distribute(roster, 2024, out, force=True)
    assert len(tree(out)) == 5


def test_rerun__a_workbook_that_was_saved_since_is_never_replaced(roster: Roster, tmp_path: Path) -> None:
    """Where an office collects returns in the folder it handed them out from, figures may be in them."""
    manifest = distribute(roster, 2024, tmp_path / "out")
    path = tmp_path / "out" / manifest.issued[0].path
    fill_workbook(path, {"fields": {"t3.received.natural": 5}}, tmp_path / "filled.xlsx")
    path.write_bytes((tmp_path / "filled.xlsx").read_bytes())
    before = {item: item.read_bytes() for item in (tmp_path / "out").rglob("*.xlsx")}
    with pytest.raises(OutputError, match="发出后又保存过"):
        distribute(roster, 2024, tmp_path / "out", deadline="2025年2月1日", force=True)
    assert {item: item.read_bytes() for item in (tmp_path / "out").rglob("*.xlsx")} == before


def test_rerun__names_workbooks_of_organs_no_longer_on_the_roster(roster: Roster, tmp_path: Path) -> None:
    distribute(roster, 2024, tmp_path / "out")
    fewer = Roster(roster.path, tuple(line for line in roster.lines if line.code != "21"))
    manifest = distribute(fewer, 2024, tmp_path / "out", force=True)
    assert [(stray.path, stray.now) for stray in manifest.strays] == [("某省/某市/21_市教育局_2024.xlsx", "")]


def renamed(roster: Roster) -> Roster:
    """21 bears another name, 30 belongs to the city."""
    lines = [replace(line, name="市教育体育局") if line.code == "21" else line for line in roster.lines]
    return Roster(roster.path, tuple(replace(line, parent="2") if line.code == "30" else line for line in lines))


def same(roster: Roster) -> Roster:
    return roster


def test_rerun__names_what_organs_had_under_old_names(roster: Roster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    distribute(roster, 2024, out, zip_governments=True)
    shutil.copy(out / "某省/10_省办公厅_2024.xlsx", out / "办公厅.xlsx")
    expected = {
        "某省/某市/21_市教育局_2024.xlsx": "某省/某市/21_市教育体育局_2024.xlsx",
        "某省/某市/某县/30_城关镇_2024.xlsx": "某省/某市/30_城关镇_2024.xlsx",
        "某省/某市/某县.zip": "",
        "办公厅.xlsx": "某省/10_省办公厅_2024.xlsx",
    }
    for _ in range(2):  # also when the manifest knows of the old names no more
        manifest = distribute(renamed(roster), 2024, out, zip_governments=True, force=True)
        assert {stray.path: stray.now for stray in manifest.strays if stray.path != "某省/某市/某县.zip"} == {
            path: now for path, now in expected.items() if path != "某省/某市/某县.zip"
        }
    assert set(expected) <= set(tree(out))


def test_rerun__an_organ_more_is_added(roster: Roster, tmp_path: Path) -> None:
    out = tmp_path / "out"
    fewer = Roster(roster.path, tuple(line for line in roster.lines if line.code != "30"))
    distribute(fewer, 2024, out, seal_key=KEY, zip_governments=True)
    before = tree(out)
    manifest = distribute(roster, 2024, out, seal_key=KEY, zip_governments=True)
    assert (manifest.kept, len(manifest.issued)) == (3, 4)
    distribute(roster, 2024, tmp_path / "whole", seal_key=KEY, zip_governments=True)
    assert tree(out) == tree(tmp_path / "whole")
    assert before.keys() < tree(out).keys()


def clear_away(out: Path) -> None:
    for path in out.rglob("*.xlsx"):
        path.unlink()  # sent out, and no longer needed here


def lay(name: str, content: bytes = b"") -> Callable[[Path], object]:
    return lambda out: (out / name).write_bytes(content)


def nothing(_: Path) -> None:
    pass


REFUSED: dict[str, tuple[Callable[[Path], object], Callable[[Roster], Roster], dict[str, Any]]] = {
    "renamed": (nothing, renamed, {}),
    "renamed, with archives": (nothing, renamed, {"zip_governments": True}),
    "another year": (nothing, same, {"year": 2023}),
    "with a key": (nothing, same, {"seal_key": KEY}),
    "another deadline": (clear_away, same, {"deadline": "2025年1月20日"}),
    "an archive of others": (lay("某省.zip", b"PK of somebody else"), same, {"zip_governments": True}),
    "a manifest of others": (lay("manifest.csv", "货物,数量".encode()), same, {}),
    "a manifest that is open": (lay("~$manifest.csv"), renamed, {"force": True}),
    "a workbook that is open": (lay("某省/某市/~$20_市办公室_2024.xlsx"), same, {"force": True, "deadline": "明天"}),
}


@pytest.mark.parametrize("how", REFUSED)
def test_refused__leaves_the_folder_as_it_was(roster: Roster, tmp_path: Path, how: str) -> None:
    prepare, change, options = REFUSED[how]
    out = tmp_path / "out"
    distribute(roster, 2024, out, zip_governments=True)
    (out / "某省/某市/某县/30_城关镇_2024.xlsx").unlink()
    (out / "某省/某市/某县").rmdir()  # what is missing would be added by a run that is not refused
    prepare(out)
    before, folders = tree(out), {path for path in out.rglob("*") if path.is_dir()}
    with pytest.raises(OutputError, match=r"没有改动|没有写"):
        distribute(change(roster), folder=out, **{"year": 2024, **options})
    assert tree(out) == before
    assert {path for path in out.rglob("*") if path.is_dir()} == folders


def test_prior__carry_in_and_last_years_figures_are_prefilled(roster: Roster, tmp_path: Path) -> None:
    import openpyxl

    form = load_form(2024)
    figures = tuple(index % 50 for index in range(len(form.fields)))
    manifest = distribute(roster, 2024, tmp_path / "out", prior=Prior(load_form(2023), 2023, {"21": figures}))
    assert manifest.without_prior == 3
    book = openpyxl.load_workbook(tmp_path / "out" / "某省/某市/21_市教育局_2024.xlsx", data_only=True)
    sheet = book["表三 依申请公开"]
    codes = ["natural", "company", "research", "welfare", "legal", "others", "total"]
    carried = [figures[form.by_code[f"t3.carried_out.{code}"].index] for code in codes]
    row = next(row for row in sheet.iter_rows(values_only=True) if str(row[0]).startswith("二、上年结转"))
    assert list(row[3:9]) == carried[:6]
    assert row[9] == sum(carried[:6])
    prompts = [item.prompt for item in sheet.data_validations.dataValidation]
    assert any("上年（2023年度）：" in (prompt or "") for prompt in prompts)


def test_prior__that_gives_nothing_to_carry_over_is_counted_as_none(roster: Roster, tmp_path: Path) -> None:
    form = load_form(2023)
    figures = tuple(None if item.code.startswith("t3.carried_out") else 1 for item in form.fields)
    manifest = distribute(roster, 2024, tmp_path / "out", prior=Prior(form, 2023, {"21": figures}))
    assert manifest.without_prior == 4


def big_roster(path: Path, organs: int) -> None:
    lines = ["单位代码,单位名称,上级代码,单位性质,层级,联系人,联系电话", "1,某省,,汇总,省,,"]
    lines += [f"{1000 + n},第{n}局,1,部门,省,," for n in range(organs)]
    path.write_text("\n".join(lines), encoding="utf-8")


@pytest.mark.slow
@pytest.mark.skipif(os.name != "posix", reason="kills the POSIX way")
def test_killed__a_rerun_completes_the_folder(tmp_path: Path) -> None:
    big_roster(tmp_path / "roster.csv", 400)
    command = [sys.executable, "-m", "toolkit", "distribute", str(tmp_path / "roster.csv"), "--year", "2024"]
    command += ["--seal", str(tmp_path / "key"), "--zip", "--quiet", "-o"]
    subprocess.run([*command, str(tmp_path / "whole")], check=True, cwd=ROOT)
    whole = tree(tmp_path / "whole")
    out = tmp_path / "out"
    chance = random.Random(2024)
    for _ in range(6):
        run = subprocess.Popen([*command, str(out)], cwd=ROOT)
        time.sleep(chance.uniform(0.3, 2.0))
        run.kill()
        run.wait()
        for path in out.rglob("*") if out.exists() else ():
            if path.suffix in (".xlsx", ".zip") and not path.name.startswith("."):
                assert zipfile.ZipFile(path).testzip() is None, path
    time.sleep(0.5)  # for the processes of the killed run to notice
    subprocess.run([*command, str(out)], check=True, cwd=ROOT)
    assert tree(out) == whole


@pytest.mark.slow
@pytest.mark.skipif(not Path("/proc/self/cmdline").exists(), reason="looks for processes in /proc")
def test_killed__its_processes_end_too(tmp_path: Path) -> None:
    big_roster(tmp_path / "roster.csv", 3000)
    command = [sys.executable, "-m", "toolkit", "distribute", str(tmp_path / "roster.csv"), "--year", "2024"]
    run = subprocess.Popen([*command, "-o", str(tmp_path / "out")], cwd=ROOT)
    while len(processes_at_work(tmp_path)) < 2 and run.poll() is None:
        time.sleep(0.05)
    run.kill()
    run.wait()
    deadline = time.monotonic() + 10
    while processes_at_work(tmp_path) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert processes_at_work(tmp_path) == []


def processes_at_work(folder: Path) -> list[str]:
    """Those that name ``folder`` on their command line."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if os.fsencode(folder) in path.read_bytes():
                found.append(path.parent.name)
        except OSError:
            continue  # ended meanwhile
    return found


@pytest.mark.skipif(os.name != "posix", reason="limits the POSIX way")
def test_full_disk__is_one_message_and_exit_2(roster: Roster, tmp_path: Path) -> None:
    def limit() -> None:
        import signal

        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, 20_000))

    done = subprocess.run(
        [
            sys.executable,
            "-m",
            "toolkit",
            "distribute",
            roster.path,
            "--year",
            "2024",
            "-o",
            str(tmp_path / "out"),
            "--quiet",
        ],
        cwd=ROOT,
        preexec_fn=limit,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert done.stderr.startswith("写不了")
    assert len(done.stderr.splitlines()) == 1
    assert [path for path in (tmp_path / "out").rglob("*") if path.is_file() and path.suffix == ".xlsx"] == []
    distribute(roster, 2024, tmp_path / "out")
    assert not list((tmp_path / "out").rglob(".nianbao*"))


@pytest.mark.skipif(os.name != "posix" or os.geteuid() == 0, reason="root may write anywhere")
def test_read_only_folder__is_one_message(roster: Roster, tmp_path: Path) -> None:
    (tmp_path / "out").mkdir(mode=0o500)
    with pytest.raises(OutputError, match="权限"):
        distribute(roster, 2024, tmp_path / "out")


def test_folder__a_file_in_its_place_is_one_message(roster: Roster, tmp_path: Path) -> None:
    (tmp_path / "out").write_text("")
    with pytest.raises(OutputError, match="写不了"):
        distribute(roster, 2024, tmp_path / "out")


def test_folder__two_runs_at_once_are_kept_apart(roster: Roster, tmp_path: Path) -> None:
    code = "import sys; from pathlib import Path; from toolkit.output import sole_user\n"
    code += "with sole_user(Path(sys.argv[1])): print('in', flush=True); sys.stdin.read()"
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "out")], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert other.stdout is not None
        other.stdout.readline()
        with pytest.raises(OutputError, match="另一个"):
            distribute(roster, 2024, tmp_path / "out")
    finally:
        other.communicate(b"")
    distribute(roster, 2024, tmp_path / "out")


def test_template__for_one_organ_is_the_one_that_is_distributed(roster: Roster, tmp_path: Path) -> None:
    distribute(roster, 2024, tmp_path / "out", seal_key=KEY, deadline="2025年1月20日")
    line = roster.by_code["21"]
    write_template(
        load_form(2024),
        tmp_path / "one.xlsx",
        agency=Agency(line.code, line.name),
        standing=(line.kind, line.level),
        deadline="2025年1月20日",
        seal_key=KEY,
    )
    parts = []
    for path in (tmp_path / "one.xlsx", tmp_path / "out/某省/某市/21_市教育局_2024.xlsx"):
        with zipfile.ZipFile(path) as archive:
            parts.append({name: archive.read(name) for name in archive.namelist()})
    assert parts[0] == parts[1]
