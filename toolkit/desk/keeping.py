"""The round as a whole: its whole ledger, its roster, copies of it, what goes after its time."""

from __future__ import annotations

from collections.abc import Mapping

from starlette.responses import Response

from ..days import day_of
from ..leftovers import remove
from ..round.backing_up import back_up
from ..round.clock import shown, today
from ..round.exporting import export_returns
from ..round.folder import ROSTER, ROSTER_NOW, RoundError
from ..round.forgetting import forget_files
from ..round.history import corrected_cells
from ..round.ledger import Line
from ..round.standing import DECISIONS
from ..told.events import event_words
from .handing import archive, send
from .place import Here
from .signing import signed
from .work import Outcome, Work

_PAGE = 200  # lines of the ledger on one page


def log(here: Here) -> Response:
    """All lines of the ledger, newest first."""
    look = here.look()
    verb = here.query("verb")
    lines = [one for one in reversed(look.lines) if _is(one, verb)]
    page = here.number("page")
    pages = max(-(-len(lines) // _PAGE), 1)
    page = min(max(page, 1), pages)
    back: Mapping[int, int] = {
        one.data["line"]: one.n for one in look.lines if one.verb == "undo" and one.n not in look.stands.taken_back
    }
    roster = look.board.summary.roster.by_code
    return here.show(
        "log.html", look=look, lines=lines[(page - 1) * _PAGE : page * _PAGE], page=page, pages=pages, verb=verb,
        back=back, when=shown, words=event_words, cells=corrected_cells, decisions=DECISIONS,
        organ=lambda line: roster.get(look.stands.code_today(line.organ)),
    )  # fmt: skip


def keep(here: Here) -> Response:
    """Roster, copies, what goes after its time."""
    look = here.look()
    return here.show("keep.html", look=look, changed=(here.folder / ROSTER_NOW).exists(), today=today())


def roster(here: Here) -> Response:
    """The roster as it is now."""
    now = here.folder / ROSTER_NOW
    path = now if now.exists() else next(here.folder.glob(f"{ROSTER}.*"), now)
    return send(path, path.name)


def export(here: Here) -> Response:
    """The returns that count, as they came, as one archive."""
    scratch = here.desk.room()
    try:
        export_returns(here.folder, scratch / "a")
        return archive(here, scratch / "a", f"计入的报送件（{today().isoformat()}）")
    finally:
        remove(scratch)


def backup(here: Here) -> Response:
    """Copies the whole round beside it."""
    copies = here.folder.parent / "备份"
    target = copies / f"{here.folder.name} {today().isoformat()}"
    number = 1
    while target.exists():
        number += 1
        target = copies / f"{here.folder.name} {today().isoformat()}-{number}"

    def do(work: Work) -> Outcome:
        count = back_up(here.folder, target)
        return Outcome([f"已备份 {count} 个文件到 {target}，请再复制到别的磁盘上"], here.to("keep"))

    return here.work("备份", here.to("keep"), do)


def forget(here: Here) -> Response:
    """Removes files after their time."""
    by, before = signed(here), day_of(here.say("before"), "“哪天以前”")
    if not here.say("sure"):
        raise RoundError("请先备份，再勾选“已经备份，知道清除以后不能恢复”")
    if not here.say("reason"):
        raise RoundError("请写明理由，如“保存期满”")

    def do(work: Work) -> Outcome:
        gone = forget_files(here.folder, before, reason=here.say("reason"), by=by)
        left = f"；“收件”里还有 {gone.in_inbox} 个原来的文件，请自行清理" if gone.in_inbox else ""
        return Outcome(
            [f"已清除 {gone.files} 份原件（{gone.bytes // 1024} KB），数字和经过仍在{left}"], here.to("keep")
        )

    return here.work("清除到期的原件", here.to("keep"), do)


def _is(line: Line, verb: str) -> bool:
    if verb == "decided":
        return line.verb in (*DECISIONS, "undo")
    return not verb or line.verb == verb
