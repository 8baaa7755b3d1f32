"""The desk: its pages of a whole province, against how long the server takes for a page that says nothing."""

from __future__ import annotations

import re
import tempfile
from pathlib import Path

from tests.benchmarks.measure import Measure, take_turns
from tests.benchmarks.rounds import _province
from tests.desk.asking import Asking, entered
from tests.desk.conftest import DeskProcess

_TURNS = 15


def run(organs: int) -> list[Measure]:
    """Pages as a program on this machine gets them: the board, part of it, a return, a sum, the ledger."""
    with tempfile.TemporaryDirectory() as name:
        home = Path(name)
        folder, some = _province(home / "province", organs)
        desk = DeskProcess(home, folder).start()
        try:
            asking = entered(desk)
            taken = take_turns(
                _TURNS,
                nothing=lambda: asking.post("/alive"),
                board=lambda: _get(asking, ""),
                narrowed=lambda: _get(asking, "?only=in&q=990"),
                organ=lambda: _get(asking, f"organ?code={some[1].code}"),
                sums=lambda: _get(asking, "sum"),
                log=lambda: _get(asking, "log"),
            )
        finally:
            desk.end()
    against = "an answer without a page"
    return [
        Measure(against, taken["nothing"]),
        *(
            Measure(f"{words}, {organs} organs", taken[key], 0, against, taken.ratio(key, "nothing"))
            for key, words in (
                ("board", "the board"), ("narrowed", "part of it"), ("organ", "a return"), ("sums", "the sum"),
                ("log", "the ledger"),
            )
        ),
    ]  # fmt: skip


def _get(asking: Asking, path: str) -> None:
    answer = asking.ask(f"{asking.round}{path}")
    assert answer.status == 200
    assert re.search("[一-鿿]", answer.text)
