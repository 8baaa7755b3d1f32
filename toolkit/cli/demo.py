"""``nianbao demo``: the whole round on an invented province: distribute, fill, break some, validate, collate."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..roster import Roster
    from .breaking import Damage

ISSUED, RETURNED, SUMMARY, NOTES = "发放", "收到", "汇总", "演示说明.xlsx"


def demo(
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="结果写到哪个文件夹。"),
    force: bool = typer.Option(
        False, "--force", help="文件夹已存在时整个换新；里面有不是本工具写的、或后来改过的东西时不换。"
    ),
) -> None:
    """在一个虚构的省上走一遍全程：发放、填报、弄坏几份、校验、汇总。"""
    from ..apart import refuse_inputs
    from ..form.folders import data_folders
    from ..output import whole_folder
    from ..roster import read_roster
    from .inbox import YEAR, make_inbox

    province = data_folders()[0] / "samples" / "province"
    refuse_inputs(output, [province])
    roster = read_roster(province / "roster.csv")
    with whole_folder(output, force=force, strangers=_strangers) as folder:
        damages = make_inbox(province, roster, folder / ISSUED, folder / RETURNED)
        _write_notes(damages, roster, folder / NOTES)
    organs = len(roster.organs)
    typer.echo(f"虚构的{roster.roots[0].name}，{YEAR} 年度：{organs} 个单位，分属 {len(roster.lines) - organs} 个政府")
    typer.echo(f"一、发放：{organs} 份模板，已写好单位、预填上年结转 → {output / ISSUED}")
    typer.echo(f"二、填报：{len(damages)} 种常见情形，或填错，或没报 → {output / RETURNED}")
    for damage in damages:
        name = roster.by_code[damage.agency].name + "：" if damage.agency in roster.by_code else ""
        typer.echo(f"      {name}{damage.note}")
    _judge(province, roster, output)


def _strangers(folder: Path) -> list[str]:
    """What in the folder is not as a demonstration wrote it. Real rounds stand in folders of these names too."""
    from ..rounds import strangers_in_summary
    from ..written import strangers_beside

    inside = [f"{SUMMARY}/{name}" for name in strangers_in_summary(folder / SUMMARY)]
    return [name for name in strangers_beside(NOTES)(folder) if not name.startswith(f"{SUMMARY}/")] + inside


def _write_notes(damages: list[Damage], roster: Roster, path: Path) -> None:
    """What was done to which organ's return, to look up; its properties list all that stands beside it."""
    from ..writing.findings_book import Column, List, write_lists
    from ..written import written_beside

    columns = (Column("单位代码", 16), Column("单位名称", 30), Column("情形", 80, wrap=True))
    names = {code: line.name for code, line in roster.by_code.items()}
    rows = [[damage.agency, names.get(damage.agency, ""), damage.note] for damage in damages]
    write_lists(path, [List("各种情形", columns, rows)], properties=written_beside(path))


def _judge(province: Path, roster: Roster, output: Path) -> None:
    """Validates and collates what came back, as ``nianbao validate`` and ``nianbao collate`` do."""
    from ..rounds import collate, validate
    from ..wording import STATUSES
    from .inbox import YEAR

    prior = province / "last-year"
    report = validate([output / RETURNED], roster=roster, prior=prior, year=YEAR)
    counts = Counter(item.status for item in report.counted)
    typer.echo("三、校验：" + "，".join(f"{label} {counts[status]} 份" for status, label in STATUSES.items()))
    summary = collate([output / RETURNED], roster, output / SUMMARY, prior=prior, year=YEAR)
    typer.echo(f"四、汇总：{summary.completeness}")
    typer.echo(f"看这里：{output / SUMMARY} 里的 summary.xlsx（汇总表）、report.html（报告）、催报清单.xlsx（催报）")
