"""``nianbao round compare``: what changed between two moments."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

from .common import FOLDER


def compare(
    folder: Path = FOLDER,
    first: str = typer.Argument(
        ..., help="先前：一天（如 2025-01-20，指那一天结束时）或汇总的编号（如 1）。", metavar="FIRST"
    ),
    second: str | None = typer.Argument(None, help="后来：一天或汇总的编号；不写时是现在。", metavar="[SECOND]"),
    field: str | None = typer.Option(
        None, "--field", metavar="FIELD", help="只看一个填报项：位置（表三!J6）、行和列的名称，或代码。"
    ),
    output: Path | None = typer.Option(
        None, "-o", "--output", metavar="FILE", help="全部写进一个工作簿（.xlsx）或 .json 文件。"
    ),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
) -> None:
    """两个时候相比：哪些数变了、是哪些单位引起的（大的在前）、为什么（重报、更正、退回、改名……）。"""
    from ... import compare_moments, render_comparison, write_comparison

    later = _moment(second, "SECOND") if second else None
    with compare_moments(folder, _moment(first, "FIRST"), later, field=field) as found:
        if output is None:
            typer.echo(render_comparison(found, "text", capped=True), nl=False)
        else:
            write_comparison(found, output, "json" if output.suffix.lower() == ".json" else "xlsx", force=force)
            typer.echo(f"已写入 {output}")


def _moment(text: str, name: str) -> int | date:
    from ...days import day_of

    return int(text) if text.isdecimal() and len(text) < 5 else day_of(text, name)
