"""Whom a report says to ask, in its preface: the entries of the cover that stand there, each behind its word."""

from __future__ import annotations

import re
from collections.abc import Mapping

from ...form import Form
from ...form.layout import load_layout
from ...reading.understand.admit import one_line
from .page import Page, Paragraph
from .sections import split
from .unfinished import is_place
from .words import report_words

_VALUE = r"\s*(?:[:：]|为|是)\s*([^，,；;。（(）)\n]{1,80})"


def read_contact(page: Page, form: Form) -> Mapping[str, str]:
    """What stands behind the words for an entry of the cover, by its id; of several, the first."""
    text = "\n".join(part.text for part in split(page, form).before if isinstance(part, Paragraph))
    layout, given = load_layout(form), {}
    for name, words in report_words().contact.items():
        known = "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
        found = re.search(rf"(?:{known}){_VALUE}", text)
        if found and not is_place(found[1], layout) and any(entry.id == name for entry in form.cover):
            given[name] = one_line(found[1].strip())
    return given
