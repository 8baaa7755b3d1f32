"""``nianbao validate``: checks what came back, and answers the agencies."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .rules import OPTION

if TYPE_CHECKING:
    from ..records import Report


class Format(StrEnum):
    text = "text"
    json = "json"
    xlsx = "xlsx"
    html = "html"


_ENDINGS = {".json": Format.json, ".xlsx": Format.xlsx, ".html": Format.html, ".htm": Format.html}


def validate(
    paths: list[str] = typer.Argument(
        help="报送件、文件夹、压缩包或 s3:// 之类的地址，可以给多个。", metavar="PATH..."
    ),
    roster: Path | None = typer.Option(
        None, "--roster", metavar="ROSTER", help="单位名录（xlsx 或 csv），用来核对单位和规章制定权。"
    ),
    prior: Path | None = typer.Option(
        None, "--prior", metavar="PATH", help="上年的报送件文件夹、汇总文件夹或 facts 文件，用来与上年核对。"
    ),
    seal: Path | None = typer.Option(None, "--seal", metavar="KEYFILE", help="校验码的密钥文件。"),
    rules_file: Path | None = OPTION,
    year: int | None = typer.Option(None, "--year", metavar="YEAR", help="应报的年度；不写时依工作簿自己的年度。"),
    format: Format | None = typer.Option(  # noqa: A002
        None, "--format", help="输出格式；不写时看 -o 的扩展名，再不然是 text。"
    ),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="结果写到哪个文件；不写则显示。"),
    return_to: Path | None = typer.Option(
        None, "--return-to", metavar="DIR", help="把没有通过的报送件标注问题后写到这个文件夹，连同退回通知。"
    ),
    no_contacts: bool = typer.Option(
        False, "--no-contacts", help="结果里不写人名和电话，可以转给别人；退回通知汇总里也不列联系人。"
    ),
    office: str = typer.Option(
        "", "--office", metavar="NAME", help="退回通知由哪个单位发出，写在落款；与 --return-to 同用。"
    ),
    contact: str = typer.Option(
        "", "--contact", metavar="TEXT", help="联系人和电话，如 “张三 099-1234567”，写进退回通知和退回件。"
    ),
    deadline: str = typer.Option(
        "", "--deadline", metavar="DATE", help="改好报回的期限，如 2025-02-10，写进退回通知和退回件。"
    ),
    force: bool = typer.Option(
        False, "--force", help="覆盖已有的文件；退回文件夹整个换新，里面有不是本工具写的、或后来改过的东西时不换。"
    ),
    cache: Path | None = typer.Option(
        None, "--cache", metavar="DIR", help="记住已读报送件的文件夹，可随时删除；不写时用系统的缓存文件夹。"
    ),
    no_cache: bool = typer.Option(False, "--no-cache", help="不用缓存，全部重新读取，也不留下任何数据。"),
    scheduler: str | None = typer.Option(
        None, "--scheduler", metavar="ADDRESS", help="由 Dask 集群读取，写调度程序的地址，如 tcp://10.0.0.1:8786。"
    ),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和提示。"),
) -> None:
    """校验报送件，逐格说明问题；可写出标注了问题的退回件。"""
    from .. import (
        Given,
        Means,
        Sender,
        cluster,
        read_seal_key,
        render,
        run_validation,
        send_back,
        without_contacts,
        write_report,
    )
    from ..days import passed_notice, return_day
    from .app import UsageProblem
    from .asking import one_line
    from .progress import progress_bar
    from .remembering import cache_folder, notices

    chosen = format or (_ENDINGS.get(output.suffix.lower(), Format.text) if output else Format.text)
    if chosen is Format.xlsx and output is None:
        raise UsageProblem("xlsx 不能直接显示，请用 -o 写明存到哪个文件")
    _refuse_early(output, return_to, cache, [*paths, roster, prior, seal, rules_file], force)
    if return_to is None and (office or contact or deadline):
        raise UsageProblem("--office、--contact、--deadline 写在退回通知和退回件里，请用 --return-to 写明退回文件夹")
    sender = Sender(one_line(office, "--office"), one_line(contact, "--contact"), return_day(deadline, year))
    key = read_seal_key(seal) if seal else None
    with progress_bar("读取报送件", quiet=quiet) as progress, cluster(scheduler) as executor:
        remembered = cache_folder(cache, no_cache=no_cache)
        means = Means(executor=executor, cache=remembered, progress=progress, notice=notices(quiet=quiet))
        done = run_validation(paths, Given(roster, prior, year, key, rules_file), means)
    report = done.report
    return_day(deadline, year or report.year)  # told by the returns, where it was not asked for
    if no_contacts:
        report = without_contacts(report, done.office.roster)
    if not quiet:
        passed_over = [f"未读取 {count} 个：{reason}" for reason, count in report.passed_over.items()]
        for line in filter(None, [passed_notice(deadline), *passed_over]):
            typer.echo(line, err=True)
    if output is not None:
        write_report(report, output, chosen.value, force=force)
    else:
        typer.echo(render(report, chosen.value), nl=False)
    if return_to is not None:
        sent = send_back(done, return_to, sender, contacts=not no_contacts, force=force)
        if not quiet:
            bare = sum(not one.copy for one in sent)
            also = f"（其中 {bare} 件没有可退的工作簿，只有通知）" if bare else ""
            typer.echo(f"退回 {len(sent)} 件{also}，标注后的工作簿和退回通知在 {return_to}", err=True)
    if wrong(report):
        raise typer.Exit(1)


def wrong(report: Report) -> bool:
    """Whether anything in the run is an error."""
    from ..form import Severity

    told = [finding.severity for finding in report.general]
    return Severity.ERROR in told or any(item.count(Severity.ERROR) for item in report.counted)


def _refuse_early(
    output: Path | None, return_to: Path | None, cache: Path | None, inputs: list[str | Path | None], force: bool
) -> None:
    """Before a long run is spent on a result that could not be written."""
    from ..apart import refuse_inputs, refuse_together
    from ..output import refuse_existing, refuse_folder, refuse_in_use, refuse_open
    from ..written import NOTICES, strangers_beside

    for path, option in ((output, "-o"), (return_to, "--return-to"), (cache, "--cache")):
        refuse_inputs(path, inputs, option=option)
    refuse_together(return_to, [output, cache], option="--return-to")
    if return_to is not None:
        refuse_in_use(return_to)
        refuse_folder(return_to, force, strangers_beside(NOTICES))
    if output is not None:
        refuse_existing(output, force)
        refuse_open(output)
