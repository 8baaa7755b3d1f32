"""Which colour means what, in every workbook and on every page: ``templates/shared/colours.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from .folders import data_folders
from .source import read_definition

_MEANINGS = ("input", "missing", "computed", "wrong", "explain", "notice", "related")


@dataclass(frozen=True, slots=True)
class Colour:
    """``fill`` is a background as RRGGBB, ``name`` what sentences call it."""

    fill: str
    name: str


@lru_cache(maxsize=1)
def load_colours() -> Mapping[str, Colour]:
    """Each Colour by its meaning. Raises DefinitionError where the file is faulty."""
    root = read_definition(data_folders()[0] / "templates" / "shared" / "colours.yaml")
    root.only(*_MEANINGS)
    colours = {}
    for meaning in _MEANINGS:
        said = root.section(meaning)
        said.only("fill", "name")
        if not re.fullmatch("[0-9A-F]{6}", said.get("fill", str)):
            said.fail("fill 应为六位十六进制数，如 FFC7CE", "fill")
        colours[meaning] = Colour(said.get("fill", str), said.get("name", str))
    return colours
