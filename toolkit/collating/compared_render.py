"""One comparison in the format asked for."""

from __future__ import annotations

from pathlib import Path

from ..output import whole_file
from .compared_json import comparison_json
from .compared_words import words_of
from .comparing import Compared

FORMATS = ("text", "json")  # that can be shown; xlsx is written


def render_comparison(found: Compared, format: str = "text", *, capped: bool = False) -> str:  # noqa: A002
    """``found`` as ``text`` or ``json``. ``capped`` leaves out of the text what is beyond a screen or two, with its
    count. ValueError for another format.
    """
    if format not in FORMATS:
        raise ValueError(format)
    return (
        comparison_json(found) + "\n"
        if format == "json"
        else "".join(f"{line}\n" for line in words_of(found, capped=capped))
    )


def write_comparison(found: Compared, output: str | Path, format: str = "text", *, force: bool = False) -> None:  # noqa: A002
    """Writes all of ``found`` to ``output`` as ``text``, ``json`` or ``xlsx``, whole or not at all. Raises OutputError
    where it is there already (without ``force``) or can't be written, ValueError for another format.
    """
    with whole_file(Path(output), force=force) as path:
        if format == "xlsx":
            from .compared_book import write_comparison_book

            write_comparison_book(found, path)
        else:
            path.write_text(render_comparison(found, format), encoding="utf-8")
