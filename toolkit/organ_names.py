"""Whether two names are of one organ."""

from __future__ import annotations

import re

from .values import folded

SHORTEST = 3  # characters of a name without its government's that tell an organ
_BETWEEN = re.compile(r"[、，,;；/|\n]+")


def same_name(one: str, other: str) -> bool:
    """Whether two names are the same but for width and spaces."""
    return folded(one) == folded(other)


def are_alike(one: str, other: str) -> bool:
    """Whether two names with one code may well be of one organ: the shorter abbreviates the longer.

    That is, it is of the same kind by its last character, and all its characters stand in the longer in their order:
    教育局 or 县教育局 of 清溪县教育局, 人社局 of 人力资源和社会保障局, 县政府办公室 of 县人民政府办公室.
    """
    short, long = sorted((folded(one), folded(other)), key=len)
    if short == long:
        return True
    if len(short) < SHORTEST or short[-1] != long[-1]:
        return False
    rest = iter(long)
    return all(character in rest for character in short)


def names_in(text: str) -> tuple[str, ...]:
    """The names that one cell lists, parted by 、 and the like."""
    return tuple(name for part in _BETWEEN.split(text) if (name := part.strip()))
