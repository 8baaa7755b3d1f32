"""The returns of a round as they stand at a moment: corrected, with doubts accepted, judged and summed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace

from ..jobs import Choices, Given
from ..jobs.collating import sum_returns
from ..records import Correction, Return
from ..rollup import Summary
from . import clock
from .corrected import with_corrections
from .ledger import Line
from .readings import load_returns
from .standing import Arrival, Standing


def summarize(standing: Standing, *, organs: Collection[str] | None = None, decided: bool = True) -> Summary:
    """The Summary of all that had come, as ``collate`` makes it of the same files; of ``organs`` alone where given.

    Corrections, accepted doubts and choices are made in it, unless it is asked what would be without: not ``decided``.
    """
    arrivals = [one for one in standing.arrivals if organs is None or one.organ in organs]
    returns = load_returns(standing.of, arrivals)
    picks: tuple[str, ...] = ()
    if decided:
        returns = list(_decided(standing, arrivals, returns))
        picks = tuple(picked(standing).values())
    of = standing.of
    given = Given(standing.roster, of.prior, of.settings.year, of.key, of.rules)
    known = {one.file for one in arrivals}
    return sum_returns(returns, given, standing.roster, Choices(picks=tuple(file for file in picks if file in known)))


def picked(standing: Standing) -> Mapping[str, str]:
    """Which return counts, by organ, where the office chose one and nothing came of it since."""
    newest = {one.organ: one.line for one in standing.arrivals}
    return {
        organ: lines[-1].data["file"]
        for organ, lines in standing.decided("choose").items()
        if newest.get(organ, 0) < lines[-1].n
    }


def corrections_of(lines: Iterable[Line]) -> tuple[Correction, ...]:
    """What the ``lines`` of corrections say, oldest first."""
    return tuple(
        Correction(
            field=line.data["index"],
            old=line.data["old"],
            new=line.data["new"],
            reason=line.data["reason"],
            by=line.by,
            day=clock.day_of(line.at).isoformat(),
            line=line.n,
        )
        for line in lines
    )


def _decided(standing: Standing, arrivals: Iterable[Arrival], returns: Iterable[Return]) -> Iterable[Return]:
    corrected, accepted = standing.decided("correct"), standing.decided("accept")
    for arrival, item in zip(arrivals, returns, strict=True):
        edition = item.record.edition if item.record else ""
        lines = [
            line
            for line in corrected.get(arrival.organ, ())
            if line.data["arrival"] <= arrival.n and line.data["edition"] == edition
        ]
        changed = with_corrections(item, corrections_of(lines))
        yield _accepted(changed, arrival, accepted.get(arrival.organ, ()))


def _accepted(item: Return, arrival: Arrival, lines: Iterable[Line]) -> Return:
    """``item`` with the reasons for which the office accepted what is doubted of these figures, as explanations."""
    record = item.record
    if record is None:
        return item
    reasons = {
        line.data["finding"]: line.data["reason"]
        for line in lines
        if line.data["arrival"] == arrival.n or tuple(line.data["values"]) == record.values
    }
    if not reasons:
        return item
    return replace(item, record=replace(record, explanations={**record.explanations, **reasons}))
