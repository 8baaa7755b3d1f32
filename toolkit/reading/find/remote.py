"""Files behind an fsspec URL (``s3://…``, ``file://…``): which there are, and their bytes.

Listed by whoever starts the run, fetched by whoever reads. fsspec is imported only where a URL was given; how to
get at a store (keys, endpoints) is its own configuration's business.
"""

from __future__ import annotations

import importlib
import stat
from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any, BinaryIO, Protocol

from ...findings import Finding, tell
from ...ooxml.limits import Limits, check_size
from ...ooxml.zip_reading import unpack
from ...refusal import GET_SCALE, Refused, ScaleError
from ...source import Source
from .archives import open_up
from .sources import (
    HIDDEN,
    LINK,
    MANIFEST,
    MANIFEST_NAME,
    TWICE,
    display_name,
    hides,
    is_manifest,
    reason_to_pass,
)

# Endings that say what a file is well enough: only others are opened while listing, to tell archives.
_WORKBOOKS = (".xlsx", ".xlsm", ".xls", ".xlsb", ".et", ".ods", ".csv")


class Search(Protocol):
    """What a search adds to, be it of local paths or of URLs."""

    limits: Limits
    files: list[Source]
    passed_over: Counter[str]
    findings: list[Finding]
    seen: set[str]


def find_remote(url: str, into: Search) -> None:
    """Adds every file at ``url`` (a file, or a folder with all below it), in the order of a local folder's.

    Raises ScaleError where no library knows such URLs.
    """
    name = display_name(url)
    try:
        system, path = _open_system(url)
        entries = [system.info(path)] if system.isfile(path) else list(_walk(system, path, into))
        if not entries and not system.exists(path):
            raise FileNotFoundError
    except ScaleError:
        raise
    except FileNotFoundError:
        into.findings.append(tell("FILE-MISSING", path=name))
        return
    except Exception:  # each store raises what it likes for no permission, no network, no bucket
        into.findings.append(tell("FILE-DENIED", path=name))
        return
    for entry in entries:
        _add(system, entry, into)


def fetch_remote(source: Source, limits: Limits) -> bytes:
    """The bytes of ``source``. Raises Refused where they can't be had."""
    try:
        system, path = _open_system(source.path)
        size = int(system.info(path)["size"])
        if source.member is None:
            check_size(size, limits)
            with system.open(path, "rb") as file:
                data = bytes(file.read(size + 1))
            if len(data) != size:
                raise Refused("FILE-CHANGED")
            return data
        check_size(max(source.member.size, source.member.packed), limits)
        with system.open(path, "rb") as file:
            return unpack(_reading(file), source.member, limits.file_size)
    except FileNotFoundError:
        raise Refused("FILE-MISSING", path=source.name) from None
    except (Refused, ScaleError):
        raise
    except Exception as error:
        raise Refused("FILE-DENIED", path=source.name) from error


def _open_system(url: str) -> tuple[Any, str]:
    """The file system of ``url`` and the path in it."""
    scheme = url.partition("://")[0]
    try:
        core = importlib.import_module("fsspec.core")
    except ImportError:
        raise ScaleError(f"读取 {scheme}:// 需要另装组件，请运行：{GET_SCALE}") from None
    try:
        system, path = core.url_to_fs(url)
    except ImportError as error:
        raise ScaleError(f"读取 {scheme}:// 还需要另一个组件（{error.name or error}），请先安装") from error
    except ValueError as error:
        raise ScaleError(f"不认识 {scheme}:// 这样的地址，请检查 PATH") from error
    return system, str(path)


def _walk(system: Any, folder: str, into: Search) -> Iterator[dict[str, Any]]:
    """The files in ``folder`` by name, then those of its folders."""
    entries = sorted(system.ls(folder, detail=True), key=lambda entry: _last(entry["name"]))
    for entry in entries:
        if entry["type"] != "directory" and entry["name"].rstrip("/") != folder.rstrip("/"):
            yield entry
    for entry in entries:
        if entry["type"] != "directory" or entry["name"].rstrip("/") == folder.rstrip("/"):
            continue
        if entry.get("islink"):
            into.passed_over[LINK] += 1
        elif hides(_last(entry["name"])):
            into.passed_over[HIDDEN] += 1
        else:
            yield from _walk(system, entry["name"], into)


def _add(system: Any, entry: dict[str, Any], into: Search) -> None:
    url = system.unstrip_protocol(entry["name"])
    last = _last(entry["name"])
    reason = LINK if entry.get("islink") else reason_to_pass(last, stat.S_IFREG)
    if url in into.seen:
        reason = TWICE
    if reason:
        into.passed_over[reason] += 1
        return
    into.seen.add(url)
    source = Source(display_name(url), url)
    if last.lower().endswith(_WORKBOOKS) and last != MANIFEST_NAME:
        into.files.append(source)
        return
    try:
        with system.open(entry["name"], "rb") as file:
            if is_manifest(last, bytes(file.read(64))):
                into.passed_over[MANIFEST] += 1
            else:
                file.seek(0)
                into.files += open_up(source, file.read(64), file, into.limits, into.passed_over)
    except Exception:
        into.files.append(source)  # told when it is read, in its place among the others


def _last(path: str) -> str:
    return path.rstrip("/").rpartition("/")[2]


def _reading(file: BinaryIO) -> Callable[[int, int], bytes]:
    def read_at(offset: int, size: int) -> bytes:
        file.seek(offset)
        return file.read(size)

    return read_at
