"""The returns of a round as they stand at a moment: corrected, with doubts accepted, judged and summed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module

from ..collating.moments import moment
from ..editions import load_form
from ..form import Severity
from ..jobs import Choices, Given
from ..jobs.collating import sum_returns
from ..records import Correction, Return
from ..rollup import Summary
from . import clock
from .arrivals import Arrival
from .corrected import with_corrections
from .ledger import Line
from .model import Round
from .readings import load_returns
from .standing import Standing


def get_ready(of: Round) -> None:
    """Loads what judges and what was agreed, which takes longest of a short run, before anything is to be judged."""
    import_module("..checking", __package__)
    load_form(of.settings.year)
    _ = of.first_roster, of.prior, of.rules


def summarize(standing: Standing, *, organs: Collection[str] | None = None, decided: bool = True) -> Summary:
    """The Summary of all that had come, as ``collate`` makes it of the same files; of ``organs`` alone where given.

    Corrections, accepted doubts and choices are made in it, unless it is asked what would be without: not ``decided``.
    """
    arrivals = [one for one in standing.arrivals if organs is None or one.organ in organs]
    returns = load_returns(standing.of, arrivals)
    picks: tuple[str, ...] = ()
    if decided:
        picks = tuple(_picked(standing, arrivals, returns))
        returns = list(_decided(standing, arrivals, returns))
    of = standing.of
    given = Given(standing.roster, of.prior, of.settings.year, of.key, of.rules)
    return sum_returns(returns, given, standing.roster, Choices(picks=picks))


def _picked(standing: Standing, arrivals: Sequence[Arrival], returns: Sequence[Return]) -> Iterator[str]:
    """The files that the office chose, of each organ of which nothing came since that may count in its place."""
    chosen = {organ: lines[-1] for organ, lines in standing.decided("choose").items()}
    sent: dict[str, list[tuple[Arrival, Return]]] = {}
    for arrival, item in zip(arrivals, returns, strict=True):
        if arrival.organ in chosen and _may_count(item, standing.of.settings.year):
            sent.setdefault(arrival.organ, []).append((arrival, item))
    for organ, those in sent.items():
        line = chosen[organ]
        seen = [(arrival, item) for arrival, item in those if arrival.line < line.n]
        contents = {arrival.sha256 for arrival, _ in seen}
        newest = max((moment(item) for _, item in seen), default=("", 0.0))
        later = (item for arrival, item in those if arrival.line > line.n and arrival.sha256 not in contents)
        if all(moment(item) < newest for item in later):
            yield line.data["file"]


def _may_count(item: Return, year: int) -> bool:
    """Whether somebody filled in ``item``, for the year of the round."""
    record = item.record
    form = load_form(year)
    return record is not None and record.is_of(form.edition, year) and not form.is_blank(record.values)


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
        lines.sort(key=lambda line: line.data["arrival"] == arrival.n)  # what was said of this very one comes last
        changed = with_corrections(item, corrections_of(lines))
        yield _accepted(changed, accepted.get(arrival.organ, ()))


def _accepted(item: Return, lines: Iterable[Line]) -> Return:
    """``item`` with the reasons for which the office accepted what is doubted of these figures, as explanations that
    say whose they are.
    """
    record = item.record
    if record is None:
        return item
    reasons = {
        line.data["finding"]: f"受理（{clock.day_of(line.at).isoformat()} {line.by}）：{line.data['reason']}"
        for line in lines
        if tuple(line.data["values"]) == record.values
    }
    if not reasons:
        return item
    return replace(item, record=replace(record, explanations={**record.explanations, **reasons}))


def open_doubts(item: Return | None) -> tuple[str, ...]:
    """The ids of what is doubted of ``item`` and not explained yet."""
    findings = item.findings if item else ()
    doubted = (one.id for one in findings if one.severity is Severity.EXPLAIN and not one.settled)
    return tuple(dict.fromkeys(doubted))
