"""What a published report says beside its figures and texts: ``templates/shared/published.yaml``, and what the template
of an edition says otherwise under ``published``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...form.extending import merged
from ...form.folders import data_folders
from ...form.layout import Layout
from ...form.source import Section, read_definition
from ...form.template import fill_in

_FACTS = {
    "title": ("agency", "year", "form"),
    "preface": ("agency", "year", "form", "document", "document_name", "period", "contacts"),
    "signature": ("organ", "date"),
    "period": ("year",),
    "day": ("year", "month", "day"),
    "mark": ("what",),
    "file": ("agency", "year", "form"),
    "number": ("page",),
}
_DRAFTS = {
    "errors": ("count",),
    "incomplete": ("expected", "lacking"),
    "rejected": ("count",),
    "unexplained": ("count",),
    "doubtful": ("count",),
}
_PLAIN = ("between", "missing", "draft", "second_level")
_LACKING = ("date",)
_OWN = "published"
LOOKS = ("page", "type", "smallest", "cell", "fonts")  # of the same file, read by ``look``


@dataclass(frozen=True, slots=True)
class PublishedWords:
    """Sentences with names in braces, and what marks a place in them.

    ``contacts`` are by id of the cover's lines; ``stated`` by section: the sentence where none of its own figures is
    above 0, and the one that says them. ``lacking`` names what has no label on the form, ``drafts`` says why a report
    is a draft, ``second_level`` tells a heading within a text.
    """

    title: tuple[str, ...]
    preface: tuple[str, ...]
    period: str
    contacts: Mapping[str, str]
    between: str
    stated: Mapping[str, tuple[str, str]]
    signature: tuple[str, ...]
    day: str
    mark: str
    missing: str
    lacking: Mapping[str, str]
    draft: str
    drafts: Mapping[str, str]
    second_level: re.Pattern[str]
    file: str
    number: str


def read_published(layout: Layout) -> Section:
    """The whole file as the edition of ``layout`` has it. Raises DefinitionError where it has anything beside what is
    known.
    """
    root = read_definition(data_folders()[0] / "templates" / "shared" / "published.yaml")
    if layout.template.has(_OWN):
        root = merged(root, layout.template.section(_OWN))
    root.only(*_FACTS, *_PLAIN, "contacts", "stated", "lacking", "drafts", *LOOKS)
    return root


@lru_cache(maxsize=16)
def load_published_words(layout: Layout) -> PublishedWords:
    """The PublishedWords of the edition of ``layout``. Raises DefinitionError where they are faulty."""
    root = read_published(layout)
    for name, facts in _FACTS.items():
        fill_in(root, name, facts)
    lacking = root.section("lacking")
    lacking.only(*_LACKING)
    try:
        second_level = re.compile(root.get("second_level", str))
    except re.error as error:
        root.fail(f"“second_level”不是合格的正则表达式（{error}）", "second_level")
    return PublishedWords(
        title=root.strings("title"),
        preface=root.strings("preface"),
        period=root.get("period", str),
        contacts=_sentences(root.section("contacts"), dict.fromkeys(root.section("contacts").values, ("value",))),
        between=root.get("between", str),
        stated=_stated(root.section("stated")),
        signature=root.strings("signature"),
        day=root.get("day", str),
        mark=root.get("mark", str),
        missing=root.get("missing", str),
        lacking={name: lacking.get(name, str) for name in _LACKING},
        draft=root.get("draft", str),
        drafts=_sentences(root.section("drafts"), _DRAFTS),
        second_level=second_level,
        file=root.get("file", str),
        number=root.get("number", str),
    )


def _sentences(section: Section, facts: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    section.only(*facts)
    for name, known in facts.items():
        fill_in(section, name, known)
    return {name: section.get(name, str) for name in facts}


def _stated(section: Section) -> dict[str, tuple[str, str]]:
    found = {}
    for name in section.values:
        one = section.section(name)
        one.only("none", "some")
        found[name] = (one.get("none", str), one.get("some", str))
    return found
