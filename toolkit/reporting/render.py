"""One report in the format asked for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..records import Report
from .contract import to_json
from .text import to_text

FORMATS = ("text", "json", "xlsx", "html")


def render(
    report: Report,
    format: str,  # noqa: A002
    *,
    width: int | None = None,
    beside: Path | None = None,
) -> str | bytes:
    """``report`` as ``format``: bytes for ``xlsx``, else text.

    ``width`` is that of the terminal, in columns; ``beside`` the folder that a workbook's links start from (default:
    the current one). ValueError for a format that is not in ``FORMATS``.
    """
    if format == "text":
        return to_text(report, width)
    if format == "json":
        return to_json(report)
    if format == "html":
        from .page import to_html

        return to_html(report)
    if format == "xlsx":
        from .book import write_book

        with TemporaryDirectory() as folder:
            path = Path(folder) / "findings.xlsx"
            write_book(report, path, beside=beside or Path.cwd())
            return path.read_bytes()
    raise ValueError(format)
