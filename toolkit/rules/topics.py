"""A narrative section speaks of all it is to speak of: of each topic, one of the words that are said of it."""

from __future__ import annotations

from dataclasses import dataclass

from ..form import Relation
from ..form.rule_model import Shown
from ..form.source import Section
from .kind import Kind
from .paths import Outline, refuse_unknown
from .places import section as at_section


@dataclass(frozen=True, slots=True)
class Topic:
    """``label`` is what messages call it; it speaks of itself, and so does each of ``words``, and of ``apart`` where no
    word of another topic is in the clause; ``headings`` do where anything stands under them.
    """

    label: str
    words: tuple[str, ...]
    apart: tuple[str, ...] = ()
    headings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Topics:
    """``neutral`` words are of no topic, though a word of one may be in them; where any are given, a clause without any
    word at all leaves it in doubt what is spoken of. ``joining`` ones stand in headings.
    """

    section: str
    topics: tuple[Topic, ...]
    neutral: tuple[str, ...] = ()
    joining: tuple[str, ...] = ()
    tables: tuple[str, ...] = ()
    keys: tuple[str, ...] = ("",)
    relations: tuple[Relation, ...] = ()
    earlier: tuple[int, ...] = ()

    @property
    def sections(self) -> tuple[str, ...]:
        return (self.section,)


def _read(section: Section, outline: Outline) -> Topics:
    part = section.get("section", str)
    refuse_unknown(section, "section", (part,), [item.id for item in outline.narrative], "叙述部分")
    topics = []
    for item in section.sections("topics"):
        item.only("label", "words", "apart", "headings")
        label, apart, headings = item.get("label", str), item.strings("apart"), item.strings("headings")
        topics.append(Topic(label, (label, *item.strings("words")), apart, headings))
    return Topics(part, tuple(topics), section.strings("neutral"), section.strings("joining"))


KIND = Kind(
    name="topics",
    takes=("section", "topics", "neutral", "joining"),
    needs=(("section",), ("topics",)),
    read=_read,
    place=lambda case: at_section(case.layout, case.says.section),
    shown=Shown.TO_EXPLAIN,
    of_text=True,
)
