"""Returns that are dropped on the page: carried into the inbox, taken in, judged before one's eyes."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, Response

from ..days import day_of
from ..failures import failed
from ..form import Severity
from ..records import Return, base_name
from ..reporting.verdict import WORST_FIRST, ranked
from ..round.arrivals import Arrival
from ..round.clock import today
from ..round.folder import RoundError
from ..round.holding import person
from ..round.taking import Changed, Taken, take_returns
from ..round.watching import Look
from ..told.taking import beside_lines, changed_words, refused_lines
from ..wording import REPLACED, STATUSES, other_year, status_words
from .place import Here
from .uploads import receive
from .work import Outcome, Row, Work


async def begin(here: Here) -> Response:
    """A new drop: its id."""
    return JSONResponse({"id": here.desk.drops.begin_for(here.folder).id})


async def add(here: Here) -> Response:
    """One file of a drop."""
    try:
        drop = here.desk.drops.find(here.request.path_params["drop"], here.folder)
        drop.count()
        await receive(here.request.stream(), drop.place, here.query("name"), modified=here.query("modified"))
    except ClientDisconnect:  # nobody is there to be told
        return Response(status_code=400)
    except Exception as error:  # told to the page, which goes on with the next file
        return JSONResponse({"told": failed(error)[1]}, 409)
    return JSONResponse({})


async def finish(here: Here) -> Response:
    """All files of a drop have come: takes them in; where that is told of."""
    drop = here.desk.drops.find(here.request.path_params["drop"], here.folder)
    if not drop.files:
        here.desk.drops.end(drop)
        return JSONResponse({"told": "没有文件"}, 409)
    place = here.desk.drops.keep(drop)
    work = here.put("收件", here.to(), lambda work: _take(here, work, (str(place),)))
    return JSONResponse({"next": f"/work/{work.n}"})


def take(here: Here) -> Response:
    """Takes in what lies in the inbox."""
    received = day_of(here.say("received"), "“收到的日期”") if here.say("received") else None
    if received is not None and received > today():
        raise RoundError(f"收到的日期 {received.isoformat()} 还没有到（今天是 {today().isoformat()}），请核对")
    return here.work("收件", here.to(), lambda work: _take(here, work, ()))


def _take(here: Here, work: Work, paths: tuple[str, ...]) -> Outcome:
    taken = take_returns(here.folder, paths, by=here.desk.shelf.by or person(), means=work.means)
    work.progress = (0, 0)
    look = here.look()  # so that the board has only to be drawn
    lines = [_counts(taken), *refused_lines(taken), *beside_lines(taken)]
    return Outcome(lines, here.to(), "看进度", wrong=taken.wrong, rows=list(_rows(here, look, taken)))


def _counts(taken: Taken) -> str:
    """How many came, and what became of them."""
    beside = f"（另有 {taken.unchanged} 份没有变化）" if taken.unchanged else ""
    if not taken.returns:
        return f"没有新的报送件{beside}"
    words = [status_words(item) for item in taken.returns]
    counts = [f"{word} {count}" for word in (*_WORDS, REPLACED) if (count := words.count(word))]
    return f"新收 {len(taken.returns)} 份{beside}：{'，'.join(counts)}"


_WORDS = [STATUSES[status] for status in reversed(WORST_FIRST)]


def _rows(here: Here, look: Look, taken: Taken) -> Iterator[Row]:
    """What came, worst first, with where it is read and what changed for its organ."""
    arrivals = {one.file: one for one in look.stands.arrivals}
    roster = look.board.summary.roster.by_code
    changed = {one.entry.line.code: one for one in taken.changed}
    for item in ranked(taken.returns):
        arrival = arrivals.get(item.file)
        line = roster.get(arrival.organ) if arrival else None
        where = f"{here.to('file')}?name={quote(item.file, safe='')}"
        if line is not None and arrival is not None:
            where = f"{here.to('organ')}?code={quote(line.code, safe='')}&n={arrival.n}"
        said = item.record.agency.name if item.record else ""
        yield Row(
            status_words(item),
            "" if item.superseded_by else item.status.value,
            line.name if line else said or "看不出是哪个单位",
            where,
            base_name(item.file),
            item.count(Severity.ERROR),
            item.count(Severity.EXPLAIN),
            _said(item, arrival, look, changed.pop(line.code, None) if line else None),
        )


def _said(item: Return, arrival: Arrival | None, look: Look, changed: Changed | None) -> str:
    """What is to be known of one return beside its findings, and what it changed."""
    said = []
    year = look.settings.year
    if item.record is not None and item.record.year not in (year, None):
        said.append(f"是 {item.record.year} 年度的，{other_year(year)}")
    elif arrival is not None and not arrival.organ:
        said.append("不知道是哪个单位的，没有计入" if item.record is None else "不在名录，没有计入")
    if arrival is not None:
        same = (one.n for one in look.stands.arrivals if one.sha256 == arrival.sha256 and one.n < arrival.n)
        said += [f"与第 {number} 份完全相同" for number in list(same)[:1]]
    return "；".join([*said, *([changed_words(changed)] if changed else [])])
