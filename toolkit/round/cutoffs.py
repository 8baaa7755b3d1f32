"""Summaries of a round, numbered in its folder: as it stands, as it stood on a day, and frozen at a cut-off."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from ..apart import refuse_inputs
from ..collating import CollatingError
from ..jobs.collating import strangers_in_summary, write_collation
from ..leftovers import remove
from ..output import whole_folder
from ..rollup import Summary
from .effects import Effect, effects_of, write_effects
from .folder import SUMMARIES
from .holding import sole_writer
from .judging import summarize
from .ledger import Line
from .model import Round, open_round
from .numbering import next_number
from .standing import Standing, standing


@dataclass(frozen=True, eq=False)
class Written:
    """A summary that was written into ``folder``: ``number`` is its own among those of the round (0 elsewhere), and
    ``digest`` the hash of all its files. ``effects`` are the figures that decisions made otherwise.

    Of a cut-off, ``correction`` counts those of the round before it, ``delta`` is the workbook of what is otherwise
    than in the last one. ``edited`` are the numbers of earlier ones that are not as they were frozen, ``unnoted``
    folders that a run wrote and was killed before it noted them.
    """

    folder: Path
    summary: Summary
    effects: tuple[Effect, ...]
    number: int = 0
    digest: str = ""
    correction: int = 0
    delta: Path | None = None
    edited: tuple[int, ...] = ()
    unnoted: tuple[str, ...] = ()
    is_repeated: bool = False


def write_round_summary(
    folder: str | Path,
    output: str | Path | None = None,
    *,
    at: date | None = None,
    each_government: bool = False,
    by: str = "",
    force: bool = False,
) -> Written:
    """Writes the summary of the round in ``folder`` as it stands, or as it stood at the end of the day ``at``.

    It goes into the next numbered folder of the round, where the ledger notes it; into ``output`` alone, where that is
    given; with ``each_government``, with a folder for each government below. Raises OutputError as ``collate`` does.
    """
    with open_round(folder) as of:
        if output is not None:
            target = Path(output)
            refuse_inputs(target, [of.folder])
            return write_standing(standing(of, at), target, each_government=each_government, force=force)
        with sole_writer(of.folder, "汇总"):
            stands = standing(of, at)
            return _numbered(of, stands, "summary", by, each_government=each_government)


def close_round(folder: str | Path, *, by: str = "") -> Written:
    """Freezes the round as it stands: a numbered summary whose hash the ledger keeps. After the first, each is a
    numbered correction, with a workbook of what is otherwise than in the one before; where nothing is, that one stands
    (``is_repeated``), and nothing is written.
    """
    with open_round(folder) as of, sole_writer(of.folder, "截止"):
        return _numbered(of, standing(of), "close", by)


def write_standing(stands: Standing, target: Path, *, each_government: bool = False, force: bool = False) -> Written:
    """Writes the summary folder of what ``stands`` at ``target``, with the list of what decisions did to it."""
    summary = summarize(stands)
    effects = effects_of(stands, summary)
    with whole_folder(target, force=force, strangers=strangers_in_summary) as folder:
        write_effects(effects, folder)
        write_collation(summary, folder, each_government=each_government)
    return Written(target, summary, effects)


def digest_of(folder: Path) -> str:
    """The hash of all files in ``folder`` and what they are called."""
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        name = path.relative_to(folder).as_posix().encode()
        digest.update(b"%d %s %s" % (len(name), name, hashlib.sha256(path.read_bytes()).digest()))
    return digest.hexdigest()


def edited_cutoffs(of: Round, lines: Sequence[Line]) -> list[int]:
    """The numbers of the frozen summaries that are not as they were frozen, or gone."""
    closed = [line.data for line in lines if line.verb == "close"]
    return [one["number"] for one in closed if digest_of(of.folder / SUMMARIES / str(one["number"])) != one["digest"]]


def _numbered(of: Round, stands: Standing, verb: str, by: str, *, each_government: bool = False) -> Written:
    lines = of.ledger.lines()
    closed = [line.data for line in lines if line.verb == "close"] if verb == "close" else []
    noted = (line.data["number"] for line in lines if line.verb in ("summary", "close"))
    number, unnoted = next_number(of.folder / SUMMARIES, noted)
    done = write_standing(stands, of.folder / SUMMARIES / str(number), each_government=each_government)
    digest = digest_of(done.folder)
    edited = tuple(edited_cutoffs(of, lines))
    if closed and closed[-1]["digest"] == digest and closed[-1]["number"] not in edited:
        remove(done.folder)  # nobody has been told of it
        last = closed[-1]
        return replace(
            done,
            folder=of.folder / SUMMARIES / str(last["number"]),
            number=last["number"],
            digest=digest,
            correction=last["correction"],
            edited=edited,
            is_repeated=True,
        )
    delta = _delta(of, closed[-1]["number"], number) if closed else None
    coverage = done.summary.coverage
    about = {
        "number": number,
        "digest": digest,
        "upto": stands.last,
        "at": stands.at.isoformat() if stands.at else "",
        "expected": coverage.expected,
        "included": coverage.included,
        "correction": len(closed),
    }
    with of.ledger.changing():
        of.ledger.add(verb, by, about)
    return replace(
        done, number=number, digest=digest, correction=len(closed), delta=delta, edited=edited, unnoted=unnoted
    )


def _delta(of: Round, first: int, second: int) -> Path | None:
    from ..collating.compared_render import write_comparison
    from ..collating.comparing import compare_summaries

    summaries = of.folder / SUMMARIES
    path = summaries / f"{second}较{first}.xlsx"
    with suppress(CollatingError):  # as where one of them has no figures at all
        write_comparison(compare_summaries(summaries / str(first), summaries / str(second)), path, "xlsx", force=True)
        return path
    return None
