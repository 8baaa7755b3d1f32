"""``nianbao round undo``: a decision taken back."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER


def undo(
    folder: Path = FOLDER,
    n: int | None = typer.Argument(None, help="第几号（见 history）；不写时是最近的一项决定。", metavar="[N]"),
    reason: str = typer.Option("", "--reason", metavar="TEXT", help="为什么撤销。"),
    by: str = BY,
) -> None:
    """撤销一项决定（更正、延期、受理、选定、改名、并入、分设）：另记一笔，原来的那一笔还在。"""
    from ... import undo_decision
    from ...told.events import event_words
    from .common import who

    line = undo_decision(folder, n, reason=reason, by=who(by))
    typer.echo(f"已撤销第 {line.n} 号：{event_words(line)}（{line.organ}）")
