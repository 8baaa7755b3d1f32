"""What the verbs of a round have in common: the folder, who does it, days."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ...round.cutoffs import Written
    from ...round.deciding import Decided
    from ...round.ledger import Line

FOLDER = typer.Argument(..., help="这一轮的文件夹。", metavar="DIR")
ORGAN = typer.Argument(..., help="单位代码或名称。", metavar="ORGAN")
BY = typer.Option("", "--by", metavar="NAME", help="经手人；不写时用这台机器上的用户名。")
REASON = typer.Option("", "--reason", metavar="TEXT", help="为什么，如批准的文号。")
SINCE = typer.Option(None, "--since", metavar="DATE", help="从哪天起；不写时是今天。")
QUIET = typer.Option(False, "--quiet", help="不显示进度和提示。")


def who(by: str) -> str:
    """Who does it: as given, else as the system calls them."""
    from ...round.holding import person
    from ..asking import one_line

    return one_line(by, "--by") or person()


def who_must(by: str) -> str:
    """Who does it, where that must be said. Raises UsageProblem for a blank."""
    from ..app import UsageProblem

    if not by.strip():
        raise UsageProblem("--by 是空的，请写明是谁说的、谁改的")
    return who(by)


def day(text: str | None, option: str) -> date | None:
    """The day that ``option`` names, None where it was not given."""
    from ...days import day_of

    return None if text is None else day_of(text, option)


def refuse_to_come(one: date | None, option: str) -> None:
    """Raises UsageProblem for a day that has not come yet."""
    from ...round.clock import today
    from ..app import UsageProblem

    if one is not None and one > today():
        raise UsageProblem(f"{option} {one.isoformat()} 还没有到（今天是 {today().isoformat()}），请核对日期")


def since_day(text: str | None) -> date:
    """The day that ``--since`` names, today where it was not given."""
    from ...round.clock import today

    return day(text, "--since") or today()


def code_and_name(text: str) -> tuple[str, str]:
    """What a person writes as ``520103 县文化局``, in either order. Raises UsageProblem for anything else."""
    from ..app import UsageProblem

    words = text.split()
    coded = [word for word in words if word.isascii()]
    if len(words) != 2 or len(coded) != 1:
        raise UsageProblem(f"“{text}”应是代码和名称，中间空一格，如 “520103 县文化局”；整个加上引号")
    return coded[0], next(word for word in words if word not in coded)


def succeeded(folder: Path, line: Line) -> None:
    """Says what was decided of the roster."""
    from ...told.events import event_words

    typer.echo(f"已记账第 {line.n} 号：{event_words(line)}，自 {line.data['since']} 起")
    typer.echo(f"现行的名录在 {current_roster(folder)}；新的工作簿在 {outbox(folder)}", err=True)


def inbox(folder: Path) -> Path:
    """Where what comes is dropped."""
    from ...round.folder import INBOX

    return folder / INBOX


def outbox(folder: Path) -> Path:
    """Where what goes out lies."""
    from ...round.folder import OUTBOX

    return folder / OUTBOX


def current_roster(folder: Path) -> Path:
    """The file of the roster as it is now."""
    from ...round.folder import ROSTER, ROSTER_NOW

    now = folder / ROSTER_NOW
    return now if now.exists() else next(folder.glob(f"{ROSTER}.*"), now)


def decided(one: Decided) -> None:
    """Says what was decided, and what it changed."""
    from ...told.decisions import decided_lines

    for line in decided_lines(one):
        typer.echo(line)


def frozen(done: Written) -> None:
    """Says what is to be told of frozen summaries."""
    from ...told.decisions import frozen_lines

    for line in frozen_lines(done):
        typer.echo(line, err=True)
