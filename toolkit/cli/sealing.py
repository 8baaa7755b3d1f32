"""The seal key of a distribution: the office's own, or a new one where that makes nothing worthless unasked."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import typer

_YES = ("y", "yes", "是")
_WORTHLESS = "换用新生成的密钥，已经发出的工作簿交回来都会报校验码不符或没有校验码，等于全部作废"
_UNTOUCHED = "没有生成密钥，也没有改动任何文件。"
_REMEDIES = "请用 --seal 给出发放时所用的密钥文件；确要另用新密钥重发，请加 --new-key（覆盖已有的工作簿还要加 --force）"


def refuse_early(seal: Path | None, output: Path, *, new_key: bool) -> None:
    """Raises UsageProblem where ``seal`` can't be used so, whatever else the run finds. Writes nothing."""
    from ..sealkey import has_seal_key

    if seal is None:
        if new_key:
            _refuse("--new-key 是给 --seal 用的：请用 --seal 写明新的密钥存到哪个文件")
        return
    if seal.resolve().is_relative_to(output.resolve()):
        _refuse(f"密钥文件“{seal}”在发放文件夹里，会随工作簿一起发出去；请放到别处")
    if new_key and has_seal_key(seal):
        _refuse(f"密钥文件“{seal}”已经存在，不会用新的替换；要用它请去掉 --new-key，要另用新的请换一个文件名")


def settle_key(seal: Path, output: Path, *, new_key: bool, overwrites: Callable[[], bool]) -> bytes:
    """The key in the file ``seal``; a new one where there is none yet.

    Where workbooks of a round stand in ``output``, a new key makes all of them that are out worthless: then it is made
    only with ``new_key``, or where the person at the terminal says so. ``overwrites`` tells whether the run would then
    be refused, since it would write over what stands there. Raises UsageProblem, SealKeyError or OutputError.
    """
    from ..output import sole_user
    from ..sealkey import ensure_seal_key, has_seal_key, read_seal_key
    from ..writing.struck.earlier_round import MANIFEST, find_earlier_round

    if has_seal_key(seal):
        return read_seal_key(seal)
    if earlier := find_earlier_round(output):
        held = f"里已有 {earlier.workbooks} 个工作簿或压缩包" if earlier.workbooks else f"里已有 {MANIFEST}"
        if not new_key:
            _ask(f"密钥文件“{seal}”不存在，而“{output}”{held}；{_WORTHLESS}")
        if overwrites():
            _refuse(f"“{output}”{held}，用新密钥的与它们不同。{_UNTOUCHED}\n要覆盖请加 --force，或换一个 -o")
    with sole_user(output):  # which refuses where nothing can be written, or another run is at work
        return ensure_seal_key(seal)


def _ask(told: str) -> None:
    """Raises UsageProblem unless a person at the terminal clearly says yes."""
    if not (sys.stdin and sys.stdin.isatty() and sys.stderr and sys.stderr.isatty()):
        _refuse(f"{told}。{_UNTOUCHED}\n{_REMEDIES}")
    typer.echo(f"{told}。", err=True)
    answer: str = typer.prompt("确要生成新密钥吗？输入 y 继续，直接回车放弃", default="", show_default=False, err=True)
    if answer.strip().casefold() not in _YES:
        _refuse(f"{_UNTOUCHED}{_REMEDIES}")


def _refuse(message: str) -> NoReturn:
    from .app import UsageProblem

    raise UsageProblem(message)
