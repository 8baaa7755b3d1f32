"""What it adds up to: the official tables, indicators and charts of any government, cut-offs, rankings."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.exceptions import HTTPException
from starlette.responses import Response

from ..collating.ranking import rankings
from ..collating.subtree import subsummary
from ..days import day_of
from ..form.indicators import shown
from ..reporting.summary_page import figures_of
from ..rollup import Summary
from ..round.clock import shown as when
from ..round.clock import today
from ..round.cutoffs import Written, close_round, write_round_summary
from ..round.folder import SUMMARIES, RoundError
from ..round.ledger import Line
from ..round.watching import Look
from ..told.decisions import effects_lines, frozen_lines
from ..wording import STATES
from .handing import files_in, send
from .place import Here
from .signing import signed
from .work import Outcome, Work


@dataclass(frozen=True, slots=True)
class Numbered:
    """A summary that was written: its line of the ledger, when, the names of its files, whether it is as it was."""

    line: Line
    when: str
    files: Sequence[str]
    edited: bool


def sums(here: Here) -> Response:
    """The sum as it stands, and the summaries that were written."""
    look, under = here.look(), here.query("under")
    summary = _of(look, under)
    written = [one for one in look.lines if one.verb in ("summary", "close")]
    return here.show(
        "sum.html",
        look=look,
        under=under,
        numbered=[_numbered(here, look, one) for one in reversed(written)],
        delta=files_in(here.folder / SUMMARIES),
        lacking=[entry for entry in look.board.summary.chase if not entry.included],
        done=here.desk.bench.works.get(here.number("done")),
        **figures_of(summary),
    )


def write(here: Here) -> Response:
    """Writes a summary into the round: of now, or of the end of a day."""
    by, each = signed(here), bool(here.say("each"))
    at = day_of(here.say("at"), "“哪一天”") if here.say("at") else None

    if at is not None and at > today():
        raise RoundError(f"{at.isoformat()} 还没有到（今天是 {today().isoformat()}），请核对日期")

    def do(work: Work) -> Outcome:
        done = write_round_summary(here.folder, at=at, each_government=each, by=by)
        return _told(here, work, done, f"已生成汇总/{done.number}")

    return here.work("生成汇总", here.to("sum"), do)


def close(here: Here) -> Response:
    """Freezes the round as it stands."""
    by = signed(here)

    def do(work: Work) -> Outcome:
        done = close_round(here.folder, by=by)
        if done.is_repeated:
            said = f"与上一次截止（汇总/{done.number}）相同，没有变化，没有再冻结"
        else:
            kind = f"第 {done.correction} 次更正" if done.correction else "截止"
            said = f"{kind}：冻结在汇总/{done.number}，校验值 {done.digest}"
        return _told(here, work, done, said)

    return here.work("截止", here.to("sum"), do)


def ranking(here: Here) -> Response:
    """Governments of one level side by side, by each indicator."""
    look = here.look()
    found = rankings(look.board.summary)
    levels = list(dict.fromkeys(one.level for one in found))
    level = here.query("level") if here.query("level") in levels else next(iter(levels), "")
    return here.show(
        "ranking.html",
        look=look,
        levels=levels,
        level=level,
        found=[one for one in found if one.level == level],
        form=look.board.summary.form,
        shown=shown,
    )


def delta(here: Here) -> Response:
    """The workbook of what one cut-off changed in the one before."""
    name = here.request.path_params["name"]
    if name not in files_in(here.folder / SUMMARIES):
        raise HTTPException(404, "没有这个文件")
    return send(here.folder / SUMMARIES / name, name)


def _of(look: Look, under: str) -> Summary:
    summary = look.board.summary
    return subsummary(summary, under) if under in summary.nodes else summary


def _numbered(here: Here, look: Look, line: Line) -> Numbered:
    number = line.data["number"]
    there = files_in(here.folder / SUMMARIES / str(number))
    return Numbered(line, when(line.at), there, number in look.board.edited)


def _told(here: Here, work: Work, done: Written, said: str) -> Outcome:
    here.look()
    lines = [said, done.summary.completeness, *effects_lines(done.effects), *frozen_lines(done)]
    for entry in done.summary.chase:
        if not entry.included:
            who = " ".join(part for part in (entry.line.contact, entry.line.phone) if part)
            lines.append(f"缺：{entry.line.name}（{entry.line.code}）{STATES[entry.state]} {who}".rstrip())
    complete = done.summary.coverage.complete
    return Outcome(lines, f"{here.to('sum')}?done={work.n}", "看汇总", wrong=not complete)
