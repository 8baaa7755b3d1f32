"""The 催报通知: what an organ owes, since when, in which workbook, and how often it was reminded."""

from __future__ import annotations

from datetime import date

from ...form import Form
from ...form.sendback import Words
from ...wall_time import day_words
from ...width import printable
from .sender import Sender
from .sent import Chased
from .signing import INDENT, asking, signed


def chase_text(chased: Chased, day: date, year: int | None, form: Form, sender: Sender, words: Words) -> str:
    """The letter of ``day`` in printable text, on the report of ``year``."""
    facts: dict[str, object] = {
        "year": words.say("year", year=year) if year else "",
        "form": form.title,
        "agency": printable(chased.line.name),
        "day": day_words(day),
        "template": printable(chased.template),
        "office": printable(sender.name),
        "number": len(chased.before) + 1,
    }
    title = words.say("chase_title_again" if chased.before else "chase_title", **facts)
    how = [words.say("chase_fill" if chased.template else "chase_fill_any", **facts)]
    if sender.name:
        how.append(words.say("chase_to", **facts))
    lines = [title, "", words.say("addressee", **facts)]
    lines.append(INDENT + words.say("chase_opening", **facts) + overdue(chased, day, words))
    lines.append(INDENT + "".join(how))
    if asked := asking(sender.deadline, "", sender.contact, words, "chase_deadline"):
        lines.append(INDENT + "".join(asked))
    return "\n".join([*lines, *signed(sender, day, words)]) + "\n"


def overdue(chased: Chased, day: date, words: Words) -> str:
    """By when it was due, how many days late that is on ``day``, and when the organ was reminded before."""
    said = ""
    if chased.due is not None:
        said = words.say("chase_leave" if chased.leave else "chase_due", due=day_words(chased.due))
        if late := chased.late(day):
            said += words.say("chase_late", day=day_words(day), late=late)
        said += words.say("chase_stop")
    if chased.before:
        earlier = (words.say("chase_once", number=at, day=day_words(once)) for at, once in enumerate(chased.before, 1))
        said += words.say("chase_again", number=len(chased.before) + 1, earlier="、".join(earlier))
    return said
