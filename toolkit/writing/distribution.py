"""Hands out workbooks: one for each organ of a roster, in a folder tree by government, with a manifest.

The folder grows file by file, and each file appears whole. The content of every file follows from the arguments alone,
so a run that was killed is completed by running it again: what is there already and right is kept.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from ..csvtext import tamed
from ..form import load_form
from ..form.layout import load_layout
from ..output import OutputError, reason, sole_user, whole_file
from ..prior import Prior
from ..roster import Roster
from .crew import Job, Made, run_jobs
from .earlier_round import MANIFEST, other_seals, read_seals
from .naming import Places, plan_places
from .relay import write_archives
from .stamping import Order, Stamper

Progress = Callable[[int, int], None]
COLUMNS = ("agency_code", "agency_name", "path", "sha256", "seal")
_SHOWN = 5


@dataclass(frozen=True, slots=True)
class Issued:
    """One line of the manifest."""

    agency_code: str
    agency_name: str
    path: str
    sha256: str
    seal: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What was handed out. ``kept`` of the workbooks stood there already; ``without_prior`` counts organs that
    last year's figures don't cover; ``strays`` are workbooks in the folder that are not of this distribution.
    ``resealed`` counts organs whose workbook had another seal (or one, or none) in the manifest that stood there.
    """

    folder: Path
    issued: tuple[Issued, ...]
    kept: int = 0
    archives: tuple[str, ...] = ()
    without_prior: int = 0
    strays: tuple[str, ...] = ()
    resealed: int = 0


def distribute(
    roster: Roster,
    year: int,
    folder: str | Path,
    *,
    prior: Prior | None = None,
    seal_key: bytes | None = None,
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

    ``progress`` is called with how many are done, and of how many. Files that stand there already are kept where they
    are what would be written. Raises OutputError, before anything is written, where one is not and ``force`` is not
    set, or where the manifest that stands there lists other seals than these would be: of one round, all workbooks are
    sealed with one key, or none is. Also where the folder can't be written. Raises DefinitionError where no edition
    covers ``year``.
    """
    target = Path(folder)
    form = load_form(year)
    stamper = Stamper(
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
    jobs = [
        Job(Order(roster.by_code[code], prior.comparable(form, code) if prior else None), target / path)
        for code, path in places.workbooks.items()
    ]
    with sole_user(target):
        resealed = _resealed(stamper, jobs, target)
        if resealed and not force:
            raise OutputError(other_seals(target, resealed, with_key=bool(seal_key)))
        made = _make_all(stamper, jobs, places, target, force, progress)
        issued = tuple(
            Issued(code, roster.by_code[code].name, str(places.workbooks[code]), item.sha256, item.seal)
            for code, item in zip(places.workbooks, made, strict=True)
        )
        archives = write_archives(roster, places, target, issued, force=force) if zip_governments else ()
        _write_result(target / MANIFEST, manifest_bytes(issued), force=force)
    return Manifest(
        target,
        issued,
        kept=sum(item.kept for item in made),
        archives=archives,
        without_prior=sum(job.order.prior is None for job in jobs) if prior else 0,
        strays=tuple(_strays(target, places)),
        resealed=resealed,
    )


def manifest_bytes(issued: Sequence[Issued]) -> bytes:
    """The manifest as CSV in UTF-8 with a byte-order mark, so that Excel opens it right."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    writer.writerows(
        (tamed(item.agency_code), tamed(item.agency_name), item.path, item.sha256, item.seal) for item in issued
    )
    return text.getvalue().encode("utf-8-sig")


def _make_all(
    stamper: Stamper, jobs: Sequence[Job], places: Places, target: Path, force: bool, progress: Progress | None
) -> list[Made]:
    """What stands there is compared first, so that nothing is written beside what would be refused."""
    standing = [index for index, job in enumerate(jobs) if job.path.exists() and job.path.stat().st_size]
    missing = sorted(set(range(len(jobs))) - set(standing))
    made: dict[int, Made] = {}

    def show(done: Made) -> Made:
        if progress:
            progress(len(made) + 1, len(jobs))
        return done

    try:
        for path in {target, *(target / path.parent for path in places.workbooks.values())}:
            path.mkdir(parents=True, exist_ok=True)
        for index, done in zip(standing, run_jobs(stamper, [jobs[i] for i in standing], replace=force), strict=True):
            made[index] = show(done)
        different = [jobs[index].path for index, done in made.items() if done.differs]
        if different:
            raise OutputError(_refusal(different))
        for index, done in zip(missing, run_jobs(stamper, [jobs[i] for i in missing], replace=False), strict=True):
            made[index] = show(done)
    except OSError as error:
        raise OutputError(reason(Path(error.filename or target), error)) from error
    return [made[index] for index in range(len(jobs))]


def _resealed(stamper: Stamper, jobs: Sequence[Job], target: Path) -> int:
    """How many of ``jobs`` the manifest in ``target`` lists with another seal than they get now."""
    try:
        listed = read_seals(target / MANIFEST)
    except OSError as error:
        raise OutputError(reason(target / MANIFEST, error)) from error
    orders = [job.order for job in jobs]
    mine = [order for order in orders if (order.line.code, order.line.name) in listed]
    return sum(listed[order.line.code, order.line.name] != stamper.issue(order).seal for order in mine)


def _refusal(paths: Sequence[Path]) -> str:
    shown = "\n".join(f"  {path}" for path in paths[:_SHOWN])
    more = f"\n  另有 {len(paths) - _SHOWN} 个" if len(paths) > _SHOWN else ""
    return (
        f"有 {len(paths)} 个文件已经存在，而且内容与这次要写的不同，没有改动任何文件：\n{shown}{more}\n"
        "要覆盖请加 --force，或换一个 -o"
    )


def _write_result(path: Path, content: bytes, *, force: bool) -> None:
    if path.exists() and path.read_bytes() == content:
        return
    with whole_file(path, force=force) as temporary:
        temporary.write_bytes(content)


def _strays(folder: Path, places: Places) -> Iterator[str]:
    """Workbooks in the folder that this distribution did not put there, such as those of organs since dissolved."""
    own = set(places.workbooks.values())
    for path in sorted(folder.rglob("*.xlsx")):
        relative = PurePosixPath(path.relative_to(folder).as_posix())
        if relative not in own:
            yield str(relative)
