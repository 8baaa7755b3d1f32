"""A bundle from end to end: runtime, packages, start files, licences, sums, archive; and what is held true of it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from platform import machine

from packaging.requirements import Requirement

from .. import __version__
from ..output import whole_file, whole_folder
from . import BundlingError
from .archive import SUMS, files_of, pack_tar, pack_zip, write_sums
from .binaries import machine_of
from .distributions import installed, walk
from .installing import WANTED, install
from .licences import LIST, licences
from .locking import MINORS
from .platforms import Platform
from .runtime import LICENCE, Runtime, find_runtime, take_runtime
from .start_files import write_page, write_start_files

PYTHON = "python"  # the folder of the runtime in a bundle
LONGEST = 150  # letters of a path in a bundle, which leaves a hundred for where it is unpacked
_LOADED = "import ctypes, hashlib, lzma, sqlite3, ssl, sys, zlib; print(sys.prefix, *sys.path, sep=chr(10))"


@dataclass(frozen=True, slots=True)
class Bundle:
    """A bundle in ``folder``; ``compiled`` where its modules need not be compiled when they are first used."""

    folder: Path
    platform: Platform
    minor: str
    compiled: bool

    @property
    def packages(self) -> Path:
        return self.folder / PYTHON / self.platform.library(self.minor) / "site-packages"


def build_bundle(platform: Platform, runtime: Path | None, into: Path, *, force: bool = False) -> Bundle:
    """Builds the folder of a bundle for ``platform`` in ``into``, with the CPython that lies at ``runtime``.

    Needs the network. Raises BundlingError where it can't be built, OutputError where it can't be written.
    """
    found = find_runtime(runtime, platform, MINORS)
    folder = into / f"nianbao-{__version__}-{platform.name}"
    with whole_folder(folder, force=force, strangers=strangers) as making:
        bundle = Bundle(making, platform, found.minor, _compiles(platform, found.minor))
        _fill(bundle, found)
        hold_true(bundle)
        write_sums(making)
    return Bundle(folder, platform, found.minor, bundle.compiled)


def _fill(bundle: Bundle, runtime: Runtime) -> None:
    home = bundle.folder / PYTHON
    take_runtime(runtime, bundle.platform, home)
    if _is_this_machine(bundle.platform):
        _prove_it_moves(home, bundle.packages, bundle.platform)
    install(bundle.platform, bundle.minor, bundle.packages)
    if bundle.compiled:
        _compile(bundle)
    write_start_files(bundle.platform, __version__, bundle.folder)
    listed = licences(bundle.folder, bundle.packages, home / LICENCE, bundle.minor)
    write_page(bundle.folder / LIST, listed)


def hold_true(bundle: Bundle) -> None:
    """Raises BundlingError where ``bundle`` lacks a need, has what nobody needs, what is foreign, or a long path."""
    missing, idle = walk(Requirement(WANTED), installed(bundle.packages), bundle.platform.environment(bundle.minor))
    foreign, long = [], []
    for path in files_of(bundle.folder):
        place = path.relative_to(bundle.folder).as_posix()
        if machine_of(path) not in (None, bundle.platform.machine):
            foreign.append(place)
        if len(place) > LONGEST:
            long.append(place)
    for said, places in (
        ("缺少程序库", missing),
        ("多出没有用处的程序库", idle),
        ("有别的机器的程序", foreign),
        ("有太长的路径", long),
    ):
        if places:
            raise BundlingError(f"离线包没有打成，里面{said}：{'、'.join(places)}")


def pack(bundle: Bundle, *, force: bool = False, level: int = 6) -> Path:
    """``bundle`` as the one file that is handed on, beside its folder; ``level`` is how hard it is pressed, to 9."""
    ending, packing = (".zip", pack_zip) if bundle.platform.windows else (".tar.gz", pack_tar)
    target = bundle.folder.with_name(bundle.folder.name + ending)
    with whole_file(target, force=force) as making:
        packing(bundle.folder, bundle.folder.name, making, level)
    return target


def strangers(folder: Path) -> Sequence[str]:
    """What lies in the folder of an earlier bundle and is none of its files."""
    sums = folder / SUMS
    listed = sums.read_text(encoding="utf-8").splitlines() if sums.is_file() else []
    own = {line.partition("  ")[2] for line in listed} | {SUMS}
    places = (path.relative_to(folder) for path in files_of(folder) if path.parent.name != "__pycache__")
    return [place.as_posix() for place in places if place.as_posix() not in own]


def _is_this_machine(platform: Platform) -> bool:
    return sys.platform == platform.markers["sys_platform"] and machine() == platform.markers["platform_machine"]


def _compiles(platform: Platform, minor: str) -> bool:
    return _is_this_machine(platform) or minor == f"{sys.version_info[0]}.{sys.version_info[1]}"


def _prove_it_moves(home: Path, packages: Path, platform: Platform) -> None:
    """Raises BundlingError where the runtime does not run in ``home``, with nothing else to hold on to."""
    packages.mkdir(parents=True)
    command = [str(home / platform.interpreter), "-I", "-B", "-c", _LOADED]
    try:
        done = subprocess.run(command, env={}, stdout=-1, stderr=-2, encoding="utf-8", errors="replace")  # noqa: S603
        ran, said = not done.returncode, done.stdout.splitlines()
    except OSError as error:
        ran, said = False, [str(error.strerror)]
    if not ran or not {str(home.resolve()), str(packages.resolve())} <= set(said):
        raise BundlingError(f"这个 CPython 换了地方就不能运行，不能放进离线包：{' '.join(said)}")


def _compile(bundle: Bundle) -> None:
    """Compiles all modules, never to be held against their sources: no start writes anything into the bundle."""
    program = bundle.folder / PYTHON / bundle.platform.interpreter
    library = bundle.folder / PYTHON / bundle.platform.library(bundle.minor)
    command = [
        program if _is_this_machine(bundle.platform) else sys.executable, "-I", "-m", "compileall", "-f", "-qq",
        "-j", "0", "--invalidation-mode", "unchecked-hash", "-s", bundle.folder, library,
    ]  # fmt: skip
    subprocess.run(command, stdout=-3, stderr=-3, check=False)  # noqa: S603  (a template that is no module stays as it is)
