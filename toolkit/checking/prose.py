"""The narrative sections as assessors read them: how long, of what, whether of anything, of which year."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from ..findings import Finding
from ..form import Form, Rule
from ..narrative.emptiness import says_nothing
from ..narrative.told_year import other_year
from ..rules.of_sections import OfSections
from ..rules.sections import count_characters
from ..rules.topics import Topics
from .batch import Batch, Whole
from .spoken import spoken_of
from .texts import at_section, section_text

_QUOTED = 20


def measure_length(batch: Batch, rule: Rule[OfSections]) -> Whole:
    """By how many characters, blanks not counted, each section (columns) of each return (rows) is too long."""
    limits = [_limit(batch.form, section) for section in rule.says.sections]
    return _each_section(batch, rule.says.sections, lambda row, at, text: max(0, _length(text, limits[at])))


def tell_length(batch: Batch, rule: Rule[OfSections], instance: int, row: int) -> list[Finding]:
    section = rule.says.sections[instance]
    limit = _limit(batch.form, section)
    over = _length(section_text(batch, row, section), limit)
    return [at_section(batch, rule, section, "length", key=section, found=limit + over, limit=limit, difference=over)]


def measure_topics(batch: Batch, rule: Rule[Topics]) -> Whole:
    """How many topics each return's section says nothing of; one that says nothing at all is told as that."""
    return _each_section(batch, rule.says.sections, lambda row, at, text: len(_lacking(text, rule)))


def tell_topics(batch: Batch, rule: Rule[Topics], instance: int, row: int) -> list[Finding]:
    section = rule.says.section
    lacking = _lacking(section_text(batch, row, section), rule)
    return [at_section(batch, rule, section, "topics", topics="、".join(f"“{label}”" for label in lacking))]


def measure_substance(batch: Batch, rule: Rule[OfSections]) -> Whole:
    """1 where a return's (row) section (column) is written and says nothing."""
    return _each_section(batch, rule.says.sections, lambda row, at, text: int(says_nothing(text)))


def tell_substance(batch: Batch, rule: Rule[OfSections], instance: int, row: int) -> list[Finding]:
    section = rule.says.sections[instance]
    text = "".join(section_text(batch, row, section).split())
    quote = text if len(text) <= _QUOTED else f"{text[:_QUOTED]}…"
    return [at_section(batch, rule, section, "substance", key=section, quote=quote)]


def measure_dated(batch: Batch, rule: Rule[OfSections]) -> Whole:
    """1 where a return's (row) section (column) speaks of an earlier year as its own."""
    return _each_section(batch, rule.says.sections, lambda row, at, text: int(bool(_other_year(batch, row, text))))


def tell_dated(batch: Batch, rule: Rule[OfSections], instance: int, row: int) -> list[Finding]:
    section = rule.says.sections[instance]
    quote = _other_year(batch, row, section_text(batch, row, section))
    return [at_section(batch, rule, section, "dated", key=section, quote=quote, year=batch.records[row].year)]


def _each_section(batch: Batch, sections: tuple[str, ...], measured: Callable[[int, int, str], int]) -> Whole:
    """What is ``measured`` (row, number of the section, text) of each section; 0 of summaries, which owe no text."""
    found = [
        [
            measured(row, at, text) if not record.is_summary and (text := section_text(batch, row, section)) else 0
            for at, section in enumerate(sections)
        ]
        for row, record in enumerate(batch.records)
    ]
    return np.array(found, dtype=np.int64).reshape(len(batch.records), len(sections))


def _limit(form: Form, section: str) -> int:
    return next(part.limit for part in form.narrative if part.id == section)


def _length(text: str, limit: int) -> int:
    """Characters beyond ``limit``."""
    return count_characters("".join(text.split())) - limit if len(text) > limit // 2 else 0


def _lacking(text: str, rule: Rule[Topics]) -> list[str]:
    spoken = spoken_of(text, rule.says)
    lacking = [topic.label for topic in rule.says.topics if topic.label not in spoken]
    return [] if lacking and says_nothing(text) else lacking


def _other_year(batch: Batch, row: int, text: str) -> str:
    record = batch.records[row]
    return other_year(text, batch.form, record.year, record.agency.name) if record.year else ""
