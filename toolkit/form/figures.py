"""Figures that a definition names by path: one field, or the sum of those that a group of rows or columns holds."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .rule_model import Rule
from .source import Section, nearest
from .table_model import Field, Header, Table

NUMBERING = re.compile(r"^(（[一二三四五六七八九十]+）|[一二三四五六七八九十]+、|\d+[.．、])")
_NOTE = re.compile(r"（[^（）]*）$")


@dataclass(frozen=True, slots=True)
class Figure:
    """The sum of ``fields``, as one path names it: ``t3.refused.total`` is a group of rows in one column.

    ``row`` and ``column`` are the printed labels of what the path names, empty where it names none.
    """

    path: str
    row: str
    column: str
    fields: tuple[int, ...]


def read_figure(
    section: Section, path: str, tables: Sequence[Table], fields: Sequence[Field], rules: Sequence[Rule]
) -> Figure:
    """The figure that ``path`` (table, rows, columns) names; DefinitionError with the nearest known where none is.

    A total that stands beside its own parts is left out, so that nothing is counted twice.
    """
    table_id, *rest = path.split(".")
    table = next((item for item in tables if item.id == table_id), None)
    if table is None:
        section.fail(f"“{path}”应以表的 id 开头，{nearest(table_id, [item.id for item in tables])}")
    inside = [item for item in fields if item.table == table_id]
    for cut in range(len(rest), -1, -1):
        row, column = tuple(rest[:cut]), tuple(rest[cut:])
        found = [item for item in inside if _starts(item.row_path, row) and _starts(item.column_path, column)]
        if found:
            break
    else:
        section.fail(f"没有“{path}”这个字段，{nearest(path, [item.code for item in inside])}")
    return Figure(
        path,
        _label((header for block in table.blocks for header in block.rows), row),
        _label((header for block in table.blocks for header in block.columns), column),
        _without_totals(found, rules),
    )


def _starts(path: tuple[str, ...], with_: tuple[str, ...]) -> bool:
    return path[: len(with_)] == with_


def names(figures: Sequence[Figure]) -> tuple[str, ...]:
    """A short name for each of several figures shown side by side: the label that tells them apart."""
    by_row = len({figure.row for figure in figures}) >= len({figure.column for figure in figures})
    return tuple(
        short((figure.row or figure.column) if by_row else (figure.column or figure.row)) for figure in figures
    )


def short(label: str) -> str:
    """A printed label without its number in front and its note behind, for charts and heads of columns."""
    bare = _NOTE.sub("", NUMBERING.sub("", label))
    return bare or label


def _label(headers: Iterable[Header], path: tuple[str, ...]) -> str:
    """The label of the outermost header that ``path`` leads to."""
    if not path:
        return ""
    for header in headers:
        if header.path == path:
            return header.label
        found = _label(header.children, path)
        if found:
            return found
    return ""


def _without_totals(found: Sequence[Field], rules: Sequence[Rule]) -> tuple[int, ...]:
    present = {item.index for item in found}
    parts = {
        relation.at: {term.field for term in relation.right}
        for rule in rules
        for relation in rule.relations
        if relation.computes and relation.at in present
    }
    return tuple(item.index for item in found if not parts.get(item.index, set()) & present)
