"""``nianbao round export``: the current returns as a folder."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import FOLDER


def export(
    folder: Path = FOLDER,
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="导出到哪个文件夹。"),
    at: str | None = typer.Option(
        None, "--at", metavar="DATE", help="那一天结束时账上的情况（按记账的日子，不按 --received）；不写时是现在。"
    ),
    force: bool = typer.Option(False, "--force", help="文件夹已存在时整个换新。"),
) -> None:
    """把现在算数的报送件（收到时的原样）导出成一个文件夹，可以交给 collate、validate。"""
    from ... import export_returns
    from .common import current_roster, day

    names = export_returns(folder, output, at=day(at, "--at"), force=force)
    typer.echo(f"已导出 {len(names)} 份到 {output}：都是收到时的原样，更正、受理、选定不在里面")
    typer.echo(f"要汇总它们，请用名录 {current_roster(folder)}", err=True)
