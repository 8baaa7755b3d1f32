"""An archive whose parts are packed beside their making: deflating takes a core of its own, about as long as making
the parts of a large workbook does. The archive is, to the byte, the one that ZipFile makes of the same files.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from typing import BinaryIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_AT_ONCE = 1 << 20  # bytes: small ones would wait for Python's lock more often than they are packed
_MADE = (1980, 1, 31, 0, 0, 0)  # as XlsxWriter dates them, so that equal content is equal bytes


class Packing:
    """The parts handed over so far, in their order, each a file that is complete."""

    def __init__(self, pool: ThreadPoolExecutor) -> None:
        self._pool, self._is_stopped = pool, Event()
        self._parts: list[tuple[str, Path, Future[Path]]] = []

    def add(self, name: str, path: Path) -> None:
        """Begins to pack the file ``path`` as part ``name``; both it and what lies beside it meanwhile go later."""
        self._parts.append((name, path, self._pool.submit(self._deflate, path)))

    def write(self, target: BinaryIO) -> None:
        """Writes the archive of all parts. Raises OSError where it, or a part, could not be written."""
        with ZipFile(target, "w", ZIP_DEFLATED) as archive:
            for name, path, packed in self._parts:
                _put(archive, name, path, packed.result())
                path.unlink()

    def stop(self) -> None:
        """Ends what is still being packed."""
        self._is_stopped.set()

    def _deflate(self, path: Path) -> Path:
        deflate = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
        packed = path.with_name(f"{path.name}.packed")
        with path.open("rb") as plain, packed.open("wb") as file:
            while not self._is_stopped.is_set() and (piece := plain.read(_AT_ONCE)):
                file.write(deflate.compress(piece))
            file.write(deflate.flush())
        return packed


@contextmanager
def packing() -> Iterator[Packing]:
    """A Packing; nothing of it runs on when the block ends."""
    with ThreadPoolExecutor(1) as pool:
        mine = Packing(pool)
        try:
            yield mine
        finally:
            mine.stop()
            pool.shutdown(cancel_futures=True)


class _Packed:
    """Stands where a ZipFile has its compressor, and gives what is packed already."""

    def __init__(self, file: BinaryIO) -> None:
        self._file = file

    def compress(self, plain: bytes) -> bytes:
        return self._file.read(len(plain))

    def flush(self) -> bytes:
        return self._file.read()


def _put(archive: ZipFile, name: str, path: Path, packed: Path) -> None:
    info = ZipInfo.from_file(path, name)
    info.date_time, info.compress_type = _MADE, ZIP_DEFLATED
    with path.open("rb") as plain, packed.open("rb") as ready, archive.open(info, "w") as part:
        vars(part)["_compressor"] = _Packed(ready)  # ZipFile still counts, checks and writes the heads
        while piece := plain.read(_AT_ONCE):
            part.write(piece)
    packed.unlink()
