"""nianbao: distributes, validates and collates the workbooks of the annual disclosure report.

The functions below are all that the command line itself uses. They are loaded on first use, so that
``import toolkit`` stays light.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .editions import load_form as load_form
    from .reading import find_files as find_files
    from .reading import read_returns as read_returns
    from .reading import read_workbook as read_workbook
    from .roster import read_roster as read_roster
    from .rounds import collate as collate
    from .rounds import validate as validate
    from .writing import distribute as distribute
    from .writing import fill_workbook as fill_workbook
    from .writing import write_roster as write_roster
    from .writing import write_template as write_template

from .version import __version__

_HOMES = {
    "distribute": "writing",
    "collate": "rounds",
    "fill_workbook": "writing",
    "find_files": "reading",
    "load_form": "editions",
    "read_returns": "reading",
    "read_roster": "roster",
    "read_workbook": "reading",
    "validate": "rounds",
    "write_roster": "writing",
    "write_template": "writing",
}
__all__ = [
    "__version__",
    "collate",
    "distribute",
    "fill_workbook",
    "find_files",
    "load_form",
    "read_returns",
    "read_roster",
    "read_workbook",
    "validate",
    "write_roster",
    "write_template",
]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)


def __dir__() -> list[str]:
    return sorted(__all__)
