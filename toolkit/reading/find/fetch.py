"""The bytes of one file from where it lies: whole, and as they were at one moment."""

from __future__ import annotations

import os
import stat

from ...ooxml.limits import DEFAULTS, Limits, check_size
from ...ooxml.zip_reading import unpack
from ...refusal import Refused
from ...source import Member, Source, state_of


def fetch(source: Source, limits: Limits = DEFAULTS) -> bytes:
    """The bytes of ``source``, as they were at one moment. Raises Refused where they can't be had."""
    if source.data is not None:
        return source.data
    if source.is_remote:
        from .remote import fetch_remote

        return fetch_remote(source, limits)
    try:
        descriptor = os.open(source.path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise Refused("FILE-DENIED", path=source.name)
            if source.member is not None:
                if source.listed not in (None, state_of(before)):
                    raise Refused("FILE-CHANGED")
                data = _fetch_member(descriptor, source.member, limits)
            else:
                check_size(before.st_size, limits)
                data = _read_up_to(descriptor, before.st_size + 1)
            after = os.fstat(descriptor)
        finally:
            os.close(descriptor)
    except FileNotFoundError:
        raise Refused("FILE-MISSING", path=source.name) from None
    except OSError as error:
        raise Refused("FILE-DENIED", path=source.name) from error
    if state_of(before) != state_of(after) or (source.member is None and len(data) != before.st_size):
        raise Refused("FILE-CHANGED")
    return data


def _read_up_to(descriptor: int, length: int) -> bytes:
    data = os.read(descriptor, length)
    while len(data) < length and (more := os.read(descriptor, length - len(data))):
        data += more
    return data


def _fetch_member(descriptor: int, member: Member, limits: Limits) -> bytes:
    def read_at(offset: int, length: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return _read_up_to(descriptor, length)

    check_size(max(member.size, member.packed), limits)
    return unpack(read_at, member, limits.file_size)
