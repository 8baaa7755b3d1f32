"""``nianbao round extend``: leave to report later."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER


def extend(
    folder: Path = FOLDER,
    organ: str = typer.Argument(..., help="单位代码或名称；写一个政府时，是它以下所有单位。", metavar="ORGAN"),
    until: str = typer.Argument(..., help="延到哪一天，如 2025-02-15。", metavar="DATE"),
    reason: str = typer.Option("", "--reason", metavar="TEXT", help="为什么延期。"),
    by: str = BY,
) -> None:
    """准予延期：到那一天为止不算逾期，也不催报。"""
    from ... import extend_leave
    from .common import day, decided, who

    last = day(until, "DATE")
    assert last is not None
    decided(extend_leave(folder, organ, last, reason=reason, by=who(by)))
