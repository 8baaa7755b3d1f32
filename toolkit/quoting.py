"""What others wrote, as messages quote it: short, on one line, with nothing in it that can't be seen."""

from __future__ import annotations

import unicodedata

LONGEST = 60  # characters of a quote
_LONG = 1_000  # characters from which on a quote says how many there were

# Letters, marks and spaces by their category, and yet nothing is seen of them.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
_BREAKS = {"\n": "↵", "\r": "↵", "\t": "→", "\u2028": "↵", "\u2029": "↵"}


def quoted(text: str, most: int = LONGEST) -> str:
    """``text`` without the blanks around it, cut behind about ``most`` characters, which ``…`` tells.

    Line ends and tabs show as ``↵`` and ``→``; what else can't be seen, or turns the writing round, as its code:
    ``5⟨U+200F⟩``.
    """
    bare = text.strip()
    shown = ""
    for character in bare[:most]:
        piece = _seen(character)
        if len(shown) + len(piece) > most:
            return shown + _rest(bare)
        shown += piece
    return shown + _rest(bare) if len(bare) > most else shown


def _rest(text: str) -> str:
    """What stands for the rest of a text that is cut; of one that no cell of a table is for, how long it was."""
    return f"…（共 {len(text)} 字）" if len(text) > _LONG else "…"


def _seen(character: str) -> str:
    if character in _BREAKS:
        return _BREAKS[character]
    hidden = character in _UNSEEN or _is_selector(character) or unicodedata.category(character) in ("Cc", "Cf", "Cs")
    return f"⟨U+{ord(character):04X}⟩" if hidden else character


def _is_selector(character: str) -> bool:
    """Whether ``character`` only chooses how the one before it looks."""
    return (
        "\ufe00" <= character <= "\ufe0f"
        or "\u180b" <= character <= "\u180f"
        or "\U000e0100" <= character < "\U000e01f0"
    )
