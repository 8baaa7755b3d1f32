"""The zip of a mutant: written honestly, or with the liberties that a zip gives."""

from __future__ import annotations

import io
import warnings
import zipfile
from collections.abc import Mapping
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


def pack(parts: Mapping[str, bytes], how: Mapping[str, object], rng: Random) -> bytes:
    """``parts`` as a zip. ``how``: method, streamed, shuffled, again (name, data), before, extra, folders, comment."""
    names = list(parts)
    if how.get("shuffled"):
        rng.shuffle(names)
    members = [(name, parts[name]) for name in names]
    members = [*how.get("before", ()), *members, *how.get("again", ())]  # type: ignore[misc]
    if how.get("folders"):
        members = [("xl/", b""), ("xl/worksheets/", b""), *members]
    stream: io.BytesIO | Unseekable = Unseekable() if how.get("streamed") else io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(stream, "w") as archive:
        warnings.simplefilter("ignore", UserWarning)  # a name given twice is meant
        for name, data in members:
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = _METHODS[str(how.get("method", "deflated"))]
            info.extra = how.get("extra", b"")  # type: ignore[assignment]
            archive.writestr(info, data)
        archive.comment = how.get("comment", b"")  # type: ignore[assignment]
    return bytes(stream.data) if isinstance(stream, Unseekable) else stream.getvalue()
