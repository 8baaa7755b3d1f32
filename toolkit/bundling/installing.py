"""Puts nianbao and the wheels of a lock into the packages of a bundle, and nothing that only developers need."""

from __future__ import annotations

import csv
import os
import tempfile
from contextlib import suppress
from pathlib import Path, PurePosixPath

from .locking import CHECKOUT, lock_file, run_uv
from .platforms import EXTRAS, Platform

NAME = "nianbao-toolkit"
WANTED = f"{NAME}[{','.join(EXTRAS)}]"

# What only who builds or tests a library needs, or who reads from servers: by name of a folder, beginning, ending.
_FOLDERS = {"tests", "__pycache__"}
_BEGINNINGS = (
    "bin/", "lxml/includes/", "numpy/_core/include/", "pyarrow/include/", "pyarrow/includes/", "pyarrow/src/",
    *(f"pyarrow/{name}" for name in ("_flight", "flight.", "libarrow_flight", "libarrow_python_flight")),
    *(f"pyarrow/{name}" for name in ("arrow_flight", "arrow_python_flight", "_s3fs", "libarrow_s3", "arrow_s3")),
    "pyarrow/_pyarrow_cpp_tests", "pygal/test/", "pyarrow/libarrow_testing", "pyarrow/arrow_testing",
)  # fmt: skip
_ENDINGS = (".pyx", ".pxd", ".pxi", ".lib", ".a", ".pdb")
_LEAVINGS = {"direct_url.json", "uv_cache.json", "uv_build.json", "REQUESTED"}  # of the machine that installs


def install(platform: Platform, minor: str, packages: Path) -> None:
    """Fills ``packages`` for ``platform`` and the CPython ``minor``. Raises BundlingError where wheels can't be had."""
    with tempfile.TemporaryDirectory() as folder:
        run_uv("build", "--wheel", "--out-dir", folder, str(CHECKOUT))
        (wheel,) = Path(folder).glob("*.whl")
        wanted = (
            "--target", str(packages), "--link-mode", "copy", "--no-deps", "--only-binary", ":all:",
            "--python-platform", platform.resolver, "--python-version", minor,
        )  # fmt: skip
        run_uv("pip", "install", *wanted, "--require-hashes", "--requirements", str(lock_file(platform, minor)))
        run_uv("pip", "install", *wanted, str(wheel))
    (packages / ".lock").unlink(missing_ok=True)
    trim(packages)


def trim(packages: Path) -> None:
    """Removes from ``packages`` what nobody needs who only runs it; the lists of what is installed tell of the rest."""
    for record in sorted(packages.glob("*.dist-info/RECORD")):
        with record.open(encoding="utf-8", newline="") as file:
            rows = list(csv.reader(file))
        for row in rows:
            if _left_out(row[0]):
                (packages / row[0]).unlink(missing_ok=True)
        with record.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(row for row in rows if not _left_out(row[0]))
    for folder, _, _ in os.walk(packages, topdown=False):
        with suppress(OSError):  # not empty
            Path(folder).rmdir()


def _left_out(place: str) -> bool:
    path = PurePosixPath(place)
    if path.name in _LEAVINGS and path.parent.suffix == ".dist-info":
        return True
    folders = set(path.parts[:-1])
    return bool(_FOLDERS & folders) or place.startswith(("../", *_BEGINNINGS)) or path.suffix in _ENDINGS
