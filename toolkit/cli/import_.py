"""``nianbao import``: published reports, in."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..records import Report


class Format(StrEnum):
    text = "text"
    json = "json"


def import_(
    reports: list[str] = typer.Argument(
        help="已公布的年度报告：网页（.html）、Word 文档（.docx）、有文字的 PDF、文本，或它们的文件夹，可以给多个。",
        metavar="REPORT...",
    ),
    output: Path = typer.Option(
        ..., "-o", "--output", metavar="DIR|FILE", help="填好的工作簿写到哪个文件夹，或（只有一份时）哪个 .xlsx 文件。"
    ),
    roster: Path | None = typer.Option(
        None, "--roster", metavar="ROSTER", help="单位名录（xlsx 或 csv），按报告标题里的单位名称找代码。"
    ),
    values: bool = typer.Option(False, "--values", help="不写工作簿，写 VALUES.json（供 fill 使用）。"),
    format: Format = typer.Option(  # noqa: A002
        Format.text, "--format", help="问题怎样列出：text 显示在标准错误，json 写到标准输出。"
    ),
    force: bool = typer.Option(False, "--force", help="覆盖已有的文件。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和说明。"),
) -> None:
    """读取已公布的年度报告，填成该年度的工作簿，并逐格说明拿不准的地方。"""
    from .. import Given, Means, import_reports, render
    from .fill import saving_time
    from .progress import progress_bar
    from .remembering import notices

    with progress_bar("读取报告", quiet=quiet) as progress:
        means = Means(progress=progress, notice=notices(quiet=quiet))
        done = import_reports(reports, output, Given(roster), means, values=values, force=force, now=saving_time())
    if format is Format.json:
        typer.echo(render(done.report, "json"), nl=False)
    else:
        typer.echo(render(done.report, "text"), nl=False, err=True)
    if not quiet:
        for item, path in zip(done.report.returns, done.paths, strict=True):
            if path:
                typer.echo(f"已填好 {path}（据 {item.file}）", err=True)
    if not any(done.paths):
        raise typer.Exit(2)
    if _asks(done.report):
        raise typer.Exit(1)


def _asks(report: Report) -> bool:
    """Whether anything of the reports is wrong, or must be looked at."""
    from ..form import Severity

    told = [*report.general, *(finding for item in report.returns for finding in item.findings)]
    return any(finding.severity is not Severity.NOTICE for finding in told)
