"""When an explanation says nothing: the measure, from ``schemas/catalogue/explanations.yaml``."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .source import read_definition


@dataclass(frozen=True, slots=True)
class Emptiness:
    """What makes an explanation empty-handed: too short, or nothing left once ``stock`` phrases are gone. ``shortest``
    is for editions that have no measure of their own.
    """

    shortest: int
    remainder: int
    stock: tuple[str, ...]
    remark: str


@lru_cache(maxsize=4)
def read_emptiness(folder: Path) -> Emptiness:
    """The measure in ``folder``, one of the data folders."""
    root = read_definition(folder / "schemas" / "catalogue" / "explanations.yaml")
    root.only("shortest", "remainder", "stock", "remark")
    stock = sorted(root.strings("stock"), key=len, reverse=True)
    return Emptiness(root.get("shortest", int), root.get("remainder", int), tuple(stock), root.get("remark", str))
