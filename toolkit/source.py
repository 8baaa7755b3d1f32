"""Where a returned file lies, so that whoever has a return can say so, and have its bytes again."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from dataclasses import dataclass, field
from typing import NamedTuple

from .findings import Finding

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")

State = tuple[int, int]  # the size of a file, and its time of change in nanoseconds since 1970


class Member(NamedTuple):
    """One member of an archive as its directory has it: ``packed`` and ``size`` in bytes as declared, ``offset`` of its
    local header in the file, ``written`` the bytes of its name.
    """

    name: str
    offset: int
    packed: int
    size: int
    method: int
    checksum: int
    encrypted: bool
    written: bytes = b""

    @property
    def is_folder(self) -> bool:
        """Whether it is a folder and nothing else: something named as one that has content is a file."""
        return self.size == 0 and self.name.endswith(("/", "\\"))


@dataclass(frozen=True, slots=True)
class Source:
    """Where one file's bytes are: at ``path`` (an fsspec URL perhaps), or in the archive there as ``member``.

    ``name`` is what it is called in reports, such as ``inbox.zip/县教育局.xlsx``; ``refused`` says why it is not read.
    ``data`` holds the bytes themselves where they were fetched already; ``listed`` is the state that the file, or the
    archive, had when it was found, None where nobody knows.
    """

    name: str
    path: str
    member: Member | None = None
    refused: Finding | None = None
    data: bytes | None = field(default=None, repr=False)
    listed: State | None = None

    @property
    def is_remote(self) -> bool:
        return is_url(self.path)

    @property
    def modified(self) -> float:
        """The time of the file, or of its archive, in seconds since 1970; 0 where nobody knows."""
        return self.listed[1] / 1_000_000_000 if self.listed else 0.0


def is_url(path: str) -> bool:
    """Whether ``path`` is an fsspec URL; a drive letter is none."""
    return _URL.match(path) is not None


def state_of(status: os.stat_result) -> State:
    return status.st_size, status.st_mtime_ns


def state_at(path: str) -> State | None:
    """The state of the local file at ``path``; None where there is none."""
    with suppress(OSError, ValueError):
        return state_of(os.stat(path))  # noqa: PTH116
    return None
