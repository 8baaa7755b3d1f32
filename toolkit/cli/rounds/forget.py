"""``nianbao round forget``: files removed after their retention."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER


def forget(
    folder: Path = FOLDER,
    before: str = typer.Option(..., "--before", metavar="DATE", help="只清除在这一天以前收到的。"),
    reason: str = typer.Option(..., "--reason", metavar="TEXT", help="为什么，如 “保存期满”。"),
    by: str = BY,
) -> None:
    """保存期满后清除原件：文件删去，校验值和读出的内容留在账上，汇总照样能重算。须先截止。"""
    from ... import forget_files
    from .common import day, who

    last = day(before, "--before")
    assert last is not None
    done = forget_files(folder, last, reason=reason, by=who(by))
    typer.echo(f"已清除 {done.files} 个原件（{done.bytes:,} 字节），校验值和数字还在账上")
    if done.in_inbox:
        typer.echo(f"它们放进来的地方还有 {done.in_inbox} 个没有动，不再需要的请自行删去")
