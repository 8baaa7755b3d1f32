"""Who does what is done at the desk."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from ..round.folder import RoundError
from .place import Here

_LONGEST = 100


def signed(here: Here) -> str:
    """Who the form says it is, which the desk remembers. Raises RoundError for nobody."""
    by = " ".join(here.by.split())
    if not by:
        raise RoundError("请写经手人：谁说的、谁办的")
    if len(by) > _LONGEST:
        raise RoundError(f"经手人太长（{len(by)} 字），最多 {_LONGEST} 字")
    if by != here.desk.shelf.by:
        here.desk.shelf.sign(by)
    return by


def page(here: Here) -> Response:
    """Where one says who one is."""
    return here.show("me.html")


def sign(here: Here) -> Response:
    """Remembers who works here."""
    signed(here)
    return RedirectResponse("/", 303)
