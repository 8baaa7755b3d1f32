"""The letters on a return, to paste into a message: that it goes back, or what the office corrected in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from ...editions import load_forms
from ...findings import Finding
from ...form import Severity
from ...form.answer import load_answer
from ...form.layout import Layout
from ...form.sendback import Words
from ...records import Agency, Return, base_name
from ...width import printable
from ..text import told as sentence
from .chasing import overdue
from .colours import colour_names
from .corrected import Corrected, corrected_items
from .sender import Sender
from .sent import Chased, Kind
from .signing import DEEPER, INDENT, asking, signed
from .slip import Told
from .slips import Places, count_slips
from .speech import FILLED, Way, is_cured

_TOLD = 10  # things to mend in a letter; the list in the workbook has them all
_BENEATH = 3  # of what comes of one slip
_OWED = (Severity.ERROR, Severity.EXPLAIN)


@dataclass(frozen=True, slots=True)
class Letter:
    """All that is said in one: ``item`` as its organ is told of it, ``due`` the deadline that its workbook was sent out
    with, ``contact`` whom to ask. ``corrected`` are the figures to be confirmed; a return that is accepted otherwise is
    not ``back``. ``chased`` is what the same letter of ``day`` reminds of.
    """

    item: Return
    agency: Agency
    told: Sequence[Told]
    places: Places
    layout: Layout | None
    year: int | None
    copy: str
    way: Way
    due: str = ""
    contact: str = ""
    corrected: tuple[Corrected, ...] = ()
    back: bool = True
    day: date | None = None
    chased: Chased | None = None

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """What it is about."""
        told = {Kind.BACK: self.back, Kind.CHASE: self.chased is not None, Kind.CONFIRM: bool(self.corrected)}
        return tuple(kind for kind in Kind if told[kind])


def open_counts(told: Sequence[Told], way: Way) -> dict[Severity, int]:
    """How many things of each severity the organ has to do."""
    left = [one for one in told if not is_cured(one.numbered.finding, way)]
    return {severity: count_slips(left, severity) for severity in Severity}


def counts_of(told: Sequence[Told], way: Way, places: Places, words: Words) -> str:
    """The counts of what the organ has to do, in words; empty for nothing. A total is none to be corrected."""
    totals = [one for one in told if places.is_total(one.numbered.finding)]
    plain = open_counts([one for one in told if one not in totals], way)
    counts = {
        "error": plain[Severity.ERROR],
        "totals": count_slips(totals, Severity.ERROR),
        "explain": plain[Severity.EXPLAIN] + count_slips(totals, Severity.EXPLAIN),
    }
    said = [words.say(name, count=count) for name, count in counts.items() if count]
    cured = [one for one in told if is_cured(one.numbered.finding, way) and one.numbered.state == Severity.ERROR.value]
    if cured:
        said.append(words.say("renewed", count=count_slips(cured, Severity.ERROR)))
    return "，".join(said)


def letter_text(letter: Letter, sender: Sender, words: Words) -> str:
    """The letter in printable text: to whom, what about, what to do, by when, whom to ask, from whom."""
    facts = _facts(letter, sender, words)
    lines = [words.say("title" if letter.back else "confirm_title", **facts), ""]
    lines += [words.say("addressee", **facts)] if letter.agency.name else []
    lines += _back(letter, facts, words) if letter.back else _confirm(letter, facts, words)
    due, name = ("", "confirm_deadline") if not letter.back else (letter.due, "deadline")
    if letter.chased is not None and letter.day is not None:
        due = ""
        lines.append(INDENT + overdue(letter.chased, letter.day, words))
    if asked := asking(sender.deadline, due, letter.contact, words, name):
        lines.append(INDENT + "".join(asked))
    return "\n".join([*lines, *signed(sender, letter.day, words)]) + "\n"


def _back(letter: Letter, facts: Mapping[str, object], words: Words) -> Iterator[str]:
    """What a 退回通知 says: what is to be mended and how, and what was corrected in the same workbook."""
    yield INDENT + words.say("opening" if letter.item.record else "unreadable", **facts)
    yield from _items(letter, words)
    yield INDENT + "".join(words.say(name, **facts) for name in _closing(letter))
    if letter.corrected:
        yield INDENT + words.say("confirm_also", **facts)
        yield from (INDENT + line for line in corrected_items(letter.corrected, words))


def _confirm(letter: Letter, facts: Mapping[str, object], words: Words) -> Iterator[str]:
    """What a 更正确认函 says: each correction, and how to answer."""
    yield INDENT + words.say("confirm_opening", **facts)
    yield from (INDENT + line for line in corrected_items(letter.corrected, words))
    yield INDENT + words.say(f"confirm_{letter.way.value}" if letter.way in FILLED else "confirm_none", **facts)


def _facts(letter: Letter, sender: Sender, words: Words) -> dict[str, object]:
    form = letter.layout.form if letter.layout else load_forms()[-1]
    return {
        "year": words.say("year", year=letter.year) if letter.year else "",
        "form": form.title,
        "agency": printable(letter.agency.name),
        "file": printable(base_name(letter.item.file)),
        "counts": counts_of(letter.told, letter.way, letter.places, words),
        "corrected": len(letter.corrected),
        "copy": letter.copy,
        "list": load_answer().sheet,
        "checks": letter.layout.checks_sheet if letter.layout else "",
        "shortest": form.shortest_explanation,
        "office": printable(sender.name),
        **colour_names(),
    }


def _closing(letter: Letter) -> Iterator[str]:
    """The names of the sentences that say what goes with it, and what its colours ask for."""
    yield letter.way.value
    counts = open_counts(letter.told, letter.way)
    if letter.way in FILLED:
        wrong = [one.numbered.finding for one in letter.told if one.numbered.state == Severity.ERROR.value]
        marked = [finding for finding in wrong if finding.cell and not letter.places.is_long_sum(finding)]
        if marked:
            yield "to_fill" if any(_is_blank(letter, finding) for finding in marked) else "to_mend"
        if any(map(letter.places.is_long_sum, wrong)):
            yield "to_check"
        if counts[Severity.EXPLAIN] and explained_on_checks(letter):
            yield "to_explain"
        yield "send"


def _is_blank(letter: Letter, finding: Finding) -> bool:
    """Whether ``finding`` tells a blank cell of a table that was begun: the workbook itself colours it."""
    rule = letter.layout.form.by_rule.get(finding.rule) if letter.layout else None
    return rule is not None and rule.kind == "filled" and bool(finding.field)


def explained_on_checks(letter: Letter) -> bool:
    """Whether the check sheet has room for an explanation that the organ owes."""
    rooms = letter.layout.explanation_cells if letter.layout else {}
    return any(one.severity is Severity.EXPLAIN and one.id in rooms for one in letter.item.findings)


def _items(letter: Letter, words: Words) -> Iterator[str]:
    owed = [one for one in letter.told if one.numbered.state in _OWED]
    for one in owed[:_TOLD]:
        numbered = one.numbered
        ending = f"；{repeats(one, words)}" if numbered.more else ""
        text = words.say("item", number=numbered.number, told=sentence(numbered.finding))
        yield INDENT + printable(text + ending)
        if fix := remedy(numbered.finding, letter.places, words):
            yield DEEPER + printable(words.say("fix", fix=fix))
        if line := _explain_at(letter, one, words):
            yield DEEPER + printable(line)
        if cell := letter.places.suspect(numbered.finding, one.beneath):
            yield DEEPER + words.say("suspect", cell=cell)
        for finding in one.beneath[:_BENEATH]:
            yield DEEPER + printable(words.say("beneath", told=sentence(finding)))
        if len(one.beneath) > _BENEATH:
            yield DEEPER + words.say("more_beneath", count=len(one.beneath) - _BENEATH)
    if rest := sum(1 + one.numbered.more for one in owed[_TOLD:]):
        name = "more" if letter.way in FILLED else "more_unlisted"
        yield INDENT + words.say(name, count=rest, copy=letter.copy, list=load_answer().sheet)


def _explain_at(letter: Letter, one: Told, words: Words) -> str:
    """Where explanations of a slip are written: each of the rules it trips asks for its own. An error is mended, not
    explained, and what comes of it goes with it.
    """
    if letter.way not in FILLED or letter.layout is None or one.numbered.state == Severity.ERROR.value:
        return ""
    rooms = letter.layout.explanation_cells
    owed = [
        item for item in (one.numbered.finding, *one.numbered.also, *one.beneath) if item.severity is Severity.EXPLAIN
    ]
    cells = list(dict.fromkeys(rooms[item.id] for item in owed if item.id in rooms and not item.settled))
    if not cells:
        return ""
    name = "explain_at_each" if len(cells) > 1 else "explain_at"
    return words.say(name, checks=letter.layout.checks_sheet, cells="、".join(cells))


def remedy(finding: Finding, places: Places, words: Words) -> str:
    """How to mend it: of a total, which is locked, where to look instead."""
    cells = places.cells(finding) if places.is_total(finding) else ""
    return words.say("total", cell=finding.cell, cells=cells) if cells else finding.fix


def repeats(one: Told, words: Words, most: int = 20) -> str:
    """How often it is repeated, with the cells, as many as a line takes."""
    cells = [finding.cell for finding in one.numbered.also if finding.cell]
    shown = "、".join(cells[:most]) + ("……" if len(cells) > most else "")
    return words.say("repeats" if cells else "repeats_nowhere", count=one.numbered.more, cells=shown)
