"""Distribution: a workbook an organ, a manifest, and a folder that a rerun completes."""

from __future__ import annotations

import csv
import shutil
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from toolkit.editions import load_form
from toolkit.output import OutputError
from toolkit.prior import Prior
from toolkit.records import Agency
from toolkit.roster import Roster, RosterLine
from toolkit.writing import distribute, fill_workbook, write_template

from .outbox import KEY, tree


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
