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
from tests.reading.find.zips import zipped
from toolkit.ooxml.limits import DEFAULTS, Limits
from toolkit.reading import read_workbook
from toolkit.reading.find.files import find_files
from toolkit.reading.guard.opendocument import count_cells
from toolkit.reading.run import read_one as fetching
from toolkit.reading.run.read_one import read_one
from toolkit.records import Return
from toolkit.source import Source


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


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (b"<a:lnTo><a:pt x='1' y='2'/></a:lnTo>" * 500, []),
        (b"<a></a><b/>" * 500, []),
        (b"<a>" + b"<b/></a><a>" * 500 + b"</a>", []),
        (b"<a></a>" * 500, []),
        (b"<a>" * 64 + b"</a>" * 64, ["GUARD-NESTING"]),
        (b"<a x='>'>" * 64 + b"<b/>" + b"</a >" * 64, ["GUARD-NESTING"]),
    ],
)
def test_guard__depth_is_what_a_parser_counts(inside: bytes, told: list[str], tmp_path: Path) -> None:
    data = make.packed(make.parts() | {"xl/drawings/drawing9.xml": b"<x>" + inside + b"</x>"})
    assert [rule for rule in read(data, tmp_path) if rule.startswith("GUARD-")] == told


@pytest.mark.parametrize("before", [b"<!-- <sst > -->", b"<?x <sst ?>", b"<!-- --><?y?>\n"])
def test_guard__what_stands_before_the_root_is_not_taken_for_it(before: bytes, tmp_path: Path) -> None:
    data = make.changed(
        make.SHEET, lambda part: part[: part.find(b"<worksheet")] + before + part[part.find(b"<worksheet") :]
    )
    assert read(data, tmp_path, Limits(cells=300)) == ["GUARD-CELLS"]


@pytest.mark.parametrize(
    "content", [b"<?xml version='1.0'?>", b"<!-- -->", b"<?xml version='1.0'?>" + b" " * 500 + b"<a/>"]
)
def test_guard__a_part_without_a_root_at_its_start_is_gone_through_once(content: bytes, tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(make.packed(make.parts() | {"docProps/app.xml": content}))
    assert read_workbook(path, limits=Limits(seconds=10)).record is not None


def sheet_of(rows: bytes) -> bytes:
    return b'<office:document-content xmlns:table="t"><table:table table:name="a">' + rows + b"</table:table></x>"


@pytest.mark.parametrize(
    ("rows", "count"),
    [
        (b'<table:table-row><table:table-cell table:style-name="s"/></table:table-row>', 0),
        (b'<table:table-row><table:table-cell table:style-name="s"></table:table-cell></table:table-row>', 0),
        (b'<table:table-row table:number-rows-repeated="9"><table:table-cell office:value="1"/></table:table-row>', 9),
        (
            b'<table:table-row table:number-rows-repeated="9">'
            b'<table:table-cell table:number-columns-repeated="4" table:style-name="s"/>'
            b'<table:table-cell table:number-columns-repeated="3" office:value-type="string"><text:p>x</text:p>',
            27,
        ),
        (b"<t:table-row><t:table-cell><text:p>x</text:p></t:table-cell><t:covered-table-cell/></t:table-row>", 1),
        (b"<table:table-row><table:table-cell>\n </table:table-cell></table:table-row>", 0),
        (b'<table:table-cell table:number-columns-repeated="%s" table:formula="of:=1"/>' % (b"9" * 5000), 10**12),
    ],
)
def test_guard__an_opendocument_table_counts_cells_with_content(rows: bytes, count: int) -> None:
    assert count_cells(sheet_of(rows)) == count


def test_guard__a_document_type_in_a_script_of_an_opendocument_file_is_none_of_ours(tmp_path: Path) -> None:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    for name, told in (("Basic/Standard/a.xml", False), ("content.xml", True), ("styles.xml", True)):
        data = make.packed({"mimetype": kind, "content.xml": b"<x/>", name: b"<!DOCTYPE x><x/>"})
        assert ("GUARD-DOCTYPE" in read(data, tmp_path)) == told


@pytest.mark.parametrize("name", [make.SHEET, make.STRINGS, make.BOOK, "[Content_Types].xml"])
def test_guard__a_part_whose_own_record_says_otherwise_is_refused(name: str, tmp_path: Path) -> None:
    for place, change in ((30, 0x20), (8, 8), (26, 1)):  # its name, how it is packed, how long its name is
        data = bytearray(make.template())
        at = data.find(b"PK\3\4") if data.startswith(name.encode(), 30) else data.find(name.encode()) - 30
        data[at + place] ^= change
        assert read(bytes(data), tmp_path) == ["PACKAGE-NAME"]


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_guard__a_part_packed_in_another_way_is_not_called_damaged(method: int, tmp_path: Path) -> None:
    assert read(zipped(make.parts(), method), tmp_path) == ["PACKAGE-METHOD"]


def test_guard__a_workbook_in_the_other_encoding_reads_the_same(tmp_path: Path) -> None:
    wide = {name: part.replace(b"UTF-8", b"UTF-16").decode().encode("utf-16") for name, part in make.parts().items()}
    assert read(make.packed(wide), tmp_path) == read(make.template(), tmp_path)


def test_guard__a_panic_of_the_library_is_told_as_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class PanicException(BaseException):
        pass

    def panic(*_: object) -> None:
        raise PanicException

    monkeypatch.setattr(fetching, "read_content", panic)
    assert read(make.template(), tmp_path) == ["READER-STUMBLED"]


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
