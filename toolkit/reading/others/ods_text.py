"""The text of paragraphs, as the standard has it: white space collapsed, marks of runs kept (ODF 1.3 part 3, 6.1)."""

from __future__ import annotations

import re

from ...values import MarkedText

_BLANKS = re.compile(r"[ \t\r\n]+")
_LONGEST = 32_767  # characters a cell can hold
FIELD = "\ufffc"  # stands before a text that the program would make anew, so that it is never taken for a figure

# Blanks that are written as elements, until the others are collapsed: characters that no XML can hold.
_KEPT = {"\x01": " ", "\x02": "\t", "\x03": "\n"}
SPACE, TAB, BREAK = _KEPT
_TO_KEPT = str.maketrans(dict(_KEPT))


class Paragraphs:
    """Gathers the paragraphs of one cell or text box; used again for the next one after ``take``."""

    def __init__(self) -> None:
        self._done: list[str] = []
        self._pieces: list[str] = []
        self._marks: list[tuple[str, ...]] = []  # of the runs that are open
        self._seen: list[str] = []  # the marks of runs with more than blanks

    def add(self, text: str) -> None:
        """Text as it is written; blanks around and between words count once."""
        self._pieces.append(text)
        if self._marks and self._marks[-1] and not text.isspace():
            self._seen += self._marks[-1]

    def add_spaces(self, count: int) -> int:
        """Spaces that count, as many as a cell can hold; how many they are."""
        count = min(count, _LONGEST)
        self._pieces.append(SPACE * count)
        return count

    def add_blank(self, blank: str) -> None:
        """SPACE, TAB or BREAK."""
        self._pieces.append(blank)

    def open_run(self, marks: tuple[str, ...], before: str = "") -> None:
        """A run within the paragraph, and within the runs that are open; ``before`` stands before its text."""
        around = self._marks[-1] if self._marks else ()
        self._marks.append(around + tuple(mark for mark in marks if mark not in around))
        if before:
            self._pieces.append(before)

    def close_run(self) -> None:
        self._marks.pop()

    def close(self) -> None:
        """The end of a paragraph."""
        pieces = self._pieces
        if not pieces:
            self._done.append("")
            return
        text = pieces[0] if len(pieces) == 1 else "".join(pieces)
        pieces.clear()
        if "  " in text or "\n" in text or "\t" in text or "\r" in text or text[:1] == " " or text[-1:] == " ":
            text = _BLANKS.sub(" ", text).strip(" ")
        self._done.append(text)

    def take(self) -> str:
        """The paragraphs, each on a line of its own; a MarkedText where a run of them is marked."""
        done = self._done
        if not done:
            return ""
        text = done[0] if len(done) == 1 else "\n".join(done)
        done.clear()
        if SPACE in text or TAB in text or BREAK in text:
            text = text.translate(_TO_KEPT)
        if not self._seen:
            return text
        seen, self._seen = self._seen, []
        return MarkedText(text, seen)
