"""Tables, rows and columns of a definition file, and the fields where they meet."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import product

from .figures import NUMBERING
from .source import Section, nearest
from .table_model import Block, Field, Header, Table, Unit

MOST_DECIMALS = 6  # facts.csv holds no more
MOST_PARTS = 10**12  # 万亿: no unit in use is made of so many of another


def read_units(root: Section) -> dict[str, Unit]:
    """The ``units`` of a definition, by id."""
    units: dict[str, Unit] = {}
    for unit_id, value in root.section("units").items():
        if not isinstance(value, Section):
            root.section("units").fail(f"单位“{unit_id}”应写成 {{label: 件, decimals: 0}}", unit_id)
        value.only("label", "decimals", "spelled", "parts", "multiples")
        units[unit_id] = Unit(
            unit_id,
            value.get("label", str),
            value.whole("decimals", 0, MOST_DECIMALS, 0),
            value.strings("spelled"),
            _factors(value, "parts"),
            _factors(value, "multiples"),
        )
    return units


def read_table(section: Section, units: Mapping[str, Unit]) -> Table:
    """One entry of ``tables``: its blocks, each with its trees of rows and columns."""
    section.only("id", "number", "title", "unit", "blocks")
    default_unit = _unit(section, units, None)
    blocks = []
    for block in section.sections("blocks"):
        block.only("label", "corner", "heading", "unit", "columns", "rows")
        unit = _unit(block, units, default_unit)
        columns = tuple(_header(item, "columns", (), (), units, unit) for item in block.sections("columns"))
        rows = tuple(_header(item, "rows", (), (), units, None) for item in block.sections("rows"))
        if not columns:
            block.fail("这一块没有列，请写 columns")
        blocks.append(
            Block(
                block.get("label", str, ""),
                block.get("corner", str, ""),
                block.get("heading", str, ""),
                columns,
                rows or (Header((), ("",)),),
            )
        )
    if not blocks:
        section.fail("这张表没有内容，请写 blocks，其中有 columns 和 rows")
    return Table(section.get("id", str), section.get("number", int), section.get("title", str), tuple(blocks))


def table_fields(table: Table, start: int, section: Section) -> list[Field]:
    """The fields of ``table`` in printed order, numbered from ``start``; computed ones are marked later.

    Raises DefinitionError where two figures come to the same code.
    """
    fields: list[Field] = []
    codes: set[str] = set()
    for block in table.blocks:
        rows = [leaf for header in block.rows for leaf in header.leaves()]
        columns = [leaf for header in block.columns for leaf in header.leaves()]
        for row, column in product(rows, columns):
            code = ".".join((table.id, *row.path, *column.path))
            if code in codes:
                section.fail(f"代码“{code}”出现了两次，请给其中一行或一列换一个 id")
            codes.add(code)
            assert column.unit is not None
            fields.append(
                Field(
                    index=start + len(fields),
                    code=code,
                    table=table.id,
                    table_number=table.number,
                    row=tuple(label for label in (block.label, *row.labels) if label),
                    column=column.labels,
                    row_path=row.path,
                    column_path=column.path,
                    unit=row.unit or column.unit,
                    signed=row.signed or column.signed,
                    computed=False,
                    row_short=row.short,
                    column_short=column.short if row.label else _joined(column),
                )
            )
    return fields


def _header(
    section: Section,
    axis: str,
    path: tuple[str, ...],
    labels: tuple[str, ...],
    units: Mapping[str, Unit],
    inherited: Unit | None,
) -> Header:
    section.only("id", "label", "short", "unit", "signed", axis)
    children = section.sections(axis)
    if not section.has("id") and not children:
        section.fail("填数的行和列必须有 id")
    if section.has("id"):
        own = section.get("id", str)
        if not own.replace("_", "").isalnum() or not own.isascii():
            section.fail(f"id“{own}”只能用英文字母、数字和下划线", "id")
        path = (*path, own)
    labels = (*labels, section.get("label", str))
    unit = _unit(section, units, inherited)
    return Header(
        path,
        labels,
        tuple(_header(child, axis, path, labels, units, unit) for child in children),
        unit,
        section.get("signed", bool, False),
        section.get("short", str, NUMBERING.sub("", labels[-1])),
    )


def _joined(column: Header) -> str:
    """A column's labels in full, for a table whose rows have none to tell its groups apart by."""
    return "·".join(column.labels)


def _unit(section: Section, units: Mapping[str, Unit], inherited: Unit | None) -> Unit | None:
    if not section.has("unit"):
        return inherited
    name = section.get("unit", str)
    if name not in units:
        section.fail(f"没有定义单位“{name}”，{nearest(name, list(units))}", "unit")
    return units[name]


def _factors(section: Section, key: str) -> dict[str, int]:
    if not section.has(key):
        return {}
    factors = section.section(key)
    return {name: factors.whole(name, 1, MOST_PARTS) for name, _ in factors.items()}
