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
    words: str | None = typer.Argument(
        None, help="只列这些：代码、位置（表三!J6）或行列名称（新收 总计），写几个词都可以。", metavar="WORDS"
    ),
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
) -> None:
    """列出某年度格式的全部填报项：代码、表、行、列、工作表、单元格、填报或计算、单位。"""
    from .. import list_fields, load_form

    rows = list_fields(year, words)
    if format is Format.json:
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
        return
    if format is Format.csv:
        writer = csv.DictWriter(sys.stdout, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows({**row, "row": "/".join(row["row"]), "column": "/".join(row["column"])} for row in rows)
        return
    known = load_form(year).by_code
    for row in rows:
        kind = "计算" if row["kind"] == "computed" else "填报"
        typer.echo(f"{row['code']}  {row['sheet']}!{row['cell']}  {kind}  {row['unit']}  {known[row['code']].label}")
