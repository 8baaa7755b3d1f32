"""How a job reads: with what, what it remembers of it, and whom it tells how far it is."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..reading import Found, Source, find_files, read_returns
from ..records import Return

if TYPE_CHECKING:
    from ..reading import Executor

# What reads, by its name: whoever asks for it need not load it.
READ_ANY = "toolkit.published.importing.inbox:read_any"
READ_REPORT = "toolkit.published.importing.reading:read_report"

Progress = Callable[[int, int], None]
Notice = Callable[[str], None]  # takes one line for a person


@dataclass(frozen=True, slots=True)
class Means:
    """The means of a job; all may be left to it.

    ``workers`` processes read here (default: as many as there are cores), or tasks of ``executor`` where it runs them.
    ``cache`` is a folder that remembers what was read, by content: only what is new or changed is read. ``progress`` is
    called with (files read, files in all), ``notice`` with a line about what a large run needs, or what to look at.
    """

    workers: int | None = None
    executor: Executor | None = None
    cache: Path | None = None
    progress: Progress | None = None
    notice: Notice | None = None

    def tell(self, line: str) -> None:
        """Passes ``line`` on, if it says something and anybody listens."""
        if line and self.notice is not None:
            self.notice(line)

    def read(self, found: Found, read: str = READ_ANY) -> Iterator[Return]:
        """A Return for each file, in their order, as the function named ``read`` gives it. Reading starts at once."""
        if self.cache is None or read != READ_ANY:
            return read_returns(
                found.files, workers=self.workers, executor=self.executor, progress=self.progress, read=read
            )
        from ..reading.run.cache import read_known

        def read_new(files: Sequence[Source]) -> Iterator[Return]:
            return read_returns(files, workers=self.workers, executor=self.executor, read=read)

        return read_known(found.files, self.cache, read_new, progress=self.progress)


def find(paths: Sequence[str | Path]) -> Found:
    """What there is to read at ``paths``. Raises CollatingError where there is nothing."""
    found = find_files(paths)
    if not found.files:
        from ..collating import CollatingError

        told = "；".join(f"{finding.message}，{finding.fix}" for finding in found.findings)
        raise CollatingError(told or f"{'、'.join(map(str, paths))} 里没有可读的报送件，请检查路径")
    return found


def refuse_missing(found: Found) -> None:
    """A sum lacks what stands at a path that is not there; nobody would see it by the figures."""
    missing = [finding for finding in found.findings if finding.rule == "FILE-MISSING"]
    if missing:
        from ..collating import CollatingError

        raise CollatingError("；".join(f"{finding.message}，{finding.fix}" for finding in missing))
