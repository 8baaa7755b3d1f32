"""``nianbao compare``: two summaries, and what changed between them; or what was filed, and what was published."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path

import typer


class Format(StrEnum):
    text = "text"
    json = "json"
    xlsx = "xlsx"


_ENDINGS = {".json": Format.json, ".xlsx": Format.xlsx}


def compare(
    first: Path = typer.Argument(help="先前的汇总文件夹；或报送件（文件、文件夹）。", metavar="A"),
    second: Path = typer.Argument(help="后来的汇总文件夹；或公布的报告（文件、文件夹）。", metavar="B"),
    roster: Path | None = typer.Option(
        None, "--roster", metavar="ROSTER", help="单位名录，按公布的报告标题里的单位名称找代码；比较两次汇总时不用。"
    ),
    format: Format | None = typer.Option(  # noqa: A002
        None, "--format", help="输出格式；不写时看 -o 的扩展名，再不然是 text。"
    ),
    output: Path | None = typer.Option(None, "-o", "--output", metavar="FILE", help="写到文件；xlsx 必须给出。"),
    field: str | None = typer.Option(
        None,
        "--field",
        metavar="FIELD",
        help="只比较汇总的这一个数字：填报项代码、位置（表三!J6）或行列名称（新收 总计）。",
    ),
    force: bool = typer.Option(False, "--force", help="文件已存在时覆盖。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和说明。"),
) -> None:
    """比较两次汇总：哪些数字变了、哪个单位、变了多少；或比较报送的与公布的：逐家列出不同的格和文字。

    比较报送的与公布的，有不同、有没有比成的或读取时有拿不准的，退出状态为 1。
    """
    from .. import is_summary
    from ..apart import refuse_inputs
    from ..written import SUMMARY
    from .app import UsageProblem

    chosen = format or (_ENDINGS.get(output.suffix.lower(), Format.text) if output else Format.text)
    if chosen is Format.xlsx and output is None:
        raise UsageProblem("--format xlsx 须用 -o 指明写到哪个文件")
    refuse_inputs(output, [path.parent if path.name == SUMMARY else path for path in (first, second)])
    if is_summary(first) and is_summary(second):
        _summaries(first, second, chosen, output, field, force=force)
    elif field is not None:
        raise UsageProblem("--field 只用于比较两次汇总；A、B 请都给出汇总文件夹")
    else:
        _published(first, second, roster, chosen, output, force=force, quiet=quiet)


def _summaries(
    first: Path,
    second: Path,
    format: Format,  # noqa: A002
    output: Path | None,
    field: str | None,
    *,
    force: bool,
) -> None:
    from .. import compare_summaries, render_comparison, write_comparison

    found = compare_summaries(first, second, field=field)
    if output is None:
        typer.echo(render_comparison(found, format.value, capped=True), nl=False)
    else:
        write_comparison(found, output, format.value, force=force)


def _published(
    filed: Path,
    published: Path,
    roster: Path | None,
    format: Format,  # noqa: A002
    output: Path | None,
    *,
    force: bool,
    quiet: bool,
) -> None:
    from .. import Given, Means, compare_published, render_filed_published, write_filed_published
    from .progress import progress_bar
    from .remembering import notices

    with progress_bar("读取报送件和报告", quiet=quiet) as progress:
        means = Means(progress=progress, notice=notices(quiet=quiet))
        found = compare_published([filed], [published], Given(roster), means)
    if output is None:
        typer.echo(render_filed_published(found, format.value, capped=True), nl=False)
    else:
        write_filed_published(found, output, format.value, force=force)
    if found.differs:
        raise typer.Exit(1)
