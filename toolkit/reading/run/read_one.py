"""One file from where it lies to a Return: fetched whole, recognised, guarded, then read."""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import replace

from python_calamine import CalamineError, PasswordError

from ...findings import Finding, tell
from ...ooxml.limits import DEFAULTS, Limits
from ...ooxml.package import Package, open_package
from ...ooxml.zip_reading import Member, megabytes, unpack
from ...records import Return
from ...refusal import Refused
from ..find.default_password import is_locked, open_unasked
from ..find.kinds import ARCHIVES, ENCRYPTED, READABLE, Sniffed, kinds
from ..find.sniff import sniff
from ..find.sniff_package import sniff_package
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
        finding = tell("FILE-BROKEN", reason="读取组件认不出它的内部结构，可能是少见的写法，也可能已损坏")
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
        finding = tell("READER-STUMBLED")
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


def _fetch_member(descriptor: int, member: Member, limits: Limits) -> bytes:
    def read_at(offset: int, length: int) -> bytes:
        os.lseek(descriptor, offset, os.SEEK_SET)
        return _read_up_to(descriptor, length)

    check_size(max(member.size, member.packed), limits)
    return unpack(read_at, member, limits.file_size)


def _read(source: Source, data: bytes, limits: Limits) -> Return:
    found, package = _recognise(data, limits)
    opened = data
    if found.kind == ENCRYPTED or (found.kind == "xls" and is_locked(data, limits)):
        opened = open_unasked(data)
        check_size(len(opened), limits)
        found, package = _recognise(opened, limits)
    if found.kind not in READABLE:
        raise _refusal(found, source)
    told = check_content(opened, found.kind, package, limits)
    if found.macros:
        told.append(tell("MACROS"))
    result = read_content(source.name, opened, found.kind, package).with_findings(told)
    return result if opened is data else replace(result, sha256=hashlib.sha256(data).hexdigest())


def _recognise(data: bytes, limits: Limits) -> tuple[Sniffed, Package | None]:
    """What ``data`` is, and its parts where it is zipped."""
    if not data.startswith(b"PK"):
        return sniff(data), None
    package = open_package(data, limits)
    check_declared(package, len(data))
    return sniff_package(package), package


def _refusal(found: Sniffed, source: Source) -> Refused:
    if found.kind == ENCRYPTED:
        return Refused("FILE-ENCRYPTED")
    if found.kind in ARCHIVES and source.member is not None:
        return Refused("ARCHIVE-NESTED")
    kind = kinds().get(found.kind) or kinds()["unknown"]
    return Refused("FILE-KIND", kind=kind.words, remedy=kind.fix)


def unreadable(name: str, finding: Finding, data: bytes = b"") -> Return:
    """The Return of a file that could not be read."""
    return Return(name, hashlib.sha256(data).hexdigest() if data else "", None, (finding,))
