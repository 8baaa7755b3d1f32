"""What a rule names, found in the form: tables, fields by path, sections and their inputs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..form.model import Narrative
from ..form.source import Section, nearest
from ..form.table_model import Field, Table

# A figure is judged up to 10^15 steps in whole numbers of 64 bits (up to about 9 * 10^18), a unit has up to 10^6 steps.
LARGEST = 10**15  # whole units; no figure is judged beyond it
LARGEST_ADDED = 10**12  # whole units of what is reckoned in steps beside figures: 10^18 steps at the utmost
LARGEST_FACTOR = 10**6  # from one figure to another: far beyond any smaller unit, 万元 being 10^6 分
MOST_ZEROS = 12  # as for LARGEST_ADDED
MOST_ORGANS = 10**6
MOST_COMMON = 100  # organs that one passage is looked up in: work grows with it
MOST_CHARACTERS = 32_767  # that a cell holds


@dataclass(frozen=True, slots=True)
class Outline:
    """What of an edition its rules may name."""

    tables: Sequence[Table]
    fields: Sequence[Field]
    narrative: Sequence[Narrative]
    cover: Sequence[str] = ()  # the entries of the cover by id


def read_tables(section: Section, outline: Outline) -> tuple[str, ...]:
    """The tables that ``tables`` names."""
    named = section.strings("tables")
    refuse_unknown(section, "tables", named, [item.id for item in outline.tables], "表")
    return named


def read_fields(section: Section, outline: Outline, key: str = "fields") -> tuple[int, ...]:
    """The fields that ``key`` names; a path such as ``t2.rules`` names all below it."""
    found: list[int] = []
    for path in section.strings(key):
        table, *rest = path.split(".")
        matched = below(outline.fields, table, tuple(rest), ()) or below(outline.fields, table, (), tuple(rest))
        matched = matched or [item for item in outline.fields if item.code == path]
        if not matched:
            section.fail(f"没有“{path}”这个字段，{nearest(path, [item.code for item in outline.fields])}", key)
        found.extend(item.index for item in matched)
    return tuple(dict.fromkeys(found))


def read_sections(section: Section, outline: Outline) -> tuple[str, ...]:
    """The narrative sections that ``sections`` names."""
    named = section.strings("sections")
    refuse_unknown(section, "sections", named, [item.id for item in outline.narrative], "叙述部分")
    return named


def tables_of(outline: Outline, fields: Sequence[int]) -> tuple[str, ...]:
    """The tables that ``fields`` stand in, each once."""
    return tuple(dict.fromkeys(outline.fields[index].table for index in fields))


def below(fields: Sequence[Field], table: str, row: tuple[str, ...], column: tuple[str, ...]) -> list[Field]:
    """The fields of ``table`` whose row and column lie below these paths."""
    return [
        item
        for item in fields
        if item.table == table and item.row_path[: len(row)] == row and item.column_path[: len(column)] == column
    ]


def refuse_unknown(section: Section, key: str, names: Sequence[str], known: Sequence[str], what: str) -> None:
    """Raises DefinitionError at ``key`` where one of ``names`` is not ``known``."""
    for name in names:
        if name not in known:
            section.fail(f"没有“{name}”这个{what}，{nearest(name, list(known))}", key)
