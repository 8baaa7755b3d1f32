"""A report of plain text to a Page: each line a paragraph."""

from __future__ import annotations

import codecs

from .page import Page, Paragraph


def read_plain(data: bytes) -> Page:
    """The text in ``data``: UTF-8, UTF-16 with its mark, or GB 18030."""
    unseen: tuple[tuple[str, str], ...] = ()
    try:
        wide = data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
        text = data.decode("utf-16" if wide else "utf-8-sig")
    except UnicodeDecodeError:
        try:
            text = data.decode("gb18030")
        except UnicodeDecodeError:
            text, unseen = data.decode("gb18030", "replace"), (("encoding", ""),)
    lines = enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1)
    return Page(tuple(Paragraph(line.strip(" \u3000"), number) for number, line in lines if line.strip()), (), unseen)
