"""The last resort where judging trips over what one return says: that return is told, the others are judged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from ..form import DefinitionError

Item = TypeVar("Item")
Verdict = TypeVar("Verdict")

# What content can raise in a program that did not foresee it. Want of memory or disk is nobody's content.
_BY_CONTENT = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)
_FEW = 20  # faults of single returns; more of them are one fault of the program


def each_contained(
    judge: Callable[[Sequence[Item]], list[Verdict]], items: Sequence[Item]
) -> list[Verdict | Exception]:
    """What ``judge`` makes of ``items``, one verdict each; for an item that it trips over, what it raised.

    All are judged at once. Only where that fails are they halved until those that fail alone are found. Raises what
    ``judge`` raised where that is no matter of single items: where many fail, or all of several do, or none alone.
    """
    try:
        return list(judge(items))
    except DefinitionError:
        raise
    except _BY_CONTENT as error:
        if len(items) == 1:
            return [error]
        return _apart(judge, items, error)


def _apart(
    judge: Callable[[Sequence[Item]], list[Verdict]], items: Sequence[Item], error: Exception
) -> list[Verdict | Exception]:
    found: list[Verdict | Exception | None] = [None] * len(items)
    faults = 0
    waiting = [(0, len(items))]
    while waiting:
        start, end = waiting.pop()
        middle = (start + end) // 2
        for low, high in ((start, middle), (middle, end)):
            try:
                found[low:high] = judge(items[low:high])
            except _BY_CONTENT as fault:
                if high - low > 1:
                    waiting.append((low, high))
                    continue
                found[low] = fault
                faults += 1
                if faults > _FEW:
                    raise error from None
    if not 0 < faults < len(items):
        raise error
    return [verdict for verdict in found if verdict is not None]
