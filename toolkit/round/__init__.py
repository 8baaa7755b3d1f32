"""A round of weeks, with a memory: what came when, what was decided by whom and why, and the sums of any day of it."""

from .board import round_status, steps_between
from .folder import RoundError
from .model import Settings
from .starting import start_round
from .taking import take_returns

__all__ = ["RoundError", "Settings", "round_status", "start_round", "steps_between", "take_returns"]
