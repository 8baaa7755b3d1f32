"""The bytes of returned files, fetched again once it is known which of them go back."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from ...ooxml.limits import DEFAULTS, Limits
from ...refusal import Refused
from .fetch import fetch
from .files import find_files


def fetch_originals(paths: Iterable[str | Path], limits: Limits = DEFAULTS) -> Callable[[str], bytes | None]:
    """A function from the name that a file at ``paths`` goes by in reports to its bytes.

    It gives None for a name that is not there, or for a file that can't be had any more.
    """
    sources = {source.name: source for source in find_files(paths, limits).files}

    def original(name: str) -> bytes | None:
        source = sources.get(name)
        if source is None or source.refused is not None:
            return None
        try:
            return fetch(source, limits)
        except Refused:
            return None

    return original
