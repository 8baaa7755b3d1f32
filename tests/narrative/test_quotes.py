"""Quotes that are cut show it."""

from __future__ import annotations

import pytest

from toolkit.narrative.quotes import piece, shortened


@pytest.mark.parametrize(
    ("start", "end", "quote"),
    [(0, 4, "均已办结"), (1, 4, "…已办结"), (0, 3, "均已办…"), (1, 3, "…已办…"), (0, 9, "均已办结")],
)
def test_piece__shows_where_it_is_cut(start: int, end: int, quote: str) -> None:
    assert piece("均已办结", start, end) == quote


def test_shortened__leaves_out_the_middle_alone() -> None:
    assert shortened("字" * 60) == "字" * 60
    assert shortened("首" + "字" * 99 + "尾") == "首" + "字" * 29 + "…" + "字" * 29 + "尾"
