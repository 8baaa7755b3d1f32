"""How messages quote what others wrote."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.quoting import LONGEST, quoted


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("22①", "22①"),
        ("  5 ", "5"),
        ("5\n（含上年2）\t", "5↵（含上年2）"),
        ("5\t6", "5→6"),
        ("5\x00", "5⟨U+0000⟩"),
        ("\u202e12", "⟨U+202E⟩12"),
        ("5\ufe0f", "5⟨U+FE0F⟩"),
        ("5\u3164", "5⟨U+3164⟩"),
        ("\ud800", "⟨U+D800⟩"),
        ("", ""),
    ],
)
def test_quote__shows_what_cannot_be_seen(text: str, shown: str) -> None:
    assert quoted(text) == shown


def test_quote__is_cut_and_says_so() -> None:
    assert quoted("x" * LONGEST) == "x" * LONGEST
    assert quoted("x" * 200_000) == "x" * LONGEST + "…（共 200000 字）"
    assert quoted(" " * 200_000 + "x") == "x"
    assert quoted("x" * 30, 20) == "x" * 20 + "…"


@given(st.text())
def test_quote__is_short_and_can_be_printed(text: str) -> None:
    assert len(quoted(text)) <= LONGEST + len("…（共 200000 字）")
    assert "\n" not in quoted(text)
    quoted(text).encode()
