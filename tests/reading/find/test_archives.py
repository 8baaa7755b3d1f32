"""What is an archive of returns, and that every file found gets one verdict by a name of its own."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile import make
from tests.reading.find.zips import raw_zip, with_flag, zipped
from toolkit.reading import find_files
from toolkit.reading.find.files import Found
from toolkit.reading.run.read_one import read_one

XLSX = ("[Content_Types].xml", "_rels/.rels", "xl/workbook.xml", "xl/worksheets/sheet1.xml", "docProps/app.xml")


def found(folder: Path, data: bytes, name: str = "in.zip") -> Found:
    (folder / name).write_bytes(data)
    return find_files([folder / name])


def verdicts(folder: Path, data: bytes, name: str = "in.zip") -> list[tuple[str, str]]:
    """(name, first finding) of each Return."""
    returns = [read_one(source) for source in found(folder, data, name).files]
    return [(item.file.removeprefix(f"{folder}/"), item.findings[0].rule if item.findings else "") for item in returns]


@pytest.mark.parametrize(
    "members",
    [(), ("报送/",), ("报送\\",), ("~$a.xlsx", ".DS_Store"), ("__MACOSX/._a.xlsx", "报送/"), ("a.lnk",)],
    ids=["empty", "folder", "windows folder", "lock files", "system files", "shortcut"],
)
def test_archives__one_without_files_gets_one_verdict(members: tuple[str, ...], tmp_path: Path) -> None:
    assert verdicts(tmp_path, zipped(members)) == [("in.zip", "ARCHIVE-EMPTY")]


@pytest.mark.parametrize("name", ["a.xlsx", "a.xls", "a.et", "a.ods", "A.XLSX", "a.docx"])
@pytest.mark.parametrize("members", [(), ("报送/",), ("b.xlsx", "c.xlsx"), ("x.xml", "y.xml")])
def test_archives__what_is_named_as_a_document_is_one_file(name: str, members: tuple[str, ...], tmp_path: Path) -> None:
    assert verdicts(tmp_path, zipped(members), name) == [(name, "FILE-KIND")]


@pytest.mark.parametrize(
    "members",
    [
        tuple(f"县教育局/{part}" for part in XLSX),
        ("word/document.xml", "word/media/image1.png", "_rels/.rels"),
        ("META-INF/MANIFEST.MF", "a.class", "说明.pdf"),
        ("mimetype", "META-INF/container.xml", "OEBPS/1.xhtml", "OEBPS/1.jpg"),
        ("xl/workbook.xml", "xl/embeddings/a.xlsx"),
        ("index.html", "style.css", "logo.png"),
        ("Index/Document.iwa", "preview.jpg"),
        ("docProps/app.xml", "word/media/image1.png", "word/embeddings/oleObject1.xlsx"),
        ("OFD.xml", "Doc_0/Attachs/a.xlsx"),
        ("mimetype", "content.xml", "a.xlsx"),
    ],
    ids=[
        "unpacked xlsx",
        "docx without types",
        "jar",
        "epub",
        "xlsx without types",
        "web site",
        "numbers",
        "left over",
        "ofd",
        "ods",
    ],
)
def test_archives__parts_of_something_else_are_one_file(members: tuple[str, ...], tmp_path: Path) -> None:
    assert verdicts(tmp_path, zipped(members)) == [("in.zip", "FILE-KIND")]


@pytest.mark.parametrize(
    "members",
    [
        ("a.xlsx", "说明.txt"),
        ("一/a.et", "二/b.pdf"),
        ("a.jpg", "b.png"),
        ("内.zip",),
        ("word/县教育局.docx", "xl/b.xls"),
        ("[Content_Types].xml", "a.xlsx"),
        ("docProps/app.xml", "a.xlsx", "b.xlsx"),
        ("mimetype", "甲局/a.et"),
        ("xl/styles.xml", "a.xlsx"),
        ("[Content_Types].xml", "xl/workbook.xml", "a.xlsx"),
    ],
)
def test_archives__each_member_of_an_archive_of_returns_gets_one_verdict(
    members: tuple[str, ...], tmp_path: Path
) -> None:
    assert [name for name, _ in verdicts(tmp_path, zipped(members))] == [f"in.zip/{name}" for name in sorted(members)]


def test_archives__members_that_lost_their_endings_are_known_by_their_first_bytes(tmp_path: Path) -> None:
    data = zipped({"县教育局": make.template(), "县财政局": make.template()})
    assert [name for name, _ in verdicts(tmp_path, data)] == ["in.zip/县教育局", "in.zip/县财政局"]


def test_archives__the_list_of_workbooks_in_one_is_passed_over(tmp_path: Path) -> None:
    files = found(tmp_path, zipped({"a.xlsx": b"", "manifest.csv": b"agency_code,agency_name,path,sha256,seal\n"}))
    assert [Path(source.name).name for source in files.files] == ["a.xlsx"]


def test_archives__a_password_is_told_once_of_the_archive(tmp_path: Path) -> None:
    locked = with_flag(zipped(["a.xlsx", "b.xlsx"]), 1)
    assert verdicts(tmp_path, locked) == [("in.zip", "ARCHIVE-PASSWORD")]


def test_archives__a_member_packed_in_another_way_is_not_called_damaged(tmp_path: Path) -> None:
    for method in (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA):
        assert verdicts(tmp_path, zipped({"a.xlsx": make.template()}, method)) == [("in.zip/a.xlsx", "ARCHIVE-METHOD")]


NAMES = [
    b"a.xlsx", b"a.xlsx", b"./a.xlsx", b"/a.xlsx", b"C:/a.xlsx", b"C:\\a.xlsx", b"../a.xlsx", b"..", b"", b"a\0.xlsx",
    b"a\x01.xlsx", b"\xff\xfe\xfd.xlsx", b"\xff\xfe\xfc.xlsx", b"x" * 60_000 + b".xlsx", b"x" * 59_999 + b"y.xlsx",
    b"/" * 60_000, b"a/" * 30_000 + b"b.xlsx", "县教育局".encode("gbk") + b".xlsx",
    "\U00020000".encode() * 200 + b".xlsx",
]  # fmt: skip


def test_archives__strange_names_are_shown_apart_and_short(tmp_path: Path) -> None:
    files = found(tmp_path, raw_zip(NAMES, b"PK")).files
    shown = [source.name.removeprefix(f"{tmp_path}/in.zip/") for source in files]
    assert len(set(shown)) == len(shown) == len([name for name in NAMES if name != b"/" * 60_000]) + 1
    assert all(len(name) <= 210 for name in shown)
    assert all(len(part.encode()) <= 250 for name in shown for part in name.split("/"))
    assert not any(Path(source.name).is_file() for source in files)
    assert [read_one(source).file for source in files] == [source.name for source in files]
    astray = [source for source in files if source.refused is not None]
    assert [source.refused.rule for source in astray if source.refused] == ["ARCHIVE-PATH"] * 2


MEMBERS = st.one_of(
    st.sampled_from([*NAMES, b".DS_Store", b"a/", b"xl/workbook.xml", b"mimetype", b"a.jpg", b"b.zip", b"x.html"]),
    st.binary(max_size=12),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(archives=st.lists(st.lists(MEMBERS, max_size=6), max_size=4), ending=st.sampled_from([".zip", ".xlsx", ""]))
def test_archives__whatever_is_found_there_is_one_return_for_each_by_its_own_name(
    archives: list[list[bytes]], ending: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("found")
    for number, names in enumerate(archives):
        (folder / f"{number}{ending}").write_bytes(raw_zip(names, b"PK"))
    files = find_files([folder]).files
    assert len({source.name for source in files}) == len(files)
    assert [read_one(source).file for source in files] == [source.name for source in files]
    told = {source.path for source in files}
    assert told == {str(folder / f"{number}{ending}") for number in range(len(archives))}


def test_archives__one_that_is_cut_off_is_not_taken_for_its_last_member(tmp_path: Path) -> None:
    """Stored members are whole archives with an end of their own."""
    whole = zipped({f"{name}.xlsx": zipped(XLSX) for name in "abc"}, zipfile.ZIP_STORED)
    for mark in (b"PK00", b"PK\x07\x08"):  # of an archive that was to be split
        ((name, rule),) = verdicts(tmp_path, mark + whole[: len(whole) * 3 // 4])
        assert (name, rule) in (("in.zip", "FILE-TRUNCATED"), ("in.zip", "FILE-KIND")), mark
    for length in range(len(whole) // 4, len(whole), 7):
        ((name, rule),) = verdicts(tmp_path, whole[:length])
        assert (name, rule) == ("in.zip", "FILE-TRUNCATED"), length


@pytest.mark.parametrize("behind", [bytes(600), b"\r\n--end"])
def test_archives__what_stands_behind_one_is_passed_over(behind: bytes, tmp_path: Path) -> None:
    whole = zipped({f"{name}.xlsx": b"" for name in "ab"})
    assert [name for name, _ in verdicts(tmp_path, whole + behind)] == ["in.zip/a.xlsx", "in.zip/b.xlsx"]
