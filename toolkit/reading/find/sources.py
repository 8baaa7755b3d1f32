"""One file to read: what it is called, and which files are no returns at all."""

from __future__ import annotations

import os
import posixpath
import re
import stat
from collections.abc import Collection, Iterable
from dataclasses import replace

from ...source import Source
from ...written import CHASE_ENDING, CONFIRM_ENDING, NOTICE_ENDING
from .endings import is_handed_in

# Why a file is passed over, in the words it is counted under.
_PAGE_FOLDERS, _PAGE_ENDS = ("_files", ".files"), (".html", ".htm")  # as browsers name them
PAGE_PARTS = "网页的附属文件"
LOCK, HIDDEN, SHORTCUT = "编辑锁文件", "隐藏文件或系统文件", "快捷方式"
OUTSIDE, BROKEN_LINK, SPECIAL = "指向文件夹外的链接", "失效的链接", "设备、管道等特殊文件"
TWICE, LINKED_FOLDER, MANIFEST, LINK = "重复给出的同一文件", "指向文件夹的链接", "发放清单", "链接"
OUTPUT, LETTER = "本工具先前写出的结果（没有改动过）", "退回通知"
_LETTERS = {NOTICE_ENDING: LETTER, CHASE_ENDING: "催报通知", CONFIRM_ENDING: "更正确认函"}

_SYSTEM = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "icon\r", "__macosx", "$recycle.bin"})
_SHORTCUTS = (".lnk", ".url", ".desktop", ".webloc")
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
_LONGEST = 200  # characters of a member's path that are shown
_BYTES = 240  # of one name in it, in UTF-8
MANIFEST_NAME = "manifest.csv"
_MANIFEST_HEAD = b"agency_code,agency_name,path,sha256,seal"


def reason_to_pass(name: str, mode: int, attributes: int = 0) -> str:
    """Why a file of this name and kind is not looked at; empty where it is."""
    lower = name.lower()
    if lower.startswith(("~$", ".~lock.", ".~")):
        return LOCK
    if lower.endswith(_SHORTCUTS):
        return SHORTCUT
    letter = next((reason for ending, reason in _LETTERS.items() if lower.endswith(ending)), "")
    if letter:
        return letter
    if name.startswith(".") or lower in _SYSTEM or attributes & 0x6:
        return HIDDEN
    if not (stat.S_ISREG(mode) or stat.S_ISLNK(mode)):
        return SPECIAL
    return ""


def hides(folder: str) -> bool:
    """Whether a folder of this name is a system's or a program's own."""
    return folder.startswith(".") or folder.lower() in _SYSTEM


def is_manifest(name: str, start: bytes) -> bool:
    """Whether this is the list that ``distribute`` writes beside what it hands out."""
    return name == MANIFEST_NAME and _MANIFEST_HEAD in start


def display_name(name: str) -> str:
    """``name`` as it can be shown: bytes that are no UTF-8 read as GBK, control characters made visible."""
    if any("\ud800" <= character <= "\udfff" for character in name):
        name = os.fsencode(name).decode("gb18030", errors="replace")
    return _CONTROL.sub("\ufffd", name)


def shortened(name: str) -> str:
    """``name``, a path in an archive, as far as anyone reads it: the middle of what is very long is left out.

    No part of it is longer than a file system lets a name be, so that it can be looked up and used for a name.
    """
    parts = [part if len(part.encode()) <= _BYTES else _without_middle(part, _BYTES // 4) for part in name.split("/")]
    return _without_middle("/".join(parts), _LONGEST)


def _without_middle(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    return f"{text[: longest * 2 // 3]}…{text[-(longest // 3 - 1) :]}"


def told_apart(files: Iterable[Source]) -> tuple[Source, ...]:
    """``files``, numbered where several would go by one name: what is told of a file is told of one file alone."""
    files = tuple(files)
    taken = {source.name for source in files}
    if len(taken) == len(files):
        return files
    named: dict[str, int] = {}
    apart = []
    for source in files:
        if source.name not in named:
            named[source.name] = 1
            apart.append(source)
            continue
        stem, ending = posixpath.splitext(source.name)
        name = source.name
        while name in taken:
            named[source.name] += 1
            name = f"{stem}（{named[source.name]}）{ending}"
        taken.add(name)
        apart.append(replace(source, name=name))
    return tuple(apart)


def is_of_page(folder: str, name: str, beside: Collection[str]) -> bool:
    """Whether the file ``name`` in ``folder`` is what a browser saved there with one of the pages ``beside`` that, and
    none that somebody could have handed in.
    """
    stem = next((folder[: -len(end)] for end in _PAGE_FOLDERS if folder.lower().endswith(end)), "")
    return bool(stem) and any(stem + end in beside for end in _PAGE_ENDS) and not is_handed_in(name)
