"""Whether what is read is what is shown: every figure of the form, at the place where it is said to be read."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from tests.mutants.library import Cells
from tests.mutants.mutants import Mutant
from tests.mutants.office import Shown
from toolkit.findings import Finding
from toolkit.form import Form, Severity, Unit
from toolkit.form.table_model import Field
from toolkit.records import Record, Return
from toolkit.values import read_value

# Notices about a workbook or a sheet as a whole that say nothing of any figure.
ASIDE = frozenset({"PROTECTION-OFF", "STRUCTURE-OFF", "SHEETS-REORDERED", "SHEET-ADDED", "TEMPLATE-OTHER"})
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?([1-9][0-9]*)")


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A figure that is shown otherwise than it is read (or ought to be told), and nothing is said of it."""

    sheet: str
    cell: str
    shown: str
    ours: str

    def __str__(self) -> str:
        return f"{self.sheet}!{self.cell}: shown {self.shown!r}, read {self.ours!r}"


def disagreements(mutant: Mutant, read: Return, checked: Return, shown: Shown | None) -> list[Disagreement]:
    """What differs in silence. ``read`` has the reader's findings, ``checked`` those of the form's rules too.

    A rule that happens to trip over a figure read wrongly is no warning of it: only the reader's findings excuse a
    figure. A figure that is none is excused by whatever names its cell. A total is excused by what names a part of it
    that differs too, and where it is not shown, or is none, by what names any part.
    """
    if read.record is None:
        return [] if _errors(read.findings) else [Disagreement("", "", "(any)", "(nothing)")]
    new = _new(mutant, read.findings)
    if mutant.honest and new:
        return [Disagreement(new[0].sheet, new[0].cell, "(nothing to tell)", new[0].rule)]
    if _errors(new):
        return []
    record, found = read.record, []
    for sheet, cell in mutant.told:
        if not any(names(finding, sheet, cell) for finding in new):
            found.append(Disagreement(sheet, cell, "(to be told)", "(silent)"))
    differing = list(_differing(mutant, record, shown)) if shown is not None else []
    unequal = {field.index for field, _, _ in differing}
    # A total that shows another figure than it should is told by the rule that computes it, with that figure.
    shown_wrong = {mutant.base.form.fields[index].code for index in record.overtyped}
    overtyped = [finding for finding in checked.findings if finding.field in shown_wrong]
    for field, at, text in differing:
        steps = record.values[field.index]
        excuses = [*new, *overtyped] if steps is not None else checked.findings
        parts = _parts(mutant.base.form, field.index)
        if steps is not None and text.strip():
            parts &= unequal
        is_figure = not text.strip() or figure(text, field.unit) is not None
        if steps is not None and is_figure and not field.computed:
            # That a text was mended to a figure says nothing of another figure that is shown, or of none.
            excuses = [finding for finding in excuses if not finding.rule.startswith("MENDED-")]
        places = [at, *(record.place(part, mutant.base.layout) for part in parts)]
        if not any(names(finding, *place) for finding in excuses for place in places):
            ours = "" if steps is None else field.unit.text(steps)
            found.append(Disagreement(*at, text, ours))
    return found


def _differing(mutant: Mutant, record: Record, shown: Shown) -> Iterable[tuple[Field, tuple[str, str], str]]:
    tables = {_printable(name): rows for name, rows in shown.items()}
    form = mutant.base.form if record.edition == mutant.base.form.edition else None
    if form is None:
        return
    for item, steps in zip(form.fields, record.values, strict=True):
        sheet, cell = record.place(item.index, mutant.base.layout)
        text = _text(tables.get(_printable(sheet), []), cell)
        if not same(text, steps, item.unit):
            yield item, (sheet, cell), text


def _printable(name: str) -> str:
    """A sheet's name without what LibreOffice leaves out where it prints one."""
    return "".join(sign for sign in name.casefold() if sign.isprintable())


def library_differs(mutant: Mutant, read: Return, cells: Cells | None, shown: Shown | None) -> list[Disagreement]:
    """Where openpyxl alone sees another figure than is read, and nothing is said: LibreOffice shows what is read."""
    record = read.record
    if record is None or cells is None or record.edition != mutant.base.form.edition or _new(mutant, read.findings):
        return []
    differing = {at for _, at, _ in _differing(mutant, record, shown)} if shown is not None else set()
    found = []
    for item, steps in zip(mutant.base.form.fields, record.values, strict=True):
        sheet, cell = record.place(item.index, mutant.base.layout)
        text = cells.get(sheet, {}).get(cell, "")
        if (sheet, cell) not in differing and text and not same(text, steps, item.unit):
            found.append(Disagreement(sheet, cell, text, "" if steps is None else item.unit.text(steps)))
    return found


@lru_cache(maxsize=512)
def _parts(form: Form, total: int) -> frozenset[int]:
    """The fields that a total is made of, and those that they are made of."""
    found: set[int] = set()
    for relation in form.computations:
        if relation.at == total:
            for term in relation.right:
                found |= {term.field, *_parts(form, term.field)}
    return frozenset(found)


def same(text: str, steps: int | None, unit: Unit) -> bool:
    """Whether ``text`` is how a person would write the figure ``steps``. A blank is as good as 0."""
    if not text.strip():
        return not steps
    seen = figure(text, unit)
    return seen is not None and seen == steps


def figure(text: str, unit: Unit) -> int | None:
    """The figure that a person sees in ``text``; marks and signs that are no digits make it none."""
    for character in text:
        plain = unicodedata.normalize("NFKC", character)
        if plain != character and not ("！" <= character <= "～" or character.isspace()):
            return None
    return read_value(text, unit).steps


def names(finding: Finding, sheet: str, cell: str) -> bool:
    """Whether ``finding`` speaks of this cell, or of its whole sheet."""
    if finding.sheet and finding.sheet.casefold() != sheet.casefold():
        return any(place.startswith(f"{sheet}!") and _covers(place, cell) for place in finding.related)
    if not finding.cell and not finding.related:
        return bool(finding.sheet) and finding.rule not in ASIDE
    return any(_covers(place, cell) for place in (finding.cell, *finding.related))


def _covers(place: str, cell: str) -> bool:
    """Whether ``place``, an address or a range, holds ``cell``; an empty ``cell`` stands for any."""
    if not cell:
        return True
    corners = [_position(corner) for corner in place.rpartition("!")[2].split(":")]
    row, column = _position(cell)
    low, high = corners[0], corners[-1]
    return low[0] <= row <= high[0] and low[1] <= column <= high[1]


def _position(cell: str) -> tuple[int, int]:
    found = _ADDRESS.fullmatch(cell)
    if found is None:
        return -1, -1
    column = 0
    for letter in found[1]:
        column = column * 26 + ord(letter) - 64
    return int(found[2]) - 1, column - 1


def _text(rows: list[list[str]], cell: str) -> str:
    row, column = _position(cell)
    return rows[row][column] if row < len(rows) and column < len(rows[row]) else ""


def _new(mutant: Mutant, findings: Iterable[Finding]) -> list[Finding]:
    """Those of ``findings`` that the unaltered return has not."""
    usual = {(item.rule, item.sheet, item.cell) for item in mutant.base.read.findings}
    return [item for item in findings if (item.rule, item.sheet, item.cell) not in usual]


def _errors(findings: Iterable[Finding]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)
