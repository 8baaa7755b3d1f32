"""Each government below the top gets its own tables, page and ranking."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import openpyxl

from tests.collating.province import everyone, roster
from tests.summaries import collated, province
from toolkit.collating import sum_up
from toolkit.form.layout import load_layout
from toolkit.jobs.collating import strangers_in_summary, write_collation
from toolkit.jobs.each_government import write_each_government
from toolkit.office import Office
from toolkit.reading import find_files


def test_each__has_a_folder_with_its_own_sum(tmp_path: Path) -> None:
    summary = collated(province(cities=2, counties=2, organs=2))
    folders = write_each_government(summary, tmp_path)
    assert [one.name for one in folders[:3]] == ["5201 第1市", "520101 第1市第1县", "520102 第1市第2县"]
    names = sorted(path.name for path in (tmp_path / "5201 第1市").iterdir())
    assert names == ["report.html", "summary.xlsx", "排名.xlsx"]
    assert not (tmp_path / "520101 第1市第1县" / "排名.xlsx").exists()
    layout = load_layout(summary.form)
    for code, folder in zip([code for code in summary.nodes if code != "52"], folders, strict=True):
        book = openpyxl.load_workbook(folder / "summary.xlsx", data_only=True)
        values = summary.nodes[code].values
        assert values is not None
        for item in summary.form.fields:
            sheet, cell = layout.place(item.index)
            assert Decimal(str(book[sheet][cell].value)) == item.unit.decimal(values[item.index])
        texts = {cell for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell}
        others = [line.name for line in summary.roster.lines if not line.code.startswith(code)]
        assert not texts.intersection(others)


def test_each__without_figures_there_is_none(tmp_path: Path) -> None:
    summary = sum_up(everyone(but=["520101-1", "520101-2"]), Office(roster(), year=2024))
    assert [one.name for one in write_each_government(summary, tmp_path)] == ["5201 乙市", "5202 戊市"]


def test_each__is_part_of_what_the_run_wrote_and_closed_to_others(tmp_path: Path) -> None:
    write_collation(sum_up(everyone(), Office(roster(), year=2024)), tmp_path, each_government=True)
    assert strangers_in_summary(tmp_path) == []
    assert (tmp_path / "排名.xlsx").is_file()
    inside = list((tmp_path / "520101 丙县").iterdir())
    assert {path.name for path in inside} == {"report.html", "summary.xlsx"}
    assert all(path.stat().st_mode & 0o077 == 0 for path in inside)
    (inside[0]).write_text("别的", encoding="utf-8")
    assert strangers_in_summary(tmp_path) == [f"520101 丙县/{inside[0].name}"]


def test_each__is_no_return_of_the_government_where_the_whole_folder_is_read(tmp_path: Path) -> None:
    """This office made them; one that is sent on and comes back by itself is a return as any summary is."""
    write_collation(sum_up(everyone(), Office(roster(), year=2024)), tmp_path, each_government=True)
    assert [Path(one.name).name for one in find_files([tmp_path]).files] == ["summary.xlsx"]
    county = tmp_path / "520101 丙县"
    asked = {Path(one.name).name for one in find_files([county]).files}
    assert "summary.xlsx" in asked
    (county / "补报.xlsx").write_bytes(b"PK")
    assert str(county / "补报.xlsx") in [one.name for one in find_files([tmp_path]).files]
