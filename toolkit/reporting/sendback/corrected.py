"""The figures of a return that were corrected, as its organ is told them: in the letter, as marks, on the list."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from ...a1 import sheet_prefix
from ...form import Unit
from ...form.layout import Layout
from ...form.sendback import Words
from ...records import Correction, Record
from ...wall_time import day_words
from ...width import printable
from .listing import Row
from .marking import Mark

CORRECTED = "CORRECTED"  # what the office is told of the same; the column of ids has it on the list


@dataclass(frozen=True, slots=True)
class Corrected:
    """One correction with its number in the letter and on the list; ``now`` is the figure that counts."""

    number: int
    sheet: str
    cell: str
    label: str
    now: int | Decimal | None
    said: str


def corrected_of(
    corrections: Sequence[Correction], record: Record, layout: Layout, words: Words, *, first: int, renewed: bool
) -> tuple[Corrected, ...]:
    """``corrections`` numbered from ``first``, in the order of the form; at the places that they have in a workbook as
    it is sent out where it is ``renewed``, else in the one that came.
    """
    made = []
    ordered = sorted(corrections, key=lambda correction: correction.field)
    for number, one in enumerate(ordered, start=first):
        field = layout.form.fields[one.field]
        sheet, cell = layout.place(one.field) if renewed else record.place(one.field, layout)
        now = None if one.new is None else field.unit.number(one.new)
        made.append(Corrected(number, sheet, cell, field.label, now, _said(one, field.unit, words)))
    return tuple(made)


def corrected_items(corrected: Sequence[Corrected], words: Words) -> list[str]:
    """A line of the letter for each."""
    return [
        printable(words.say("corrected_item", number=one.number, sheet=one.sheet, cell=one.cell, label=one.label,
                            said=one.said))
        for one in corrected
    ]  # fmt: skip


def corrected_marks(corrected: Sequence[Corrected], words: Words) -> list[Mark]:
    """A mark with a comment at the cell of each."""
    return [
        Mark(one.sheet, one.cell, "notice", words.say("corrected_comment", number=one.number, said=one.said))
        for one in corrected
    ]


def corrected_rows(corrected: Sequence[Corrected], words: Words) -> list[Row]:
    """A row of the list for each."""
    return [
        Row(
            state="notice",
            texts={
                "number": one.number,
                "severity": words.say("corrected_state"),
                "place": f"{one.sheet}!{one.cell}",
                "found": words.say("corrected_blank") if one.now is None else one.now,
                "message": f"{one.label}：{one.said}",
                "fix": words.say("corrected_fix"),
                "rule": CORRECTED,
            },
            target=sheet_prefix(one.sheet) + one.cell,
        )
        for one in corrected
    ]


def _said(correction: Correction, unit: Unit, words: Words) -> str:
    """What it was, what it is, since when, by whom and why, each as far as it is known."""
    old, new = (
        words.say("corrected_blank") if steps is None else unit.text(steps)
        for steps in (correction.old, correction.new)
    )
    day = correction.day
    with suppress(ValueError):
        day = day_words(date.fromisoformat(day))
    said = words.say("corrected", old=old, new=new, day=day)
    why = [words.say(f"corrected_{name}", **{name: text})
           for name, text in (("by", correction.by), ("reason", correction.reason)) if text.strip()]  # fmt: skip
    return said + (words.say("corrected_why", why="；".join(why)) if why else "")
