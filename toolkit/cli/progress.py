"""A progress bar on the terminal, for what takes more than a second."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

PATIENCE = 1.0  # seconds without a bar

Progress = Callable[[int, int], None]


@contextmanager
def progress_bar(title: str, *, quiet: bool = False) -> Iterator[Progress | None]:
    """Yields a function to call with (done, total), or None where nobody would see a bar."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    bar = _Bar(title)
    try:
        yield bar.show
    finally:
        bar.close()


class _Bar:
    def __init__(self, title: str) -> None:
        self.title = title
        self.began = time.monotonic()
        self.close: Callable[[], None] = lambda: None
        self.update: Progress | None = None

    def show(self, done: int, total: int) -> None:
        if self.update is None and time.monotonic() - self.began >= PATIENCE:
            self.update = self._begin(total)
        if self.update is not None:
            self.update(done, total)

    def _begin(self, total: int) -> Progress:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        shown = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("剩余"),
            TimeRemainingColumn(),
            console=Console(stderr=True),
            transient=True,
        )
        task = shown.add_task(self.title, total=total)
        shown.start()
        self.close = shown.stop
        return lambda done, total: shown.update(task, completed=done, total=total)
