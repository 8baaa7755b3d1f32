"""Last year's figures from whatever an office has kept, published reports among it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from ..prior import Prior
from ..reading import Source, read_returns
from ..records import Return
from ..roster import Roster
from .means import READ_ANY


def load_prior(path: str | Path, *, year: int | None = None, roster: Roster | None = None) -> Prior:
    """The figures at ``path``: a folder or archive of returns or of published reports, a summary folder, facts.csv or
    facts.parquet. Reports have the codes of their organs by ``roster``.

    Organs and governments both, by code. Where figures of several years are there, ``year`` is taken if it is among
    them, else the one that most figures are of; the Prior says which. Raises CollatingError where there are none to be
    had, in the words of the reason.
    """
    from ..collating import earlier
    from ..published.importing.organ import with_organs

    def read(files: Sequence[Source]) -> Iterable[Return]:
        return with_organs(read_returns(files, read=READ_ANY), roster)

    return earlier.load_prior(path, year=year, read=read)
