"""A bundle as one file, the same bytes from the same folder: names in order, one time, nobody's."""

from __future__ import annotations

import gzip
import hashlib
import stat
import tarfile
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"
_MOMENT = 1577836800  # 2020-01-01, in all archives


def files_of(folder: Path) -> list[Path]:
    """The files in ``folder``, in one order on every machine."""
    return sorted((path for path in folder.rglob("*") if path.is_file()), key=lambda path: path.as_posix())


def write_sums(folder: Path) -> None:
    """Writes the SHA-256 of every file in ``folder``, as ``sha256sum -c`` reads them."""
    lines = [
        f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.relative_to(folder).as_posix()}\n"
        for path in files_of(folder)
    ]
    (folder / SUMS).write_text("".join(lines), encoding="utf-8", newline="\n")


def pack_zip(folder: Path, name: str, target: Path, level: int) -> None:
    """``folder`` as a zip archive, in which it is called ``name``."""
    moment = time.gmtime(_MOMENT)[:6]
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=level) as archive:
        for path, place, mode in _entries(folder, name):
            entry = zipfile.ZipInfo(place, moment)
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, (stat.S_IFREG | mode) << 16
            archive.writestr(entry, path.read_bytes(), compresslevel=level)


def pack_tar(folder: Path, name: str, target: Path, level: int) -> None:
    """``folder`` as a tar archive under gzip, in which it is called ``name``."""
    with (
        target.open("wb") as raw,
        gzip.GzipFile("", "wb", level, raw, mtime=_MOMENT) as packed,
        tarfile.open(fileobj=packed, mode="w", format=tarfile.PAX_FORMAT) as archive,
    ):
        for path, place, mode in _entries(folder, name):
            entry = tarfile.TarInfo(place)
            entry.size, entry.mtime, entry.mode = path.stat().st_size, _MOMENT, mode
            with path.open("rb") as file:
                archive.addfile(entry, file)


def _entries(folder: Path, name: str) -> Iterator[tuple[Path, str, int]]:
    for path in files_of(folder):
        runs = path.stat().st_mode & stat.S_IXUSR
        yield path, f"{name}/{path.relative_to(folder).as_posix()}", 0o755 if runs else 0o644
