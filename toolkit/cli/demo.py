"""``nianbao demo``: the whole round on an invented province: distribute, fill, break some, validate, collate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import typer


def demo(
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="结果写到哪个文件夹。"),
    force: bool = typer.Option(
        False, "--force", help="文件夹已存在时整个换新；里面有不是本工具写的、或后来改过的东西时不换。"
    ),
) -> None:
    """在一个虚构的省上走一遍全程：发放、填报、弄坏几份、校验、汇总。"""
    from .. import collate, make_demonstration, validate
    from ..wording import STATUSES

    made = make_demonstration(output, force=force)
    roster, year = made.roster, made.year
    organs = len(roster.organs)
    typer.echo(f"虚构的{roster.roots[0].name}，{year} 年度：{organs} 个单位，分属 {len(roster.lines) - organs} 个政府")
    typer.echo(f"一、发放：{organs} 份模板，已写好单位、预填上年结转 → {made.issued}")
    typer.echo(f"二、填报：{len(made.damages)} 种常见情形，或填错，或没报 → {made.returned}")
    for damage in made.damages:
        name = roster.by_code[damage.agency].name + "：" if damage.agency in roster.by_code else ""
        typer.echo(f"      {name}{damage.note}")
    report = validate([made.returned], roster=roster, prior=made.prior, year=year)
    counts = Counter(item.status for item in report.counted)
    typer.echo("三、校验：" + "，".join(f"{label} {counts[status]} 份" for status, label in STATUSES.items()))
    summary = collate([made.returned], roster, made.summary, prior=made.prior, year=year)
    typer.echo(f"四、汇总：{summary.completeness}")
    typer.echo(f"看这里：{made.summary} 里的 summary.xlsx（汇总表）、report.html（报告）、催报清单.xlsx（催报）")
