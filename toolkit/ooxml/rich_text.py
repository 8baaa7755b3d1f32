"""The text of one string item, shared or in its cell: its runs joined, and which of them look otherwise."""

from __future__ import annotations

from collections.abc import Mapping

from ..refusal import Refused
from ..values import MarkedText
from .escapes import unescaped
from .xml_events import local

_OFF = ("0", "false", "off", "none")
_WHITE_INDEX, _WHITE_THEME = ("1", "9"), "0"  # of the usual palette, and the theme's background
_TINY = 3.0  # points: nobody can read that
_DEEPEST = 32  # elements around one of an item: no program writes more than five
_PASSED_OVER = ("rPh", "phoneticPr", "extLst")


class StringItem:
    """One pass over an ``si`` or ``is``: fed with all that stands inside it, it gives the text at its end.

    Only ``t`` in its places counts: alone, or in runs; never in phonetic hints. Raises Refused for elements of the
    main namespace that have no place there.
    """

    def __init__(self, part: str) -> None:
        self.part = part
        self.path: list[str] = []
        self.texts: list[str] = []  # of the runs so far
        self.marks: list[str] = []
        self.run: list[str] = []
        self.looks: list[str] = []

    def start(self, element: str, attributes: Mapping[str, str]) -> None:
        name, here = local(element), tuple(self.path)
        self.path.append(name)
        if here[-1:] == ("t",) or len(here) > _DEEPEST:
            raise Refused("PART-AMBIGUOUS", part=self.part)  # some programs begin the text anew after what stands in it
        if any(other in ("", *_PASSED_OVER) for other in here):
            if name in ("t", "r") and not any(other in _PASSED_OVER for other in here):
                raise Refused("PART-AMBIGUOUS", part=self.part)  # wrapped: text to one program, nothing to another
            return
        if name == "r" and here == ():
            self.run, self.looks = [], []
        elif name == "t" and here in ((), ("r",)):
            if here and self.run:
                raise Refused("PART-AMBIGUOUS", part=self.part)  # a run has one text: which of two is anyone's guess
        elif here == ("r", "rPr"):
            self.looks += _looks(name, attributes)
        elif not (name in ("", *_PASSED_OVER) or (name == "rPr" and here == ("r",)) or here[:2] == ("r", "rPr")):
            raise Refused("PART-AMBIGUOUS", part=self.part)

    def end(self, element: str) -> None:
        self.path.pop()
        if not self.path and local(element) == "r":
            text = "".join(self.run)
            self.texts.append(text)
            if text.strip():
                self.marks += self.looks

    def characters(self, text: str) -> None:
        if self.path == ["t"]:
            self.texts.append(text)
        elif self.path == ["r", "t"]:
            self.run.append(text)

    def text(self) -> str:
        """What the item says; MarkedText where some of it is not shown like the rest."""
        whole = unescaped("".join(self.texts))
        return MarkedText(whole, self.marks) if self.marks else whole


def _looks(name: str, attributes: Mapping[str, str]) -> list[str]:
    """What a run's property makes of it, as kinds of MarkedText."""
    value = attributes.get("val", "")
    if name == "strike" and value not in _OFF:
        return ["struck"]
    if name == "vertAlign" and value in ("superscript", "subscript"):
        return [value]
    return ["invisible"] if is_invisible(name, attributes) else []


def is_invisible(name: str, attributes: Mapping[str, str]) -> bool:
    """Whether a font's property (``color``, ``sz``) makes its text one that nobody sees on paper."""
    if name == "color":
        white = attributes.get("rgb", "")[-6:].upper() == "FFFFFF" or attributes.get("indexed") in _WHITE_INDEX
        return white or (attributes.get("theme") == _WHITE_THEME and not attributes.get("tint", "").startswith("-"))
    try:
        return name == "sz" and float(attributes.get("val", "11")) < _TINY
    except ValueError:
        return False
