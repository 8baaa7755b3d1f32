"""When an explanation says nothing: the measure, from ``schemas/catalogue/explanations.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .folders import data_folders
from .source import read_definition

_TEXTS = ("remark", "others", "lacking", "lacking_below", "unsettled")


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What makes an explanation empty-handed: too short, or nothing left once ``stock`` phrases are gone. ``shortest``
    is for editions that have no measure of their own.

    ``remark`` is said of one that is, ``others`` of one that another organ wrote, ``unsettled`` of one that
    can't settle what may come of organs that are missing: ``lacking`` in a summary, ``lacking_below`` before us.
    """

    shortest: int
    remainder: int
    stock: tuple[str, ...]
    remark: str
    others: str
    lacking: str
    lacking_below: str
    unsettled: str


@lru_cache(maxsize=4)
def read_emptiness(folder: Path) -> Emptiness:
    """The measure in ``folder``, one of the data folders."""
    root = read_definition(folder / "schemas" / "catalogue" / "explanations.yaml")
    root.only("shortest", "remainder", "stock", *_TEXTS)
    stock = sorted(root.strings("stock"), key=len, reverse=True)
    texts = {name: root.get(name, str) for name in _TEXTS}
    return Emptiness(root.get("shortest", int), root.get("remainder", int), tuple(stock), **texts)


def emptiness() -> Emptiness:
    """The toolkit's measure of explanations that say nothing."""
    return read_emptiness(data_folders()[0])
