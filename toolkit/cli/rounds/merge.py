"""``nianbao round merge``: an organ that has become part of another."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, ORGAN, REASON, SINCE


def merge(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    into: str = typer.Argument(..., help="并入哪个单位（代码或名称）。", metavar="INTO"),
    since: str | None = SINCE,
    reason: str = REASON,
    by: str = BY,
) -> None:
    """并入：ORGAN 并入 INTO，不再单独报送；两家上年的数相加，算作 INTO 的上年数，并注明。"""
    from ... import merge_organ
    from .common import since_day, succeeded, who

    succeeded(folder, merge_organ(folder, organ, into, since=since_day(since), reason=reason, by=who(by)))
