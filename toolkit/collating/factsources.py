"""sources.csv: every return that a collation read, once: whose it is, where from, and what became of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from ..records import Return
from ..rollup import Summary
from ..written import STATUS
from .blocks import Block, blocks
from .factlist import read_list, write_list

_NAME = "sources.csv"
_COLUMNS = (
    "agency_code", "agency_name", "year", "edition", "file", "sha256", "saved_at", "program", "seal", "state",
    "included",
)  # fmt: skip
_CORRECTED = "corrections"
_SUPERSEDED, _UNKNOWN = "superseded", "unknown"  # states beside those of a return that speaks for itself


@dataclass(frozen=True, slots=True)
class FactSource:
    """Whose return the figures of an organ came in."""

    name: str
    file: str
    sha256: str = ""


def write_sources(summaries: Sequence[tuple[Summary, bool]], folder: Path) -> None:
    """Writes all returns of the run into ``folder``, in its order; ``summaries`` as for ``write_table``.

    ``included`` are those whose figures stand in the facts, under the code, year and edition given here. A ``state`` is
    what the return was judged, superseded where another one of the organ counts, or unknown where the roster has none.
    Where the office corrected figures of any, a last column says how many of each.
    """
    rows = _rows(summaries)
    if any(item.corrections for item in summaries[0][0].returns):
        counts = (len(item.corrections) for item in summaries[0][0].returns)
        write_list(
            folder / _NAME, (*_COLUMNS, _CORRECTED), ((*row, count) for row, count in zip(rows, counts, strict=True))
        )
    else:
        write_list(folder / _NAME, _COLUMNS, rows)


def _rows(summaries: Sequence[tuple[Summary, bool]]) -> Iterator[tuple[object, ...]]:
    (main, _), *_ = summaries
    counted: dict[int, tuple[Block, Summary]] = {}
    for one, summed in summaries:
        for found in blocks(one, summed=summed):
            if found.returned is not None:
                counted[found.returned.index] = found, one
    strangers = {item.index for item in main.unknown}
    for item in main.returns:
        block: Block | None = None
        owner: tuple[object, ...] = ("", "", "", "")
        if item.index in counted:
            block, summary = counted[item.index]
            owner = (block.code, block.name, summary.year, summary.form.edition)
        elif item.record is not None:
            agency = item.record.agency
            owner = (agency.code, agency.name, item.record.year, item.record.edition)
        about = (item.file, item.sha256, item.saved_at, item.program, item.seal)
        state = _state(item, block, is_stranger=item.index in strangers)
        yield (*owner, *about, state, int(block is not None))


def _state(item: Return, block: Block | None, *, is_stranger: bool) -> str:
    if block is not None and block.returned is not None:
        return block.returned.status.value  # as it was judged for the sum it is in, be it of another year
    if item.superseded_by:
        return _SUPERSEDED
    return _UNKNOWN if is_stranger else item.status.value


def read_sources(folder: Path, edition: str, year: int) -> dict[str, FactSource]:
    """The returns in the facts of one edition and year by code. Raises CollatingError where nothing says them."""
    of = (edition, str(year))
    return {
        row["agency_code"]: FactSource(row["agency_name"], row["file"], row["sha256"])
        for row in read_list(folder / _NAME, _COLUMNS)
        if row["included"] == "1" and (row["edition"], row["year"]) == of
    }


def read_names_beside(folder: Path, years: Iterable[int | None]) -> dict[tuple[int | None, str], str]:
    """What the organs and governments of the facts in ``folder`` were called, by year and code, as far as the files
    beside them say. Raises CollatingError where one of those is none.
    """
    names: dict[tuple[int | None, str], str] = {}
    if (folder / STATUS).exists():
        lines = read_list(folder / STATUS, ("agency_code", "agency_name"))
        names = {(year, line["agency_code"]): line["agency_name"] for line in lines for year in years}
    if (folder / _NAME).exists():
        for row in read_list(folder / _NAME, _COLUMNS):
            if row["included"] == "1" and row["year"].isdigit():
                names[int(row["year"]), row["agency_code"]] = row["agency_name"]
    return {key: name for key, name in names.items() if name}
