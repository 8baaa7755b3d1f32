"""``nianbao round correct``: a figure corrected by telephone."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import FOLDER, ORGAN


def correct(
    folder: Path = FOLDER,
    organ: str = ORGAN,
    field: str = typer.Argument(
        ..., help="哪一格：位置（表三!J6）、行和列的名称（“新收 总计”），或填报项代码。", metavar="FIELD"
    ),
    value: str = typer.Argument(
        ..., help="改成多少，只写数字；负数前面加 --，这时各选项要写在它前面。", metavar="VALUE"
    ),
    reason: str = typer.Option(..., "--reason", metavar="TEXT", help="为什么改。"),
    by: str = typer.Option(..., "--by", metavar="NAME", help="谁说的、谁改的，如 “张三来电，李四记”。"),
) -> None:
    """电话更正一个数：记下原数、新数、理由和经手人，重新校验；汇总、来源、追溯里都注明。"""
    from ... import correct_figure
    from .common import decided, who_must

    decided(correct_figure(folder, organ, field, value, reason=reason, by=who_must(by)))
