"""What is alike in many returns is worked out once and looked up: the one form of memory in the house.

Returns of one office are alike: most of their parts, plans, labels, styles, formulas and slips are the same to the last
byte. A function of nothing but its arguments may be ``remembered``: what it gave for the contents it was asked about
last is looked up. What is remembered is shared by all who ask, and must not be changed.

A definition of our own that is loaded once is no memory: ``functools.lru_cache`` does for the few there are.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sized
from dataclasses import dataclass
from functools import lru_cache, wraps
from inspect import signature
from typing import Any, ParamSpec, TypeVar, cast

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Memory:
    """What one function remembers: ``most`` answers, none to a content of more than ``longest`` bytes or characters."""

    work: Callable[..., object]
    most: int
    longest: int | None
    held: Callable[[], int]
    forget: Callable[[], None]


_MEMORIES: list[Memory] = []


def remembered(most: int, longest: int | None = None) -> Callable[[Callable[P, T]], Callable[P, T]]:
    """Has a function remember its last ``most`` answers.

    One whose first argument is bytes or text states how long those may be that it keeps (``longest``): with one file of
    its own in each answer, memory would grow by what people send.
    """

    def remember(work: Callable[P, T]) -> Callable[P, T]:
        known: Any = lru_cache(maxsize=most)(work)
        _MEMORIES.append(Memory(work, most, longest, lambda: int(known.cache_info().currsize), known.cache_clear))
        if longest is None:
            return cast("Callable[P, T]", known)

        asked: Any = work

        @wraps(work)
        def look_up(content: Sized) -> object:
            return known(content) if len(content) <= longest else asked(content)

        @wraps(work)
        def look_up_among(content: Sized, *others: object) -> object:
            return known(content, *others) if len(content) <= longest else asked(content, *others)

        return cast("Callable[P, T]", look_up if len(signature(work).parameters) == 1 else look_up_among)

    return remember


def memories() -> Iterator[Memory]:
    """All that is remembered in this process."""
    return iter(_MEMORIES)


def forget_all() -> None:
    """Empties every memory."""
    for memory in _MEMORIES:
        memory.forget()


def with_room(work: Callable[[], T]) -> T:
    """What ``work`` gives; where memory does not suffice, once more with nothing remembered. Raises MemoryError where
    it needs more even so.
    """
    try:
        return work()
    except MemoryError:
        pass  # what it held is let go with the error, and not before
    forget_all()
    return work()
