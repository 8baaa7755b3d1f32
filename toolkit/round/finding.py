"""Whom a person means: a line of the roster by its code, one of its names, or a part of one."""

from __future__ import annotations

from collections.abc import Sequence

from ..form.source import nearest
from ..roster import RosterLine
from ..values import folded
from .folder import RoundError


def find_line(wanted: str, lines: Sequence[RosterLine]) -> RosterLine:
    """The line that ``wanted`` names, by one of its codes or names. Raises RoundError where none or several."""
    bare = wanted.strip()
    found = [line for line in lines if line.code == bare] or [line for line in lines if bare in line.codes]
    found = found or [line for line in lines if bare in line.names]
    found = found or [line for line in lines if folded(bare) and folded(bare) in folded(line.name)]
    if len(found) == 1:
        return found[0]
    if not found:
        names = [name for line in lines for name in line.names]
        raise RoundError(f"名录里没有“{wanted}”，{nearest(bare, names)}")
    shown = "、".join(f"{line.name}（{line.code}）" for line in found[:5]) + ("等" if len(found) > 5 else "")
    raise RoundError(f"“{wanted}”在名录里有 {len(found)} 个：{shown}；请用单位代码")
