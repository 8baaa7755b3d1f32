"""The texts of a report from a file that an office wrote: cut at the titles of the sections."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from ...form import Form
from ...ooxml.limits import DEFAULTS
from ...refusal import Refused
from .compose import bare_title

_ENCODINGS = ("utf-8-sig", "gb18030")


class PublishingError(Exception):
    """A report can't be published as it was asked for. The text says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class OwnTexts:
    """``sections`` are the texts by the section's id; ``before`` is how many paragraphs stand before the first title,
    ``tables`` how many tables were not taken: both belong to no text.
    """

    sections: dict[str, str]
    before: int
    tables: int


def read_own_texts(path: Path, form: Form) -> OwnTexts:
    """The texts in the .docx or .txt at ``path``, by the sections of ``form``. What stands below the title of a table
    belongs to none. Raises PublishingError where it can't be read, or holds no title of a section.
    """
    paragraphs, tables = _paragraphs(path)
    titles = {bare_title(part.title): part.id for part in form.narrative}
    ends = {bare_title(table.title) for table in form.tables}
    found: dict[str, list[str]] = {}
    section, before = "", 0
    for paragraph in paragraphs:
        bare = bare_title(paragraph)
        if bare in titles:
            section = titles[bare]
            if section in found:
                raise PublishingError(f"“{path}”里“{paragraph.strip()}”有两处，请删去一处")
            found[section] = []
        elif bare in ends:
            section = "-"
        elif section in found:
            found[section].append(paragraph.strip())
        elif not section and bare:
            before += 1
    if not found:
        wanted = "、".join(part.title for part in form.narrative)
        raise PublishingError(f"“{path}”里没有各部分的标题，请让标题各占一段：{wanted}")
    sections = {name: "\n".join(filter(None, lines)) for name, lines in found.items()}
    return OwnTexts(sections, before, tables)


def _paragraphs(path: Path) -> tuple[Iterable[str], int]:
    """The paragraphs, and how many tables stand beside them."""
    try:
        if path.stat().st_size > DEFAULTS.file_size:
            raise PublishingError(f"“{path}”太大，请只留文字部分")
        data = path.read_bytes()
    except OSError as error:
        raise PublishingError(f"读不了“{path}”（{error.strerror or error}），请检查路径") from None
    if path.suffix.lower() == ".docx":
        from .docx.reading import read_paragraphs

        try:
            return read_paragraphs(data)
        except Refused as refused:
            told = refused.finding
            raise PublishingError(f"读不了“{path}”：{told.message}，{told.fix}") from None
        except ValueError as error:
            raise PublishingError(f"“{path}”{error}") from None
    if path.suffix.lower() != ".txt":
        raise PublishingError(f"“{path}”不是 .docx 或 .txt，请另存为其中之一")
    for encoding in _ENCODINGS:
        try:
            return data.decode(encoding).splitlines(), 0
        except UnicodeDecodeError:
            continue
    raise PublishingError(f"“{path}”的编码认不出，请存为 UTF-8")
