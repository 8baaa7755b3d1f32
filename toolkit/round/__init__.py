"""A round of weeks, with a memory: what came when, what was decided by whom and why, and the sums of any day of it.

Its verbs are loaded when they are asked for: most of a short run is what it loads.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .backing_up import back_up as back_up
    from .board import round_status as round_status
    from .correcting import correct_figure as correct_figure
    from .cutoffs import close_round as close_round
    from .cutoffs import write_round_summary as write_round_summary
    from .exporting import export_returns as export_returns
    from .folder import RoundError as RoundError
    from .forgetting import forget_files as forget_files
    from .granting import accept_doubt as accept_doubt
    from .granting import choose_return as choose_return
    from .granting import extend_leave as extend_leave
    from .history import organ_history as organ_history
    from .letters import send_letters as send_letters
    from .model import Settings as Settings
    from .moments import compare_moments as compare_moments
    from .starting import start_round as start_round
    from .steps import steps_between as steps_between
    from .succession import merge_organ as merge_organ
    from .succession import rename_organ as rename_organ
    from .succession import split_organ as split_organ
    from .taking import take_returns as take_returns
    from .undoing import undo_decision as undo_decision

_HOMES = {
    "RoundError": "folder",
    "Settings": "model",
    "accept_doubt": "granting",
    "back_up": "backing_up",
    "choose_return": "granting",
    "close_round": "cutoffs",
    "compare_moments": "moments",
    "correct_figure": "correcting",
    "export_returns": "exporting",
    "extend_leave": "granting",
    "forget_files": "forgetting",
    "organ_history": "history",
    "round_status": "board",
    "send_letters": "letters",
    "start_round": "starting",
    "steps_between": "steps",
    "merge_organ": "succession",
    "rename_organ": "succession",
    "split_organ": "succession",
    "take_returns": "taking",
    "undo_decision": "undoing",
    "write_round_summary": "cutoffs",
}
__all__ = [*_HOMES]


def __getattr__(name: str) -> object:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(f".{_HOMES[name]}", __name__), name)
