"""What only shows when all returns of a run lie side by side: copied figures, and what of last year is missing."""

from __future__ import annotations

from collections.abc import Sequence

from ..editions import load_edition
from ..findings import Finding, tell
from ..form import Form
from ..office import Office
from ..prior import Prior, told_of_inherited, told_of_unlike
from ..records import Return, usual_year
from ..roster import Roster, line_named_otherwise
from .standing import line_of

_FEWEST = 4  # figures other than 0, or
_DIGITS = 6  # digits in them, from which on two organs do not come to the same return by chance
_NAMED = 3
_ROWS = 12


def duplicates(returns: Sequence[Return], roster: Roster | None = None) -> dict[int, Finding]:
    """A finding for each return (by its place) whose figures are those of another organ's, to the last one.

    Governments are left out: one with a single organ below it reports that organ's figures.
    """
    groups: dict[tuple[object, ...], list[int]] = {}
    for place, item in enumerate(returns):
        record = item.record
        if record is None or record.is_summary or not _telling(record.values):
            continue
        line = line_of(record, roster)
        if line is None or not line.is_government:
            groups.setdefault((record.edition, record.year, record.values), []).append(place)
    found: dict[int, Finding] = {}
    for places in groups.values():
        organs = {organ_behind(returns, place, roster): place for place in places}
        if len(organs) < 2:
            continue
        for place in places:
            others = [other for organ, other in organs.items() if organ != organ_behind(returns, place, roster)]
            found[place] = tell("DUPLICATE-FIGURES", others=told_with_files([returns[other] for other in others]))
    return found


def run_notices(returns: Sequence[Return], office: Office) -> list[Finding]:
    """What was not held against last year and why, told once for the run: of the returns of the year asked for, or of
    the year that most are of. That others are of another year is told elsewhere, and nobody looks for their last year.
    """
    prior = office.prior
    if prior is None:
        return []
    main = office.year or usual_year(returns)
    records = [item.record for item in returns if item.record is not None and item.record.year in (main, None)]
    years = sorted({record.year for record in records if record.year is not None})
    notices = [tell("PRIOR-UNDATED")] if prior.year is None else []
    notices += [
        tell("PRIOR-YEAR", found=prior.told_years, year=year, expected=str(year - 1))
        for year in years
        if prior.year is not None and not prior.precedes(year)
    ]
    notices += [tell("PRIOR-ASIDE", aside="；".join(prior.aside))] if prior.aside else []
    if not any(map(prior.precedes, years)):
        return notices  # what else could not be compared is no news then
    notices += [tell("PRIOR-EDITED", edited=edited) for edited in prior.edited]
    notices += [tell("PRIOR-NAMELESS")] if prior.nameless else []
    unlike = told_of_unlike(prior.unlike)
    notices += [unlike] if unlike else []
    notices += told_of_inherited(prior.inherited)
    for edition in sorted({record.edition for record in records} - {prior.form.edition}):
        rows = uncompared(load_edition(edition), prior)
        if rows:
            fields = "、".join(rows[:_ROWS]) + (f"等 {len(rows)} 项" if len(rows) > _ROWS else "")
            notices.append(tell("PRIOR-EDITION", found=prior.form.edition, fields=fields))
    lines = office.roster.lines if office.roster else ()
    # Of what has become part of another, or was split, the roster says why.
    gone = [line.code for line in lines if line.merged_into] + [code for line in lines for code in line.origins]
    told = [one.code for one in prior.unlike] + [one.code for one in prior.inherited or ()]
    there = {*prior.figures, *told, *gone}
    absent = [record.agency.name or record.agency.code for record in records if record.agency.code not in there]
    if absent:
        names = "、".join(absent[:10]) + (" 等" if len(absent) > 10 else "")
        notices.append(tell("PRIOR-ABSENT", count=len(absent), names=names))
    return notices


def uncompared(form: Form, prior: Prior) -> list[str]:
    """The rows of ``form`` that ``prior``'s edition has nothing comparable for, each table's under its number."""
    rows: dict[str, None] = {}
    for field in prior.missing_fields(form):
        rows.setdefault("·".join((form.table(field.table).title, *(field.row[-2:] or field.column))))
    return list(rows)


def _telling(values: Sequence[int | None]) -> bool:
    figures = [abs(value) for value in values if value]
    return len(figures) >= _FEWEST or sum(len(str(figure)) for figure in figures) >= _DIGITS


def organ_behind(returns: Sequence[Return], place: int, roster: Roster | None) -> str | int:
    """Whose return it is: the organ that its file is named for, where that is another one; the place of nobody's."""
    item = returns[place]
    assert item.record is not None
    named = line_named_otherwise(item.file, item.record.agency.code, roster) if roster else None
    if named is not None:
        return named.code
    return item.record.agency.code or item.record.agency.name or place


def told_with_files(items: Sequence[Return]) -> str:
    """The first few organs, each with its file, and how many there are where there are more."""
    named = "、".join(_with_file(item) for item in items[:_NAMED])
    return named + (f"等 {len(items)} 家" if len(items) > _NAMED else "")


def _with_file(item: Return) -> str:
    """The organ with its file; a cover that names nobody leaves the file."""
    assert item.record is not None
    name = item.record.agency.name or item.record.agency.code
    return f"“{name}”（{item.file}）" if name else item.file
