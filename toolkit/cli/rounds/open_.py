"""``nianbao round open``: a new round, with its outbox."""

from __future__ import annotations

from pathlib import Path

import typer

from ..rules import OPTION
from .common import BY, QUIET


def open_(
    folder: Path = typer.Argument(
        ..., help="新建的文件夹，这一轮的一切都在里面，可以整个移动、复制、压缩。", metavar="DIR"
    ),
    roster: Path = typer.Option(..., "--roster", metavar="ROSTER", help="单位名录（xlsx 或 csv）。"),
    year: int = typer.Option(..., "--year", metavar="YEAR", help="报告年度，如 2024。"),
    prior: Path | None = typer.Option(
        None, "--prior", metavar="PATH", help="上年的报送件文件夹、汇总文件夹或 facts 文件。"
    ),
    seal: Path | None = typer.Option(None, "--seal", metavar="KEYFILE", help="密钥文件，第一次使用时自动生成。"),
    deadline: str = typer.Option("", "--deadline", metavar="DATE", help="填报期限，如 2025-01-31；过了算逾期。"),
    contact: str = typer.Option("", "--contact", metavar="TEXT", help="联系人和电话，写进填报说明和函件。"),
    sender: str = typer.Option("", "--sender", metavar="NAME", help="函件落款的单位名称。"),
    rules_file: Path | None = OPTION,
    by: str = BY,
    quiet: bool = QUIET,
) -> None:
    """新建一轮：存下名录、上年数和规则，按名录发放工作簿，建好账。"""
    from ... import Means, Settings, replacements, start_round
    from ...apart import refuse_inputs
    from ...days import deadline_day, deadline_words, passed_notice
    from ...sealkey import is_exposed
    from ..asking import one_line
    from ..distribute import tell_issued
    from ..progress import progress_bar
    from ..remembering import notices
    from .common import inbox, outbox, who

    refuse_inputs(folder, [roster, prior, rules_file, seal])
    due = deadline_day(deadline, year)
    settings = Settings(
        year=year,
        due=due.isoformat() if due else "",
        deadline=deadline_words(deadline, year),
        contact=one_line(contact, "--contact"),
        name=one_line(sender, "--sender"),
    )
    if not quiet:
        for said in (*replacements([year]), passed_notice(deadline).removeprefix("注意：")):
            if said:
                typer.echo(f"注意：{said}", err=True)
    with progress_bar("发放", quiet=quiet) as progress:
        means = Means(progress=progress, notice=notices(quiet=quiet))
        started = start_round(
            folder, roster, settings, prior=prior, seal=seal, rules=rules_file, by=who(by), means=means
        )
    typer.echo(f"已新建 {year} 年度这一轮：{folder}，应报 {len(started.roster.organs)} 家")
    if not quiet:
        if seal and is_exposed(seal):
            typer.echo(f"注意：密钥文件“{seal}”其他用户也能读，请改为只有本人可读。", err=True)
        tell_issued(started.manifest, started.prior, outbox(folder))
        typer.echo(f"收到的放进 {inbox(folder)}，再运行：\n  nianbao round take {folder}", err=True)
