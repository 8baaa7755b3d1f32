"""A round of weeks, with a memory: what came when, what was decided by whom and why, and the sums of any day of it.

Its verbs are loaded when they are asked for: most of a short run is what it loads.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .board import round_status as round_status
    from .board import steps_between as steps_between
    from .cutoffs import close_round as close_round
    from .cutoffs import write_round_summary as write_round_summary
    from .deciding import accept_doubt as accept_doubt
    from .deciding import choose_return as choose_return
    from .deciding import correct_figure as correct_figure
    from .deciding import extend_leave as extend_leave
    from .deciding import undo_decision as undo_decision
    from .folder import RoundError as RoundError
    from .history import organ_history as organ_history
    from .keeping import back_up as back_up
    from .keeping import export_returns as export_returns
    from .keeping import forget_files as forget_files
    from .letters import send_letters as send_letters
    from .model import Settings as Settings
    from .moments import compare_moments as compare_moments
    from .starting import start_round as start_round
    from .succession import merge_organ as merge_organ
    from .succession import rename_organ as rename_organ
    from .succession import split_organ as split_organ
    from .taking import take_returns as take_returns

_HOMES = {
    "RoundError": "folder",
    "Settings": "model",
    "accept_doubt": "deciding",
    "back_up": "keeping",
    "choose_return": "deciding",
    "close_round": "cutoffs",
    "compare_moments": "moments",
    "correct_figure": "deciding",
    "export_returns": "keeping",
    "extend_leave": "deciding",
    "forget_files": "keeping",
    "organ_history": "history",
    "round_status": "board",
    "send_letters": "letters",
    "start_round": "starting",
    "steps_between": "board",
    "merge_organ": "succession",
    "rename_organ": "succession",
    "split_organ": "succession",
    "take_returns": "taking",
    "undo_decision": "deciding",
    "write_round_summary": "cutoffs",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
