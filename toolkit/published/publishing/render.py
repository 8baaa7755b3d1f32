"""A report in the format that a file's ending names."""

from __future__ import annotations

from pathlib import Path

from .report import PublishedReport

FORMATS = {
    "docx": (".docx",),
    "html": (".html", ".htm"),
    "txt": (".txt",),
}  # the first ending is that of a file we name
ENCODINGS = ("utf-8", "gb18030")


def format_of(path: Path) -> str:
    """The format that the ending of ``path`` names; empty for none."""
    return next((name for name, endings in FORMATS.items() if path.suffix.lower() in endings), "")


def to_bytes(report: PublishedReport, kind: str, encoding: str = ENCODINGS[0]) -> bytes:
    """``report`` as a file of ``kind``, one of FORMATS; ``encoding``, one of ENCODINGS, is of html and txt."""
    if kind == "docx":
        from .docx import to_docx

        return to_docx(report)
    if kind == "html":
        from .html import to_html

        return to_html(report, encoding)
    from .plain import to_text

    return to_text(report).encode(encoding)
