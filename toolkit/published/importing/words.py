"""How published reports are read: ``schemas/catalogue/reports.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from ...form.folders import data_folders
from ...form.source import read_definition

_KINDS = (
    "hidden", "struck", "deleted", "inserted", "textbox", "note", "footnote", "object", "covered", "comment", "script",
    "encoding", "glyphs", "form", "drawn", "turned", "moved", "generated",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReportWords:
    """``sections`` gives, by a section's or a table's id, the sets of words of which one stands in its title; ``ends``
    are how the lines begin that follow a report on its page; ``contact`` are the words that stand before an entry of
    the cover in the preface, by its id; ``unseen`` tells what was left out, by kind; ``workbook``
    is what a workbook is called; ``government`` what may stand behind the name of a government, or not;
    ``signed`` how the name of an organ ends that signs, ``names`` how one ends that is a line of its own above the
    rest of a title; ``drafts`` are the words that mark what is not yet final;
    ``own_page`` is what our own pages of findings are called; ``radicals`` are characters printed in place of others.
    """

    sections: Mapping[str, tuple[frozenset[str], ...]]
    longest_title: int
    ends: tuple[str, ...]
    contact: Mapping[str, tuple[str, ...]]
    unseen: Mapping[str, str]
    workbook: str
    government: str
    signed: tuple[str, ...]
    names: tuple[str, ...]
    drafts: tuple[str, ...]
    own_page: str
    radicals: Mapping[str, str]


@lru_cache(maxsize=1)
def report_words() -> ReportWords:
    root = read_definition(data_folders()[0] / "schemas" / "catalogue" / "reports.yaml")
    root.only(
        "sections",
        "longest_title",
        "ends",
        "contact",
        "unseen",
        "workbook",
        "government",
        "signed",
        "drafts",
        "own_page",
        "named",
        "radicals",
    )
    sections = root.section("sections")
    contact = root.section("contact")
    unseen = root.section("unseen")
    unseen.only(*_KINDS)
    radicals = root.section("radicals")
    return ReportWords(
        {name: tuple(frozenset(line.split()) for line in sections.strings(name)) for name, _ in sections.items()},
        root.whole("longest_title", 1, 200),
        root.strings("ends"),
        {name: contact.strings(name) for name, _ in contact.items()},
        {kind: unseen.get(kind, str) for kind in _KINDS},
        root.get("workbook", str),
        root.get("government", str),
        root.strings("signed"),
        (*root.strings("signed"), *root.strings("named")),
        root.strings("drafts"),
        root.get("own_page", str),
        {sign: radicals.get(sign, str) for sign, _ in radicals.items()},
    )
