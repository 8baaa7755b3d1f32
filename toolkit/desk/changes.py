"""What changed since a moment, and through whom."""

from __future__ import annotations

from datetime import date, timedelta

from starlette.responses import Response

from ..collating import CollatingError
from ..collating.compared_render import render_comparison, write_comparison
from ..days import day_of
from ..leftovers import remove
from ..round.board import round_status
from ..round.clock import day_of as day_of_line
from ..round.clock import today
from ..round.folder import RoundError
from ..round.moments import Moment, compare_moments
from ..round.steps import steps_between
from ..told.board import step_words
from .handing import send
from .place import Here
from .work import Outcome, Work

_NOW = "现在"


def changes(here: Here) -> Response:
    """Where one asks since when; and what was found, once it is there."""
    look = here.look()
    first = day_of_line(look.lines[0].at) if look.lines else today()
    done = here.desk.bench.works.get(here.number("done"))
    written = [one.data["number"] for one in look.lines if one.verb in ("summary", "close")]
    since = here.query("since") or (
        str(written[-1]) if written else max(first, today() - timedelta(days=1)).isoformat()
    )
    return here.show(
        "changes.html", look=look, first=first, today=today(), done=done, written=written, since=since,
        upto=here.query("upto"),
    )  # fmt: skip


def compare(here: Here) -> Response:
    """Holds two moments against each other."""
    since, upto = here.say("since"), here.say("upto")
    first, second = _moment(since), _moment(upto) if upto else None

    if isinstance(first, date) and first >= today():
        raise RoundError(f"{first.isoformat()} 还没有结束，请写早一些的一天，或汇总的编号")

    def do(work: Work) -> Outcome:
        lines: list[str] = []
        if isinstance(first, date) and (second is None or isinstance(second, date)):
            steps = steps_between(round_status(here.folder, at=first), round_status(here.folder, at=second))
            lines += [f"{since} 结束以来情况有变化的 {len(steps)} 家：", *(f"  {step_words(one)}" for one in steps)]
        try:
            with compare_moments(here.folder, first, second) as found:
                lines += render_comparison(found, "text", capped=True).splitlines()
        except CollatingError as error:  # as where nothing had come yet
            lines.append(str(error))
        there = f"{here.to('changes')}?since={since}&upto={upto}&done={work.n}"
        return Outcome(lines, there, "看变化", straight=True)

    return here.work("比较", here.to("changes"), do)


def book(here: Here) -> Response:
    """All of a comparison as a workbook."""
    first, upto = _moment(here.query("since")), here.query("upto")
    scratch = here.desk.room()
    try:
        with compare_moments(here.folder, first, _moment(upto) if upto else None) as found:
            write_comparison(found, scratch / "a.xlsx", "xlsx")
    except BaseException:
        remove(scratch)
        raise
    return send(scratch / "a.xlsx", f"变化（{here.query('since')} 至 {upto or _NOW}）.xlsx", once=True)


def _moment(text: str) -> Moment:
    """A day, or the number of a summary."""
    text = text.removeprefix("汇总/")
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 5 else day_of(text, "“从哪天起”")
