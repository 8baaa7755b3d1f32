"""``nianbao trace``: where a figure of a summary came from, or what a return contributed to."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import typer

if TYPE_CHECKING:
    from ..collating.tracing import Contribution, FileTrace, Trace


def trace(
    summary: Path = typer.Argument(help="collate 写出的汇总文件夹。", metavar="SUMMARY"),
    field: str | None = typer.Argument(
        None, help="填报项代码、位置（表三!J6）或行列名称（新收 总计），见 nianbao fields。", metavar="FIELD"
    ),
    government: str | None = typer.Option(
        None, "--government", metavar="CODE", help="哪个汇总单位（代码或名称）的数字；不写时为最上级。"
    ),
    top: int | None = typer.Option(None, "--top", metavar="N", min=1, help="只列最大的几家。"),
    file: str | None = typer.Option(None, "--file", metavar="F", help="改查一份报送件计入了哪里。"),
) -> None:
    """查一个汇总数字由哪些单位的哪些单元格相加而成；或查一份报送件计入了哪里。"""
    from .. import trace_field, trace_file
    from .app import UsageProblem

    if (field is None) == (file is None):
        raise UsageProblem("请给出填报项 FIELD，或用 --file 指定一份报送件，两者取一")
    if file is not None:
        _show_file(trace_file(summary, file))
        return
    assert field is not None
    found = trace_field(summary, field, government=government)
    _show(found, top)
    if found.total != found.stated and not found.partial:
        raise typer.Exit(1)


def _show(found: Trace, top: int | None) -> None:
    unit = found.field.unit
    if found.edited:
        typer.echo(found.edited, err=True)
    typer.echo(f"{found.name}（{found.code}） {found.field.code} {found.field.label}")
    shown = found.contributions[:top]
    for one in shown:
        place = f"{one.file} {one.sheet}!{one.cell}"
        typer.echo(f"{unit.text(one.value):>14} {unit.label}  {one.name}（{one.code}）  {place}{_corrected(one)}")
    rest = found.contributions[len(shown) :]
    if rest:
        typer.echo(f"{unit.text(sum(one.value for one in rest)):>14} {unit.label}  其余 {len(rest)} 家")
    typer.echo(f"{unit.text(found.total):>14} {unit.label}  合计 {len(found.contributions)} 家")
    if found.total != found.stated:
        stated = "没有这个数" if found.stated is None else unit.text(found.stated)
        if found.partial:
            names = "、".join(found.partial[:3]) + (f"等 {len(found.partial)} 家" if len(found.partial) > 3 else "")
            typer.echo(f"汇总为 {stated}：{names}的分项有空白或读不出的，没有自己的合计；汇总由各分项相加得出")
        else:
            typer.echo(f"与汇总数不符：汇总为 {stated}。汇总文件夹可能被改动过，请重新汇总")


def _corrected(one: Contribution) -> str:
    """What the office changed in it, or in what it is the total of."""
    told = []
    for field, each in one.corrections:
        old = "空白" if each.old is None else field.unit.text(each.old)
        whole = field.index == one.field.index
        where, new = ("", "") if whole else (f"其中 {field.label} ", f"为 {field.unit.text(each.new or 0)}")
        told.append(f"{where}原报 {old}，{each.day} 更正{new}：{each.reason}")
    return f"（{'；'.join(told)}）" if told else ""


def _show_file(found: FileTrace) -> None:
    if found.edited:
        typer.echo(found.edited, err=True)
    typer.echo(f"{found.file}：{found.name}（{found.code}）")
    typer.echo("计入：" + " → ".join(f"{name}（{code}）" for code, name in found.governments))
    for one in found.contributions:
        if one.value:
            unit = one.field.unit
            place = f"{one.sheet}!{one.cell}{_corrected(one)}"
            typer.echo(f"{unit.text(one.value):>14} {unit.label}  {one.field.code}  {one.field.label}  {place}")
    zeros = sum(not one.value for one in found.contributions)
    typer.echo(f"共 {len(found.contributions)} 个数字，其中 {zeros} 个为 0，未列出")
