"""Returns against the roster, their sums along its tree, and what came before.

What is written is loaded when it is asked for: whoever takes in what came today writes nothing.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .chase import write_chase as write_chase
    from .earlier import load_prior as load_prior
    from .facts import write_facts as write_facts
    from .inbox import CollatingError as CollatingError
    from .status import read_status as read_status
    from .status import write_status as write_status
    from .summing import sum_up as sum_up

_HOMES = {
    "CollatingError": "inbox",
    "load_prior": "earlier",
    "read_status": "status",
    "sum_up": "summing",
    "write_chase": "chase",
    "write_facts": "facts",
    "write_status": "status",
}
__all__ = ["CollatingError", "load_prior", "read_status", "sum_up", "write_chase", "write_facts", "write_status"]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
