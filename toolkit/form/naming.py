"""A field by what people call it: its code, the place where it stands, or its labels in any usual writing."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from ..a1 import column_number
from .called import Part, bare, parts_of, plain, tables_of, words_of
from .layout import Layout, load_layout
from .model import Form
from .table_model import Field

MOST = 10  # candidates that are listed
_NEAR = 3
_PLACE = re.compile(r"(?:(?P<sheet>.*?)\s*[!\s']\s*)?\$?(?P<column>[a-z]{1,3})\$?(?P<row>[1-9]\d{0,6})")
_LEAST = 2  # characters of a piece of a word


class FieldNameError(Exception):
    """No field, or several, are called so. The text names the nearest or the candidates, in Chinese.

    ``candidates`` are the fields that it may mean, empty where none is.
    """

    def __init__(self, text: str, candidates: Sequence[Field] = ()) -> None:
        super().__init__(text)
        self.candidates = tuple(candidates)


def find_field(form: Form, text: str) -> Field:
    """The field of ``form`` that ``text`` names: a code, a place (表三!J6), or labels in any order, as many as tell it
    from all others (新收 总计). Raises FieldNameError where it names none or several: nobody guesses.
    """
    found = _best(form, text)
    if len(found) == 1:
        return found[0]
    if found:
        more = f"\n  ……另有 {len(found) - MOST} 个" if len(found) > MOST else ""
        listed = "".join(f"\n  {told(form, item)}" for item in found[:MOST])
        raise FieldNameError(f"“{text}”可以是 {len(found)} 个填报项，请说得更全，或用代码：{listed}{more}", found)
    raise _unknown(form, text)


def fields_named(form: Form, text: str) -> tuple[Field, ...]:
    """All fields of ``form`` that ``text`` may name, in their order. Raises FieldNameError where nothing fits."""
    exact = _by_code(form, text) or _by_place(form, text)
    found = exact or tuple(item for item, _ in _by_labels(form, text))
    if not found:
        raise _unknown(form, text)
    return found


def _unknown(form: Form, text: str) -> FieldNameError:
    near = _nearest(form, text)
    listed = "，相近的有：" + "".join(f"\n  {told(form, item)}" for item in near) + "\n" if near else ""
    return FieldNameError(f"没有“{text}”这个填报项{listed}（nianbao fields 可列出全部）", near)


def told(form: Form, field: Field) -> str:
    """``field`` with its code and place, as people find it."""
    return f"{field.label}（{field.code}，{'!'.join(load_layout(form).place(field.index))}）"


def _best(form: Form, text: str) -> tuple[Field, ...]:
    """Of the fields that ``text`` may name, those the most labels of which it gives in full."""
    exact = _by_code(form, text) or _by_place(form, text)
    if exact:
        return exact
    fitting = _by_labels(form, text)
    most = max((score for _, score in fitting), default=0)
    return tuple(item for item, score in fitting if score == most)


def _by_code(form: Form, text: str) -> tuple[Field, ...]:
    found = form.by_code.get(plain(text).strip())
    return () if found is None else (found,)


def _by_place(form: Form, text: str) -> tuple[Field, ...]:
    """The fields in that cell: of the table named before it, else of any."""
    match = _PLACE.fullmatch(plain(text).strip())
    if match is None:
        return ()
    layout, cell = load_layout(form), f"{match['column']}{match['row']}".upper()
    named, wanted = match["sheet"] is not None, bare(match["sheet"] or "")
    found = (item for item in form.fields if layout.place(item.index)[1] == cell)
    return tuple(item for item in found if not named or wanted in tables_of(form)[item.table])


def _by_labels(form: Form, text: str) -> list[tuple[Field, tuple[int, int]]]:
    """The fields each word of ``text`` is part of a label of, no two of the same; with how many words are whole labels,
    and whether those are all that the field has.
    """
    words = words_of(form, text)
    if not words:
        return []
    found = [(item, score) for item in form.fields if (score := _fit(words, parts_of(form)[item.index])) is not None]
    if found:
        return found
    pieces = [(item, _split(words, parts_of(form)[item.index])) for item in form.fields]
    return [(item, (score, 0)) for item, score in pieces if score is not None]


def _fit(words: Sequence[str], parts: Sequence[Part]) -> tuple[int, int] | None:
    """How many of ``words`` are whole labels, each of another one of ``parts``, the table first; None where one fits no
    label that is left.
    """

    def place(at: int, left: frozenset[int]) -> int | None:
        if at == len(words):
            return 0
        best = None
        for number in left:
            whole = words[at] in parts[number]
            if whole or (number and any(words[at] in form for form in parts[number])):
                rest = place(at + 1, left - {number})
                if rest is not None and (best is None or rest + whole > best):
                    best = rest + whole
        return best

    if len(words) > len(parts):
        return None
    found = place(0, frozenset(range(len(parts))))
    return None if found is None else (found, int(found == len(words) >= len(parts) - 1))


def _split(words: Sequence[str], parts: Sequence[Part]) -> int | None:
    """As ``_fit``, where a word is several labels written together (新收总计)."""

    def place(at: int, text: str, left: frozenset[int]) -> int | None:
        if not text:
            return 0 if at + 1 == len(words) else place(at + 1, words[at + 1], left)
        best = None
        for size in range(len(text), _LEAST - 1, -1):
            piece = text[:size]
            for number in left:
                whole = piece in parts[number]
                if whole or (number and any(piece in form for form in parts[number])):
                    rest = place(at, text[size:], left - {number})
                    if rest is not None and (best is None or rest + whole > best):
                        best = rest + whole
        return best

    return place(0, words[0], frozenset(range(len(parts))))


def _nearest(form: Form, text: str) -> list[Field]:
    """A few fields whose code, labels or place look most like ``text``."""
    wanted = plain(text).strip()
    codes = difflib.get_close_matches(wanted, list(form.by_code), n=_NEAR, cutoff=0.6)
    if codes:
        return [form.by_code[code] for code in codes]
    match = _PLACE.fullmatch(wanted)
    if match is not None:
        return sorted(form.fields, key=lambda item: _distance(load_layout(form), item, match))[:_NEAR]
    joined = "".join(words_of(form, text))
    by_label = {"".join(max(part, key=len) for part in parts_of(form)[item.index][1:]): item for item in form.fields}
    by_short = {bare(item.row_short + item.column_short): item for item in form.fields}
    close = [
        by[name]
        for by in (by_short, by_label)
        for name in difflib.get_close_matches(joined, list(by), n=_NEAR, cutoff=0.3)
    ]
    return list({item.index: item for item in close}.values())[:_NEAR]


def _distance(layout: Layout, item: Field, match: re.Match[str]) -> tuple[bool, int]:
    """Whether another table is named, and how many cells lie between."""
    _, row, column = layout.places[item.index]
    elsewhere = match["sheet"] is not None and bare(match["sheet"]) not in tables_of(layout.form)[item.table]
    return elsewhere, abs(row + 1 - int(match["row"])) + abs(column - column_number(match["column"].upper()))
