"""What each field of an edition may be called: its table, and each of its labels, in every way of writing them."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache

from .figures import NUMBERING, short
from .layout import load_layout
from .model import Form

BETWEEN = re.compile(r"[\s/·•・>》→|\\,、;:_—–-]+")  # what people write between labels
_NUMBERS = re.compile(
    r"(^|[\s/·•・>》→|\\,、;:])(?:(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+、|\d+[.、])\s*)+"
)
_NO_WORD = re.compile(r"[\W_]+")
_NUMERALS = dict(enumerate("一二三四五六七八九", start=1))

Part = frozenset[str]  # one label, in each way that it may be written out in full, without blanks and signs


def words_of(form: Form, text: str) -> list[str]:
    """What ``text`` has between its separators, without numbering; labels that have some inside stay whole."""
    written = plain(text)
    for label, whole in _torn(form):
        written = written.replace(label, f" {whole} ")
    return [word for word in map(bare, BETWEEN.split(_NUMBERS.sub(r"\1", written))) if word]


@lru_cache(maxsize=16)
def parts_of(form: Form) -> tuple[tuple[Part, ...], ...]:
    """Of each field what its table, then each of its labels, may be called."""
    return tuple(
        (tables_of(form)[item.table], *_labels(item.row, item.row_short), *_labels(item.column, item.column_short))
        for item in form.fields
    )


def _labels(labels: Sequence[str], called: str) -> Iterator[Part]:
    """``called`` is what messages call the last of them, or the last few, parted by a dot."""
    names = called.split("·") if called else []
    names = ["", *names] if len(names) < len(labels) else names
    padded = [*[""] * (len(labels) - len(names)), *names][-len(labels) :] if labels else []
    for label, name in zip(labels, padded, strict=True):
        yield frozenset(filter(None, (_unnumbered(label), bare(short(label)), bare(name))))


@lru_cache(maxsize=16)
def tables_of(form: Form) -> dict[str, Part]:
    """What each table may be called, by its id: 表三, 表3, 依申请公开, the name of its sheet, its title."""
    called = {}
    for table, sheet in zip(form.tables, load_layout(form).tables, strict=True):
        number = _NUMERALS.get(table.number, "")
        names = {sheet.sheet, sheet.short, sheet.sheet.removeprefix(sheet.short), table.title, short(table.title)}
        names |= {f"表{numeral}" for numeral in (table.number, number) if numeral}
        called[table.id] = frozenset(filter(None, map(bare, names)))
    return called


@lru_cache(maxsize=16)
def _torn(form: Form) -> tuple[tuple[str, str], ...]:
    """The labels that have separators inside, and what they are without; the longest first."""
    labels = {label for item in form.fields for label in (*item.row, *item.column)}
    labels |= {table.title for table in form.tables} | {sheet.sheet for sheet in load_layout(form).tables}
    labels |= {NUMBERING.sub("", label) for label in labels} | {short(label) for label in labels}
    torn = {plain(label): _unnumbered(label) for label in labels}
    found = [(label, whole) for label, whole in torn.items() if len(BETWEEN.split(label)) > 1]
    return tuple(sorted(found, key=lambda pair: -len(pair[0])))


def plain(text: str) -> str:
    """``text`` with the signs of both widths alike."""
    return unicodedata.normalize("NFKC", text).replace("。", ".").lower()


def bare(text: str) -> str:
    """``text`` without blanks and signs."""
    return _NO_WORD.sub("", plain(text))


def _unnumbered(label: str) -> str:
    return bare(_NUMBERS.sub(r"\1", plain(label)))
