"""The data styles of an ods file as number format codes, so that one judge serves all kinds of file.

ODF 1.3 part 3, 16.29 (data styles) and 19.348 and following. What no code can say is UNKNOWN.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from .ods_digits import UNKNOWN, count_of, digits_code, number_code
from .ods_xml import FO, LOEXT, NUMBER, STYLE

KINDS = frozenset(
    NUMBER + kind + "-style" for kind in ("number", "percentage", "currency", "date", "time", "boolean", "text")
)
_LONGEST = 1_000  # characters of a code
_PLAIN = {False: " -+()", True: " -+()/:.,"}  # what needs no quotes, in figures and in dates
_COLOURS = {
    "#000000": "Black", "#0000ff": "Blue", "#00ffff": "Cyan", "#00ff00": "Green",
    "#ff00ff": "Magenta", "#ff0000": "Red", "#ffffff": "White", "#ffff00": "Yellow",
}  # fmt: skip
_NUMERALS = {"1": "", "一": "[DBNum1]", "壹": "[DBNum2]", "１": "[DBNum3]"}
_DATES = {  # short and long form of each part of a date or time
    "day": ("d", "dd"), "month": ("m", "mm"), "year": ("yy", "yyyy"), "era": ("g", "gg"), "quarter": ("q", "q"),
    "day-of-week": ("ddd", "dddd"), "week-of-year": ("ww", "ww"), "hours": ("h", "hh"), "minutes": ("m", "mm"),
    "seconds": ("s", "ss"), "am-pm": ("AM/PM", "AM/PM"),
}  # fmt: skip
_CONDITION = re.compile(r"\s*value\(\)\s*(<=|>=|<|>|!=|=)\s*([+-]?[0-9]{1,20}(?:\.[0-9]{1,20})?)\s*")
# The conditions that the first sections of a code have unsaid: of figures, and where the last section is for texts.
_UNSAID = {
    False: ([(">=", "0")], [(">", "0"), ("<", "0")]),
    True: ([(">", "0"), ("<", "0"), ("=", "0")],),
}


@dataclass(slots=True)
class DataStyle:
    """One data style: the ``code`` of its own section, and the styles that take its place under a condition."""

    kind: str
    code: str = ""
    maps: list[tuple[str, str]] = field(default_factory=list)


class FormatDraft:
    """Puts a code together while a data style is read, element by element."""

    def __init__(self, element: str, attributes: Mapping[str, str]) -> None:
        self.style = DataStyle(element)
        self._date = element in (NUMBER + "date-style", NUMBER + "time-style")
        self._percent = element == NUMBER + "percentage-style"
        self._long_spans = attributes.get(NUMBER + "truncate-on-overflow") == "false"
        self._prefix = _NUMERALS.get(attributes.get(NUMBER + "transliteration-format", "1"))
        self._known = self._prefix is not None and LOEXT + "transliteration-spellout" not in attributes
        self._parts: list[str] = []
        self._text: list[str] = []
        self._embedded: list[tuple[int, str]] = []
        self._number: Mapping[str, str] = {}

    def open(self, element: str, attributes: Mapping[str, str]) -> None:
        """The start of an element inside the data style."""
        self._text.clear()
        if element == NUMBER + "number":
            self._number = attributes
            self._embedded.clear()
        elif element == NUMBER + "embedded-text":
            self._embedded.append((count_of(attributes, "position", -1), ""))
        elif element == NUMBER + "scientific-number":
            sign = "-" if attributes.get(NUMBER + "forced-exponent-sign") == "false" else "+"
            self._parts.append(
                digits_code(attributes) + "E" + sign + "0" * count_of(attributes, "min-exponent-digits", 1)
            )
        elif element == NUMBER + "fraction":
            self._parts.append("# ?/?")
        elif element == NUMBER + "text-content":
            self._parts.append("@")
        elif element == NUMBER + "boolean":
            self._parts.append('"TRUE"')
        elif element == STYLE + "map":
            self.style.maps.append(
                (attributes.get(STYLE + "condition", ""), attributes.get(STYLE + "apply-style-name", ""))
            )
        elif element == STYLE + "text-properties":
            colour = _COLOURS.get(attributes.get(FO + "color", "").lower())
            self._parts += [f"[{colour}]"] if colour else []
        elif element.startswith(NUMBER) and element.removeprefix(NUMBER) in _DATES:
            self._parts.append(self._part_of_date(element.removeprefix(NUMBER), attributes))

    def add(self, text: str) -> None:
        self._text.append(text)

    def close(self, element: str) -> None:
        """The end of an element inside the data style."""
        text = "".join(self._text)
        self._text.clear()
        if element == NUMBER + "number":
            self._parts.append(number_code(self._number, self._embedded))
        elif element == NUMBER + "embedded-text":
            self._embedded[-1] = (self._embedded[-1][0], text)
        elif element in (NUMBER + "text", NUMBER + "currency-symbol"):
            # In a percentage the sign itself scales; elsewhere it is a text like any other.
            pieces = re.split("(%)", text) if self._percent else [text]
            self._parts += [piece if piece == "%" and self._percent else self._literal(piece) for piece in pieces]
        elif element in (NUMBER + "fill-character", LOEXT + "fill-character"):
            self._parts.append("*" + (text[:1] or " "))
        elif element.startswith(NUMBER) and element not in _OPENED:
            self._known = False

    def done(self) -> DataStyle:
        """The data style, when its element ends."""
        code = (self._prefix or "") + "".join(self._parts)
        self.style.code = code if self._known and UNKNOWN not in code and len(code) <= _LONGEST else UNKNOWN
        return self.style

    def _literal(self, text: str) -> str:
        if all(character in _PLAIN[self._date] for character in text):
            return text
        if '"' in text:
            return "".join("\\" + character for character in text)
        return f'"{text}"'

    def _part_of_date(self, part: str, attributes: Mapping[str, str]) -> str:
        if part == "month" and attributes.get(NUMBER + "textual") == "true":
            return "mmmm" if attributes.get(NUMBER + "style") == "long" else "mmm"
        code = _DATES[part][attributes.get(NUMBER + "style") == "long"]
        if self._long_spans and not any(piece.startswith("[") for piece in self._parts) and part != "am-pm":
            return f"[{code}]"
        places = count_of(attributes, "decimal-places", 0) if part == "seconds" else 0
        return code + ("." + "0" * places if places else "")


_OPENED = {
    NUMBER + name for name in ("scientific-number", "fraction", "text-content", "boolean", *_DATES)
}  # told when they open


def whole_code(style: DataStyle | None, styles: Mapping[str, DataStyle]) -> str:
    """The code of a data style with all its sections; ``styles`` holds those that its conditions name."""
    if style is None:
        return UNKNOWN
    if style.kind == NUMBER + "boolean-style":
        return '"TRUE";"TRUE";"FALSE"'
    conditions = []
    for written, name in style.maps:
        found = _CONDITION.fullmatch(written)
        other = styles.get(name)
        if found is None or other is None:
            return UNKNOWN
        conditions.append((found[1], found[2], other.code))
    codes = [code for _, _, code in conditions] + [style.code]
    is_text = style.kind == NUMBER + "text-style"
    if UNKNOWN in codes or len(codes) > 3 + is_text:
        return UNKNOWN
    sections = [code or '""' for code in codes]
    if conditions and [pair[:2] for pair in conditions] not in _UNSAID[is_text]:
        for at, (sign, value, _) in enumerate(conditions[:2]):
            sections[at] = f"[{'<>' if sign == '!=' else sign}{value}]{sections[at]}"
        if is_text and len(conditions) < 3:
            return UNKNOWN
    return ";".join(sections)
