"""``nianbao round backup``: a copy while in use."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import FOLDER


def backup(
    folder: Path = FOLDER,
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="备份到哪个新文件夹。"),
) -> None:
    """备份：整个这一轮的一份副本，别人正在用也可以备份；备份前核对账和每一份原件是否完好。"""
    from ... import back_up

    typer.echo(f"已备份 {back_up(folder, output)} 个文件到 {output}")
