"""Bundles that tests share: each is built once in a run, from the wheels that an installer gets."""

from __future__ import annotations

import fcntl
import os
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.bundling.movable import MINOR, has_its_own_packages, make_movable
from toolkit.bundling import BundlingError
from toolkit.bundling.bundle import Bundle, build_bundle
from toolkit.bundling.platforms import PLATFORMS

_AWAY = ("error sending request", "dns error", "timed out")  # as uv says it


def elf(machine: int) -> bytes:
    """The beginning of a 64 bit program of Linux."""
    return b"\x7fELF\x02\x01\x01".ljust(16, b"\0") + struct.pack("<HH", 3, machine).ljust(48, b"\0")


def pe(machine: int) -> bytes:
    """The beginning of a program of Windows."""
    return b"MZ".ljust(60, b"\0") + struct.pack("<I", 64) + b"PE\0\0" + struct.pack("<H", machine).ljust(60, b"\0")


def windows_runtime(folder: Path, minor: str, machine: int = 0x8664) -> Path:
    """What a CPython for Windows looks like from outside."""
    digits = minor.replace(".", "")
    programs = ["python.exe", "pythonw.exe", f"python{digits}.dll", "python3.dll", "vcruntime140.dll"]
    programs += ["vcruntime140_1.dll", "DLLs/_ssl.pyd", "DLLs/_tkinter.pyd", "DLLs/tcl86t.dll"]
    texts = ["LICENSE.txt", "Lib/os.py", "Lib/test/test_os.py", "Lib/site-packages/pip/x.py", "include/Python.h"]
    return _laid(folder, dict.fromkeys(programs, pe(machine)) | dict.fromkeys(texts, b"#\n"))


def linux_runtime(folder: Path, minor: str, machine: int) -> Path:
    """What a CPython for Linux looks like from outside."""
    library = f"lib/python{minor}"
    programs = [
        f"bin/python{minor}",
        f"lib/libpython{minor}.so.1.0",
        "lib/libpython3.so",
        f"{library}/lib-dynload/_ssl.so",
    ]
    texts = [f"{library}/{name}" for name in ("LICENSE.txt", "os.py", "test/test_os.py", "site-packages/pip/x.py")]
    home = _laid(folder, dict.fromkeys(programs, elf(machine)) | dict.fromkeys(texts, b"#\n"))
    (home / "bin" / f"python{minor}").chmod(0o755)
    (home / "lib" / f"libpython{minor}.so").symlink_to(f"libpython{minor}.so.1.0")
    return home


def _laid(folder: Path, files: dict[str, bytes]) -> Path:
    for place, content in files.items():
        (folder / place).parent.mkdir(parents=True, exist_ok=True)
        (folder / place).write_bytes(content)
    return folder


def _built(name: str, minor: str, runtime: Callable[[Path], Path], into: Path) -> Bundle:
    """The bundle for a platform in ``into``, built where no other process has."""
    platform = PLATFORMS[name]
    for there in filter(Path.is_dir, into.glob("nianbao-*")):
        return Bundle(there, platform, minor, compiled=True)
    try:
        return build_bundle(platform, runtime(into.with_name(f"cpython-{name}")), into)
    except BundlingError as error:
        if "CI" not in os.environ and any(word in str(error) for word in _AWAY):
            pytest.skip(f"no wheels without network: {error}")
        raise


@pytest.fixture(scope="session")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that the processes of one run of the tests have in common, each in its turn."""
    own = tmp_path_factory.getbasetemp()
    folder = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "bundles"
    folder.mkdir(exist_ok=True)
    return folder


@contextmanager
def turn(folder: Path) -> Iterator[None]:
    """Keeps the other processes from making what is in ``folder`` at the same time."""
    with (folder / "turn").open("w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def linux_bundle(shared: Path) -> Bundle:
    """A bundle for this machine, whole, with the CPython that runs the tests."""
    if not has_its_own_packages():
        pytest.skip("Debian's own Python looks for packages in its own folders: it can't be moved")
    with turn(shared):
        return _built("manylinux_2_28_x86_64", MINOR, make_movable, shared / "linux")


@pytest.fixture(scope="session")
def windows_bundle(shared: Path) -> Bundle:
    """A bundle for Windows, whole but for its CPython, which is a stand-in."""
    with turn(shared):
        return _built("win_amd64", "3.13", lambda folder: windows_runtime(folder, "3.13"), shared / "windows")


@pytest.fixture(scope="session")
def aarch64_bundle(shared: Path) -> Bundle:
    """A bundle for aarch64, whole but for its CPython, which is a stand-in."""
    with turn(shared):
        return _built(
            "manylinux_2_28_aarch64", "3.12", lambda folder: linux_runtime(folder, "3.12", 183), shared / "aarch64"
        )


@pytest.fixture(scope="session", params=["windows_bundle", "aarch64_bundle", "linux_bundle"])
def bundle(request: pytest.FixtureRequest) -> Bundle:
    """Each of the three in turn."""
    found: Bundle = request.getfixturevalue(request.param)
    return found
