"""What the verbs of a round have in common: the folder, who does it, days."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import typer

FOLDER = typer.Argument(..., help="这一轮的文件夹。", metavar="DIR")
BY = typer.Option("", "--by", metavar="NAME", help="经手人；不写时用这台机器上的用户名。")
QUIET = typer.Option(False, "--quiet", help="不显示进度和提示。")


def who(by: str) -> str:
    """Who does it: as given, else as the system calls them."""
    from ...round.holding import person
    from ..asking import one_line

    return one_line(by, "--by") or person()


def day(text: str | None, option: str) -> date | None:
    """The day that ``option`` names, None where it was not given."""
    from ..dates import day_of

    return None if text is None else day_of(text, option)


def told(folder: Path) -> str:
    """The folder as it is named in what is said."""
    return f"“{folder}”"
