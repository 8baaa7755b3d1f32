"""Text for CSV cells that spreadsheet programs can't take for a formula."""

from __future__ import annotations

# A program that opens a CSV file runs a text that begins so; the apostrophe before it is taken off again on reading.
_LIVE = ("=", "+", "-", "@", "\t", "\r")


def tamed(text: str) -> str:
    """``text`` with an apostrophe before it where a spreadsheet program would run it as a formula."""
    return "'" + text if text.startswith(_LIVE) else text


def untamed(text: str) -> str:
    """The text that ``tamed`` was given."""
    return text[1:] if text.startswith("'") and text[1:].startswith(_LIVE) else text


def quoted(text: str) -> str:
    """``text`` as one cell of a CSV line, tamed."""
    text = tamed(text)
    return '"' + text.replace('"', '""') + '"' if any(sign in text for sign in ',"\r\n') else text
