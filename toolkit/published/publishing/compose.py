"""Puts a report together from what an organ or a government reports: words, figures, texts, each in its place."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import replace
from string import Formatter

from ...form import Form
from ...form.layout import Layout
from ...form.model import CoverEntry, Narrative
from ...narrative.numerals import read_figure
from ...rules.stated import Stated
from .content import Content, read_day, remarks, shown
from .look import load_look
from .report import Paragraph, Part, PublishedReport, Run
from .tables import draw_grid
from .words import PublishedWords, load_published_words


def compose(layout: Layout, content: Content) -> PublishedReport:
    """The report of ``content``, in the order of the official form. What is not there is marked, and in ``lacking``."""
    return _Composer(layout, content).report()


def unwritten_sections(layout: Layout, report: PublishedReport) -> tuple[str, ...]:
    """The titles of the sections of ``report`` that nobody has written."""
    return tuple(part.title for part in layout.form.narrative if part.title in report.lacking)


def bare_title(text: str) -> str:
    """``text`` without blanks and in half width, for comparing titles."""
    return "".join(unicodedata.normalize("NFKC", text).split())


def is_spoken_of(form: Form, section: str, text: str) -> bool:
    """Whether ``text`` speaks of what the form wants stated in ``section``; True where it wants nothing."""
    wanted = [rule.says for rule in form.rules if isinstance(rule.says, Stated) and rule.says.section == section]
    bare = "".join(text.split())
    return all(any(word in bare for word in says.mentions) for says in wanted)


class _Composer:
    """Notes what is lacking while it goes through the parts."""

    def __init__(self, layout: Layout, content: Content) -> None:
        self.layout, self.form = layout, layout.form
        self.content = replace(
            content,
            agency=shown(content.agency),
            cover={name: shown(text) for name, text in content.cover.items()},
            narrative={name: shown(text) for name, text in content.narrative.items()},
        )
        self.words: PublishedWords = load_published_words(layout)
        self.lacking: list[str] = []

    def report(self) -> PublishedReport:
        content, words, form = self.content, self.words, self.form
        facts = {"agency": content.agency, "year": str(content.year), "form": form.title}
        preface = tuple(self.preface(facts))
        parts = tuple(self.parts())
        date = self.day()
        signature = tuple(
            Paragraph(tuple(_filled(text, {"organ": (Run(content.agency),), "date": (date,)})))
            for text in words.signature
        )
        return PublishedReport(
            title_lines=tuple(piece.format(**facts) for piece in words.title),
            preface=preface,
            parts=parts,
            signature=signature,
            organ=content.agency,
            look=load_look(self.layout),
            number=words.number,
            draft=self.draft(),
            lacking=tuple(dict.fromkeys(self.lacking)),
            file=words.file.format(**facts),
        )

    def preface(self, facts: Mapping[str, str]) -> Iterator[Paragraph]:
        known: dict[str, tuple[Run, ...]] = {name: (Run(text),) for name, text in facts.items()}
        known["document"], known["document_name"] = (Run(self.form.document),), (Run(self.form.document_name),)
        known["period"] = (Run(self.period()),)
        known["contacts"] = tuple(self.contacts())
        for text in self.words.preface:
            if not known["contacts"] and "{contacts}" in text:
                continue  # the edition asks for none
            yield Paragraph(tuple(_filled(text, known)))

    def period(self) -> str:
        entry = next((entry for entry in self.form.cover if entry.text), None)
        return (entry.text if entry else self.words.period).format(year=self.content.year)

    def contacts(self) -> Iterator[Run]:
        """Those of them that the edition asks for on its cover."""
        asked = [entry for entry in self.form.cover if entry.id in self.words.contacts]
        for place, entry in enumerate(asked):
            if place:
                yield Run(self.words.between)
            value = self.content.cover.get(entry.id, "").strip()
            yield from _filled(self.words.contacts[entry.id], {"value": (Run(value) if value else self.marked(entry),)})

    def parts(self) -> Iterator[Part]:
        """Texts and tables in the order of their titles' numbers, as the official form has them."""
        texts = {part.title: part for part in self.form.narrative}
        tables = {table.title: table.id for table in self.form.tables}
        for title in sorted((*texts, *tables), key=_numbered):
            if title in texts:
                yield Part(title, tuple(self.text(texts[title])))
            else:
                sheet = self.layout.sheet(tables[title])
                values, missing = self.content.values, self.words.missing
                if any(values[slot.field] is None for slot in sheet.slots):
                    self.lacking.append(sheet.short)
                yield Part(title, grid=draw_grid(self.form, sheet, values, missing))

    def text(self, part: Narrative) -> Iterator[Paragraph]:
        written = self.content.narrative.get(part.id, "")
        lines = written.splitlines()
        if lines and bare_title(lines[0]) == bare_title(part.title):
            del lines[0]  # people write it above the text once more
        for line in lines:
            yield Paragraph(tuple(self.levels(line)))
        if self.states(part, written) and (said := self.stated(part)):
            lines.append(said)
            yield Paragraph((Run(said),))
        if not lines:
            self.lacking.append(part.title)
            yield Paragraph((Run(self.words.mark.format(what=part.title), marked=True),))

    def states(self, part: Narrative, written: str) -> bool:
        return part.id in self.words.stated and not is_spoken_of(self.form, part.id, written)

    def stated(self, part: Narrative) -> str:
        """The section's own figures as a sentence; empty where one of them is not there."""
        given = {item.id: self.content.narrative.get(item.id, "").strip() for item in part.inputs}
        none, some = self.words.stated[part.id]
        asked = {name for _, name, _, _ in Formatter().parse(some) if name}
        if not asked <= given.keys() or not all(given[name] for name in asked):
            return ""
        return none if all(not text.strip("0.") for text in given.values() if text) else some.format(**given)

    def levels(self, line: str) -> Iterator[Run]:
        """``line`` with the heading that it begins with, if it does."""
        found = self.words.second_level.match(line)
        end = found.end() if found else 0
        if found is None or (end < len(line) and line[end] != "。"):
            yield Run(line)
            return
        end += len(line) > end  # the full stop is set with its heading
        yield Run(line[:end], level=2)
        if line[end:]:
            yield Run(line[end:])

    def day(self) -> Run:
        day = read_day(self.content.date)
        if day is None:
            what = self.words.lacking["date"]
            self.lacking.append(what)
            return Run(self.words.mark.format(what=what), marked=True)
        return Run(self.words.day.format(year=day.year, month=day.month, day=day.day))

    def marked(self, entry: CoverEntry) -> Run:
        self.lacking.append(entry.label)
        return Run(self.words.mark.format(what=entry.label), marked=True)

    def draft(self) -> str:
        if not self.content.draft:
            return ""
        return "　".join(filter(None, (self.words.draft, remarks(self.content, self.layout))))


def _filled(text: str, known: Mapping[str, tuple[Run, ...]]) -> Iterator[Run]:
    """``text`` with the runs of ``known`` in place of its names in braces."""
    plain = ""
    for before, name, _, _ in Formatter().parse(text):
        plain += before
        for run in known[name] if name else ():
            if run.marked:
                if plain:
                    yield Run(plain)
                yield run
                plain = ""
            else:
                plain += run.text
    if plain:
        yield Run(plain)


def _numbered(title: str) -> tuple[bool, int, str]:
    """Where a title stands by the numeral it begins with; those without one come last."""
    head, comma, _ = title.partition("、")
    number = read_figure(head) if comma else None
    return (number is None, int(number.low) if number else 0, title)
