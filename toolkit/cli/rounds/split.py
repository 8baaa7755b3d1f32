"""``nianbao round split``: an organ that has become several."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER, ORGAN, REASON, SINCE


def split(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    successors: list[str] = typer.Argument(
        ...,
        help="分设后的各单位，代码和名称写在一起，如 “520103 县文化局”；原单位还在的，也写上它。",
        metavar="SUCCESSOR...",
    ),
    since: str | None = SINCE,
    reason: str = REASON,
    by: str = BY,
) -> None:
    """分设：ORGAN 分成几个单位，各报各的；原来的上年数不算作其中任何一家的，并注明。"""
    from ... import split_organ
    from .common import code_and_name, since_day, succeeded, who

    made = [code_and_name(one) for one in successors]
    succeeded(folder, split_organ(folder, organ, made, since=since_day(since), reason=reason, by=who(by)))
