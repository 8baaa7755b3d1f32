"""``nianbao round summary``: the sum as it stands, or as it stood on a day."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, QUIET


def summary(
    folder: Path = FOLDER,
    output: Path | None = typer.Option(
        None, "-o", "--output", metavar="OUT", help="写到哪个文件夹；不写时是“汇总”里的下一个编号。"
    ),
    at: str | None = typer.Option(
        None, "--at", metavar="DATE", help="那一天结束时账上的情况（按记账的日子，不按 --received）；不写时是现在。"
    ),
    each_government: bool = typer.Option(
        False, "--each-government", help="每个下级政府另写一个文件夹，有自己的汇总表、报告和排名。"
    ),
    force: bool = typer.Option(False, "--force", help="-o 的文件夹已存在时整个换新。"),
    by: str = BY,
    quiet: bool = QUIET,
) -> None:
    """汇总：和 collate 一样的汇总文件夹；因更正、受理、选定而不同的数逐个列出，注明是账上第几号。"""
    from ... import write_round_summary
    from ...told.decisions import effects_lines
    from ..collate import face, remarks, wrong
    from .common import day, frozen, who

    done = write_round_summary(
        folder, output, at=day(at, "--at"), each_government=each_government, by=who(by), force=force
    )
    for line in (*face(done.summary), *effects_lines(done.effects)):
        typer.echo(line)
    if not quiet:
        for line in remarks(done.summary):
            typer.echo(line.replace("--pick 指定", "choose 选定"), err=True)
        typer.echo(f"结果在 {done.folder}：汇总表 summary.xlsx，报告 report.html，催报清单.xlsx", err=True)
    frozen(done)
    if wrong(done.summary):
        raise typer.Exit(1)
