"""The pages of a piece of work: how far it is, what came of it."""

from __future__ import annotations

from dataclasses import replace

from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, Response

from .handing import send
from .place import Here
from .work import Work


def page(here: Here) -> Response:
    """What came of a piece of work, or how far it is."""
    work = _work(here)
    return replace(here, known=here.desk.rounds().get(work.round)).show("work.html", work=work)


def state(here: Here) -> Response:
    """How far a piece of work is, for the page that waits for it."""
    work = _work(here)
    done, total = work.progress
    return JSONResponse(
        {
            "state": work.state.value,
            "done": done,
            "total": total,
            "notices": work.notices[-20:],
            "next": here.after(work) if work.ended.is_set() else "",
        }
    )


def file(here: Here) -> Response:
    """One of the files that a piece of work made."""
    files, index = _work(here).outcome.files, here.request.path_params["i"]
    if index >= len(files):
        raise HTTPException(404)
    return send(files[index], files[index].name)


def _work(here: Here) -> Work:
    number = here.request.path_params["n"]
    work = here.desk.bench.works.get(number)
    if work is None:
        raise HTTPException(404, "这件事早已做完，不再列出；请从进度页看结果")
    return work
