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
    from ... import Settings, ensure_seal_key, read_roster, start_round
    from ...apart import refuse_inputs
    from ..asking import one_line
    from ..dates import deadline_day, deadline_words, passed_notice
    from ..progress import progress_bar
    from .common import who

    refuse_inputs(folder, [roster, prior, rules_file, seal])
    words, due = deadline_words(deadline, year), deadline_day(deadline, year)
    lines = read_roster(roster)
    if not quiet:
        for said in (*lines.notices, passed_notice(deadline)):
            if said:
                typer.echo(said, err=True)
    settings = Settings(
        year=year,
        due=due.isoformat() if due else "",
        deadline=words,
        contact=one_line(contact, "--contact"),
        name=one_line(sender, "--sender"),
    )
    key = ensure_seal_key(seal) if seal else None
    with progress_bar("发放", quiet=quiet) as progress:
        manifest = start_round(
            folder,
            roster,
            settings,
            prior=prior,
            seal_key=key,
            rules=rules_file,
            by=who(by),
            progress=progress,
        )
    typer.echo(f"已新建 {year} 年度这一轮：{folder}，应报 {len(lines.organs)} 家")
    if not quiet:
        typer.echo(
            f"发放的工作簿 {len(manifest.issued)} 个在 {folder / '发放'}；收到的放进 {folder / '收件'}，再运行：",
            err=True,
        )
        typer.echo(f"  nianbao round take {folder}", err=True)
