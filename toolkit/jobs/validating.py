"""The first job: whatever came back is read and judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from ..needs import needs_of_reading
from ..office import Office
from ..prior import Prior
from ..records import Report, numbered
from ..roster import Roster
from ..rulebook import RulesFile
from .given import Given, refuse_faulty_definitions
from .means import Means, Notice, Progress, find

if TYPE_CHECKING:
    from ..reading import Executor


@dataclass(frozen=True, eq=False)
class Validation:
    """A validation, and what it was held against, so that answers to the organs need read neither again."""

    report: Report
    office: Office


def validate(
    paths: Sequence[str | Path],
    *,
    roster: Roster | str | Path | None = None,
    prior: Prior | str | Path | None = None,
    year: int | None = None,
    seal_key: bytes | None = None,
    rules: RulesFile | str | Path | None = None,
    workers: int | None = None,
    executor: Executor | None = None,
    cache: Path | None = None,
    notice: Notice | None = None,
    progress: Progress | None = None,
) -> Report:
    """Reads and checks every return at ``paths`` (workbooks, folders, archives, fsspec URLs), on ``executor`` if given.

    ``roster``, ``prior`` and ``rules`` are what they hold, or where it is. Raises RosterError or CollatingError where
    they can't be used, CollatingError where there is nothing at ``paths``, DefinitionError where no edition covers
    ``year`` or the rules file is faulty.
    ``cache`` is a folder that remembers what was read, by content: only what is new or changed is read.
    ``notice`` is told what a run of more than 1,000 files will need, and what to look at in the roster.
    Where ``prior`` holds several years, the year before ``year`` counts, or before the one most returns are of.
    """
    given, means = Given(roster, prior, year, seal_key, rules), Means(workers, executor, cache, progress, notice)
    return run_validation(paths, given, means).report


def run_validation(paths: Sequence[str | Path], given: Given | None = None, means: Means | None = None) -> Validation:
    """As ``validate``, and says what the returns were held against: ``send_back`` answers the organs by it."""
    given, means = given or Given(), means or Means()
    refuse_faulty_definitions()
    found = find(paths)
    given.refuse_early()
    means.tell(needs_of_reading(len(found.files)))
    reading = means.read(found)
    roster = given.read_roster(means.notice)
    from ..checking import check_returns, run_notices, with_odd_years, year_notices
    from ..collating.counted import with_superseded, without_own
    from ..published.importing.organ import with_organs
    from ..reporting import with_repeats

    read, own = without_own(with_organs(reading, roster), roster)
    office = given.known(read, roster)
    returns = check_returns(numbered(read), office)
    if given.year is None:
        returns = with_odd_years(returns)
    if roster is not None:
        returns = with_superseded(returns, roster, given.year)
    editions = {item.record.edition for item in returns if item.record is not None}
    years = {item.record.year for item in returns if item.record is not None}
    report = with_repeats(
        Report(
            edition=editions.pop() if len(editions) == 1 else "",
            year=given.year or (years.pop() if len(years) == 1 else None),
            returns=tuple(returns),
            general=(*found.findings, *year_notices(returns, given.year), *run_notices(returns, office)),
            passed_over={**found.passed_over, **own},
            rules=office.rules.digest if office.rules else "",
        )
    )
    return Validation(report, office)
