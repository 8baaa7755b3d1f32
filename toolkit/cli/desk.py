"""``nianbao desk``: the round as a page on this machine."""

from __future__ import annotations

from pathlib import Path

import typer


def desk(
    folder: Path | None = typer.Argument(
        None, help="一轮的文件夹；不写时列出这台电脑上的各轮，也可新建。", metavar="[DIR]"
    ),
    no_browser: bool = typer.Option(False, "--no-browser", help="只显示网址，不打开浏览器。"),
) -> None:
    """工作台：用浏览器办这一轮，收件、看表、退回、更正、催报、汇总、公布；只在这台电脑上，不联网。"""
    import os

    from .. import open_desk

    os.umask(0o077)  # as every verb of a round
    typer.echo("工作台开着；关掉这个窗口、按 Ctrl-C 或在网页上按“停止工作台”就停下。网址：", err=True)
    open_desk(folder, browser=not no_browser, told=_tell)


def _tell(address: str) -> None:
    print(address, flush=True)  # noqa: T201  (whoever started it waits for this line)
