"""Hands out workbooks: one for each organ of a roster, in a folder tree by government, with a manifest.

The folder grows file by file, and each file appears whole. The content of every file follows from the arguments alone,
so a run that was killed is completed by running it again: what is there already and right is kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ...apart import refuse_links
from ...csvtext import tamed
from ...editions import load_form
from ...form import Form
from ...form.layout import load_layout
from ...inherited import inherited
from ...output import OutputError, reason, refuse_open, sole_user, whole_file
from ...prior import Inherited, Prior, Unlike
from ...roster import Roster
from ...rulebook import RulesFile, in_force
from ..template.content import prefilled
from .earlier_round import (
    COLUMNS,
    MANIFEST,
    Issued,
    Stray,
    find_strays,
    other_seals,
    read_manifest,
    refuse_other_lines,
    was_saved,
)
from .naming import plan_places
from .processes import Job, Made, run_jobs
from .relay import plan_archives, refuse_other_archives, write_archives
from .striking import Order, Striker

Progress = Callable[[int, int], None]
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was handed out. ``kept`` of the workbooks stood there already; ``without_prior`` counts organs of
    which last year's figures give nothing to prefill; ``strays`` are what lies in the folder that is not of this
    distribution.
    ``resealed`` counts organs whose workbook had another seal (or one, or none) in the manifest that stood there.
    ``unlike`` are those whose code was another organ's last year, of whose figures nothing is taken over; ``inherited``
    those whose figures are not simply their own of then.
    """

    folder: Path
    issued: tuple[Issued, ...]
    kept: int = 0
    archives: tuple[str, ...] = ()
    without_prior: int = 0
    strays: tuple[Stray, ...] = ()
    resealed: int = 0
    unlike: tuple[Unlike, ...] = ()
    inherited: tuple[Inherited, ...] = ()


def distribute(
    roster: Roster,
    year: int,
    folder: str | Path,
    *,
    prior: Prior | None = None,
    seal_key: bytes | None = None,
    rules: RulesFile | None = None,
    zip_governments: bool = False,
    governments: bool = False,
    password: str | None = None,
    deadline: str = "",
    contact: str = "",
    force: bool = False,
    progress: Progress | None = None,
) -> Manifest:
    """Writes into ``folder`` a workbook for each organ of ``roster`` (with ``governments``, for those too) and
    ``manifest.csv``; with ``zip_governments`` also an archive for each government that relays to those below it.

    The check sheets have the rules as ``rules`` has them; without it, as the edition does.
    ``progress`` is called with how many are done, and of how many. Files that stand there already are kept where they
    are what would be written, and what is missing is added, so that a run that was killed is completed by another.
    Without ``force``, OutputError is raised before anything is written where one is not what would be written, or where
    the manifest that stands there lists what this distribution would not have: other seals (of one round, all workbooks
    are sealed with one key, or none is), organs that bear another name now or belong elsewhere. Also raised where a
    program has open what would be replaced, or where the folder can't be written. Raises DefinitionError where no
    edition covers ``year``, PriorError where ``prior`` is not of the year before.
    """
    target = Path(folder)
    form = in_force(load_form(year), rules)
    if prior is not None:
        prior.check_before(year)
        prior = inherited(prior.of_organs(roster.called), roster)
    striker = Striker(
        load_layout(form),
        year,
        prior_year=prior.year if prior else None,
        with_prior=prior is not None,
        seal_key=seal_key,
        password=password,
        deadline=deadline,
        contact=contact,
    )
    places = plan_places(roster, year, target, governments=governments)
    refuse_links(target, places.workbooks.values())
    with sole_user(target):
        earlier = _earlier(target)
        listed = {(line.agency_code, line.path): line.sha256 for line in earlier}
        jobs = [
            Job(
                Order(roster.by_code[code], prior.comparable(form, code) if prior else None),
                target / path,
                listed.get((code, str(path)), ""),
            )
            for code, path in places.workbooks.items()
        ]
        resealed = _resealed(striker, jobs, earlier)
        if not force:
            if resealed:
                raise OutputError(other_seals(target, resealed, with_key=bool(seal_key)))
            refuse_other_lines(target, earlier, places)
        archives = plan_archives(roster, places) if zip_governments else {}
        if not force:
            refuse_other_archives(archives, target)
        for name in (MANIFEST, *map(str, archives)):
            refuse_open(target / name)
        made = _make_all(striker, jobs, target, force, progress)
        issued = tuple(
            Issued(code, roster.by_code[code].name, str(places.workbooks[code]), item.sha256, item.seal)
            for code, item in zip(places.workbooks, made, strict=True)
        )
        write_archives(archives, target)
        _write_result(target / MANIFEST, manifest_bytes(issued))
    return Manifest(
        target,
        issued,
        kept=sum(item.kept for item in made),
        archives=tuple(map(str, reversed(archives))),
        without_prior=sum(_gives_nothing(form, job.order.prior) for job in jobs) if prior else 0,
        strays=find_strays(target, places, earlier),
        resealed=resealed,
        unlike=prior.unlike if prior else (),
        inherited=(prior.inherited or ()) if prior else (),
    )


def _gives_nothing(form: Form, prior: tuple[int | None, ...] | None) -> bool:
    """Whether last year's figures of an organ are not there, or hold none of those that are carried over."""
    return prior is None or (bool(form.carried) and not any(step is not None for step in prefilled(form, prior)))


def manifest_bytes(issued: Sequence[Issued]) -> bytes:
    """The manifest as CSV in UTF-8 with a byte-order mark, so that Excel opens it right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (tamed(item.agency_code), tamed(item.agency_name), item.path, item.sha256, item.seal) for item in issued
    )
    return text.getvalue().encode("utf-8-sig")


def _earlier(target: Path) -> tuple[Issued, ...]:
    try:
        return read_manifest(target / MANIFEST)
    except OSError as error:
        raise OutputError(reason(target / MANIFEST, error)) from error


def _make_all(
    striker: Striker, jobs: Sequence[Job], target: Path, force: bool, progress: Progress | None
) -> list[Made]:
    """What stands there is compared first, then what was handed out and is gone, so that nothing is written beside what
    would be refused.
    """
    standing = [index for index, job in enumerate(jobs) if job.path.exists() and job.path.stat().st_size]
    missing = sorted(set(range(len(jobs))) - set(standing), key=lambda index: (not jobs[index].listed, index))
    made: dict[int, Made] = {}

    def do(indices: Sequence[int], *, replace: bool) -> list[Path]:
        """Does the jobs; those that are not done, since something else is or was there."""
        for index, done in zip(indices, run_jobs(striker, [jobs[i] for i in indices], replace=replace), strict=True):
            made[index] = done
            if progress:
                progress(len(made), len(jobs))
        return [jobs[index].path for index in indices if made[index].differs]

    try:
        different = do(standing, replace=False)
        if different and not force:
            raise OutputError(_refusal(different))
        if saved := [path for path in different if was_saved(path)]:
            raise OutputError(_refusal_of_saved(saved))
        for path in different:
            refuse_open(path)
        do([index for index in standing if made[index].differs], replace=True)
        again = [index for index in missing if jobs[index].listed]
        if different := do(again, replace=force):
            raise OutputError(_refusal(different))
        do([index for index in missing if not jobs[index].listed], replace=False)
    except OSError as error:
        raise OutputError(reason(Path(error.filename or target), error)) from error
    return [made[index] for index in range(len(jobs))]


def _resealed(striker: Striker, jobs: Sequence[Job], earlier: Sequence[Issued]) -> int:
    """How many of ``jobs`` the manifest lists with another seal than they get now."""
    seals = {(line.agency_code, line.agency_name): line.seal for line in earlier}
    mine = [job.order for job in jobs if (job.order.line.code, job.order.line.name) in seals]
    return sum(seals[order.line.code, order.line.name] != striker.issue(order).seal for order in mine)


def _refusal_of_saved(paths: Sequence[Path]) -> str:
    said = f"有 {len(paths)} 个工作簿发出后又保存过，里面可能已经填了数，没有改动任何文件：\n{_listed(paths)}"
    return f"{said}\n请先把它们移到收件文件夹再重新发放，或换一个 -o"


def _refusal(paths: Sequence[Path]) -> str:
    said = f"有 {len(paths)} 个文件已经存在或发放过，而且内容与这次要写的不同，没有改动任何文件：\n{_listed(paths)}"
    return f"{said}\n要覆盖请加 --force，或换一个 -o"


def _listed(paths: Sequence[Path]) -> str:
    more = [f"  另有 {len(paths) - _SHOWN} 个"] if len(paths) > _SHOWN else []
    return "\n".join([*(f"  {path}" for path in paths[:_SHOWN]), *more])


def _write_result(path: Path, content: bytes) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    with whole_file(path, force=True, private=True) as temporary:  # it tells the seals
        temporary.write_bytes(content)
