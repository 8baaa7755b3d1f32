"""``nianbao distribute``: one addressed workbook for each organ of a roster."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from .rules import OPTION

if TYPE_CHECKING:
    from ..prior import Prior
    from ..writing import Manifest

_SHOWN = 10


def distribute(
    roster: Path = typer.Argument(help="单位名录（xlsx 或 csv）。", metavar="ROSTER"),
    year: int = typer.Option(..., "--year", help="报告年度，如 2024。", metavar="YEAR"),
    output: Path = typer.Option(..., "-o", "--output", metavar="DIR", help="发放文件夹。"),
    prior: Path | None = typer.Option(
        None, "--prior", metavar="PATH", help="上年的报送件文件夹、汇总文件夹或 facts 文件。"
    ),
    seal: Path | None = typer.Option(None, "--seal", metavar="KEYFILE", help="密钥文件，第一次使用时自动生成。"),
    new_key: bool = typer.Option(
        False,
        "--new-key",
        help="发放文件夹里已有工作簿时，也生成新密钥，不再询问；已发出的会因此作废，换掉它们还要加 --force。",
    ),
    rules_file: Path | None = OPTION,
    zip_governments: bool = typer.Option(False, "--zip", help="另为每个向下转发的政府打一个压缩包。"),
    governments: bool = typer.Option(False, "--governments", help="汇总单位自己也发一份。"),
    password: str = typer.Option("", "--password", help="工作表保护密码（只防误改，不是安全措施）。"),
    deadline: str = typer.Option("", "--deadline", metavar="DATE", help="填报期限，如 2025-01-31，写进填报说明。"),
    contact: str = typer.Option(
        "", "--contact", metavar="TEXT", help="联系人和电话，如 “张三 099-1234567”，写进填报说明。"
    ),
    force: bool = typer.Option(False, "--force", help="覆盖内容不同的已有文件。"),
    quiet: bool = typer.Option(False, "--quiet", help="不显示进度和说明。"),
) -> None:
    """按单位名录，给每个机关发一份写好单位的工作簿，并写出 manifest.csv。"""
    from .. import distribute as hand_out
    from .. import in_force, load_form, load_prior, read_roster, read_rules, replacements
    from ..apart import refuse_inputs
    from ..days import deadline_words, passed_notice
    from ..needs import needs_of_distributing
    from ..sealkey import is_exposed
    from ..writing.struck.earlier_round import would_overwrite
    from .asking import one_line
    from .progress import progress_bar
    from .sealing import refuse_early, settle_key

    changed = read_rules(rules_file) if rules_file else None
    in_force(load_form(year), changed)
    refuse_inputs(output, [roster, prior, rules_file])
    if not quiet:
        for line in replacements([year]):
            typer.echo(f"注意：{line}", err=True)
    lines = read_roster(roster)
    for line in lines.notices if not quiet else ():
        typer.echo(line, err=True)
    refuse_early(seal, output, new_key=new_key)
    until = deadline_words(deadline, year)
    if not quiet and (said := passed_notice(deadline)):
        typer.echo(said, err=True)
    known = load_prior(prior, year=year - 1, roster=lines) if prior else None
    if known is not None:
        known.check_before(year)

    def overwrites() -> bool:
        return not force and would_overwrite(lines, year, output, governments=governments)

    # The last thing before the work: a run that is refused for anything else must not leave a key behind.
    key = settle_key(seal, output, new_key=new_key, overwrites=overwrites) if seal else None
    if seal and is_exposed(seal) and not quiet:
        typer.echo(f"注意：密钥文件“{seal}”其他用户也能读，请改为只有本人可读。", err=True)
    if not quiet and (needs := needs_of_distributing(len(lines.organs), output)):
        typer.echo(needs, err=True)
    with progress_bar("发放", quiet=quiet) as progress:
        manifest = hand_out(
            lines,
            year,
            output,
            prior=known,
            seal_key=key,
            rules=changed,
            zip_governments=zip_governments,
            governments=governments,
            password=password or None,
            deadline=until,
            contact=one_line(contact, "--contact"),
            force=force,
            progress=progress,
        )
    if not quiet:
        tell_issued(manifest, known, output)


def tell_issued(manifest: Manifest, prior: Prior | None, folder: Path) -> None:
    """What was handed out into ``folder``, and what of last year could not be used."""
    from ..findings import tell
    from ..prior import told_of_inherited, told_of_unlike

    kept = f"（其中 {manifest.kept} 个原已发好）" if manifest.kept else ""
    typer.echo(f"已发放 {len(manifest.issued)} 个工作簿{kept}，清单见 {folder / 'manifest.csv'}", err=True)
    if manifest.resealed:
        typer.echo(
            f"注意：其中 {manifest.resealed} 个工作簿的校验码与上次发放的不同，上次发出去的那些请不要再用。", err=True
        )
    if manifest.archives:
        typer.echo(f"压缩包 {len(manifest.archives)} 个：{'、'.join(manifest.archives[:3])} 等", err=True)
    if prior and prior.aside:
        typer.echo(f"上年数据里{'；'.join(prior.aside)}，没有用。", err=True)
    notices = [tell("PRIOR-EDITED", edited=edited) for edited in prior.edited] if prior else []
    notices += [tell("PRIOR-NAMELESS")] if prior and prior.nameless else []
    for finding in (*notices, told_of_unlike(manifest.unlike), *told_of_inherited(manifest.inherited)):
        if finding:
            typer.echo(f"{finding.message}。{finding.fix}", err=True)
    if prior and manifest.without_prior:
        typer.echo(f"其中 {manifest.without_prior} 个单位没有可用的上年数据，上年结转未预填。", err=True)
    for line in _stray_lines(manifest):
        typer.echo(line, err=True)


def _stray_lines(manifest: Manifest) -> Iterator[str]:
    """What lies in the folder from other times, so that nobody sends it out once more."""
    renamed = [stray for stray in manifest.strays if stray.now]
    others = [stray.path for stray in manifest.strays if not stray.now]
    if renamed:
        yield f"有 {len(renamed)} 个旧文件是改名或改隶属之前发的，没有改动；请改用新的，核对后把旧的删去："
        yield from (f"  旧 {stray.path}　新 {stray.now}" for stray in renamed[:_SHOWN])
        if len(renamed) > _SHOWN:
            yield f"  另有 {len(renamed) - _SHOWN} 个"
    if others:
        shown = "、".join(others[:_SHOWN]) + ("等" if len(others) > _SHOWN else "")
        yield f"文件夹里另有 {len(others)} 个文件不属于这次发放，没有改动；不再需要的请删去：{shown}"
