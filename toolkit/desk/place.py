"""Where a request is: the desk, and the round that its address names."""

from __future__ import annotations

import inspect
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from threading import Event
from typing import Any
from urllib.parse import parse_qsl

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from ..failures import failed
from ..round.watching import Look, Watch
from .drawing import draw
from .drops import Drops
from .shelf import Known, Shelf
from .work import Bench, Outcome, Work

_DIGITS = 10  # of a number in an address
_MOST_FIELDS = 2_000
_LONGEST_FORM = 1_000_000  # bytes
_PATIENCE = 0.8  # seconds for which a page waits for what it asked for, before it shows how far that is


@dataclass(eq=False)
class Desk:
    """What all requests share. ``only`` is the round that the desk was opened on, None where it shows all it knows."""

    shelf: Shelf
    only: Known | None = None
    bench: Bench = field(default_factory=Bench)
    drops: Drops = field(default_factory=Drops)
    stop: Event = field(default_factory=Event)
    scratch: TemporaryDirectory[str] = field(default_factory=lambda: TemporaryDirectory(prefix="nianbao-"))
    left: dict[Path, tuple[int, float, int]] = field(
        default_factory=dict
    )  # by folder: up to which line, when, how many
    seen: Callable[[], None] = lambda: None  # called when a page is known to be open

    def room(self) -> Path:
        """A new folder for files that are made to be had; it goes when the desk closes."""
        return Path(mkdtemp(dir=self.scratch.name))

    def rounds(self) -> Mapping[str, Known]:
        """The rounds that may be opened, by id."""
        found = dict(self.shelf.rounds())
        if self.only is not None:
            found.setdefault(self.only.id, self.only)
        return found


@dataclass(frozen=True, eq=False)
class Here:
    """A request: its address has led to ``known`` (None: to no round), ``given`` is what its form says."""

    desk: Desk
    request: Request
    known: Known | None
    given: Sequence[tuple[str, str]] = ()

    @property
    def round(self) -> Known:
        if self.known is None:
            raise HTTPException(404)
        return self.known

    @property
    def folder(self) -> Path:
        return self.round.folder

    @property
    def watch(self) -> Watch:
        return self.desk.shelf.watch(self.folder)

    def look(self) -> Look:
        return self.watch.look()

    def to(self, path: str = "") -> str:
        """The address of ``path`` in this round."""
        return f"/r/{self.round.id}/{path}"

    def query(self, name: str) -> str:
        return self.request.query_params.get(name, "").strip()

    def number(self, name: str) -> int:
        """The number that the address gives for ``name``; 0 where it gives none that can be meant."""
        text = self.query(name)
        return int(text) if text.isascii() and text.isdecimal() and len(text) < _DIGITS else 0

    def say(self, name: str) -> str:
        """What the form says for ``name``; empty where it says nothing."""
        return dict(self.given).get(name, "").strip()

    def says(self, name: str) -> list[str]:
        """All that the form says for ``name``."""
        return [value.strip() for key, value in self.given if key == name]

    @property
    def by(self) -> str:
        """Who does it."""
        return self.say("by") or self.desk.shelf.by

    def show(self, template: str, /, *, code: int = 200, **names: Any) -> Response:
        """The page ``template`` with ``names``; ``code`` is the status of the answer."""
        return draw(template, code, here=self, desk=self.desk, **names)

    def work(self, title: str, back: str, do: Callable[[Work], Outcome], *, patience: float = _PATIENCE) -> Response:
        """Puts a piece of work on the bench, and goes to where it is told of, or straight on where it is done."""
        work = self.put(title, back, do, patience=patience)
        return RedirectResponse(self.after(work), 303)

    def put(self, title: str, back: str, do: Callable[[Work], Outcome], *, patience: float = 0.0) -> Work:
        """Puts a piece of work of this round on the bench, and waits up to ``patience`` seconds for its end."""
        return self.desk.bench.put(title, back, do, round_=self.known.id if self.known else "", patience=patience)

    def after(self, work: Work) -> str:
        """Where a page goes that has asked for ``work``."""
        done = work.ended.is_set() and not work.error and work.outcome.straight and not work.notices
        return work.outcome.next if done else f"/work/{work.n}"


Handler = Callable[[Here], Response | Awaitable[Response]]


def door(handler: Handler) -> Callable[[Request], Awaitable[Response]]:
    """``handler`` as an endpoint: what it can't carry out is told on a page, and nothing of a request is trusted."""

    async def endpoint(request: Request) -> Response:
        desk: Desk = request.app.state.desk
        known, given = None, []
        if (name := request.path_params.get("round")) is not None:
            known = (await run_in_threadpool(desk.rounds)).get(name)  # which looks on disks
            if known is None:
                return draw("trouble.html", 404, here=Here(desk, request, None), desk=desk, told=_GONE, back="/")
        if request.method == "POST" and not inspect.iscoroutinefunction(handler):
            given = parse_qsl((await _body(request)).decode("utf-8", "replace"), True, max_num_fields=_MOST_FIELDS)
        here = Here(desk, request, known, given)
        try:
            if inspect.iscoroutinefunction(handler):
                return await handler(here)  # type: ignore[no-any-return]
            return await run_in_threadpool(handler, here)  # type: ignore[arg-type]
        except HTTPException as error:
            told = error.detail if any(sign >= "\u4e00" for sign in error.detail) else "没有这一页"
            return here.show("trouble.html", code=error.status_code, told=told, back=here.to() if known else "/")
        except Exception as error:  # told to the person, whatever it is
            status, told = failed(error)
            back = here.to() if known else "/"
            return here.show("trouble.html", code=409 if status == 2 else 500, told=told, back=back)

    return endpoint


_GONE = "这一轮的文件夹不在了，或移到了别处；请用“打开别处的一轮”或从它的新位置启动工作台"


async def _body(request: Request) -> bytes:
    found = bytearray()
    async for chunk in request.stream():
        found += chunk
        if len(found) > _LONGEST_FORM:
            raise HTTPException(413, "写的内容太长了，没有办理")
    return bytes(found)
