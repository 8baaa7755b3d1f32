"""How every letter ends: by when, whom to ask, from whom and when."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from ...form.sendback import Words
from ...wall_time import day_words
from ...width import printable
from .sender import Sender

INDENT, DEEPER = "　　", "　　　　"


def asking(deadline: str, due: str, contact: str, words: Words, name: str = "deadline") -> list[str]:
    """By when and whom to ask, as far as it is known: the ``deadline`` given now, in the sentence ``name``, else the
    one that was ``due`` from the start.
    """
    said = []
    if deadline or due:
        said.append(words.say(name if deadline else "due", deadline=deadline or due))
    if contact:
        said.append(words.say("contact", contact=printable(contact)))
    return said


def signed(sender: Sender, day: date | None, words: Words) -> Iterator[str]:
    """The last lines: who writes, and when, each where it is known."""
    ends = [words.say("signature", office=printable(sender.name))] if sender.name else []
    if day is not None:
        ends.append(words.say("signature_day", day=day_words(day)))
    if ends:
        yield ""
    yield from (INDENT * 6 + end for end in ends)
