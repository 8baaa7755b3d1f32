"""The desk: rounds as pages on this machine, for who has no command line."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .serving import open_desk as open_desk

__all__ = ["open_desk"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(".serving", __name__), name)
