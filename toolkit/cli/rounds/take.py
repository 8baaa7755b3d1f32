"""``nianbao round take``: takes in what came."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, QUIET


def take(
    folder: Path = FOLDER,
    paths: list[str] = typer.Argument(
        None, help="报送件、文件夹或压缩包；不写时取这一轮的“收件”文件夹。", metavar="[PATH]..."
    ),
    received: str | None = typer.Option(None, "--received", metavar="DATE", help="收到的日期；不写时为今天。"),
    everything: bool = typer.Option(False, "--all", help="大小和时间没有变的文件也打开核对。"),
    by: str = BY,
    quiet: bool = QUIET,
) -> None:
    """收件：新来的每一份都留存、校验、记账，并说明哪些单位因此有变化。新来的有错误时退出码为 1。"""
    from ... import Means, take_returns
    from ...told.taking import beside_lines, told_of
    from ..progress import progress_bar
    from ..remembering import notices
    from .common import day, refuse_to_come, who

    came = day(received, "--received")
    refuse_to_come(came, "--received")
    with progress_bar("读取报送件", quiet=quiet) as progress:
        means = Means(progress=progress, notice=notices(quiet=quiet))
        taken = take_returns(
            folder,
            paths or (),
            received=came,
            by=who(by),
            everything=everything,
            means=means,
        )
    for line in told_of(taken):
        typer.echo(line)
    if not quiet:
        for line in beside_lines(taken):
            typer.echo(line, err=True)
    if taken.wrong:
        raise typer.Exit(1)
