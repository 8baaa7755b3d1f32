"""One cell's value by the type that it declares (ODF 1.3 part 3, 19.387 and following).

Where the type and the values written beside it contradict each other, programs show different things of one cell:
such a cell is refused, by ContradictionError.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from ...values import Cell, CellError
from .ods_xml import CALCEXT, OFFICE

TYPE, _EXTENDED_TYPE = OFFICE + "value-type", CALCEXT + "value-type"
_STRING = OFFICE + "string-value"
_VALUE = OFFICE + "value"
_DATE = OFFICE + "date-value"
_TIME = OFFICE + "time-value"
_BOOLEAN = OFFICE + "boolean-value"
_VALUES = frozenset((_VALUE, _DATE, _TIME, _BOOLEAN))  # beside string-value, which may stand with any type
VALUE_ATTRIBUTES = (TYPE, _EXTENDED_TYPE, _STRING, *_VALUES)
_HOLDS = {
    "float": _VALUE, "percentage": _VALUE, "currency": _VALUE, "date": _DATE, "time": _TIME, "boolean": _BOOLEAN,
}  # fmt: skip
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_DAY = re.compile(r"-?[0-9]{4,}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+Z?)?")
_SPAN = re.compile(
    r"(-?)P(?:([0-9]{1,6})D)?(?:T(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?(?:([0-9]{1,6})(?:[.,]([0-9]+))?S)?)?"
)
_TRUTHS = {"true": True, "false": False, "1": True, "0": False, "TRUE": True, "FALSE": False}
_LONGEST_ERROR = 100  # characters
_UNSAID = "#N/A"  # the error of a cell that doesn't say which


class ContradictionError(Exception):
    """A cell's type and what is written beside it don't go together; ``kind`` and ``found`` are what they are."""

    def __init__(self, kind: str, found: str) -> None:
        super().__init__(kind, found)
        self.kind = kind
        self.found = found


def read_cell(attributes: Mapping[str, str], text: str) -> Cell:
    """What a cell with ``attributes`` and the paragraphs ``text`` holds; None for a blank.

    Raises ContradictionError.
    """
    kind = attributes.get(TYPE)
    extended = attributes.get(_EXTENDED_TYPE)
    if extended == "error":
        return CellError((text.strip() or attributes.get(_STRING, "").strip() or _UNSAID)[:_LONGEST_ERROR])
    if extended is not None and extended != kind:
        if kind is not None:
            raise ContradictionError(kind, extended)
        kind = extended
    if kind is None:
        return _untyped(attributes, text)
    if kind == "string":
        return _string(attributes, text)
    return _typed(kind, attributes, text)


def _typed(kind: str, attributes: Mapping[str, str], text: str) -> Cell:
    """The value, whatever the paragraphs show of it."""
    holder = _HOLDS.get(kind)
    if holder is None:
        if text.strip() or (written := _written(attributes)):
            raise ContradictionError(kind, text.strip() or written)
        return None
    if kind == "boolean" and _BOOLEAN not in attributes:
        holder = _VALUE  # as some programs write it
    stands = attributes.get(holder)
    if stands is None or len(_VALUES.intersection(attributes)) > 1:
        raise ContradictionError(kind, _written(attributes) or text)
    value = _READERS[kind](stands.strip(" \t\r\n"))
    if value is None:
        raise ContradictionError(kind, stands)
    return value


def _string(attributes: Mapping[str, str], text: str) -> Cell:
    """The string that is written as such, else the paragraphs."""
    string = attributes.get(_STRING)
    if string and string != text:
        text = string
    if not _VALUES.isdisjoint(attributes):
        for name in _VALUES.intersection(attributes):
            if attributes[name] != text:  # the same once more is what some programs write
                raise ContradictionError("string", attributes[name])
    return text or None


def _untyped(attributes: Mapping[str, str], text: str) -> Cell:
    """The text, which is all that counts without a type; a value beside it must say the same."""
    if _VALUES.isdisjoint(attributes):
        return _string(attributes, text)
    shown = attributes.get(_STRING) or text
    for name in _VALUES.intersection(attributes):
        if attributes[name].strip() != shown.strip():
            raise ContradictionError("", attributes[name])
    return text if text == shown else shown


def _written(attributes: Mapping[str, str]) -> str:
    return "、".join(attributes[name] for name in (_VALUE, _DATE, _TIME, _BOOLEAN, _STRING) if attributes.get(name))


def _number(written: str) -> Cell:
    if not _NUMBER.fullmatch(written):
        return None
    if written.isdigit() and len(written) < 16:
        return int(written)
    number = float(written)
    if abs(number) == float("inf"):
        return None
    return int(number) if number.is_integer() and abs(number) < 1e15 else number


def _date(written: str) -> Cell:
    if not _DAY.fullmatch(written):
        return None
    try:
        return datetime.fromisoformat(written) if "T" in written else date.fromisoformat(written)
    except ValueError:
        return written  # beyond what Python counts: no figure either way


def _time(written: str) -> Cell:
    found = _SPAN.fullmatch(written)
    if found is None or not any(found.groups()[1:]):
        return None
    days, hours, minutes, seconds = (int(part or 0) for part in found.groups()[1:5])
    span = timedelta(days, seconds, int(((found[6] or "") + "000000")[:6]), 0, minutes, hours)
    return -span if found[1] else span


def _boolean(written: str) -> Cell:
    return _TRUTHS.get(written)


_READERS: dict[str, Callable[[str], Cell]] = {
    "float": _number, "percentage": _number, "currency": _number, "date": _date, "time": _time,
    "boolean": _boolean,
}  # fmt: skip
