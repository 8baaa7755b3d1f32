"""``nianbao collate``: the returns of an area, summed along its roster."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .rules import OPTION

if TYPE_CHECKING:
    from ..rollup import Summary

_CHASED = 10
_NAMED = 5  # files or organs, in one line


def collate(
    paths: list[str] = typer.Argument(
        help="报送件、文件夹、压缩包或 s3:// 之类的地址，可以给多个。", metavar="PATH..."
    ),
    roster: Path = typer.Option(..., "--roster", metavar="ROSTER", help="单位名录（xlsx 或 csv）。"),
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="汇总结果写到哪个文件夹。"),
    year: int | None = typer.Option(None, "--year", metavar="YEAR", help="报告年度；不写时取多数报送件的年度。"),
    prior: Path | None = typer.Option(
        None, "--prior", metavar="PATH", help="上年的报送件文件夹、汇总文件夹或 facts 文件。"
    ),
    seal: Path | None = typer.Option(None, "--seal", metavar="KEYFILE", help="校验码的密钥文件。"),
    rules_file: Path | None = OPTION,
    include_rejected: bool = typer.Option(
        False, "--include-rejected", help="退回的报送件也计入，并在各处注明。默认不计入。"
    ),
    pick: list[str] = typer.Option(
        [], "--pick", metavar="FILE", help="同一单位报了几份时，以这一份为准，可多次使用；不写时以最后保存的一份为准。"
    ),
    cache: Path | None = typer.Option(
        None, "--cache", metavar="DIR", help="记住已读报送件的文件夹，可随时删除；不写时用系统的缓存文件夹。"
    ),
    no_cache: bool = typer.Option(False, "--no-cache", help="不用缓存，全部重新读取，也不留下任何数据。"),
    scheduler: str | None = typer.Option(
        None, "--scheduler", metavar="ADDRESS", help="由 Dask 集群读取，写调度程序的地址，如 tcp://10.0.0.1:8786。"
    ),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和提示。"),
    no_contacts: bool = typer.Option(False, "--no-contacts", help="结果里不写人名和电话，可以转给别人。"),
    each_government: bool = typer.Option(
        False, "--each-government", help="每个下级政府另写一个文件夹，有自己的汇总表、报告和排名。"
    ),
    force: bool = typer.Option(
        False, "--force", help="文件夹已存在时整个换新；里面有不是本工具写的、或后来改过的东西时不换。"
    ),
) -> None:
    """校验报送件，按单位名录逐级汇总，写出汇总文件夹。"""
    from .. import Choices, Given, Means, cluster, read_seal_key, run_collation
    from ..apart import refuse_inputs
    from .progress import progress_bar
    from .remembering import cache_folder, notices

    refuse_inputs(output, [seal])
    with progress_bar("读取报送件", quiet=quiet) as progress, cluster(scheduler) as executor:
        given = Given(roster, prior, year, read_seal_key(seal) if seal else None, rules_file)
        remembered = cache_folder(cache, no_cache=no_cache)
        means = Means(executor=executor, cache=remembered, progress=progress, notice=notices(quiet=quiet))
        choices = Choices(include_rejected, tuple(pick), contacts=not no_contacts, each_government=each_government)
        summary = run_collation(paths, output, given, means, choices, force=force)
    for line in face(summary):
        typer.echo(line)
    if not quiet:
        for line in remarks(summary):
            typer.echo(line, err=True)
        typer.echo(f"结果在 {output}：汇总表 summary.xlsx，报告 report.html，催报清单.xlsx", err=True)
    if wrong(summary):
        raise typer.Exit(1)


def wrong(summary: Summary) -> bool:
    """Whether something is missing or an error: what another return of the same organ superseded is neither."""
    counted = (item for item in summary.returns if not item.superseded_by)
    from ..form import Severity

    told = any(item.count(Severity.ERROR) for item in counted)
    return told or not summary.coverage.complete or any(item.severity == "error" for item in summary.general)


def face(summary: Summary) -> list[str]:
    """The result in a few lines: how complete, each government at the top and right below it."""
    names = "、".join(node.line.name for node in summary.roots)
    nodes = [node for node in summary.nodes.values() if node.depth == 1 and not node.line.merged_into]
    below = [f"  {node.line.name}  {node.coverage.words}" for node in nodes]
    return [f"{names}  {summary.year} 年度  {summary.completeness}", *below, *summary.notes]


def remarks(summary: Summary) -> list[str]:
    """Who must be asked, and what was left aside."""
    from ..wording import STATES

    lines = []
    for entry in summary.chase[:_CHASED]:
        who = " ".join(part for part in (entry.line.contact, entry.line.phone) if part)
        state = "更新的报送件读不出" if entry.unread and entry.included else STATES[entry.state]
        lines.append(f"{state}：{entry.line.name}（{entry.line.code}）{who}")
    if len(summary.chase) > _CHASED:
        lines.append(f"……还有 {len(summary.chase) - _CHASED} 家，见 催报清单.xlsx")
    aside = (
        ("不在名录", summary.unknown),
        ("无法读取且看不出是哪个单位", summary.unplaced),
        ("不知道是哪个单位的数", summary.doubted),
        ("单位已并入别的单位，请问明后者是否已含", summary.from_merged),
    )
    for label, items in aside:
        if items:
            shown = "、".join(item.file for item in items[:_NAMED]) + ("等" if len(items) > _NAMED else "")
            lines.append(f"{label}，未计入：{len(items)} 份，{shown}")
    lines += [f"{finding.message}。{finding.fix}" for finding in summary.general]
    lines += [f"未读取 {count} 个：{reason}" for reason, count in summary.passed_over.items()]
    if summary.superseded:
        whose = [entry.line.name for entry in summary.entries if entry.superseded]
        shown = "、".join(whose[:_NAMED]) + ("等" if len(whose) > _NAMED else "")
        lines.append(
            f"重复报送：{shown}，{len(summary.superseded)} 份未采用，各以最后保存的报送件（或 --pick 指定的一份）为准"
        )
    return lines
