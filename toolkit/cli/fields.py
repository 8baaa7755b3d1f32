"""``nianbao fields``: every figure of an edition and where it stands."""

from __future__ import annotations

import csv
import json
import sys
from enum import StrEnum

import typer


class Format(StrEnum):
    text = "text"
    json = "json"
    csv = "csv"


def fields(
    year: int = typer.Argument(help="报告年度，如 2024。", metavar="YEAR"),
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
) -> None:
    """列出某年度格式的全部填报项：代码、表、行、列、工作表、单元格、填报或计算、单位。"""
    from ..editions import load_form
    from ..form.layout import load_layout

    form = load_form(year)
    layout = load_layout(form)
    rows: list[dict[str, object]] = []
    for field in form.fields:
        sheet, cell = layout.place(field.index)
        rows.append(
            {
                "code": field.code,
                "table": field.table_number,
                "row": list(field.row),
                "column": list(field.column),
                "sheet": sheet,
                "cell": cell,
                "kind": field.kind,
                "unit": field.unit.label,
            }
        )
    if format is Format.json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    flat = [{**row, "row": "/".join(item.row), "column": "/".join(item.column)}
            for row, item in zip(rows, form.fields, strict=True)]  # fmt: skip
    if format is Format.csv:
        writer = csv.DictWriter(sys.stdout, list(flat[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(flat)
        return
    for field in form.fields:
        sheet, cell = layout.place(field.index)
        kind = "计算" if field.computed else "填报"
        typer.echo(f"{field.code}  {sheet}!{cell}  {kind}  {field.unit.label}  {field.label}")
