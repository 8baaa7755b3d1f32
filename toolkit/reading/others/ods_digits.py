"""A number of an ods data style as the digits of a number format code: ``#,##0.0#`` (ODF 1.3 part 3, 16.29.3)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import pairwise

from .ods_xml import LOEXT, NUMBER

UNKNOWN = "?ods"  # no code of any spreadsheet: to be told as one that can't be understood
GENERAL = "General"
_MOST_DIGITS = 30
_FACTOR = re.compile("1((?:000){0,9})")


def number_code(attributes: Mapping[str, str], embedded: list[tuple[int, str]]) -> str:
    """The code of a number with its factor; ``embedded`` are texts among its digits, each with its position."""
    digits = digits_code(attributes)
    thousands = _FACTOR.fullmatch(attributes.get(NUMBER + "display-factor", "1"))
    commas = "," * (len(thousands[1]) // 3) if thousands else ""
    if thousands is None or (commas and digits == GENERAL):
        return UNKNOWN
    if embedded:
        digits = _with_texts(digits, embedded)
    return digits + commas


def _with_texts(digits: str, embedded: list[tuple[int, str]]) -> str:
    """``digits`` with texts among them, each so many digits from the right of the whole part: ``000"-"0000``."""
    whole, dot, rest = digits.partition(".")
    positions = [position for position, _ in embedded]
    if "," in whole or digits in (GENERAL, UNKNOWN) or min(positions) < 1 or max(positions) > _MOST_DIGITS:
        return UNKNOWN
    whole = whole.rjust(max(positions) + 1, "#")
    size = len(whole)
    ends = [*sorted(set(positions), reverse=True), 0]
    texts = dict(embedded)
    pieces = [whole[: size - ends[0]]]
    for position, end in pairwise(ends):
        text = texts[position]
        if '"' in text:
            return UNKNOWN
        pieces.append(f'"{text}"' + whole[size - position : size - end])
    return "".join(pieces) + dot + rest


def digits_code(attributes: Mapping[str, str]) -> str:
    """The digits of a number: ``#,##0.0#``."""
    grouped = attributes.get(NUMBER + "grouping") == "true"
    whole = count_of(attributes, "min-integer-digits", 0)
    places = count_of(attributes, "decimal-places", -1)
    if places < 0 and not grouped and whole <= 1:
        return GENERAL
    least = count_of(attributes, "min-decimal-places", -1)
    if least < 0:
        replacement = attributes.get(NUMBER + "decimal-replacement")
        if replacement:
            return UNKNOWN
        least = places if replacement is None else 0
    if max(whole, places) > _MOST_DIGITS:
        return UNKNOWN
    code = "0" * whole or "#"
    if grouped:
        code = code.rjust(4, "#")
        code = code[: len(code) % 3] + ",".join(["", *re.findall("...", code[len(code) % 3 :])])
        code = code.lstrip(",")
    if places > 0:
        code += "." + "0" * min(least, places) + "#" * (places - least)
    return code


def count_of(attributes: Mapping[str, str], name: str, missing: int) -> int:
    """The attribute ``name`` of the data styles' namespace or of LibreOffice's own, as a number."""
    text = attributes.get(NUMBER + name, attributes.get(LOEXT + name, "")).strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 9 else missing
