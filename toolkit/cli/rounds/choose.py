"""``nianbao round choose``: which of several returns counts."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, ORGAN


def choose(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    file: str = typer.Argument(..., help="以哪一份为准：文件名，或 history 里的第几份。", metavar="FILE"),
    reason: str = typer.Option("", "--reason", metavar="TEXT", help="为什么。"),
    by: str = BY,
) -> None:
    """同一单位报了几份时，选定以哪一份为准；以后又报了新的，以新的为准。"""
    from ... import choose_return
    from .common import decided, who

    decided(choose_return(folder, organ, file, reason=reason, by=who(by)))
