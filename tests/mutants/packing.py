"""The zip of a mutant: written honestly, or with the liberties that a zip gives."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from random import Random

_METHODS = {
    "deflated": zipfile.ZIP_DEFLATED,
    "stored": zipfile.ZIP_STORED,
    "bzip2": zipfile.ZIP_BZIP2,
    "lzma": zipfile.ZIP_LZMA,
}


class Unseekable(io.RawIOBase):
    """A stream that can only be written to its end, so that sizes come behind the data (data descriptors)."""

    def __init__(self) -> None:
        super().__init__()
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, piece: object) -> int:
        block = bytes(piece)  # type: ignore[call-overload]
        self.data += block
        return len(block)


@dataclass(frozen=True, slots=True)
class Packing:
    """How a zip is written: with members before and behind the parts, in another order, with another method."""

    method: str = "deflated"
    streamed: bool = False
    shuffled: bool = False
    folders: bool = False
    before: tuple[tuple[str, bytes], ...] = ()
    behind: tuple[tuple[str, bytes], ...] = ()
    extra: bytes = b""
    comment: bytes = b""


HONESTLY = Packing()


def pack(parts: Mapping[str, bytes], how: Packing, rng: Random) -> bytes:
    """``parts`` as a zip."""
    members = list(parts.items())
    if how.shuffled:
        rng.shuffle(members)
    folders = [("xl/", b""), ("xl/worksheets/", b"")] if how.folders else []
    stream = Unseekable() if how.streamed else io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name given twice is meant
        for name, data in (*folders, *how.before, *members, *how.behind):
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = _METHODS[how.method]
            info.extra = how.extra
            archive.writestr(info, data)
        archive.comment = how.comment
    return bytes(stream.data) if isinstance(stream, Unseekable) else stream.getvalue()
