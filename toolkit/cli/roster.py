"""``nianbao roster``: a blank roster to fill in, or last year's to correct."""

from __future__ import annotations

from pathlib import Path

import typer

_SHOWN = 20


def roster(
    output: Path = typer.Option(..., "-o", "--output", metavar="FILE", help="写到哪个文件（xlsx），已有的文件不会动。"),
    last: Path | None = typer.Option(
        None, "--from", metavar="LAST", help="上年的名录（xlsx 或 csv）或汇总文件夹，把里面的单位带过来，改正后使用。"
    ),
) -> None:
    """生成一份空白的单位名录，里面有下拉列表和填写说明。"""
    from .. import read_draft, read_lines, write_roster
    from ..apart import refuse_inputs
    from ..written import STATUS

    refuse_inputs(output, [last.parent if last and last.name == STATUS else last])
    write_roster(output, read_lines(last) if last else ())
    typer.echo(f"已生成 {output}", err=True)
    if last is None:
        return
    draft = read_draft(output)
    typer.echo(f"从“{last}”带来 {len(draft.lines)} 个单位", err=True)
    told = draft.faults[:_SHOWN]
    for line in (f"要改正的有 {len(draft.faults)} 处：", *told) if told else ():
        typer.echo(line, err=True)
    if len(draft.faults) > _SHOWN:
        typer.echo(f"……另有 {len(draft.faults) - _SHOWN} 处", err=True)
    for line in draft.notices:
        typer.echo(line, err=True)
    if draft.faults:
        raise typer.Exit(1)
