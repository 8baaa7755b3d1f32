"""What the guidance sheet of a workbook that came back asked of its organ: by when, and whom to call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ...book import text_of
from ...form.layout import Layout
from ...form.sendback import load_words
from .entries import ValuesError
from .issued import IssuedWorkbook

_LONGEST = 100  # characters: whoever filled the workbook in may have changed them


@dataclass(frozen=True, slots=True)
class Asked:
    """In the words of the guidance sheet; empty where it says none, or can't be read."""

    deadline: str = ""
    contact: str = ""


def asked_in(data: bytes, layout: Layout) -> Asked:
    """What the workbook of ``data``, an xlsx file, asks on its guidance sheet."""
    sentences = {
        "deadline": layout.template.section("guidance").get("deadline", str, ""),
        "contact": load_words(layout).texts["contact"],
    }
    try:
        book = IssuedWorkbook(data, "")
        texts = [text_of(cell).strip() for cell in book.cells(layout.guidance_sheet).values()]
    except (ValuesError, ValueError, KeyError, IndexError, RecursionError):
        return Asked()
    return Asked(**{name: _found(sentence, name, texts) for name, sentence in sentences.items()})


def _found(sentence: str, name: str, texts: list[str]) -> str:
    """What stands at ``{name}`` of ``sentence`` in the first of ``texts`` that is one such; empty for none."""
    before, hole, after = sentence.partition(f"{{{name}}}")
    if not hole or not (before or after):
        return ""
    pattern = re.compile(f"{re.escape(before)}(.{{1,{_LONGEST}}}){re.escape(after)}")
    return next((match[1] for text in texts if (match := pattern.fullmatch(text))), "")
