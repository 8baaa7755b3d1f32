"""``nianbao round rename``: an organ by another name, or another code."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, ORGAN, REASON, SINCE


def rename(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    name: str = typer.Argument(..., help="现在的名称；只换代码的，照写原名称。", metavar="NAME"),
    code: str = typer.Option("", "--code", metavar="CODE", help="现在的单位代码；不写时不变。"),
    since: str | None = SINCE,
    reason: str = REASON,
    by: str = BY,
) -> None:
    """改名（或换代码）：先前报来的和上年的数都还是它的；另发一份写好新名称的工作簿。"""
    from ... import rename_organ
    from .common import since_day, succeeded, who

    succeeded(folder, rename_organ(folder, organ, name, code=code, since=since_day(since), reason=reason, by=who(by)))
