from __future__ import annotations

import re
import zipfile
from dataclasses import fields
from functools import partial
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.conftest import ROOT
from tests.hostile import make
from tests.hostile.ole import ole
from toolkit.ooxml.limits import DEFAULTS, Limits
from toolkit.reading.find.files import find_files
from toolkit.reading.find.sources import Source
from toolkit.reading.run import read_one as fetching
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return


def read(data: bytes, folder: Path, limits: Limits = DEFAULTS) -> list[str]:
    path = folder / "a.xlsx"
    path.write_bytes(data)
    return [finding.rule for finding in read_one(Source("a.xlsx", str(path)), limits).findings]


@pytest.mark.parametrize(
    ("limits", "rule"),
    [
        (Limits(file_size=1000), "GUARD-SIZE"),
        (Limits(entries=5), "GUARD-ENTRIES"),
        (Limits(unpacked=10_000), "GUARD-UNPACKED"),
        (Limits(ratio=2, ratio_from=1000), "GUARD-RATIO"),
        (Limits(sheets=3), "GUARD-SHEETS"),
        (Limits(cells=50), "GUARD-CELLS"),
        (Limits(text=10), "GUARD-TEXT"),
        (Limits(strings=3), "GUARD-STRINGS"),
        (Limits(merges=3), "GUARD-MERGES"),
        (Limits(merged_area=10), "GUARD-MERGED-AREA"),
        (Limits(styles=3), "GUARD-STYLES"),
        (Limits(number_format=1), "GUARD-FORMAT"),
        (Limits(nesting=1), "GUARD-NESTING"),
    ],
)
def test_guard__a_workbook_over_a_limit_is_refused_for_that_limit(limits: Limits, rule: str, tmp_path: Path) -> None:
    assert read(make.template(), tmp_path, limits) == [rule]


def test_guard__a_cell_far_out_is_refused_for_the_area_or_the_grid(tmp_path: Path) -> None:
    far = make.with_rows(b'<row r="20000"><c r="B20000"><v>1</v></c></row>')
    blank = make.with_rows(b'<row r="1048576"><c r="XFD1048576" s="1"/></row>')
    assert read(far, tmp_path, Limits(area=10_000)) == ["GUARD-AREA"]
    assert read(far, tmp_path, Limits(rows=10_000)) == ["GUARD-GRID"]
    assert read(make.outside_columns(), tmp_path, Limits(columns=100)) == ["GUARD-GRID"]
    assert not [rule for rule in read(blank, tmp_path) if rule.startswith("GUARD-")]


@pytest.mark.parametrize(
    ("behind", "rule"),
    [
        (b"<!DOCTYPE worksheet>", "GUARD-DOCTYPE"),
        (b"<!ENTITY x 'y'>", "GUARD-DOCTYPE"),
        (b'<sheetData ><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData >', "PART-AMBIGUOUS"),
        (b'<mergeCells><mergeCell\nref="A1:XFD1048576"/></mergeCells>', "GUARD-MERGED-AREA"),
        (b"<extLst xmlns:x='urn:x'><x:f>cmd|'/c calc'!A0</x:f></extLst>", "DDE"),
    ],
)
def test_guard__what_follows_the_cells_is_looked_at_too(behind: bytes, rule: str, tmp_path: Path) -> None:
    for start in (b"</sheetData>", b"</sheetData >"):  # the second is none of the usual programs'
        data = make.changed(make.SHEET, lambda part, start=start: part.replace(b"</sheetData>", start + behind))  # type: ignore[misc]
        assert rule in read(data, tmp_path)


def test_guard__cells_are_counted_however_they_are_written(tmp_path: Path) -> None:
    for cell in (b"<c><v>1</v></c>", b"<c\n><v>1</v></c>", b"<c><f>A1</f></c>", b"<x:c><x:v>1</x:v></x:c>"):
        assert read(make.with_rows(b"<row>" + cell * 5_000 + b"</row>"), tmp_path, Limits(cells=5_000)) == [
            "GUARD-CELLS"
        ]


def test_guard__styled_blanks_are_no_volume(tmp_path: Path) -> None:
    rows = b"".join(b'<row r="%d"><c r="A%d" s="1"/></row>' % (number, number) for number in range(40, 9_000))
    told = read(make.with_rows(rows), tmp_path, Limits(cells=2_000, area=50_000))
    assert not [rule for rule in told if rule.startswith("GUARD-")]


def test_guard__a_column_of_four_letters_is_outside_the_grid(tmp_path: Path) -> None:
    assert read(make.with_rows(b'<row r="40"><c r="AAAA40"><v>1</v></c></row>'), tmp_path) == ["GUARD-GRID"]


def test_guard__a_part_whose_name_ends_in_capitals_is_looked_at(tmp_path: Path) -> None:
    members = make.parts()
    name = make.SHEET.replace(".xml", ".XML")
    members[name] = members.pop(make.SHEET).replace(b"<sheetData>", b"<!DOCTYPE x><sheetData>")
    members[make.RELATIONS] = members[make.RELATIONS].replace(b"sheet3.xml", b"sheet3.XML")
    assert read(make.packed(members), tmp_path) == ["GUARD-DOCTYPE"]


def test_guard__a_sheet_is_looked_at_whatever_its_part_is_called(tmp_path: Path) -> None:
    members = make.parts()
    relations = "xl/_rels/workbook.xml.rels"
    assert b"worksheets/sheet1.xml" in members[relations]
    members[relations] = members[relations].replace(b"worksheets/sheet1.xml", b"worksheets/sheet1.dat")
    sheet = members.pop("xl/worksheets/sheet1.xml")
    members["xl/worksheets/sheet1.dat"] = sheet.replace(b"<worksheet", b"<!DOCTYPE x><worksheet", 1)
    assert read(make.packed(members), tmp_path) == ["GUARD-DOCTYPE"]


def test_guard__an_old_file_of_too_many_sectors_is_refused(tmp_path: Path) -> None:
    assert read(ole({"Workbook": b""}), tmp_path, Limits(ole_sectors=0)) == ["FILE-OLE"]


def test_guard__an_archive_over_a_limit_is_refused_whole(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "in.zip", "w") as archive:
        for name in ("a.xlsx", "b.xlsx"):
            archive.writestr(name, make.template())
    for limits, rule in ((Limits(archive_entries=1), "GUARD-ENTRIES"), (Limits(archive_unpacked=9), "GUARD-UNPACKED")):
        (source,) = find_files([tmp_path], limits).files
        assert source.refused is not None
        assert source.refused.rule == rule


def test_guard__every_limit_stands_in_the_docs_with_its_default() -> None:
    text = (ROOT / "toolkit" / "reading" / "README.md").read_text(encoding="utf-8")
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d,.]+)", text, re.MULTILINE))
    assert {name: float(value.replace(",", "")) for name, value in told.items()} == {
        item.name: float(getattr(DEFAULTS, item.name)) / (1 << 20 if is_size(item.name) else 1)
        for item in fields(Limits)
    }


def is_size(name: str) -> bool:
    return name in ("file_size", "unpacked", "ratio_from", "text", "archive_unpacked", "memory")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(flips=st.lists(st.tuples(st.floats(0, 1, exclude_max=True), st.integers(1, 255)), min_size=1, max_size=30))
def test_guard__any_bytes_flipped_never_crash_it_nor_change_a_figure_unseen(
    flips: list[tuple[float, int]], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = _read_bytes(make.template(), monkeypatch)
    data = bytearray(make.template())
    for place, change in flips:
        data[int(place * len(data))] ^= change
    result = _read_bytes(bytes(data), monkeypatch)
    assert "READER-FAULT" not in {finding.rule for finding in result.findings}
    assert result.record in (None, good.record) or result.findings


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=3000), start=st.sampled_from([b"", b"PK\x03\x04", b"PK\x05\x06", ole({})[:600]]))
def test_guard__any_bytes_at_all_end_in_one_finding(start: bytes, data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    result = _read_bytes(start + data, monkeypatch)
    assert len(result.findings) == 1
    assert result.findings[0].rule != "READER-FAULT"


def _read_bytes(data: bytes, monkeypatch: pytest.MonkeyPatch) -> Return:
    def give(given: bytes, source: Source, limits: Limits) -> bytes:
        return given

    with monkeypatch.context() as patch:
        patch.setattr(fetching, "fetch", partial(give, data))
        return read_one(Source("a.xlsx", "a.xlsx"))
