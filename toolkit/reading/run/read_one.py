"""One file from where it lies to a Return: fetched whole, recognised, guarded, then read."""

from __future__ import annotations

import hashlib
import os
import stat

from python_calamine import CalamineError, PasswordError

from ...findings import Finding, tell
from ...ooxml.limits import DEFAULTS, Limits
from ...ooxml.package import Package, open_package
from ...ooxml.zip_reading import Entry, megabytes, unpack
from ...records import Return
from ...refusal import Refused
from ..find.kinds import ARCHIVES, READABLE, Sniffed, sniff, sniff_package
from ..find.sources import Source
from ..guard.check import check_content, check_declared, check_size
from ..understand.admit import admit
from .opening import read_content


def read_one(source: Source, limits: Limits = DEFAULTS) -> Return:
    """What ``source`` holds. Never raises for what a file holds; the file is opened for reading only.

    A top-level function of picklable arguments and result: any executor can map it over sources. It guards, but
    does not isolate: a library that aborts on a file takes the calling process with it.
    """
    data = b""
    try:
        if source.refused is not None:
            return unreadable(source.name, source.refused)
        data = fetch(source, limits)
        return admit(_read(source, data, limits))
    except Refused as refused:
        finding = refused.finding
    except PasswordError:
        finding = tell("FILE-ENCRYPTED")
    except CalamineError:
        finding = tell("FILE-BROKEN", reason="内部结构不是完整的工作簿")
    except RecursionError:
        finding = tell("FILE-BROKEN", reason="内部结构嵌套过深")
    except MemoryError:
        finding = tell("GUARD-MEMORY", limit=megabytes(limits.memory))
    except Exception as error:
        # One file that trips over a fault of ours is told, and must not cost the office all the others.
        finding = tell("READER-FAULT", reason=type(error).__name__)
    except BaseException as error:
        if type(error).__name__ != "PanicException":  # what a library in Rust raises: nothing to import it from
            raise
        finding = tell("READER-DIED")
    return admit(unreadable(source.name, finding, data))


def fetch(source: Source, limits: Limits = DEFAULTS) -> bytes:
    """The bytes of ``source``, as they were at one moment. Raises Refused where they can't be had."""
    if source.data is not None:
        return source.data
    if source.is_remote:
        from ..find.remote import fetch_remote

        return fetch_remote(source, limits)
    try:
        descriptor = os.open(source.path, os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0))
        try:
            before = os.fstat(descriptor)
            if not stat.S_ISREG(before.st_mode):
                raise Refused("FILE-DENIED", path=source.name)
            if source.member is not None:
                if source.listed not in (None, (before.st_size, before.st_mtime_ns)):
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
    if (before.st_size, before.st_mtime_ns) != (after.st_size, after.st_mtime_ns) or (
        source.member is None and len(data) != before.st_size
    ):
        raise Refused("FILE-CHANGED")
    return data


def _read_up_to(descriptor: int, length: int) -> bytes:
    data = os.read(descriptor, length)
    while len(data) < length and (more := os.read(descriptor, length - len(data))):
        data += more
    return data


def _fetch_member(descriptor: int, member: Entry, limits: Limits) -> bytes:
    def read_at(offset: int, length: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return _read_up_to(descriptor, length)

    check_size(max(member.size, member.packed), limits)
    return unpack(read_at, member, limits.file_size)


def _read(source: Source, data: bytes, limits: Limits) -> Return:
    package: Package | None = None
    if data.startswith(b"PK"):
        package = open_package(data, limits)
        check_declared(package, len(data))
        found = sniff_package(package)
    else:
        found = sniff(data)
    if found.kind not in READABLE:
        raise _refusal(found, source)
    told = check_content(data, found.kind, package, limits)
    if found.macros:
        told.append(tell("MACROS"))
    return read_content(source.name, data, found.kind, package).with_findings(told)


def _refusal(found: Sniffed, source: Source) -> Refused:
    if found.kind == "encrypted":
        return Refused("FILE-ENCRYPTED")
    if found.kind in ARCHIVES and source.member is not None:
        return Refused("ARCHIVE-NESTED")
    return Refused("FILE-KIND", kind=found.words)


def unreadable(name: str, finding: Finding, data: bytes = b"") -> Return:
    """The Return of a file that could not be read."""
    return Return(name, hashlib.sha256(data).hexdigest() if data else "", None, (finding,))
