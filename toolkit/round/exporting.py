"""The returns that count in a round, as they came, as a folder."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

from ..apart import refuse_inputs
from ..output import whole_folder
from ..reading.find.sources import told_apart
from ..records import base_name
from ..rollup import State, Summary
from ..source import Source
from .arrivals import Arrival
from .folder import RoundError, version_path
from .judging import summarize
from .model import Round, open_round
from .standing import standing


def export_returns(
    folder: str | Path, output: str | Path, *, at: date | None = None, force: bool = False
) -> Sequence[str]:
    """Writes the files that count in the round in ``folder`` (at the end of the day ``at``) into ``output``, as they
    came, which appears whole; their names there. Raises RoundError where one was forgotten or is not as it came.
    """
    with open_round(folder) as of:
        refuse_inputs(Path(output), [of.folder])
        stands = standing(of, at)
        current = list(_current(summarize(stands)))
        arrivals = [one for one in stands.arrivals if one.file in current]
        named = told_apart([Source(base_name(one.file), one.path) for one in arrivals])
        with whole_folder(Path(output), force=force) as target:
            for arrival, source in zip(arrivals, named, strict=True):
                copy = target / source.name
                copy.write_bytes(_content(of, arrival))
                os.utime(copy, ns=(arrival.modified, arrival.modified))
    return [source.name for source in named]


def _current(summary: Summary) -> Iterator[str]:
    """The files of the returns that count, or would once they are mended, and those among which must be chosen."""
    for entry in summary.entries:
        if entry.chosen is not None and entry.state is not State.MERGED:
            yield entry.chosen.file
            yield from (item.file for item in (*entry.rivals, *entry.unread))


def _content(of: Round, arrival: Arrival) -> bytes:
    """What came, as it came."""
    ((ending, kept),) = of.ledger.rows("SELECT ending, kept FROM version WHERE sha256 = ?", (arrival.sha256,))
    path = of.folder / version_path(arrival.sha256, ending)
    if not kept:
        raise RoundError(f"“{arrival.file}”的原件已到期清除，只留下了数字；不能导出")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise RoundError(f"“{arrival.file}”留存的原件读不了（{path}）；请从备份恢复") from error
    if hashlib.sha256(data).hexdigest() != arrival.sha256:
        raise RoundError(f"“{arrival.file}”留存的原件（{path}）被改动过，与收到时不同；请从备份恢复")
    return data
