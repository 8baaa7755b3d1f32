"""``nianbao demo``: the whole round on an invented province: distribute, fill, break some, validate, collate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..roster import Roster


def demo(
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="结果写到哪个文件夹。"),
    force: bool = typer.Option(
        False, "--force", help="文件夹已存在时整个换新；里面有不是本工具写的、或后来改过的东西时不换。"
    ),
) -> None:
    """在一个虚构的省上走一遍全程：发放、填报、弄坏几份、校验、汇总。"""
    from ..apart import refuse_inputs
    from ..demonstration.inbox import YEAR, make_inbox
    from ..demonstration.notes import ISSUED, NOTES, RETURNED, strangers_in_demonstration, write_notes
    from ..form.folders import data_folders
    from ..output import whole_folder
    from ..roster import read_roster

    province = data_folders()[0] / "samples" / "province"
    refuse_inputs(output, [province])
    roster = read_roster(province / "roster.csv")
    with whole_folder(output, force=force, strangers=strangers_in_demonstration) as folder:
        damages = make_inbox(province, roster, folder / ISSUED, folder / RETURNED)
        write_notes(damages, roster, folder / NOTES)
    organs = len(roster.organs)
    typer.echo(f"虚构的{roster.roots[0].name}，{YEAR} 年度：{organs} 个单位，分属 {len(roster.lines) - organs} 个政府")
    typer.echo(f"一、发放：{organs} 份模板，已写好单位、预填上年结转 → {output / ISSUED}")
    typer.echo(f"二、填报：{len(damages)} 种常见情形，或填错，或没报 → {output / RETURNED}")
    for damage in damages:
        name = roster.by_code[damage.agency].name + "：" if damage.agency in roster.by_code else ""
        typer.echo(f"      {name}{damage.note}")
    _judge(province, roster, output)


def _judge(province: Path, roster: Roster, output: Path) -> None:
    """Validates and collates what came back, as ``nianbao validate`` and ``nianbao collate`` do."""
    from ..demonstration.inbox import YEAR
    from ..demonstration.notes import RETURNED, SUMMARY
    from ..rounds import collate, validate
    from ..wording import STATUSES

    prior = province / "last-year"
    report = validate([output / RETURNED], roster=roster, prior=prior, year=YEAR)
    counts = Counter(item.status for item in report.counted)
    typer.echo("三、校验：" + "，".join(f"{label} {counts[status]} 份" for status, label in STATUSES.items()))
    summary = collate([output / RETURNED], roster, output / SUMMARY, prior=prior, year=YEAR)
    typer.echo(f"四、汇总：{summary.completeness}")
    typer.echo(f"看这里：{output / SUMMARY} 里的 summary.xlsx（汇总表）、report.html（报告）、催报清单.xlsx（催报）")
