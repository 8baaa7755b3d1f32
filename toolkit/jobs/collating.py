"""The second job: returns judged, summed along the roster, and the summary folder of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ..apart import refuse_inputs, refuse_together
from ..beside import done_beside
from ..findings import Finding
from ..needs import needs_of_collating
from ..output import close_to_others, whole_folder
from ..prior import Prior
from ..records import Report, Return
from ..roster import Roster
from ..rulebook import RulesFile
from ..written import CHASE, RANKING, STATUS, SUMMARY, strangers_beside
from .each_government import write_each_government
from .given import Given, refuse_faulty_definitions
from .means import Means, Notice, Progress, find, refuse_missing

if TYPE_CHECKING:
    from ..reading import Executor
    from ..rollup import Summary

_MANY = 500  # returns from which a process of its own for what is written beside the workbook saves time


@dataclass(frozen=True, slots=True)
class Choices:
    """What an office decides of a collation: whether rejected returns are summed, which of several returns of one organ
    count, whether what is written names whom to ask, whether each government below gets a folder of its own.
    """

    include_rejected: bool = False
    picks: tuple[str, ...] = ()
    contacts: bool = True
    each_government: bool = False


def collate(
    paths: Sequence[str | Path],
    roster: Roster | str | Path,
    folder: str | Path,
    *,
    prior: Prior | str | Path | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    rules: RulesFile | str | Path | None = None,
    include_rejected: bool = False,
    picks: Sequence[str] = (),
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
    force: bool = False,
    contacts: bool = True,
    each_government: bool = False,
) -> Summary:
    """Validates the returns at ``paths``, sums them along ``roster`` and writes the summary folder.

    ``folder`` gets summary.xlsx, report.html, facts.csv with fields.csv and sources.csv, facts.parquet, status.csv,
    催报清单.xlsx and findings.json, all of them or none; even with ``force`` a folder that holds anything not as a run
    wrote it is refused. See ``validate`` for ``paths``, ``executor``, ``cache`` and ``notice``, ``sum_up`` for
    ``year``, ``include_rejected`` and ``picks``. Raises RosterError, CollatingError or OutputError, the latter too
    where ``folder`` or ``cache`` does not lie apart from what is read; whatever is wrong with single returns is in the
    Summary.
    Without ``contacts``, nothing in the folder names a person or a telephone; with them, what lists them is readable by
    its owner alone. With ``each_government``, ``folder`` holds one for each government below, as
    ``write_each_government`` makes it.
    """
    given, means = Given(roster, prior, year, seal_key, rules), Means(workers, executor, cache, progress, notice)
    choices = Choices(include_rejected, tuple(picks), contacts=contacts, each_government=each_government)
    return run_collation(paths, folder, given, means, choices, force=force)


def run_collation(
    paths: Sequence[str | Path],
    folder: str | Path,
    given: Given,
    means: Means | None = None,
    choices: Choices | None = None,
    *,
    force: bool = False,
) -> Summary:
    """As ``collate``, with what is given as one thing."""
    means, choices, folder = means or Means(), choices or Choices(), Path(folder)
    refuse_faulty_definitions()
    refuse_inputs(folder, [*paths, *given.places])
    refuse_inputs(means.cache, paths, option="--cache")
    refuse_together(folder, [means.cache], option="-o")
    found = find(paths)
    refuse_missing(found)
    given.refuse_early()
    means.tell(needs_of_collating(len(found.files), folder))
    with whole_folder(folder, force=force, strangers=strangers_in_summary) as target:
        reading = means.read(found)
        roster = given.read_roster(means.notice)
        summary = sum_returns(reading, given, roster, choices, found.findings, found.passed_over)
        write_collation(summary, target, each_government=choices.each_government)
    return summary


def sum_returns(
    read: Iterable[Return],
    given: Given,
    roster: Roster | None,
    choices: Choices,
    findings: Sequence[Finding] = (),
    passed_over: Mapping[str, int] | None = None,
) -> Summary:
    """The Summary of returns as they were ``read``, checked and summed along ``roster``, with all that is told of the
    run as a whole: ``findings`` and what was ``passed_over`` come from looking for files. Raises CollatingError as
    ``sum_up`` does.
    """
    from ..checking import run_notices, year_notices
    from ..collating import sum_up
    from ..collating.counted import without_own
    from ..published.importing.organ import with_organs

    returns, own = without_own(with_organs(read, roster), roster)
    office = given.known(returns, roster)
    shown = office if choices.contacts else office.without_contacts()
    summary = sum_up(returns, shown, include_rejected=choices.include_rejected, picks=choices.picks)
    notices = (*year_notices(summary.returns, given.year), *run_notices(summary.returns, office))
    general = (*findings, *notices)
    if not choices.contacts:
        from ..reporting.contacts import hide_general, hide_in_summary

        general = hide_general(general, summary.returns, roster)
        summary = hide_in_summary(summary, roster)
    return replace(summary, general=general, passed_over={**(passed_over or {}), **own})


def strangers_in_summary(folder: Path) -> list[str]:
    """What in the summary folder is not as ``collate`` wrote it."""
    return strangers_beside(CHASE)(folder)


def report_of(summary: Summary) -> Report:
    """The findings of a collation as a report."""
    from ..reporting import with_repeats

    return with_repeats(
        Report(
            edition=summary.form.edition,
            year=summary.year,
            returns=summary.returns,
            general=summary.general,
            passed_over=summary.passed_over,
            rules=summary.form.rules_digest,
        )
    )


def write_collation(summary: Summary, folder: Path, *, each_government: bool = False) -> None:
    """Writes all that a summary folder holds into ``folder``, which is there; with ``each_government`` also a folder
    for each government below.
    """
    from ..collating import write_chase
    from ..writing import write_summary

    with done_beside(_write_beside, summary, folder, worth_it=len(summary.returns) >= _MANY):
        write_summary(summary, folder / SUMMARY)
    if each_government:
        write_each_government(summary, folder)
    write_chase(summary, folder / CHASE)
    if summary.roster.has_contacts or any(item.corrections for item in summary.returns):
        for path in folder.rglob("*"):  # names of files tell people, too, and who corrected what does
            close_to_others(path)


def _write_beside(summary: Summary, folder: Path) -> None:
    """All but the workbooks."""
    from ..collating import write_facts, write_status
    from ..collating.ranking_book import write_ranking
    from ..reporting.contract import json_pieces
    from ..reporting.summary_page import summary_page

    write_ranking(summary, folder / RANKING)
    (folder / "report.html").write_text(summary_page(summary), encoding="utf-8")
    write_facts(summary, folder)
    write_status(summary, folder / STATUS)
    with (folder / "findings.json").open("w", encoding="utf-8") as file:
        file.writelines(json_pieces(report_of(summary)))
