"""Damages sample returns the way returns get damaged, from a list kept as data (``samples/province/damage.json``).

Only the demonstration uses it. Each entry names an organ (or none), what to ``do``, and what a person would say of it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ..form.layout import Layout
from ..ooxml.editing import EditablePackage


@dataclass(frozen=True, slots=True)
class Damage:
    """One entry of the list. ``facts`` are its other keys."""

    agency: str
    do: str
    note: str
    facts: Mapping[str, Any]


def read_damages(entries: list[dict[str, Any]]) -> list[Damage]:
    """The damages that ``entries`` describe; KeyError where one lacks ``do`` or ``note``."""
    return [
        Damage(
            entry.get("agency", ""),
            entry["do"],
            entry["note"],
            {key: value for key, value in entry.items() if key not in ("agency", "do", "note")},
        )
        for entry in entries
    ]


def damage_values(values: dict[str, Any], damage: Damage) -> dict[str, Any]:
    """``values`` (content of VALUES.json) as a clerk who slips would have given them."""
    fields = dict(values["fields"])
    if damage.do == "blank":
        for code in damage.facts["fields"]:
            fields.pop(code)
    else:
        fields.update(damage.facts.get("fields", {}))
    for code, more in damage.facts.get("add", {}).items():
        fields[code] = int(fields[code]) + more
    explanations = {**values.get("explanations", {}), **damage.facts.get("explanations", {})}
    narrative = {**values["narrative"], **damage.facts.get("narrative", {})}
    return {**values, "fields": fields, "narrative": narrative, "explanations": explanations}


def damage_workbook(path: Path, layout: Layout, damage: Damage) -> None:
    """Does to the workbook at ``path`` what ``damage`` says; ValueError where it is not known."""
    WORKBOOK_DAMAGES[damage.do](path, layout, damage)


def _type_over(path: Path, layout: Layout, damage: Damage) -> None:
    """Types texts or numbers into cells, formulas too, as pasting does."""
    from openpyxl import load_workbook

    book = load_workbook(path)
    for code, content in damage.facts["cells"].items():
        sheet, cell = layout.place(layout.form.by_code[code].index)
        book[sheet][cell] = content
    book.save(path)
    date_back(path)


def _rename_sheet(path: Path, layout: Layout, damage: Damage) -> None:
    from openpyxl import load_workbook

    book = load_workbook(path)
    book[layout.sheet(damage.facts["table"]).sheet].title = damage.facts["to"]
    book.save(path)
    date_back(path)


def _truncate(path: Path, layout: Layout, damage: Damage) -> None:
    data = path.read_bytes()
    path.write_bytes(data[: len(data) // 2])


def date_back(path: Path) -> None:
    """Gives a workbook a fixed time of saving, so that samples are the same each time."""
    package = EditablePackage(path.read_bytes())
    core = package["docProps/core.xml"].decode()
    dated = re.sub(r">\d{4}-\d\d-\d\dT[\d:]+Z<", ">2025-01-20T09:00:00Z<", core)
    package.replace("docProps/core.xml", dated.encode())
    path.write_bytes(package.save())


WORKBOOK_DAMAGES: dict[str, Callable[[Path, Layout, Damage], None]] = {
    "type": _type_over,
    "rename-sheet": _rename_sheet,
    "truncate": _truncate,
}
