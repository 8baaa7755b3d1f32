"""Whether a return is in the edition that is in force for its year: only those are ever summed."""

from __future__ import annotations

from ..editions import load_edition, load_form, years_text
from ..findings import Finding, tell
from ..form import DefinitionError
from ..records import Return


def check_edition(item: Return, asked: int | None) -> list[Finding]:
    """What is wrong with the edition of ``item``; that it is of another year than ``asked`` is told elsewhere."""
    record = item.record
    if record is None or record.year is None or asked not in (None, record.year):
        return []
    try:
        form = load_form(record.year)
    except DefinitionError:
        years = years_text(load_edition(record.edition))
        return [tell("FORM-NO-YEAR", year=record.year, found=record.edition, years=years)]
    if form.edition == record.edition:
        return []
    return [tell("FORM-OTHER", year=record.year, found=record.edition, expected=form.edition)]
