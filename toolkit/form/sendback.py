"""The words in which an organ is told that its return goes back: shared, but where an edition has its own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from string import Formatter

from ..a1 import address
from .check_lines import FIRST_CHECK_ROW
from .folders import data_folders
from .layout import Layout
from .source import Section, read_definition

_READDRESS = "readdress"
_QUOTED = re.compile(r"(“[^”]*”)")


@dataclass(frozen=True, slots=True)
class Words:
    """The sentences of ``templates/shared/sendback.yaml`` by name, with those of an edition in their place.

    ``readdressed`` are the pieces by which what the office is told is said to the organ itself.
    """

    texts: Mapping[str, str]
    readdressed: Mapping[str, str]

    def say(self, name: str, **facts: object) -> str:
        """The sentence ``name`` with ``facts`` put in; those it does not ask for are left out."""
        return self.texts[name].format_map(facts)

    def to_organ(self, text: str) -> str:
        """``text``, written for the office, as it is said to the organ; what it quotes stays as it was."""
        pieces = _QUOTED.split(text)
        for at in range(0, len(pieces), 2):
            for ours, theirs in self.readdressed.items():
                pieces[at] = pieces[at].replace(ours, theirs)
        return "".join(pieces)


@lru_cache(maxsize=16)
def load_words(layout: Layout | None) -> Words:
    """The Words of the edition that ``layout`` is of, or the shared ones. Raises DefinitionError for faulty ones."""
    shared = read_definition(data_folders()[0] / "templates" / "shared" / "sendback.yaml")
    texts = {name: shared.get(name, str) for name, _ in shared.items() if name != _READDRESS}
    known = {name: _names(text) for name, text in texts.items()}
    readdressed = _pairs(shared.section(_READDRESS))
    if layout is not None and layout.template.has("sendback"):
        own = layout.template.section("sendback")
        own.only(*texts, _READDRESS)
        for name in own.values:
            if name == _READDRESS:
                readdressed = _pairs(own.section(name))
                continue
            texts[name] = own.get(name, str)
            _refuse_unknown(own, name, texts[name], known[name])
    return Words(texts, readdressed)


@lru_cache(maxsize=16)
def where_to_explain(layout: Layout) -> Mapping[str, str]:
    """What the list of a workbook that goes back says where a finding's explanation is written, by the finding's id."""
    words = load_words(layout)
    return {
        name: words.say("write_at", checks=layout.checks_sheet, cell=cell)
        for name, cell in layout.explanation_cells.items()
    }


@lru_cache(maxsize=16)
def every_pointer(layout: Layout) -> frozenset[str]:
    """What such a list may say there, whichever lines the check sheet has by an office's own rules or earlier ones."""
    words, column = load_words(layout), layout.check_columns["explanation"]
    most = sum(len(rule.says.keys) for rule in layout.form.rules)
    rows = range(FIRST_CHECK_ROW, FIRST_CHECK_ROW + most)
    return frozenset(words.say("write_at", checks=layout.checks_sheet, cell=address(row, column)) for row in rows)


def _pairs(section: Section) -> dict[str, str]:
    return {ours: section.get(ours, str) for ours, _ in section.items()}


def _names(text: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(text) if name)


def _refuse_unknown(own: Section, name: str, text: str, known: frozenset[str]) -> None:
    """What a sentence has no fact for is told with its line, not when a letter is written."""
    try:
        strange = sorted(_names(text) - known)
    except ValueError:
        own.fail(f"“{name}”里的花括号不成对", name)
    if strange:
        usable = "、".join(f"{{{each}}}" for each in sorted(known)) or "没有"
        own.fail(f"“{name}”里不能用 {{{strange[0]}}}，可用的：{usable}", name)
