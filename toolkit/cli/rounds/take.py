"""``nianbao round take``: takes in what came."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .common import BY, FOLDER, QUIET

if TYPE_CHECKING:
    from ...records import Return
    from ...round.taking import Changed, Taken

_SHOWN = 20


def take(
    folder: Path = FOLDER,
    paths: list[str] = typer.Argument(
        None, help="报送件、文件夹或压缩包；不写时取这一轮的“收件”文件夹。", metavar="[PATH]..."
    ),
    received: str | None = typer.Option(None, "--received", metavar="DATE", help="收到的日期；不写时为今天。"),
    everything: bool = typer.Option(False, "--all", help="大小和时间没有变的文件也打开核对。"),
    by: str = BY,
    quiet: bool = QUIET,
) -> None:
    """收件：新来的每一份都留存、校验、记账，并说明哪些单位因此有变化。新来的有错误时退出码为 1。"""
    from ... import Means, take_returns
    from ..progress import progress_bar
    from ..remembering import notices
    from .common import day, refuse_to_come, who

    came = day(received, "--received")
    refuse_to_come(came, "--received")
    with progress_bar("读取报送件", quiet=quiet) as progress:
        means = Means(progress=progress, notice=notices(quiet=quiet))
        taken = take_returns(
            folder,
            paths or (),
            received=came,
            by=who(by),
            everything=everything,
            means=means,
        )
    for line in told_of(taken):
        typer.echo(line)
    if not quiet:
        for line in _beside(taken):
            typer.echo(line, err=True)
    if taken.wrong:
        raise typer.Exit(1)


def told_of(taken: Taken) -> Iterator[str]:
    """What came, and what changed for whom."""
    if not taken.returns:
        yield f"没有新的报送件（看过的 {taken.unchanged} 份没有变化）"
    else:
        yield f"新收 {len(taken.returns)} 份" + (f"（另有 {taken.unchanged} 份没有变化）" if taken.unchanged else "")
        yield from (_arrived(item) for item in taken.returns)
    for one in taken.changed:
        yield _changed(one)
        yield from _of_corrections(one)
    for name, finding in taken.refused.items():
        yield f"现在读不了，没有收下：{name}：{finding.message}。{finding.fix}"


def _arrived(item: Return) -> str:
    from ...form import Severity
    from ...wording import SEVERITIES, status_words

    name = item.record.agency.name if item.record else ""
    counts = "，".join(f"{SEVERITIES[one]} {count}" for one in Severity if (count := item.count(one)))
    return f"  {status_words(item)}  {name or '看不出单位'}  {item.file}" + (f"（{counts}）" if counts else "")


def _changed(one: Changed) -> str:
    from ...wording import STATES

    line, now = one.entry.line, one.entry.state
    said = f"{STATES[one.before]} → {STATES[now]}" if one.before != now else STATES[now]
    figures = f"，与先前计入的相比有 {one.figures} 个数不同" if one.figures else ""
    choice = "，有几份保存时间相同、数字不同，请用 choose 选定" if one.entry.rivals else ""
    return f"{line.name}（{line.code}）：{said}{figures}{choice}"


def _of_corrections(one: Changed) -> Iterator[str]:
    """What becomes of earlier corrections in the return that counts now."""
    for finding in one.entry.chosen.findings if one.entry.chosen else ():
        if finding.rule.startswith("CORRECT"):
            yield f"  更正  {finding.sheet}!{finding.cell} {finding.label}：{finding.message}"


def _beside(taken: Taken) -> Iterator[str]:
    yield from (f"{finding.message}。{finding.fix}" for finding in taken.findings)
    yield from (f"未读取 {count} 个：{reason}" for reason, count in taken.passed_over.items())
