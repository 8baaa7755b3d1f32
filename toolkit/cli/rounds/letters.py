"""``nianbao round letters``: what goes out now."""

from __future__ import annotations

from pathlib import Path

import typer

from .common import BY, FOLDER


def letters(
    folder: Path = FOLDER,
    organ: str = typer.Option("", "--organ", metavar="ORGAN", help="只写给一个单位（代码或名称）的。"),
    again: bool = typer.Option(False, "--again", help="已经发过的也再写一次（如第 2 次催报）。"),
    deadline: str = typer.Option(
        "", "--deadline", metavar="DATE", help="请各单位最迟哪天报回；不写时用这一轮的期限（已过的不写）。"
    ),
    by: str = BY,
) -> None:
    """发函：退回的副本和通知、更正的确认函、逾期的催报通知，各写一次，连同一张汇总表，放在“函件”里。"""
    from ... import send_letters
    from ...days import return_day
    from ...told.events import kinds_counts, kinds_words
    from .common import who

    done = send_letters(folder, organ=organ, again=again, deadline=return_day(deadline, None), by=who(by))
    for name in done.unnoted:
        typer.echo(f"注意：{name} 是一次中断的发函写下的，没有记账；里面的请不要发，以这一次的为准", err=True)
    if not done.sent:
        typer.echo("现在没有要发的函件" + ("" if again else "；已经发过的要再发一次，请加 --again"))
        return
    typer.echo(f"函件 {len(done.sent)} 份（{kinds_counts(done.sent)}）在 {done.folder}：")
    for one in done.sent:
        name = one.agency.name or "看不出单位"
        typer.echo(f"  {kinds_words(one.kinds)}  {name}（{one.agency.code}）  {'、'.join(one.files)}")
