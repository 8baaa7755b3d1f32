"""Which address leads where."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from . import (
    boards,
    changes,
    decisions,
    drawing,
    handing,
    home,
    keeping,
    letters,
    publishing,
    returns,
    signing,
    sums,
    taking,
    working,
)
from .place import Desk, Handler, Here, door

_ICON = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16"><rect width="16" height="16" rx="3" fill="#1f3a5f"/>'
    '<path d="M4 4h8M4 8h8M4 12h5" stroke="#fff" stroke-width="1.6"/></svg>'
)


def build(desk: Desk) -> Starlette:
    """The pages of ``desk``."""
    get, post, put = ["GET"], ["POST"], ["PUT"]
    shared = [
        Route("/", door(home.home), methods=get),
        Route("/new", door(home.new), methods=get),
        Route("/new", door(home.start), methods=post),
        Route("/new/roster.xlsx", door(home.blank_roster), methods=get),
        Route("/new/drop", door(home.begin), methods=post),
        Route("/new/drop/{drop}", door(home.add), methods=put),
        Route("/find", door(home.find), methods=post),
        Route("/me", door(signing.page), methods=get),
        Route("/me", door(signing.sign), methods=post),
        Route("/work/{n:int}", door(working.page), methods=get),
        Route("/work/{n:int}.json", door(working.state), methods=get),
        Route("/work/{n:int}/get/{i:int}", door(working.file), methods=get),
        Route("/alive", _alive, methods=post),
        Route("/stop", door(home.stop), methods=post),
        Route("/static/desk.css", _style, methods=get),
        Route("/static/desk.js", _script, methods=get),
        Route("/static/icon.svg", _icon, methods=get),
    ]
    of_round: Sequence[tuple[str, Handler, list[str]]] = [
        ("", boards.board, get),
        ("take", taking.take, post),
        ("drop", taking.begin, post),
        ("drop/{drop}", taking.add, put),
        ("drop/{drop}/take", taking.finish, post),
        ("drop/{drop}/check", publishing.check, post),
        ("organ", returns.organ, get),
        ("file", returns.stray, get),
        ("decide/{verb}", decisions.decide, post),
        ("letters", letters.letters, get),
        ("letters", letters.write, post),
        ("sum", sums.sums, get),
        ("sum", sums.write, post),
        ("close", sums.close, post),
        ("ranking", sums.ranking, get),
        ("changes", changes.changes, get),
        ("changes", changes.compare, post),
        ("publish", publishing.page, get),
        ("publish", publishing.publish, post),
        ("log", keeping.log, get),
        ("keep", keeping.keep, get),
        ("backup", keeping.backup, post),
        ("forget", keeping.forget, post),
        ("get/outbox", handing.outbox, get),
        ("get/workbook", handing.workbook, get),
        ("get/version/{n:int}", handing.version, get),
        ("get/made/{kind}/{n:int}", handing.made, get),
        ("get/made/{kind}/{n:int}/{name}", handing.made_file, get),
        ("get/delta/{name}", sums.delta, get),
        ("get/roster", keeping.roster, get),
        ("get/returns", keeping.export, get),
        ("get/changes", changes.book, get),
    ]
    routes = [*shared, *(Route(f"/r/{{round}}/{path}", door(do), methods=methods) for path, do, methods in of_round)]
    lost = {404: door(_lost), 405: door(_lost)}
    app = Starlette(routes=routes, exception_handlers={code: _as_handler(page) for code, page in lost.items()})
    app.state.desk = desk
    return app


def _lost(here: Here) -> Response:
    return here.show("trouble.html", code=404, told="没有这一页", back="/")


def _as_handler(page: Callable[[Request], Awaitable[Response]]) -> Callable[[Request, Exception], Awaitable[Response]]:
    async def handler(request: Request, error: Exception) -> Response:
        return await page(request)

    return handler


async def _alive(request: Request) -> Response:
    """A page is open, and says so."""
    request.app.state.desk.seen()
    return JSONResponse({})


async def _style(request: Request) -> Response:
    return Response(drawing.style(), media_type="text/css", headers={"cache-control": "no-cache"})


async def _script(request: Request) -> Response:
    return Response(drawing.script(), media_type="text/javascript", headers={"cache-control": "no-cache"})


async def _icon(request: Request) -> Response:
    return Response(_ICON, media_type="image/svg+xml", headers={"cache-control": "max-age=3600"})
