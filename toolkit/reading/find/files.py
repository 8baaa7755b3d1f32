"""Which files there are to read: in folders, in archives, and which are passed over and why."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...findings import Finding, tell
from ...ooxml.limits import DEFAULTS, Limits
from ...source import Source, is_url, state_at, state_of
from ...written import CARRIERS, CHASE, RANKING, SUMMARY, written_in
from .archives import open_up
from .endings import is_page
from .sources import (
    BROKEN_LINK,
    HIDDEN,
    LINKED_FOLDER,
    MANIFEST,
    OUTPUT,
    OUTSIDE,
    PAGE_PARTS,
    SPECIAL,
    TWICE,
    display_name,
    hides,
    is_manifest,
    is_of_page,
    reason_to_pass,
    told_apart,
)


@dataclass(frozen=True, slots=True)
class Found:
    """What there is to read, in a settled order, no two by one name.

    ``passed_over`` counts what is not looked at, by reason; ``findings`` tell of paths that can't be looked at:
    missing, or without permission.
    """

    files: tuple[Source, ...]
    passed_over: Mapping[str, int]
    findings: tuple[Finding, ...] = ()


def find_files(paths: Iterable[str | Path], limits: Limits = DEFAULTS) -> Found:
    """Every file at ``paths`` (files, folders with all below them, zip archives of workbooks).

    A path may be an fsspec URL, such as s3://…, where the extra ``[scale]`` is installed; ScaleError where no library
    knows it. Files come in the order of ``paths``, within a folder by name. Nothing is opened except to tell an
    archive from a workbook; at a URL only what is not named as a workbook.
    """
    search = _Search(limits)
    for path in paths:
        if isinstance(path, str) and is_url(path):
            from .remote import find_remote

            find_remote(path, search)
        else:
            search.look_at(Path(path))
    return Found(told_apart(search.files), dict(search.passed_over), tuple(search.findings))


_LISTS = (*CARRIERS, RANKING)  # workbooks that are nobody's return wherever they are asked for


def _outputs(folder: str, names: Iterable[str], *, within: bool) -> Callable[[Path], bool] | None:
    """Tells of a file in ``folder`` whether an earlier run wrote it there for the office alone, and it is as it was.

    A copy to send back has figures, but nobody sent it: it is read where its folder was asked for, and not ``within``
    another one. A summary may well be a return, so it is none of them; but those are that a summary folder has of each
    government below, where that folder was asked for.
    """
    carriers = [name for name in CARRIERS if name in names]
    if not carriers and within and (Path(folder).parent / CHASE).is_file():
        return written_in(Path(folder).parent, CHASE)
    if not carriers:
        return None
    is_written = written_in(Path(folder), *carriers)
    return lambda path: (
        path.name != SUMMARY and (within or path.suffix != ".xlsx" or path.name in _LISTS) and is_written(path)
    )


class _Search:
    def __init__(self, limits: Limits) -> None:
        self.limits = limits
        self.files: list[Source] = []
        self.passed_over: Counter[str] = Counter()
        self.findings: list[Finding] = []
        self.seen: set[str] = set()

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
            self._add(path, name, os.path.realpath(path))

    def _walk(self, root: Path) -> None:
        inside = os.path.realpath(root)
        links: list[Path] = []
        pages: dict[str, frozenset[str]] = {}  # by folder
        for folder, folders, names in os.walk(root, onerror=self._deny):
            pages[folder] = frozenset(filter(is_page, names))
            above, own = os.path.split(folder)
            beside = pages.get(above, frozenset())
            kept = []
            for name in sorted(folders):
                if Path(folder, name).is_symlink():
                    self.passed_over[LINKED_FOLDER] += 1
                elif hides(name):
                    self.passed_over[HIDDEN] += 1
                else:
                    kept.append(name)
            folders[:] = kept
            looked_at = [name for name in names if not is_of_page(own, name, beside)]
            if len(looked_at) < len(names):
                self.passed_over[PAGE_PARTS] += len(names) - len(looked_at)
            links += self._look_in(folder, looked_at, within=folder != str(root))
        # After the files themselves, so that what a link and a name both lead to goes by its name.
        for path in links:
            self._follow(path, inside)

    def _look_in(self, folder: str, names: list[str], *, within: bool) -> list[Path]:
        """Takes up the files ``names`` of ``folder``, which lies ``within`` what was given; returns the links."""
        real = os.path.realpath(folder)
        is_output = _outputs(folder, names, within=within)
        links = []
        for name in sorted(names):
            path = Path(folder, name)
            try:
                status = path.lstat()
            except OSError:
                continue  # gone since the folder was listed
            reason = reason_to_pass(name, status.st_mode, getattr(status, "st_file_attributes", 0))
            if not reason and is_output is not None and is_output(path):
                reason = OUTPUT
            if reason:
                self.passed_over[reason] += 1
            elif stat.S_ISLNK(status.st_mode):
                links.append(path)
            else:
                self._add(path, display_name(str(path)), f"{real}{os.sep}{name}")
        return links

    def _follow(self, link: Path, inside: str) -> None:
        target = os.path.realpath(link)
        if not os.path.exists(target):  # noqa: PTH110
            self.passed_over[BROKEN_LINK] += 1
        elif os.path.commonpath([inside, target]) != inside:
            self.passed_over[OUTSIDE] += 1
        elif not stat.S_ISREG(os.stat(target).st_mode):  # noqa: PTH116
            self.passed_over[SPECIAL] += 1
        else:
            self._add(link, display_name(str(link)), target)

    def _add(self, path: Path, name: str, real: str) -> None:
        """Takes up the file at ``path``, to be called ``name``; ``real`` is where it lies once links are followed."""
        if real in self.seen:
            self.passed_over[TWICE] += 1
            return
        self.seen.add(real)
        try:
            with path.open("rb", buffering=0) as file:
                start = file.read(64)
                if is_manifest(path.name, start):
                    self.passed_over[MANIFEST] += 1
                else:
                    source = Source(name, str(path), listed=state_of(os.fstat(file.fileno())))
                    self.files += open_up(source, start, file, self.limits, self.passed_over)
        except OSError:
            # Told when it is read, in its place among the others.
            self.files.append(Source(name, str(path), listed=state_at(str(path))))

    def _deny(self, error: OSError) -> None:
        self.findings.append(tell("FILE-DENIED", path=display_name(str(error.filename))))
