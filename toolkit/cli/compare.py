"""``nianbao compare``: two summaries, and what changed between them."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer


class Format(StrEnum):
    text = "text"
    json = "json"
    xlsx = "xlsx"


def compare(
    first: Path = typer.Argument(help="先前的汇总文件夹。", metavar="A"),
    second: Path = typer.Argument(help="后来的汇总文件夹。", metavar="B"),
    format: Format = typer.Option(Format.text, "--format", help="输出格式。"),  # noqa: A002
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="写到文件；xlsx 必须给出。"),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
) -> None:
    """比较两次汇总（两个年度，或同一年度的两次）：哪些数字变了、哪个单位、变了多少。"""
    from .. import compare_summaries, render_comparison, write_comparison
    from ..apart import refuse_inputs
    from ..written import SUMMARY
    from .app import UsageProblem

    if format is Format.xlsx and output is None:
        raise UsageProblem("--format xlsx 须用 -o 指明写到哪个文件")
    refuse_inputs(output, [path.parent if path.name == SUMMARY else path for path in (first, second)])
    found = compare_summaries(first, second)
    if output is None:
        typer.echo(render_comparison(found, format.value, capped=True), nl=False)
    else:
        write_comparison(found, output, format.value, force=force)
