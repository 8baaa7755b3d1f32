"""Which CPython a bundle takes, told by its files alone; what is refused says which is needed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from platform import machine

import pytest

from tests.bundling.conftest import elf, linux_runtime, pe, windows_runtime
from tests.conftest import ROOT
from toolkit.bundling import BundlingError
from toolkit.bundling.binaries import machine_in
from toolkit.bundling.bundle import build_bundle
from toolkit.bundling.locking import MINORS
from toolkit.bundling.platforms import PLATFORMS, Platform
from toolkit.bundling.runtime import find_runtime, taken

WINDOWS, X86_64, AARCH64 = PLATFORMS.values()


def test_machine__is_told_by_the_header() -> None:
    assert [machine_in(elf(number)) for number in (62, 183, 258)] == ["ELF x86_64", "ELF aarch64", "ELF loongarch64"]
    assert [machine_in(pe(number)) for number in (0x8664, 0xAA64, 0x14C)] == ["PE x86_64", "PE aarch64", "PE i686"]
    assert [machine_in(head) for head in (b"", b"#!/bin/sh\n", b"MZ", b"\x7fELF", b"MZ".ljust(64, b"\xff"))] == [
        None
    ] * 5


@pytest.mark.parametrize("minor", MINORS)
def test_runtime__is_found_with_its_version(minor: str, tmp_path: Path) -> None:
    assert find_runtime(windows_runtime(tmp_path / "w", minor), WINDOWS, MINORS).minor == minor
    assert find_runtime(linux_runtime(tmp_path / "x", minor, 62), X86_64, MINORS).minor == minor
    linux_runtime(tmp_path / "a" / "python", minor, 183)
    assert find_runtime(tmp_path / "a", AARCH64, MINORS).folder == tmp_path / "a" / "python"  # as archives unpack


@pytest.mark.parametrize("platform", PLATFORMS.values(), ids=list(PLATFORMS))
def test_runtime__none_is_refused_with_the_one_needed(platform: Platform, tmp_path: Path) -> None:
    for given in (None, tmp_path, tmp_path / "none"):
        with pytest.raises(BundlingError) as refused:
            find_runtime(given, platform, MINORS)
        said = str(refused.value)
        assert "3.11、3.12、3.13、3.14" in said
        assert platform.build in said
        assert "\n" not in said


def test_runtime__of_another_machine_or_version_or_without_licence_is_refused(tmp_path: Path) -> None:
    unlicensed = windows_runtime(tmp_path / "u", "3.13")
    (unlicensed / "LICENSE.txt").unlink()
    bare = windows_runtime(tmp_path / "b", "3.13")
    (bare / "vcruntime140_1.dll").unlink()
    for given, platform, said in (
        (linux_runtime(tmp_path / "1", "3.13", 62), AARCH64, "是 ELF x86_64，不是 ELF aarch64"),
        (linux_runtime(tmp_path / "2", "3.13", 183), X86_64, "是 ELF aarch64，不是 ELF x86_64"),
        (windows_runtime(tmp_path / "3", "3.13", 0xAA64), WINDOWS, "是 PE aarch64，不是 PE x86_64"),
        (linux_runtime(tmp_path / "4", "3.13", 62), WINDOWS, "没有可用的 CPython"),
        (windows_runtime(tmp_path / "5", "3.10"), WINDOWS, "是 CPython 3.10"),
        (linux_runtime(tmp_path / "6", "3.9", 62), X86_64, "是 CPython 3.9"),
        (unlicensed, WINDOWS, "没有 CPython 的许可证"),
        (bare, WINDOWS, "没有可用的 CPython"),
    ):
        with pytest.raises(BundlingError, match=said):
            find_runtime(given, platform, MINORS)


def test_runtime__what_is_taken_has_no_tests_no_packages_no_windows_of_its_own(tmp_path: Path) -> None:
    windows = find_runtime(windows_runtime(tmp_path / "w", "3.13"), WINDOWS, MINORS)
    assert {place.as_posix() for _, place in taken(windows, WINDOWS)} == {
        "LICENSE.txt", "python.exe", "pythonw.exe", "python313.dll", "python3.dll", "vcruntime140.dll",
        "vcruntime140_1.dll", "DLLs/_ssl.pyd", "Lib/os.py",
    }  # fmt: skip
    linux = find_runtime(linux_runtime(tmp_path / "a", "3.12", 183), AARCH64, MINORS)
    assert {place.as_posix() for _, place in taken(linux, AARCH64)} == {
        "LICENSE.txt", "bin/python3", "lib/libpython3.12.so.1.0", "lib/libpython3.so", "lib/python3.12/LICENSE.txt",
        "lib/python3.12/lib-dynload/_ssl.so", "lib/python3.12/os.py",
    }  # fmt: skip


@pytest.mark.skipif(sys.platform != "linux" or machine() != "x86_64", reason="none is run on another machine")
def test_runtime__that_does_not_run_where_it_is_copied_to_is_refused(tmp_path: Path) -> None:
    runtime = linux_runtime(tmp_path / "cpython", "3.13", 62)
    with pytest.raises(BundlingError, match="换了地方就不能运行"):
        build_bundle(X86_64, runtime, tmp_path / "dist")
    assert list((tmp_path / "dist").iterdir()) == []


@pytest.mark.parametrize(
    "arguments", [[""], ["win_amd64"], ["loongarch64"], ["win_amd64", "--runtime", "none"], ["--x"]]
)
def test_command__refuses_in_one_chinese_line(arguments: list[str], tmp_path: Path) -> None:
    command = [sys.executable, "-m", "toolkit.bundling", *arguments, "-o", str(tmp_path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1
    assert any(sign >= "\u4e00" for sign in done.stderr)
    assert not list(tmp_path.iterdir())
