"""Returns that are dropped on the page: carried into the inbox, taken in, judged before one's eyes."""

from __future__ import annotations

from starlette.responses import JSONResponse, Response

from ..days import day_of
from ..failures import failed
from ..round.clock import today
from ..round.folder import RoundError
from ..round.holding import person
from ..round.taking import take_returns
from ..told.taking import beside_lines, told_of
from .place import Here
from .uploads import receive
from .work import Outcome, Work


async def begin(here: Here) -> Response:
    """A new drop: its id."""
    return JSONResponse({"id": here.desk.drops.begin_for(here.folder).id})


async def add(here: Here) -> Response:
    """One file of a drop."""
    try:
        drop = here.desk.drops.find(here.request.path_params["drop"], here.folder)
        drop.count()
        await receive(here.request.stream(), drop.place, here.query("name"))
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
    here.look()  # so that the board has only to be drawn
    lines = [*told_of(taken), *beside_lines(taken)]
    return Outcome(lines, here.to(), "看进度", wrong=taken.wrong)
