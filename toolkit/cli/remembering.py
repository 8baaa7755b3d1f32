"""Where a run remembers what it has read, and how it tells its needs, as the options of a verb say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import typer


def cache_folder(given: Path | None, *, no_cache: bool) -> Path | None:
    """The folder of ``--cache``, the system's own where none is given, None with ``--no-cache``."""
    if no_cache:
        return None
    if given is not None:
        return given
    from ..reading.run.cache import usual_folder

    return usual_folder()


def notices(*, quiet: bool) -> Callable[[str], None] | None:
    """What to call with a line about the run; None where nobody wants to hear."""
    return None if quiet else _tell


def _tell(line: str) -> None:
    typer.echo(line, err=True)
