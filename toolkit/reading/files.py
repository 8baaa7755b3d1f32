"""Which files there are to read: in folders, in archives, and which are passed over and why."""

from __future__ import annotations

import os
import re
import stat
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..findings import Finding, tell
from .limits import DEFAULTS, Limits
from .refusal import Refused
from .zipped import Entry, megabytes, read_directory

# Why a file is passed over, in the words it is counted under.
LOCK, HIDDEN, SHORTCUT = "编辑锁文件", "隐藏文件或系统文件", "快捷方式"
OUTSIDE, BROKEN_LINK, SPECIAL = "指向文件夹外的链接", "失效的链接", "设备、管道等特殊文件"
TWICE, LINKED_FOLDER, MANIFEST = "重复给出的同一文件", "指向文件夹的链接", "发放清单"

_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin"})
_SHORTCUTS = (".lnk", ".url", ".desktop", ".webloc")
_OOXML_STARTS = (b"[Content_Types].xml", b"_rels/", b"xl/", b"docProps/", b"mimetype", b"word/", b"ppt/", b"customXml/")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_MANIFEST_HEAD = b"agency_code,agency_name,path,sha256,seal"


@dataclass(frozen=True, slots=True)
class Source:
    """Where one file's bytes are: at ``path``, or in the archive there as ``member``.

    ``name`` is what it is called in reports, such as ``inbox.zip/县教育局.xlsx``; ``refused`` says why it is not read.
    """

    name: str
    path: str
    member: Entry | None = None
    refused: Finding | None = None


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read, in a settled order; ``passed_over`` counts what is not looked at, by reason.

    ``findings`` tell of paths that can't be looked at: missing, or without permission.
    """

    files: tuple[Source, ...]
    passed_over: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def find_files(paths: Iterable[str | Path], limits: Limits = DEFAULTS) -> Found:
    """Every file at ``paths`` (files, folders with all below them, zip archives of workbooks).

    Files come in the order of ``paths``, within a folder by name. Nothing is opened except to tell an archive
    from a workbook.
    """
    search = _Search(limits)
    for path in paths:
        search.look_at(Path(path))
    return Found(tuple(search.files), dict(search.passed_over), tuple(search.findings))


class _Search:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files: list[Source] = []
        self.passed_over: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self._seen: set[str] = set()

    def look_at(self, path: Path) -> None:
        name = display_name(str(path))
        try:
            mode = path.stat().st_mode
            if stat.S_ISDIR(mode):
                self._walk(path)
                return
        except FileNotFoundError:
            self.findings.append(tell("FILE-MISSING", path=name))
            return
        except OSError:
            self.findings.append(tell("FILE-DENIED", path=name))
            return
        reason = reason_to_pass(path.name, mode)
        if reason:
            self.passed_over[reason] += 1
        else:
            self._add(path, name)

    def _walk(self, root: Path) -> None:
        inside = os.path.realpath(root)
        links: list[Path] = []
        for folder, folders, names in os.walk(root, onerror=self._deny):
            kept = []
            for name in sorted(folders):
                if Path(folder, name).is_symlink():
                    self.passed_over[LINKED_FOLDER] += 1
                elif name.startswith(".") or name.lower() in _SYSTEM:
                    self.passed_over[HIDDEN] += 1
                else:
                    kept.append(name)
            folders[:] = kept
            for name in sorted(names):
                path = Path(folder, name)
                try:
                    status = path.lstat()
                except OSError:
                    continue  # gone since the folder was listed
                reason = reason_to_pass(name, status.st_mode, getattr(status, "st_file_attributes", 0))
                if reason:
                    self.passed_over[reason] += 1
                elif stat.S_ISLNK(status.st_mode):
                    links.append(path)
                else:
                    self._add(path, display_name(str(path)))
        # After the files themselves, so that what a link and a name both lead to goes by its name.
        for path in links:
            self._follow(path, inside)

    def _follow(self, link: Path, inside: str) -> None:
        target = os.path.realpath(link)
        if not os.path.exists(target):  # noqa: PTH110
            self.passed_over[BROKEN_LINK] += 1
        elif os.path.commonpath([inside, target]) != inside:
            self.passed_over[OUTSIDE] += 1
        elif not stat.S_ISREG(os.stat(target).st_mode):  # noqa: PTH116
            self.passed_over[SPECIAL] += 1
        else:
            self._add(link, display_name(str(link)))

    def _add(self, path: Path, name: str) -> None:
        real = os.path.realpath(path)
        if real in self._seen:
            self.passed_over[TWICE] += 1
            return
        self._seen.add(real)
        try:
            with path.open("rb") as file:
                start = file.read(64)
                if start.startswith(b"PK") and not start[30:].startswith(_OOXML_STARTS):
                    self._add_archive(path, name)
                elif path.name == "manifest.csv" and _MANIFEST_HEAD in start:
                    self.passed_over[MANIFEST] += 1
                else:
                    self.files.append(Source(name, str(path)))
        except OSError:
            # Told when it is read, in its place among the others.
            self.files.append(Source(name, str(path)))

    def _add_archive(self, path: Path, name: str) -> None:
        """The files in the archive at ``path``; the archive itself where it is a workbook, or can't be opened."""
        try:
            entries = _read_archive(path, self.limits)
        except Refused as refused:
            self.files.append(Source(name, str(path), refused=refused.finding))
            return
        if entries is None:
            self.files.append(Source(name, str(path)))
            return
        for entry in sorted(entries, key=lambda entry: entry.name):
            member = PurePosixPath(entry.name.replace("\\", "/"))
            parts = [part for part in member.parts if part not in ("/", "..") and not re.fullmatch("[A-Za-z]:", part)]
            hidden = any(part.lower() in _SYSTEM or part.startswith(".") for part in parts[:-1])
            reason = HIDDEN if hidden or not parts else reason_to_pass(parts[-1], stat.S_IFREG)
            if entry.is_folder:
                continue
            if reason:
                self.passed_over[reason] += 1
                continue
            shown = f"{name}/{display_name('/'.join(parts))}"
            astray = tell("ARCHIVE-PATH", path=display_name(entry.name)) if ".." in member.parts else None
            self.files.append(Source(shown, str(path), entry, astray))

    def _deny(self, error: OSError) -> None:
        self.findings.append(tell("FILE-DENIED", path=display_name(str(error.filename))))


def _read_archive(path: Path, limits: Limits) -> tuple[Entry, ...] | None:
    """The members of the zip file at ``path``, None where it is an office document and no archive of them."""
    with path.open("rb") as file:
        length = file.seek(0, os.SEEK_END)

        def read_at(offset: int, size: int) -> bytes:
            file.seek(offset)
            return file.read(size)

        entries = read_directory(read_at, length, limits.archive_entries)
    names = {entry.name for entry in entries}
    if names & {"[Content_Types].xml", "mimetype", "OFD.xml", "META-INF/MANIFEST.MF"}:
        return None
    if sum(entry.packed for entry in entries) > length:
        raise Refused("GUARD-OVERLAP")
    unpacked = sum(entry.size for entry in entries)
    if unpacked > limits.archive_unpacked:
        raise Refused("GUARD-UNPACKED", size=megabytes(unpacked), limit=megabytes(limits.archive_unpacked))
    return entries


def reason_to_pass(name: str, mode: int, attributes: int = 0) -> str:
    """Why a file of this name and kind is not looked at; empty where it is."""
    lower = name.lower()
    if lower.startswith(("~$", ".~lock.", ".~")):
        return LOCK
    if lower.endswith(_SHORTCUTS):
        return SHORTCUT
    if name.startswith(".") or lower in _SYSTEM or attributes & 0x6:
        return HIDDEN
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        return SPECIAL
    return ""


def display_name(name: str) -> str:
    """``name`` as it can be shown: bytes that are no UTF-8 read as GBK, control characters made visible."""
    if any("\ud800" <= character <= "\udfff" for character in name):
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return _CONTROL.sub("\ufffd", name)
