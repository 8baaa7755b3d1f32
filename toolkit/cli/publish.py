"""``nianbao publish``: the report itself, in the official order."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer


class Format(StrEnum):
    docx = "docx"
    html = "html"
    txt = "txt"


class Encoding(StrEnum):
    utf8 = "utf-8"
    gb18030 = "gb18030"


def publish(
    sources: list[str] = typer.Argument(
        help="报送件、报送件文件夹，或 collate 写出的汇总文件夹（同时给出的报送件提供它的文字部分）。",
        metavar="SOURCE...",
    ),
    output: Path = typer.Option(
        ..., "-o", "--output", metavar="DIR|FILE", help="写到哪个文件（.docx、.html 或 .txt），或哪个文件夹。"
    ),
    format: Format | None = typer.Option(None, "--format", help="写进文件夹时用什么格式；不写时为 docx。"),  # noqa: A002
    government: str = typer.Option(
        "", "--government", metavar="CODE", help="汇总文件夹里哪个汇总单位（代码或名称）的报告；不写时为最上级。"
    ),
    every: bool = typer.Option(False, "--all", help="汇总文件夹里有数字的每个汇总单位各一份。"),
    texts: Path | None = typer.Option(
        None, "--texts", metavar="FILE", help="文字部分（.docx 或 .txt），标题各占一段，与报告的标题相同。"
    ),
    date: str = typer.Option("", "--date", metavar="DATE", help="成文日期，如 2025-01-20；不写时用封面的填报日期。"),
    draft: bool = typer.Option(
        False, "--draft", help="有错误、没有汇总齐或缺文字的也生成，每页写明“草稿”，缺的地方作标记。"
    ),
    encoding: Encoding = typer.Option(Encoding.utf8, "--encoding", help="html 和 txt 的编码。"),
    roster: Path | None = typer.Option(None, "--roster", metavar="ROSTER", help="单位名录，同 validate。"),
    prior: Path | None = typer.Option(None, "--prior", metavar="PATH", help="上年的数据，同 validate。"),
    year: int | None = typer.Option(None, "--year", metavar="YEAR", help="应报的年度，同 validate。"),
    seal: Path | None = typer.Option(None, "--seal", metavar="KEYFILE", help="校验码的密钥文件，同 validate。"),
    rules: Path | None = typer.Option(None, "--rules", metavar="FILE", help="规则文件，同 validate。"),
    force: bool = typer.Option(False, "--force", help="覆盖已有的文件。"),
    cache: Path | None = typer.Option(
        None, "--cache", metavar="DIR", help="记住已读报送件的文件夹，可随时删除；不写时用系统的缓存文件夹。"
    ),
    no_cache: bool = typer.Option(False, "--no-cache", help="不用缓存，全部重新读取，也不留下任何数据。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和提示。"),
) -> None:
    """生成可以公布的年度报告：前言、六个部分、三张表、落款，格式按公文排版。"""
    from .. import Given, Means, Publishing, read_seal_key
    from .. import publish as publish_reports
    from .progress import progress_bar
    from .remembering import cache_folder, notices

    choices = Publishing(government, every, texts, date, draft, encoding.value)
    given = Given(roster, prior, year, read_seal_key(seal) if seal else None, rules)
    with progress_bar("读取、生成", quiet=quiet) as progress:
        means = Means(cache=cache_folder(cache, no_cache=no_cache), progress=progress, notice=notices(quiet=quiet))
        kind = format.value if format else ""
        done = publish_reports(sources, output, given, means, choices, format=kind, force=force)
    for one in done:
        if one.path is None:
            typer.echo(one.refusal, err=True)
        elif not quiet:
            typer.echo(f"已生成 {one.path}", err=True)
        if one.path is not None and one.lacking:
            typer.echo(f"“{one.path}”里待补：{'、'.join(one.lacking)}", err=True)
        for note in () if quiet else one.notes:
            typer.echo(f"{one.agency}：{note}", err=True)
    if any(one.path is None or one.lacking or one.faults for one in done):
        raise typer.Exit(1)
