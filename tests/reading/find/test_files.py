from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest

from toolkit.reading.find import sources
from toolkit.reading.find.files import find_files

WORKBOOK = b"PK\x03\x04" + bytes(26) + b"[Content_Types].xml"


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(WORKBOOK)


def names(*paths: Path) -> list[str]:
    return [Path(source.name).name for source in find_files(paths).files]


def archive(path: Path, *members: str, encoding: str = "utf-8") -> None:
    """A zip file with empty members, their names in ``encoding`` and not marked as UTF-8."""
    stream = io.BytesIO()
    placeholders = {
        chr(ord("A") + index) * len(member.encode(encoding)): member for index, member in enumerate(members)
    }
    with zipfile.ZipFile(stream, "w") as opened:
        for placeholder in placeholders:
            opened.writestr(placeholder, b"")
    data = stream.getvalue()
    for placeholder, member in placeholders.items():
        data = data.replace(placeholder.encode(), member.encode(encoding))
    path.write_bytes(data)


def test_files__folders_are_searched_with_all_below_them_in_order(tmp_path: Path) -> None:
    put(tmp_path, "b.xlsx", "a.xlsx", "市直/c.xlsx")
    assert names(tmp_path) == ["a.xlsx", "b.xlsx", "c.xlsx"]


def test_files__lock_files_hidden_files_and_shortcuts_are_passed_over_and_counted(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx", "~$a.xlsx", ".~lock.a.xlsx#", ".hidden.xlsx", "Thumbs.db", "a.xlsx.lnk", ".git/x.xlsx")
    found = find_files([tmp_path])
    assert [Path(source.path).name for source in found.files] == ["a.xlsx"]
    assert found.passed_over == {sources.LOCK: 2, sources.HIDDEN: 3, sources.SHORTCUT: 1}


def test_files__a_link_that_leads_outside_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "in/a.xlsx", "out/secret.xlsx")
    (tmp_path / "in" / "link.xlsx").symlink_to(tmp_path / "out" / "secret.xlsx")
    (tmp_path / "in" / "gone.xlsx").symlink_to(tmp_path / "nowhere")
    (tmp_path / "in" / "folder").symlink_to(tmp_path / "out")
    found = find_files([tmp_path / "in"])
    assert [Path(source.path).name for source in found.files] == ["a.xlsx"]
    assert found.passed_over == {sources.OUTSIDE: 1, sources.BROKEN_LINK: 1, sources.LINKED_FOLDER: 1}


def test_files__a_file_reached_twice_is_read_once(tmp_path: Path) -> None:
    put(tmp_path, "a.xlsx")
    (tmp_path / "z.xlsx").symlink_to(tmp_path / "a.xlsx")
    found = find_files([tmp_path, tmp_path / "a.xlsx"])
    assert [Path(source.path).name for source in found.files] == ["a.xlsx"]
    assert found.passed_over == {sources.TWICE: 2}


def test_files__a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.xlsx")
    assert find_files([tmp_path, tmp_path / "pipe.xlsx"]).passed_over == {sources.SPECIAL: 2}


def test_files__a_missing_path_is_told(tmp_path: Path) -> None:
    assert [finding.rule for finding in find_files([tmp_path / "none"]).findings] == ["FILE-MISSING"]


def test_files__an_archive_is_opened_whatever_its_names_are_written_in(tmp_path: Path) -> None:
    archive(tmp_path / "utf8.zip", "县教育局.xlsx", "市直/市财政局.xlsx")
    archive(tmp_path / "gbk.zip", "县教育局.xlsx", "市直/市财政局.xlsx", encoding="gbk")
    found = [source.name.removeprefix(f"{tmp_path}/") for source in find_files([tmp_path]).files]
    assert found == [
        "gbk.zip/县教育局.xlsx", "gbk.zip/市直/市财政局.xlsx", "utf8.zip/县教育局.xlsx", "utf8.zip/市直/市财政局.xlsx"
    ]  # fmt: skip


def test_files__what_an_archive_holds_besides_workbooks_is_passed_over(tmp_path: Path) -> None:
    archive(tmp_path / "in.zip", "a.xlsx", "~$a.xlsx", "__MACOSX/._a.xlsx", ".DS_Store", "folder/")
    found = find_files([tmp_path])
    assert [Path(source.name).name for source in found.files] == ["a.xlsx"]
    assert found.passed_over == {sources.LOCK: 1, sources.HIDDEN: 2}


def test_files__a_name_that_leaves_its_archive_is_refused_and_shown_harmless(tmp_path: Path) -> None:
    archive(tmp_path / "in.zip", "../../etc/a.xlsx", "/b.xlsx", "C:\\报送\\c.xlsx")
    found = find_files([tmp_path]).files
    assert [source.name.removeprefix(f"{tmp_path}/") for source in found] == [
        "in.zip/etc/a.xlsx", "in.zip/b.xlsx", "in.zip/报送/c.xlsx"
    ]  # fmt: skip
    assert [source.refused and source.refused.rule for source in found] == ["ARCHIVE-PATH", None, None]


def test_files__a_name_in_gbk_bytes_on_the_disk_can_be_shown(tmp_path: Path) -> None:
    raw = os.fsencode(tmp_path) + b"/" + "县教育局.xlsx".encode("gbk")
    with open(raw, "wb") as file:  # noqa: PTH123
        file.write(WORKBOOK)
    (source,) = find_files([tmp_path]).files
    assert Path(source.name).name == "县教育局.xlsx"
    assert Path(source.path).exists()


def test_files__the_list_that_came_with_the_workbooks_is_no_return(tmp_path: Path) -> None:
    (tmp_path / "manifest.csv").write_text("\ufeffagency_code,agency_name,path,sha256,seal\n", encoding="utf-8")
    assert find_files([tmp_path]).passed_over == {sources.MANIFEST: 1}


@pytest.mark.parametrize("folder", ["报告_files", "报告.files"])
def test_files__what_a_browser_saved_with_a_page_is_passed_over(tmp_path: Path, folder: str) -> None:
    for name in ("报告.html", f"{folder}/a.css", f"{folder}/b.png", f"{folder}/c.xlsx", "别的_files/d.css"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    found = find_files([tmp_path])
    assert sorted(Path(source.name).name for source in found.files) == ["c.xlsx", "d.css", "报告.html"]
    assert found.passed_over == {"网页的附属文件": 2}


def test_files__a_page_that_a_browser_saved_is_found_in_an_archive(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("报告.html", "报告_files/a.css", "报告_files/b.png"):
            archive.writestr(name, "x")
    found = find_files([tmp_path / "a.zip"])
    assert [Path(source.name).name for source in found.files] == ["报告.html"]
    assert found.passed_over == {"网页的附属文件": 2}
