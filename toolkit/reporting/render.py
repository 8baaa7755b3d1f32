"""One report in the format asked for."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

from ..output import whole_file
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


def write_report(report: Report, output: str | Path, format: str, *, force: bool = False) -> None:  # noqa: A002
    """Writes ``report`` to ``output`` as ``format``, whole or not at all; links of a workbook start from its folder.

    Raises OutputError where ``output`` is there already (without ``force``) or can't be written, ValueError for a
    format that is not in ``FORMATS``.
    """
    with whole_file(Path(output), force=force) as path:
        if format == "xlsx":
            from .book import write_book

            write_book(report, path, beside=Path(output).parent)  # the folder for temporary files may have no room
        else:
            told = render(report, format)
            path.write_bytes(told if isinstance(told, bytes) else told.encode())
