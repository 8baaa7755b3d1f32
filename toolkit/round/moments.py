"""Two moments of a round side by side: what changed between them, for whom, and why."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from ..collating import CollatingError
from ..collating.comparing import Compared, compare_summaries
from .cutoffs import write_standing
from .folder import SUMMARIES, RoundError
from .model import Round, open_round
from .standing import standing

Moment = int | date | None  # the number of a summary of the round, the end of a day, now


@contextmanager
def compare_moments(
    folder: str | Path, first: Moment, second: Moment = None, *, field: str | None = None
) -> Iterator[Compared]:
    """What is otherwise at the ``second`` moment of the round in ``folder`` than at the ``first`` (of ``field`` alone),
    as ``compare_summaries`` tells it of two summary folders; to be looked at within the block.

    Raises RoundError for a number that no summary has, CollatingError where nothing is summed at one of the moments.
    """
    with open_round(folder) as of, TemporaryDirectory(prefix="nianbao-") as scratch:
        moments = ((first, Path(scratch, "1")), (second, Path(scratch, "2")))
        one, other = (_summary(of, moment, place) for moment, place in moments)
        try:
            found = compare_summaries(one, other, field=field)
        except CollatingError as error:
            said = str(error)
            for moment, place in moments:
                said = said.replace(str(place), _called(moment))
            raise CollatingError(said) from error
        yield replace(
            found,
            first=replace(found.first, called=_called(first)),
            second=replace(found.second, called=_called(second)),
        )


def _called(moment: Moment) -> str:
    if isinstance(moment, int):
        return f"{SUMMARIES}/{moment}"
    return f"{moment.isoformat()} 结束时" if moment else "现在"


def _summary(of: Round, moment: Moment, scratch: Path) -> Path:
    """The folder of a summary of that ``moment``: the one that is there, else one made at ``scratch``."""
    if isinstance(moment, int):
        folder = of.folder / SUMMARIES / str(moment)
        if not folder.is_dir():
            raise RoundError(f"这一轮没有编号为 {moment} 的汇总（{folder}），请核对编号")
        return folder
    write_standing(standing(of, moment), scratch)
    return scratch
