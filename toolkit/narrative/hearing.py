"""All that a written section says, heard where it is read: in the processes that read returns."""

from __future__ import annotations

from ..form import Form
from .heard import Heard
from .lexicon import load_lexicon
from .names import with_own
from .plain import plain
from .statements import find_statements
from .sums import find_wrong_sums


def hear(text: str, form: Form, year: int | None, name: str) -> Heard:
    """What ``text`` says in a report of ``year`` by the organ called ``name``."""
    text = plain(text)
    if not text or text.isspace():
        return Heard()
    lexicon = load_lexicon(form, year)
    statements = find_statements(with_own(text, name), lexicon, year=year)
    return Heard(tuple(statements), tuple(find_wrong_sums(text, lexicon)))
