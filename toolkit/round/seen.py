"""What a person had seen when they decided: nothing is decided of an organ that something happened to since."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar

from .folder import RoundError
from .history import concerns
from .ledger import Line
from .standing import Standing

_UP_TO: ContextVar[int | None] = ContextVar("up_to", default=None)


class UnseenError(RoundError):
    """Something happened since: ``lines`` that the person had not seen."""

    def __init__(self, lines: Sequence[Line]) -> None:
        super().__init__("这个单位有了新的情况，请再看一遍再定")
        self.lines = tuple(lines)


@contextmanager
def seen_up_to(n: int) -> Iterator[None]:
    """Within the block, decisions are those of a person who has seen all lines up to ``n``, and none later."""
    token = _UP_TO.set(n)
    try:
        yield
    finally:
        _UP_TO.reset(token)


def seen(n: int) -> None:
    """Within ``seen_up_to``: the person knows of line ``n`` too, which is their own."""
    if _UP_TO.get() is not None:
        _UP_TO.set(n)


def refuse_unseen(stands: Standing, organ: str) -> None:
    """Raises UnseenError where something happened to ``organ`` (a code) that the person has not seen. To be asked by
    the sole writer: before that, more may come.
    """
    up_to = _UP_TO.get()
    if up_to is None:
        return
    code = stands.code_today(organ)
    later = (one for one in (*stands.lines, *stands.undone) if one.n > up_to and one.verb != "letters")
    since = [one for one in later if concerns(one, code, stands)]
    if since:
        raise UnseenError(since)
