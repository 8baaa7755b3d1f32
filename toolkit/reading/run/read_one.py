"""One file from where it lies to a Return: fetched whole, recognised, guarded, then read."""

from __future__ import annotations

import hashlib
from dataclasses import replace

from python_calamine import CalamineError, PasswordError

from ...findings import Finding, tell
from ...memory import with_room
from ...ooxml.limits import DEFAULTS, Limits, check_size, megabytes
from ...ooxml.package import Package, open_package
from ...records import Return
from ...refusal import Refused
from ...source import Source
from ..find.default_password import is_locked, open_unasked
from ..find.fetch import fetch
from ..find.kinds import ARCHIVES, ENCRYPTED, READABLE, Sniffed, kinds
from ..find.sniff import sniff
from ..find.sniff_package import sniff_package
from ..guard.check import check_content, check_declared
from ..understand.admit import admit
from .opening import read_content


def read_one(source: Source, limits: Limits = DEFAULTS) -> Return:
    """What the workbook at ``source`` holds. Never raises for what a file holds; the file is opened for reading only.

    A top-level function of picklable arguments and result: any executor can map it over sources. It guards, but
    does not isolate: a library that aborts on a file takes the calling process with it.
    """
    data = b""
    try:
        if source.refused is not None:
            return unreadable(source.name, source.refused)
        data = fetch(source, limits)
        return with_room(lambda: admit(_read(source, data, limits)))
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
    gap = " " if kind.words[:1].isascii() else ""  # as between Chinese and Latin words anywhere
    return Refused("FILE-KIND", kind=gap + kind.words, remedy=kind.fix)


def unreadable(name: str, finding: Finding, data: bytes = b"") -> Return:
    """The Return of a file that could not be read."""
    return Return(name, hashlib.sha256(data).hexdigest() if data else "", None, (finding,))
