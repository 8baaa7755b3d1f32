"""The relocatable CPython that a bundle holds: what lies at a path, and the part of it that is taken.

It may be for another machine than this one: its version is read from its files, its machine from its headers.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from . import BundlingError
from .binaries import machine_of
from .platforms import Platform

LICENCE = "LICENSE.txt"
_LEFT_OUT = {
    "__pycache__",
    "site-packages",
    "test",
    "tests",
    "idlelib",
    "turtledemo",
    "tkinter",
    "ensurepip",
    "lib2to3",
    "venv",
}
_LEFT_OUT_FILES = ("_tkinter.", "_tkinter_", "tcl8", "tcl9", "tk8", "tk9", "libtcl", "libtk", "tcl86", "tk86")
_WINDOWS_LIBRARY = re.compile(r"python3(\d+)\.dll", re.IGNORECASE)
_BESIDE = ("python3.dll", "vcruntime140.dll", "vcruntime140_1.dll")  # which the wheels are linked with; not in Windows
_MODULES = "config-"  # the static library that extensions are built with


@dataclass(frozen=True, slots=True)
class Runtime:
    """A CPython in ``folder``, fit for a platform; ``minor`` is its version as in ``3.13``."""

    folder: Path
    minor: str
    program: Path
    licence: Path


def find_runtime(given: Path | None, platform: Platform, minors: Iterable[str]) -> Runtime:
    """The runtime at ``given``, or in its folder ``python``, for ``platform`` and of one of ``minors``.

    Raises BundlingError, which says which is needed, where there is none.
    """
    if given is None:
        raise BundlingError(f"没有写 RUNTIME：{needed(platform, minors)}")
    if not given.is_dir():
        raise BundlingError(f"RUNTIME“{given}”不是文件夹：{needed(platform, minors)}")
    homes = [home for home in (given, given / "python") if _programs(home, platform)]
    if not homes:
        raise BundlingError(f"“{given}”里没有可用的 CPython：{needed(platform, minors)}")
    home = homes[0]
    wanted = [pair for pair in _programs(home, platform) if pair[0] in set(minors)]
    if not wanted:
        found = "、".join(minor for minor, _ in _programs(home, platform))
        raise BundlingError(f"“{home}”里是 CPython {found}：{needed(platform, minors)}")
    minor, program = max(wanted, key=lambda pair: int(pair[0].partition(".")[2]))
    machine = machine_of(program)
    if machine != platform.machine:
        raise BundlingError(
            f"“{program}”是 {machine or '别的文件'}，不是 {platform.machine}：{needed(platform, minors)}"
        )
    licences = [folder / LICENCE for folder in (home, home / platform.library(minor))]
    licence = next((path for path in licences if path.is_file()), None)
    if licence is None:
        raise BundlingError(f"“{home}”里没有 CPython 的许可证 {LICENCE}，不能再发给别人：{needed(platform, minors)}")
    return Runtime(home, minor, program, licence)


def needed(platform: Platform, minors: Iterable[str]) -> str:
    """What has to be given, in one sentence."""
    listed = sorted(minors, key=lambda minor: int(minor.partition(".")[2]))
    return (
        f"给{platform.spoken} 用的离线包，要有一个解开的、可以移动的 CPython（{'、'.join(listed)} 之一），"
        f"例如 python-build-standalone 的 cpython-{listed[-1]}.…-{platform.build}-install_only，"
        "用 RUNTIME=文件夹 指给它"
    )


def _programs(home: Path, platform: Platform) -> list[tuple[str, Path]]:
    """The versions that lie in ``home``, each with its program."""
    if platform.windows:
        if not all((home / place).is_file() for place in ("python.exe", "Lib/os.py", *_BESIDE)):
            return []
        found = (_WINDOWS_LIBRARY.fullmatch(path.name) for path in sorted(home.iterdir()))
        return [(f"3.{match[1]}", home / "python.exe") for match in found if match]
    found_here = ((path.parent.name.removeprefix("python"), path) for path in sorted(home.glob("lib/python3.*/os.py")))
    pairs = ((minor, home / "bin" / f"python{minor}") for minor, _ in found_here)
    return [(minor, program) for minor, program in pairs if re.fullmatch(r"3\.\d+", minor) and program.is_file()]


def take_runtime(runtime: Runtime, platform: Platform, into: Path) -> None:
    """Copies what a bundle needs of ``runtime``: no links, tests or packages, nothing to build or draw windows with."""
    for source, place in taken(runtime, platform):
        target = into / place
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)
        shutil.copymode(source, target)


def taken(runtime: Runtime, platform: Platform) -> Iterator[tuple[Path, PurePosixPath]]:
    """Each file that is taken, with its place."""
    home = runtime.folder
    yield runtime.licence, PurePosixPath(LICENCE)
    yield runtime.program, platform.interpreter
    library = home / platform.library(runtime.minor)
    for path in sorted(library.rglob("*")):
        place = path.relative_to(library)
        if path.is_file() and not _LEFT_OUT & set(place.parts) and not place.parts[0].startswith(_MODULES):
            yield from _unless_left_out(path, platform.library(runtime.minor) / PurePosixPath(*place.parts))
    if platform.windows:
        for path in sorted([*home.glob("*.dll"), home / "pythonw.exe", *home.glob("DLLs/*")]):
            if path.is_file():
                yield from _unless_left_out(path, PurePosixPath(path.relative_to(home).as_posix()))
    else:
        for path in _libraries(home / "lib"):
            yield from _unless_left_out(path, PurePosixPath("lib", path.name))


def _unless_left_out(path: Path, place: PurePosixPath) -> Iterator[tuple[Path, PurePosixPath]]:
    if not path.name.startswith(_LEFT_OUT_FILES) and path.suffix != ".pdb":
        yield path, place


def _libraries(folder: Path) -> list[Path]:
    """The shared libraries of ``folder``; of several names of one file those that programs are linked with."""
    found = [path for path in sorted(folder.glob("*.so*")) if path.is_file()]
    names: dict[Path, list[Path]] = {}
    for path in found:
        names.setdefault(path.resolve(), []).append(path)
    return [path for same in names.values() for path in same if len(same) == 1 or path.suffix != ".so"]
