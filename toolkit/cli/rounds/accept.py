"""``nianbao round accept``: a doubt accepted."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, ORGAN


def accept(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    rule: str = typer.Argument(
        ..., help="哪一条待说明的规则，如 T3-PRIOR（status 列出各家待说明的）。", metavar="RULE"
    ),
    reason: str = typer.Option(..., "--reason", metavar="TEXT", help="为什么可以不改。"),
    by: str = BY,
) -> None:
    """受理一项待说明：数字不变时不再追问；单位重报了别的数就重新判断。错误不能受理。"""
    from ... import accept_doubt
    from .common import decided, who

    decided(accept_doubt(folder, organ, rule, reason=reason, by=who(by)))
