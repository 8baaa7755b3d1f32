"""The two jobs of an office from end to end: validate what came back, and collate it.

What the command line does and a script can do too; each composes the rooms below. The rooms are imported where
they are used: reading starts before the checking room's libraries, which take most of a short run, are loaded.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from .apart import refuse_inputs, refuse_together
from .editions import load_form
from .editions.own import has_own_forms, refuse_faulty_forms
from .needs import needs_of_collating, needs_of_reading
from .output import close_to_others, whole_folder
from .prior import Prior
from .reading import Found, Source, find_files, read_returns
from .records import Report, Return, usual_year
from .roster import Roster, read_roster
from .written import CHASE, SUMMARY, strangers_beside

if TYPE_CHECKING:
    from .reading import Executor
    from .rollup import Summary

Progress = Callable[[int, int], None]
Notice = Callable[[str], None]  # takes one line for a person


@dataclass(frozen=True, eq=False)
class Validation:
    """A validation and what it was held against, so that answers to the agencies need read neither again."""

    report: Report
    roster: Roster | None
    prior: Prior | None


def validate(
    paths: Sequence[str | Path],
    *,
    roster: Roster | str | Path | None = None,
    prior: Prior | str | Path | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads and checks every return at ``paths`` (workbooks, folders, archives, fsspec URLs), on ``executor`` if given.

    ``roster`` and ``prior`` are what they hold, or where it is. Raises RosterError or CollatingError where they
    can't be used, CollatingError where there is nothing at ``paths``, DefinitionError where no edition covers ``year``.
    ``cache`` is a folder that remembers what was read, by content: only what is new or changed is read.
    ``notice`` is told what a run of more than 1,000 files will need, and what to look at in the roster.
    Where ``prior`` holds several years, the year before ``year`` counts, or before the one most returns are of.
    """
    return run_validation(
        paths,
        roster=roster,
        prior=prior,
        year=year,
        seal_key=seal_key,
        workers=workers,
        executor=executor,
        cache=cache,
        notice=notice,
        progress=progress,
    ).report


def run_validation(
    paths: Sequence[str | Path],
    *,
    roster: Roster | str | Path | None = None,
    prior: Prior | str | Path | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
) -> Validation:
    """As ``validate``, and says what the returns were held against."""
    _refuse_faulty_definitions()
    if year is not None:
        load_form(year)  # a year that no edition covers is told before anything is read
    found = _find(paths)
    _refuse_absent(prior)
    if notice is not None and (line := needs_of_reading(len(found.files))):
        notice(line)
    reading = _read(found, workers, executor, cache, progress)
    known = _roster(roster, notice) if roster is not None else None
    from .checking import check_returns, organs_by_code, run_notices, with_odd_years, year_notices
    from .collating.counted import with_superseded, without_own
    from .reporting import with_repeats

    read, own = without_own(list(reading), known)
    earlier = _prior(prior, read, year)
    earlier = earlier.of_organs(organs_by_code(read, known)) if earlier else None
    returns = check_returns(read, roster=known, prior=earlier, year=year, seal_key=seal_key)
    if year is None:
        returns = with_odd_years(returns)
    if known is not None:
        returns = with_superseded(returns, known, year)
    editions = {item.record.edition for item in returns if item.record is not None}
    years = {item.record.year for item in returns if item.record is not None}
    report = with_repeats(
        Report(
            edition=editions.pop() if len(editions) == 1 else "",
            year=year or (years.pop() if len(years) == 1 else None),
            returns=tuple(returns),
            general=(*found.findings, *year_notices(returns, year), *run_notices(returns, prior=earlier, year=year)),
            passed_over={**found.passed_over, **own},
        )
    )
    return Validation(report, known, earlier)


def collate(
    paths: Sequence[str | Path],
    roster: Roster | str | Path,
    folder: str | Path,
    *,
    prior: Prior | str | Path | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    include_rejected: bool = False,
    picks: Sequence[str] = (),
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
    force: bool = False,
    contacts: bool = True,
) -> Summary:
    """Validates the returns at ``paths``, sums them along ``roster`` and writes the summary folder.

    ``folder`` gets summary.xlsx, report.html, facts.csv with fields.csv and sources.csv, facts.parquet, status.csv,
    催报清单.xlsx and findings.json, all of them or none; even with ``force`` a folder that holds anything not as a run
    wrote it is refused. See ``validate`` for ``paths``, ``executor``, ``cache`` and ``notice``, ``sum_up`` for
    ``year``, ``include_rejected`` and ``picks``. Raises RosterError, CollatingError or OutputError, the latter too
    where ``folder`` or ``cache`` does not lie apart from what is read; whatever is wrong with single returns is in the
    Summary.
    Without ``contacts``, nothing in the folder names a person or a telephone; with them, what lists them is readable by
    its owner alone.
    """
    _refuse_faulty_definitions()
    refuse_inputs(Path(folder), [*paths, *_places(roster, prior)])
    refuse_inputs(cache, paths, option="--cache")
    refuse_together(Path(folder), [cache], option="-o")
    found = _find(paths)
    _refuse_missing(found)
    _refuse_absent(prior)
    if notice is not None and (line := needs_of_collating(len(found.files), Path(folder))):
        notice(line)
    with whole_folder(Path(folder), force=force, strangers=strangers_in_summary) as target:
        reading = _read(found, workers, executor, cache, progress)
        known = _roster(roster, notice)
        from .checking import organs_by_code, run_notices, year_notices
        from .collating import sum_up
        from .collating.counted import without_own

        returns: Sequence[Return]
        returns, own = without_own(list(reading), known)
        earlier = _prior(prior, returns, year)
        earlier = earlier.of_organs(organs_by_code(returns, known)) if earlier else None
        shown = known if contacts else known.without_contacts()
        summary = sum_up(
            returns, shown, year=year, prior=earlier, seal_key=seal_key, include_rejected=include_rejected, picks=picks
        )
        general = (
            *found.findings,
            *year_notices(summary.returns, year),
            *run_notices(summary.returns, prior=earlier, year=year),
        )
        if not contacts:
            from .reporting.contacts import hide_general, hide_in_summary

            general = hide_general(general, summary.returns, known)
            summary = hide_in_summary(summary, known)
        summary = replace(summary, general=general, passed_over={**found.passed_over, **own})
        _write(summary, target)
    return summary


def strangers_in_summary(folder: Path) -> list[str]:
    """What in the summary folder is not as ``collate`` wrote it."""
    return strangers_beside(CHASE)(folder)


def _write(summary: Summary, folder: Path) -> None:
    from .collating import write_chase, write_facts, write_status
    from .reporting.contract import json_pieces
    from .reporting.summary_page import summary_page
    from .writing import write_summary

    write_summary(summary, folder / SUMMARY)
    (folder / "report.html").write_text(summary_page(summary), encoding="utf-8")
    write_facts(summary, folder)
    write_status(summary, folder / "status.csv")
    with (folder / "findings.json").open("w", encoding="utf-8") as file:
        file.writelines(json_pieces(report_of(summary)))
    write_chase(summary, folder / CHASE)
    if summary.roster.has_contacts:
        for path in folder.iterdir():  # names of files tell people, too
            close_to_others(path)


def report_of(summary: Summary) -> Report:
    """The findings of a collation as a report."""
    from .reporting import with_repeats

    return with_repeats(
        Report(
            edition=summary.form.edition,
            year=summary.year,
            returns=summary.returns,
            general=summary.general,
            passed_over=summary.passed_over,
        )
    )


def _refuse_faulty_definitions() -> None:
    """An office's own editions and phrases are told before anything is read."""
    refuse_faulty_forms()
    if has_own_forms():
        from .checking.phrases import refuse_faulty_phrases

        refuse_faulty_phrases()


def _find(paths: Sequence[str | Path]) -> Found:
    found = find_files(paths)
    if not found.files:
        from .collating import CollatingError

        told = "；".join(f"{finding.message}，{finding.fix}" for finding in found.findings)
        raise CollatingError(told or f"{'、'.join(map(str, paths))} 里没有可读的报送件，请检查路径")
    return found


def _refuse_missing(found: Found) -> None:
    """A sum lacks what stands at a path that is not there; nobody would see it by the figures."""
    missing = [finding for finding in found.findings if finding.rule == "FILE-MISSING"]
    if missing:
        from .collating import CollatingError

        raise CollatingError("；".join(f"{finding.message}，{finding.fix}" for finding in missing))


def _read(
    found: Found, workers: int | None, executor: Executor | None, cache: Path | None, progress: Progress | None
) -> Iterator[Return]:
    if cache is None:
        return read_returns(found.files, workers=workers, executor=executor, progress=progress)
    from .reading.run.cache import read_known

    def read(files: Sequence[Source]) -> Iterator[Return]:
        return read_returns(files, workers=workers, executor=executor)

    return read_known(found.files, cache, read, progress=progress)


def _roster(roster: Roster | str | Path, notice: Notice | None) -> Roster:
    if isinstance(roster, Roster):
        return roster
    known = read_roster(Path(roster))
    if notice is not None:
        for line in known.notices:
            notice(line)
    return known


def _places(*given: object) -> list[str | Path]:
    """Those of ``given`` that say where something is, not what it holds."""
    return [one for one in given if isinstance(one, str | Path)]


def _refuse_absent(prior: Prior | str | Path | None) -> None:
    """A wrong path is told before the returns are read; what it holds is asked for once their year is known."""
    if isinstance(prior, str | Path) and not Path(prior).exists():
        _prior(prior, (), None)


def _prior(prior: Prior | str | Path | None, returns: Sequence[Return], year: int | None) -> Prior | None:
    """The figures of the year before ``year``, or before the one that most of ``returns`` are of."""
    if prior is None or isinstance(prior, Prior):
        return prior
    from .collating import load_prior

    asked = year or usual_year(returns)
    return load_prior(Path(prior), year=asked - 1 if asked else None)
