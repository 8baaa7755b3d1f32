"""One report in the format asked for."""

from __future__ import annotations

from ..records import Report
from .contract import to_json
from .text import to_text

FORMATS = ("text", "json")


def render(report: Report, format: str, *, width: int | None = None) -> str | bytes:  # noqa: A002
    """``report`` as ``format``: text for ``text`` and ``json``. ``width`` is that of the terminal, in columns.

    ValueError for a format that is not in ``FORMATS``.
    """
    if format == "text":
        return to_text(report, width)
    if format == "json":
        return to_json(report)
    raise ValueError(format)
