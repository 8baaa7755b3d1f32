"""What organs filed held against what they published."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ..records import Return
from ..written import STATUS, SUMMARY
from .given import Given, refuse_faulty_definitions
from .means import Means, find, refuse_missing

if TYPE_CHECKING:
    from ..collating.filed_published import FiledPublished


def compare_published(
    filed: Sequence[str | Path],
    published: Sequence[str | Path],
    given: Given | None = None,
    means: Means | None = None,
    *,
    returns: Sequence[Return] = (),
) -> FiledPublished:
    """Each published report at ``published`` against the return at ``filed`` of the same organ and year: workbooks,
    reports, folders of them; a summary folder stands for its summary.xlsx. ``returns`` were filed too, and are as they
    count, as those of a round are.

    The roster of ``given`` gives reports the codes of their organs. Raises CollatingError where there is nothing at one
    of the two, or a path is not there.
    """
    given, means = given or Given(), means or Means()
    refuse_faulty_definitions()
    roster = given.read_roster(means.notice)
    from ..collating.filed_published import hold_against
    from ..published.importing.organ import with_organs
    from ..published.importing.stated import without_stated

    first = [*_read(filed, means), *returns] if filed else list(returns)
    sides = [list(without_stated(with_organs(one, roster))) for one in (first, _read(published, means))]
    return hold_against(*sides)


def is_summary(path: str | Path) -> bool:
    """Whether ``path`` is a summary folder, or the summary workbook in one."""
    path = Path(path)
    return ((path.parent if path.name == SUMMARY else path) / STATUS).is_file()


def _read(paths: Sequence[str | Path], means: Means) -> Iterator[Return]:
    found = find([Path(path) / SUMMARY if (Path(path) / STATUS).is_file() else path for path in paths])
    refuse_missing(found)
    return means.read(found)
