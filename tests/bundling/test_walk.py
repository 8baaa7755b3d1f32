"""Needs are walked with the markers of the machine that a bundle is for, never those of the one that builds it."""

from __future__ import annotations

from pathlib import Path

from packaging.requirements import Requirement

from toolkit.bundling.distributions import installed, walk
from toolkit.bundling.installing import trim
from toolkit.bundling.platforms import PLATFORMS

WINDOWS, X86_64, _ = (platform.environment("3.13") for platform in PLATFORMS.values())


def put(packages: Path, name: str, version: str, *needs: str) -> None:
    folder = packages / f"{name}-{version}.dist-info"
    folder.mkdir(parents=True)
    lines = [f"Name: {name}", f"Version: {version}", *(f"Requires-Dist: {need}" for need in needs)]
    (folder / "METADATA").write_text("\n".join(lines) + "\n", encoding="utf-8")


def test_walk__a_need_of_windows_alone_is_missed_there_alone(tmp_path: Path) -> None:
    put(tmp_path, "Top_Level", "1", "click")
    put(tmp_path, "click", "8", 'colorama; sys_platform == "win32"', 'uvloop; extra == "fast"')
    assert walk(Requirement("top-level"), installed(tmp_path), WINDOWS) == (
        ['click: colorama; sys_platform == "win32"'],
        [],
    )
    assert walk(Requirement("top-level"), installed(tmp_path), X86_64) == ([], [])
    put(tmp_path, "colorama", "0.4")
    assert walk(Requirement("top-level"), installed(tmp_path), WINDOWS) == ([], [])
    assert walk(Requirement("top-level"), installed(tmp_path), X86_64) == ([], ["colorama"])


def test_walk__versions_must_serve_and_extras_count(tmp_path: Path) -> None:
    put(tmp_path, "top", "1", "one>=2", 'two[more]; extra == "pdf"')
    put(tmp_path, "one", "1.9")
    put(tmp_path, "two", "1", 'three<4; extra == "more"')
    put(tmp_path, "three", "4")
    assert walk(Requirement("top"), installed(tmp_path), X86_64) == (["top: one>=2 (1.9)"], ["one", "three", "two"])
    missing, idle = walk(Requirement("top[pdf]"), installed(tmp_path), X86_64)
    assert sorted(missing) == ["top: one>=2 (1.9)", 'two: three<4; extra == "more" (4)']
    assert idle == ["one", "three"]


def test_trim__what_is_left_out_goes_from_the_list_of_what_is_installed(tmp_path: Path) -> None:
    put(tmp_path, "one", "1")
    record = tmp_path / "one-1.dist-info" / "RECORD"
    places = [
        "one/a.py",
        "one/tests/data/b.csv",
        "bin/one",
        "one-1.dist-info/direct_url.json",
        "one-1.dist-info/RECORD",
    ]
    for place in places:
        (tmp_path / place).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / place).write_text("", encoding="utf-8")
    record.write_text("".join(f"{place},,\n" for place in places), encoding="utf-8")
    trim(tmp_path)
    assert record.read_text(encoding="utf-8") == "one/a.py,,\none-1.dist-info/RECORD,,\n"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "one-1.dist-info"]
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["a.py"]
