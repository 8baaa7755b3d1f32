"""``nianbao fill``: puts figures from a file into a workbook."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path

import typer

_EPOCH = "SOURCE_DATE_EPOCH"  # as reproducible-builds.org has it
_VALUES = (
    '要填的数和文字，JSON 文件：{"cover": {代码: 文字}, "fields": {代码: 数}, "narrative": {代码: 文字}}，不填的不写；'
    "代码见汇总文件夹的 fields.csv，写法可参照 nianbao import --values 写出的文件。"
)


def fill(
    workbook: Path = typer.Argument(help="发放的模板。", metavar="WORKBOOK"),
    values: Path = typer.Argument(help=_VALUES, metavar="VALUES.json"),
    output: Path = typer.Option(..., "-o", "--output", metavar="FILE", help="写到哪个文件。"),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示说明。"),
) -> None:
    """把 JSON 文件里的数和文字填进模板的填报单元格。"""
    from .. import fill_workbook, read_values
    from ..apart import refuse_inputs

    refuse_inputs(output, [values])
    fill_workbook(workbook, read_values(values), output, force=force, now=saving_time())
    if not quiet:
        typer.echo(f"已填好 {output}", err=True)


def saving_time() -> datetime | None:
    """The time that the variable names, for the same workbook to the byte; None for that of the clock."""
    from .app import UsageProblem

    given = os.environ.get(_EPOCH, "")
    if not given:
        return None
    try:
        return datetime.fromtimestamp(int(given), UTC)
    except (ValueError, OverflowError, OSError) as error:
        raise UsageProblem(f"环境变量 {_EPOCH} 应为 1970 年以来的秒数，现为“{given}”，请改正或删去") from error
