"""Draws the pages of the desk: with the tables, marks and charts of the reporting room."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import ChoiceLoader, Environment, FileSystemLoader
from starlette.responses import HTMLResponse, Response

from ..reporting.page import FOLDER as SHARED
from ..reporting.page import environment
from ..told.board import PLACES
from ..version import __version__
from ..width import printable
from ..wording import STATES

_OWN = Path(__file__).parent


def draw(template: str, status: int = 200, /, **names: Any) -> Response:
    """The page ``template`` with ``names``."""
    return HTMLResponse(_pages().get_template(template).render(**names), status)


@cache
def style() -> str:
    """The one style sheet of the desk: that of reports, then what a page to work on needs."""
    return "".join(_pages().get_template(name).render() for name in ("report.css", "summary.css", "desk.css"))


@cache
def script() -> str:
    """The one script of the desk."""
    return (_OWN / "pages" / "desk.js").read_text(encoding="utf-8")


@cache
def _pages() -> Environment:
    made = environment().overlay(loader=ChoiceLoader([FileSystemLoader(_OWN / "pages"), FileSystemLoader(SHARED)]))
    made.globals = {**made.globals, "STATES": STATES, "PLACES": PLACES, "version": __version__}
    made.filters = {
        **made.filters,
        "part": lambda text: quote(str(text), safe=""),
        "printable_lines": printable_lines,
        "shares": shares,
    }
    return made


def printable_lines(text: str) -> str:
    """``text`` with what no screen shows made visible, its lines as they are."""
    return "\n".join(map(printable, text.split("\n")))


def shares(counts: tuple[int, ...]) -> Iterator[float]:
    """What each of ``counts`` takes of a bar, in per cent."""
    whole = sum(counts) or 1
    return (100 * count / whole for count in counts)
