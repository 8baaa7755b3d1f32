"""A decision taken back, by a line of its own."""

from __future__ import annotations

from pathlib import Path

from ..roster import RosterError
from .folder import RoundError
from .holding import sole_writer
from .ledger import Line
from .model import open_round
from .owners import settle_owners
from .rosters import write_roster_now
from .seen import refuse_unseen
from .standing import DECISIONS, Standing, standing


def undo_decision(folder: str | Path, n: int | None = None, *, reason: str = "", by: str = "") -> Line:
    """Takes the decision in line ``n`` back by a new line; the last one in force, where no number is given.

    The line that was taken back is returned. Raises RoundError where it is no decision, or taken back already.
    """
    with open_round(folder) as of, sole_writer(of.folder, "撤销"):
        stands = standing(of)
        may = [line for line in stands.lines if line.verb in (*DECISIONS, "undo")]
        if n is None:
            may = [line for line in may if line.verb != "undo"]
        found = may[-1:] if n is None else [line for line in may if line.n == n]
        if not found:
            gone = n in stands.taken_back
            told = f"第 {n} 号已经撤销过了" if gone else f"第 {n} 号不是一项决定" if n else "没有可撤销的决定"
            raise RoundError(f"{told}；请在经过里查看编号")
        (line,) = found
        refuse_unseen(stands, line.organ)
        with of.ledger.changing():
            of.ledger.add("undo", by, {"line": line.n, "reason": reason}, line.organ)
            after = standing(of)
            moved = _moves(stands, after, line)
            if moved:
                settle_owners(of, after.arrivals, after.roster, {one.organ for one in after.arrivals})
        if moved:
            write_roster_now(after.roster, of.folder)
        return line


def _moves(before: Standing, after: Standing, line: Line) -> bool:
    """Whether the roster is another one without ``line``. Raises RoundError where what was decided since can't be
    without it.
    """
    try:
        return after.roster.lines != before.roster.lines
    except RosterError as error:
        raise RoundError(f"第 {line.n} 号不能撤销，后来的决定以它为前提，请先撤销那些：{error}") from error
