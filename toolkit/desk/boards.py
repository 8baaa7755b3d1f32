"""The board: the governments as a tree with their counts, and the organs of one of them, filtered."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.responses import Response

from ..form import Severity
from ..roster import RosterLine
from ..round.board import Counts, Place, Row
from ..round.clock import shown
from ..round.untaken import left_in_inbox
from ..round.watching import Look
from ..values import folded
from .place import Here

_STALE = 10.0  # seconds
_PAGE = 100  # organs on one page
_OPEN = 150  # governments that are all shown; of more, those on the way to the chosen one

# What a board may be narrowed to, beside the places an organ can be in.
DOUBTS, CAME_LATE, UNREAD, NOTICES = "doubts", "came-late", "unread", "notices"


@dataclass(frozen=True, slots=True)
class Branch:
    """One government in the tree."""

    line: RosterLine
    depth: int
    counts: Counts
    chosen: bool


def board(here: Here) -> Response:
    """The board of a round."""
    look = here.look()
    under, only, wanted = here.query("under"), here.query("only"), here.query("q")
    if under not in look.board.governments:
        under = ""
    rows = [
        row for row in look.board.rows if _within(row, under, look) and _is(row, only, look) and _named(row, wanted)
    ]
    page = min(max(here.number("page"), 1), max(-(-len(rows) // _PAGE), 1))
    asked = {"under": under, "only": only, "q": wanted}

    def address(**other: object) -> str:
        query = {name: value for name, value in {**asked, **other}.items() if value}
        return here.to() + (f"?{urlencode(query)}" if query else "")

    closed = next((one for one in reversed(look.stands.lines) if one.verb == "close"), None)
    shown_rows = rows[(page - 1) * _PAGE : page * _PAGE]
    counts = look.board.governments[under][1] if under else look.board.whole
    return here.show(
        "board.html",
        look=look,
        counts=counts,
        tree=list(_tree(look, under)),
        rows=shown_rows,
        found=len(rows),
        page=page,
        pages=max(-(-len(rows) // _PAGE), 1),
        under=under,
        only=only,
        wanted=wanted,
        address=address,
        entry=look.board.summary.by_code,
        notices={row.line.code: _notices(row, look) for row in shown_rows},
        unknown=_strangers(look),
        closed=closed,
        closed_at=shown(closed.at) if closed else "",
        waiting=_left(here, look.last),
    )


def _tree(look: Look, under: str) -> Iterator[Branch]:
    governments, nodes = look.board.governments, look.board.summary.nodes
    roster = look.board.summary.roster
    way = {line.code for line in roster.path_to(under)} if under else set()
    for code, (line, counts) in governments.items():
        depth = nodes[code].depth
        if len(governments) <= _OPEN or depth <= 1 or line.parent in way:
            yield Branch(line, depth, counts, code == under)


def _within(row: Row, under: str, look: Look) -> bool:
    return not under or any(line.code == under for line in look.board.summary.roster.path_to(row.line.code))


def _is(row: Row, only: str, look: Look) -> bool:
    if only == DOUBTS:
        return bool(row.doubts)
    if only == CAME_LATE:
        return row.came_late
    if only == NOTICES:
        return _notices(row, look) > 0
    if only == UNREAD:
        entry = look.board.summary.by_code[row.line.code]
        return bool(entry.unread or entry.rivals)
    return only not in {*Place} or row.place == only


def _notices(row: Row, look: Look) -> int:
    """How many hints there are at the return of ``row``; nobody must answer them, but one may be a wrong figure."""
    chosen = look.board.summary.by_code[row.line.code].chosen
    return chosen.count(Severity.NOTICE) if chosen else 0


def _named(row: Row, wanted: str) -> bool:
    if not wanted:
        return True
    line = row.line
    texts = (*line.codes, *line.names, line.contact, line.phone)
    return any(folded(wanted) in folded(text) for text in texts if text)


def _strangers(look: Look) -> Sequence[tuple[str, str]]:
    """(file, why) of what came and is no organ's."""
    summary = look.board.summary
    kinds = (
        ("单位不在名录", summary.unknown),
        ("无法读取，看不出是哪个单位的", summary.unplaced),
        ("不知道是哪个单位的数", summary.doubted),
        ("单位已并入别的单位", summary.from_merged),
    )
    return [(item.file, why) for why, items in kinds for item in items]


def _left(here: Here, last: int) -> int:
    """How many files nobody has taken in; on a network drive that is asked once in a while, not for every page."""
    seen = here.desk.left.get(here.folder)
    if seen is None or seen[0] != last or time.monotonic() - seen[1] > _STALE:
        seen = here.desk.left[here.folder] = last, time.monotonic(), left_in_inbox(here.folder)
    return seen[2]
